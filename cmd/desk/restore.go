package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"resultsdesk/internal/backup"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// restore puts a backup in the place of a desk's file. What stood there is kept.
func restore(ctx context.Context, env environment, args []string) (err error) {
	f := env.flags("restore", "restore -from BACKUP|FOLDER [-db FILE]")
	from := f.String("from", env.or("DESK_BACKUP_DIR", ""), "the `BACKUP` to restore, or a folder, of which the newest good one is taken (DESK_BACKUP_DIR)")
	db := f.String("db", env.or("DESK_DB", "desk.db"), "the desk's `FILE` (DESK_DB); what is there is kept under another name")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *from == "" || f.NArg() > 0 {
		f.Usage()
		return errors.New("name the backup with -from")
	}
	path := placeOf(*db)
	unlock, err := sqlite.Lock(path)
	if errors.Is(err, sqlite.ErrLocked) {
		return fmt.Errorf("%w; stop it first", err)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	source, err := sourceOf(ctx, env.stdout, *from, path)
	if err != nil {
		return err
	}
	return restored(ctx, env.stdout, source, path, time.Now())
}

// sourceOf is the backup that from names: itself, or of a folder the one that goes
// furthest and is whole.
func sourceOf(ctx context.Context, out io.Writer, from, path string) (string, error) {
	info, err := os.Stat(from)
	if err != nil || !info.IsDir() {
		return from, err
	}
	e, _, passed, err := backup.Sound(ctx, from, backup.DeskOf(path))
	if errors.Is(err, backup.ErrNone) {
		return "", fmt.Errorf("%w; a backup of a desk's file of another name is restored with -from BACKUP", err)
	}
	for _, bad := range passed {
		fmt.Fprintf(out, "%s is newer, but cannot be used; it is passed over. Why: desk verify -db %s\n", bad.Path, bad.Path)
	}
	return e.Path, err
}

// restored makes the restored file beside its place, whole and in a new epoch, and only
// then moves the old one aside.
func restored(ctx context.Context, out io.Writer, source, path string, now time.Time) error {
	if within(source, path) {
		return fmt.Errorf("%s is the desk's own file, not a backup", source)
	}
	fresh := path + ".restoring"
	for _, left := range []string{fresh, fresh + "-wal", fresh + "-shm"} { // of a restore that was killed
		if err := os.Remove(left); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	if err := copied(ctx, source, fresh); err != nil {
		return err
	}
	c, err := sqlite.Inspect(ctx, fresh)
	if err != nil {
		return errors.Join(fmt.Errorf("%s cannot be restored: %w", source, err), os.Remove(fresh))
	}
	heads := feed.HeadFile(path + ".head")
	seen, unseen := heads.Read()
	before, unread := sqlite.Inspect(ctx, path)
	begun, err := raised(ctx, fresh, seen.Epoch, now)
	if err != nil {
		return err
	}
	aside, err := setAside(path, now)
	if err != nil {
		return err
	}
	if err := os.Rename(fresh, path); err != nil {
		return err
	}
	if err := syncFolder(path); err != nil {
		return err
	}
	if err := heads.Write(begun); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s is in place, from %s: %s\n", path, source, reach(c))
	told := told{c: c, seen: seen, unseen: unseen, before: before, unread: unread, there: aside != ""}
	told.lost(out)
	if aside != "" {
		fmt.Fprintf(out, "What stood there is kept as %s.\n", aside)
	}
	fmt.Fprintf(out, "A new epoch has begun (%d): viewers drop what they saw and take what this file holds. Start with: desk serve -db %s\n", begun.Epoch, path)
	return nil
}

// raised begins a new epoch in a copy that nobody serves, later than any that the world
// has seen, and folds its log into it.
func raised(ctx context.Context, fresh string, seen int64, now time.Time) (begun feed.Head, err error) {
	store, err := sqlite.Open(ctx, fresh, func() time.Time { return now })
	if err != nil {
		return begun, err
	}
	begun, err = feed.NewEpoch(ctx, store, seen, now, "restored from a backup")
	if err := errors.Join(err, store.Close()); err != nil {
		return begun, err
	}
	return begun, syncFile(fresh)
}

// setAside keeps what stands at path under a name that says so; empty where nothing
// does. The log goes first: it must never lie beside the restored file.
func setAside(path string, now time.Time) (aside string, err error) {
	aside = path + ".before-restore-" + now.UTC().Format("20060102T150405Z")
	for n := 2; ; n++ {
		if _, err := os.Lstat(aside); errors.Is(err, os.ErrNotExist) {
			break
		}
		aside = fmt.Sprintf("%s.before-restore-%s-%d", path, now.UTC().Format("20060102T150405Z"), n)
	}
	err = os.Link(path, aside) // until the restored file takes it, the place is never empty
	there := err == nil
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	for _, end := range []string{"-wal", "-shm"} {
		err := os.Rename(path+end, aside+end)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
		there = there || err == nil
	}
	if !there {
		return "", nil
	}
	return aside, syncFolder(path)
}

func within(source, path string) bool {
	a, err := os.Stat(source)
	if err != nil {
		return false
	}
	b, err := os.Stat(path)
	return err == nil && os.SameFile(a, b)
}

// copied copies a backup, with what a log beside it holds: a file that was set aside
// after a crash has one.
func copied(ctx context.Context, from, to string) error {
	if log, err := os.Stat(from + "-wal"); err != nil || log.Size() == 0 {
		return copySynced(from, to)
	}
	if err := sqlite.CopyFile(ctx, from, to); err != nil {
		return err
	}
	return syncFile(to)
}

func copySynced(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func syncFolder(path string) error { return syncFile(filepath.Dir(path)) }
