package pack

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sort"
	"unicode/utf8"
)

// source is the text of a file, and where its lines begin.
type source struct {
	file  string
	text  []byte
	lines []int
}

// open reads a file whole and proves that it is text.
func (r *reader) open(file string) (*source, bool) {
	text, err := readFile(r.fsys, file, &r.left)
	if err != nil {
		r.problems = append(r.problems, Problem{File: file, Message: err.Error()})
		return nil, false
	}
	// Spreadsheets put a byte order mark before UTF-8; it is no character of the text.
	s := newSource(file, bytes.TrimPrefix(text, []byte("\ufeff")))
	return s, r.isText(s)
}

// readFile reads a file that is there, is a file, and is not too large.
func readFile(fsys fs.FS, file string, left *budget) ([]byte, error) {
	// Looked at first: to open a pipe is to wait for whoever writes into it.
	if info, err := fs.Stat(fsys, file); errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("the file is missing")
	} else if err != nil {
		return nil, unreadable(err)
	} else if !info.Mode().IsRegular() {
		return nil, errors.New("this is no file")
	}
	f, err := fsys.Open(file)
	if err != nil {
		return nil, unreadable(err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err != nil {
		return nil, unreadable(err)
	}
	if len(text) > maxBytes {
		return nil, fmt.Errorf("the file is larger than %d MiB", maxBytes>>20)
	}
	return text, left.take(len(text))
}

// unreadable leaves out the path, which the problem names already.
func unreadable(err error) error {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("the file cannot be read: %w", err)
}

func newSource(file string, text []byte) *source {
	s := &source{file: file, text: text, lines: []int{0}}
	for i, b := range text {
		if b == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// isText finds bytes that are not UTF-8, and line ends that only old programs
// write and that would put the whole file in one line.
func (r *reader) isText(s *source) bool {
	for i := 0; i < len(s.text); {
		c, size := utf8.DecodeRune(s.text[i:])
		if c == utf8.RuneError && size == 1 {
			r.wrong(s, i, "this is not UTF-8 text (byte 0x%02X); save the file as “CSV UTF-8”", s.text[i])
			return false
		}
		if c == '\r' && !bytes.HasPrefix(s.text[i+1:], []byte("\n")) {
			r.wrong(s, i, "a line ends with a carriage return alone; save the file with LF or CRLF line ends")
			return false
		}
		i += size
	}
	return true
}

// position is the line and the column, in characters, of a byte.
func (s *source) position(offset int) (line, column int) {
	offset = min(offset, len(s.text))
	line = sort.SearchInts(s.lines, offset+1)
	return line, utf8.RuneCount(s.text[s.lines[line-1]:offset]) + 1
}

// offset is the byte at a line and a column in bytes, as encoding/csv gives them.
func (s *source) offset(line, column int) int {
	if line < 1 || line > len(s.lines) {
		return len(s.text)
	}
	return min(s.lines[line-1]+max(column-1, 0), len(s.text))
}
