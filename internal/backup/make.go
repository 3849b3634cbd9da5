package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"resultsdesk/internal/sqlite"
)

// Folder is where the backups of one desk are kept.
type Folder struct {
	Path string
	Desk string // see DeskOf
}

const unfinished = ".unfinished"

// Make copies what the store holds now into the folder, reads the whole copy back and
// gives it its name. A backup that has a name is whole and on disk. It blocks neither
// officers nor pages. One is made at a time in a folder; what a killed one left behind
// is taken away first.
func Make(ctx context.Context, store *sqlite.Store, f Folder, wall func() time.Time) (Entry, error) {
	if err := os.MkdirAll(f.Path, 0o700); err != nil {
		return Entry{}, err
	}
	unlock, err := lock(ctx, f.Path)
	if err != nil {
		return Entry{}, err
	}
	defer unlock()
	if err := f.clean(); err != nil {
		return Entry{}, err
	}
	e, err := f.make(ctx, store, wall)
	return e, errors.Join(err, f.clean())
}

func (f Folder) make(ctx context.Context, store *sqlite.Store, wall func() time.Time) (Entry, error) {
	fresh := filepath.Join(f.Path, "."+f.Desk+unfinished)
	if err := store.CopyTo(ctx, fresh); err != nil {
		return Entry{}, err
	}
	c, err := sqlite.Inspect(ctx, fresh)
	if err != nil {
		return Entry{}, fmt.Errorf("the copy is not whole: %w", err)
	}
	e := Entry{Desk: f.Desk, At: wall().UTC().Truncate(time.Second), Epoch: c.Head.Epoch, Line: c.Line, Seq: c.Seq, Size: c.Size}
	e.Path = filepath.Join(f.Path, e.name())
	if err := os.Chmod(fresh, 0o600); err != nil { // it holds what is not public, and hashes of passphrases
		return Entry{}, err
	}
	if err := synced(fresh); err != nil {
		return Entry{}, err
	}
	if err := os.Rename(fresh, e.Path); err != nil {
		return Entry{}, err
	}
	return e, synced(f.Path)
}

// Thin takes away what the policy gives up. It never touches the newest, another
// desk's backups or a file that this package did not name.
func (f Folder) Thin(p Policy) error {
	all, err := List(f.Path, f.Desk)
	if err != nil {
		return err
	}
	for _, e := range p.tooMany(all) {
		if err := os.Remove(e.Path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// clean takes away what unfinished backups of the desk left.
func (f Folder) clean() error {
	files, err := os.ReadDir(f.Path)
	if err != nil {
		return err
	}
	for _, file := range files {
		if strings.HasPrefix(file.Name(), "."+f.Desk+unfinished) {
			if err := os.Remove(filepath.Join(f.Path, file.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// lockTick is how often a folder is looked at that another program makes a backup in.
const lockTick = 50 * time.Millisecond

// lock waits for its turn in a folder, and no longer than ctx: another program that
// hangs there must not keep a desk from stopping.
func lock(ctx context.Context, folder string) (unlock func() error, err error) {
	l, err := os.OpenFile(filepath.Join(folder, ".lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	tick := time.NewTicker(lockTick)
	defer tick.Stop()
	for {
		err := syscall.Flock(int(l.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return l.Close, nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, errors.Join(err, l.Close())
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), l.Close())
		}
	}
}

// synced puts a file or folder on disk.
func synced(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
