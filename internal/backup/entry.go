// Package backup keeps copies of a desk's file in a folder: it makes them, finds the
// newest that is whole, and takes old ones away. What goes into a copy and how it is
// read is internal/sqlite's.
package backup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"resultsdesk/internal/sqlite"
)

// Entry is a backup by its name. Names sort by time; how far a backup goes is told by
// epoch, line of the audit and act, because a clock can go backwards.
type Entry struct {
	Path  string
	Desk  string    // whose: the name of the database without its ending
	At    time.Time // wall time at which it was made, to the second
	Epoch int64     // life of the database
	Line  int64     // last line of the audit; every act and every change of officers has one
	Seq   int64     // last act
	Size  int64     // bytes
}

const stamp = "20060102T150405Z"

// name is the name of a backup in its folder, "desk-20240705T011402Z-e1720137600000-a000456-s000123.db".
func (e Entry) name() string {
	return fmt.Sprintf("%s-%s-e%d-a%06d-s%06d.db", e.Desk, e.At.UTC().Format(stamp), e.Epoch, e.Line, e.Seq)
}

var named = regexp.MustCompile(`^(.+)-(\d{8}T\d{6}Z)-e(\d+)-a(\d+)-s(\d+)\.db$`)

// parse reads a name; false for a file that this package did not name.
func parse(name string) (e Entry, ok bool) {
	m := named.FindStringSubmatch(name)
	if m == nil {
		return e, false
	}
	at, err := time.Parse(stamp, m[2])
	errs := []error{err}
	number := func(digits string) int64 {
		n, err := strconv.ParseInt(digits, 10, 64)
		errs = append(errs, err)
		return n
	}
	e = Entry{Desk: m[1], At: at, Epoch: number(m[3]), Line: number(m[4]), Seq: number(m[5])}
	return e, errors.Join(errs...) == nil && e.name() == name
}

// further orders entries by how far they go, the furthest first.
func further(a, b Entry) int {
	return cmp.Or(cmp.Compare(b.Epoch, a.Epoch), cmp.Compare(b.Line, a.Line), cmp.Compare(b.Seq, a.Seq), b.At.Compare(a.At))
}

// DeskOf is the name that the backups of a database go by.
func DeskOf(db string) string {
	return strings.TrimSuffix(filepath.Base(db), filepath.Ext(db))
}

// List are the backups in a folder, those that go furthest first; of one desk, or of
// all where desk is empty. Other files are passed over.
func List(folder, desk string) ([]Entry, error) {
	files, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var all []Entry
	for _, f := range files {
		e, ok := parse(f.Name())
		if !ok || !f.Type().IsRegular() || desk != "" && e.Desk != desk {
			continue
		}
		info, err := f.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // taken away meanwhile
		}
		if err != nil {
			return nil, err
		}
		e.Path, e.Size = filepath.Join(folder, f.Name()), info.Size()
		all = append(all, e)
	}
	slices.SortFunc(all, further)
	return all, nil
}

// ErrNone: no backup is whole.
var ErrNone = errors.New("there is no good backup")

// Sound is the backup that goes furthest of those that are whole: each is read from
// its first page to its last. passed are those that go further and are not whole. It
// returns ErrNone where no backup is whole.
func Sound(ctx context.Context, folder, desk string) (e Entry, c sqlite.Contents, passed []Entry, err error) {
	all, err := List(folder, desk)
	if err != nil {
		return e, c, nil, err
	}
	for _, e := range all {
		c, err := sqlite.Inspect(ctx, e.Path)
		if err == nil {
			return e, c, passed, nil
		}
		if ctx.Err() != nil {
			return e, c, passed, ctx.Err()
		}
		passed = append(passed, e)
	}
	return e, c, passed, fmt.Errorf("%w of %s in %s (%d are there)", ErrNone, desk, folder, len(all))
}
