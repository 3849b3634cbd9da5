package pack

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"resultsdesk/internal/count"
)

var (
	errNoZip    = errors.New("this is no zip file, or a part of one")
	errLongList = errors.New("the zip file holds too many files; a pack has six")
)

// OpenZip opens a zip file of an election pack. The pack stands at the top or in the
// one folder at the top. It returns an *Error naming each entry that no pack has: a
// path that leads out, a link, an encrypted file, one that is there twice, another
// archive. Nothing is unpacked before it is read, and then no more than the limits.
func OpenZip(r io.ReaderAt, size int64) (fs.FS, error) {
	list := &sparing{ReaderAt: r, left: maxList}
	z, err := zip.NewReader(list, size)
	switch {
	case list.left < 0:
		return nil, errLongList
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return nil, errNoZip
	case len(z.File) > maxEntries:
		return nil, errLongList
	}
	list.left = unlimited
	a := archive{}
	var problems []Problem
	for _, f := range z.File {
		if why := refuses(a, f); why != "" {
			problems = append(problems, Problem{File: clip(f.Name), Message: why})
			continue
		}
		a[strings.ToLower(strings.TrimSuffix(f.Name, "/"))] = f
	}
	if len(problems) > 0 {
		return nil, &Error{problems}
	}
	return a.top(), nil
}

// refuses says why an entry cannot be in a pack; empty where it can.
func refuses(a archive, f *zip.File) string {
	name := strings.TrimSuffix(f.Name, "/")
	kind := f.Mode().Type()
	switch {
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return "the name of this entry cannot be read"
	case strings.Contains(name, `\`):
		return "the name of this entry has a backslash; folders are divided by /"
	case path.IsAbs(name) || strings.Contains(name, ":"):
		return "the name of this entry begins at the root of a disk; a pack's begin in the pack"
	case !fs.ValidPath(name) || name == ".":
		return "the name of this entry leads out of the pack"
	case a[strings.ToLower(name)] != nil:
		return "this entry is there twice"
	case kind&fs.ModeSymlink != 0:
		return "this entry is a link to another file; put the file itself there"
	case kind != 0 && kind != fs.ModeDir || (kind == fs.ModeDir) != strings.HasSuffix(f.Name, "/"):
		return "this entry is neither a file nor a folder"
	case f.Flags&1 != 0:
		return "this entry is encrypted; make the zip file without a password"
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return "this entry is packed in a way that is not known here; make an ordinary zip file"
	case isArchive(name):
		return "this entry is an archive itself; put its files there instead"
	}
	return ""
}

func isArchive(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".bz2", ".xz", ".zst":
		return true
	}
	return false
}

// archive is the entries of a zip file by their names in small letters. Two that differ
// in capitals only are the same file on many machines.
type archive map[string]*zip.File

// top is the folder that the pack stands in: the one at the top, where all is in it,
// but for what a Mac adds of its own.
func (a archive) top() fs.FS {
	if a[electionFile] != nil {
		return a
	}
	top := ""
	for _, f := range a {
		folder, _, _ := strings.Cut(f.Name, "/")
		switch {
		case folder == "__MACOSX" || strings.HasPrefix(folder, "."):
		case top == "" || top == folder:
			top = folder
		default:
			return a
		}
	}
	inner := archive{}
	for _, f := range a {
		if rest, in := strings.CutPrefix(f.Name, top+"/"); in && rest != "" {
			inner[strings.ToLower(strings.TrimSuffix(rest, "/"))] = f
		}
	}
	return inner
}

// Open unpacks an entry as it is read; see fs.FS.
func (a archive) Open(name string) (fs.File, error) {
	f := a[strings.ToLower(name)]
	if f == nil || path.Base(strings.TrimSuffix(f.Name, "/")) != path.Base(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	r, err := f.Open()
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &unpacked{ReadCloser: r, entry: f}, nil
}

// unpacked is an entry while it is read.
type unpacked struct {
	io.ReadCloser
	entry *zip.File
	read  uint64
}

func (u *unpacked) Stat() (fs.FileInfo, error) { return u.entry.FileInfo(), nil }

// Read refuses a file that unpacks to so many times its size that it was made to.
func (u *unpacked) Read(p []byte) (int, error) {
	n, err := u.ReadCloser.Read(p)
	u.read += uint64(n)
	if u.read > minRatioed && u.read > maxRatio*u.entry.CompressedSize64 {
		return n, fmt.Errorf("it unpacks to more than %s times its size, as no table does", count.Thousands(maxRatio))
	}
	return n, err
}

// sparing bounds what is read of a zip file before its entries are known: a list of
// millions would fill the memory.
type sparing struct {
	io.ReaderAt
	left int64
}

const unlimited = 1 << 62

func (s *sparing) ReadAt(p []byte, off int64) (int, error) {
	if s.left -= int64(len(p)); s.left < 0 {
		return 0, errLongList
	}
	return s.ReaderAt.ReadAt(p, off)
}
