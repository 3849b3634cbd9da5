package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"resultsdesk/internal/backup"
	"resultsdesk/internal/feed"
)

// present returns an error unless there is a file with something in it. A command that
// reads one makes none.
func present(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no file %s; name the desk's file with -db", path)
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is no file; name the desk's file with -db", path)
	case info.Size() == 0:
		return fmt.Errorf("%s is empty", path)
	}
	return nil
}

// errGone: there is no database where there was one.
var errGone = errors.New("the database is gone")

// gone returns errGone where a desk would begin with nothing although viewers have
// seen something of it: its epoch would be the latest, and so would its backups.
func gone(path string) error {
	if present(path) == nil {
		return nil
	}
	seen, err := feed.HeadFile(path + ".head").Read()
	if err != nil {
		return nil
	}
	return fmt.Errorf("%w: there is nothing in %s, but viewers have seen it up to revision %d, as %s.head says; only where a desk is to begin anew, take that file away", errGone, path, seen.Revision, path)
}

// gone does the same where there are backups of it.
func (b backupFlags) gone(path string) error {
	if *b.dir == "" || present(path) == nil {
		return gone(path)
	}
	if all, err := backup.List(*b.dir, backup.DeskOf(path)); err != nil || len(all) == 0 {
		return gone(path)
	}
	return fmt.Errorf("%w: there is nothing in %s, but there are backups of it; only where a desk is to begin anew, give it another -backup-dir", errGone, path)
}
