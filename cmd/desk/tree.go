package main

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// tree is the folder or zip file that an export is written to. It is the owner's alone:
// the audit holds people's network addresses.
type tree struct {
	create func(name string) (io.Writer, error)
	close  func() error
}

func newTree(path string, zipped bool) (*tree, error) {
	if !zipped {
		return newFolder(path), nil
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	z := zip.NewWriter(f)
	return &tree{
		create: func(name string) (io.Writer, error) {
			// The same time always, so that the same export is the same bytes.
			return z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		},
		close: func() error { return errors.Join(z.Close(), f.Sync(), f.Close()) },
	}, nil
}

func newFolder(path string) *tree {
	var open *os.File
	done := func() error {
		if open == nil {
			return nil
		}
		err := errors.Join(open.Sync(), open.Close())
		open = nil
		return err
	}
	return &tree{
		create: func(name string) (io.Writer, error) {
			if err := done(); err != nil {
				return nil, err
			}
			file := filepath.Join(path, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
				return nil, err
			}
			var err error
			open, err = os.Create(file)
			return open, err
		},
		close: done,
	}
}

// openTree opens what an export wrote.
func openTree(path string) (fs.FS, func() error, error) {
	if info, err := os.Stat(path); err != nil {
		return nil, nil, err
	} else if info.IsDir() {
		root, err := os.OpenRoot(path)
		if err != nil {
			return nil, nil, err
		}
		return root.FS(), root.Close, nil
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, nil, err
	}
	return z, z.Close, nil
}
