package pack

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Folder is an election pack that lies on disk: a folder, or a zip file of one. What is
// in it can be read until it is closed.
type Folder struct {
	fs.FS
	io.Closer
}

// Stat looks at a file without opening it, where that can be done; see fs.StatFS.
func (f *Folder) Stat(name string) (fs.FileInfo, error) { return fs.Stat(f.FS, name) }

// Open opens a folder or a zip file. Nothing outside of a folder can be reached, by a
// symbolic link either. The error is an *Error where a zip file is refused.
func Open(path string) (*Folder, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		root, err := os.OpenRoot(path)
		if err != nil {
			return nil, err
		}
		return &Folder{root.FS(), root}, nil
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is neither a folder nor a zip file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	files, err := OpenZip(f, info.Size())
	switch {
	case errors.Is(err, errNoZip):
		err = fmt.Errorf("%s is neither a folder nor a zip file", path)
	case errors.Is(err, errLongList):
		err = fmt.Errorf("%s: %w", path, err)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &Folder{files, f}, nil
}
