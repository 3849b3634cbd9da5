package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"resultsdesk/internal/backup"
	"resultsdesk/internal/space"
	"resultsdesk/internal/sqlite"
)

// makeBackup copies a desk's file, whether it is served or not.
func makeBackup(ctx context.Context, env environment, args []string) (err error) {
	f := env.flags("backup", "backup [-db FILE] -o FOLDER [-keep POLICY]")
	db := f.String("db", env.or("DESK_DB", "desk.db"), "the desk's `FILE` (DESK_DB); it may be served meanwhile")
	folder := f.String("o", env.or("DESK_BACKUP_DIR", ""), "the `FOLDER` that the backup goes to (DESK_BACKUP_DIR)")
	keep := f.String("keep", "", "afterwards keep only what this `POLICY` keeps, such as "+backup.DefaultPolicy+"; all are kept without it")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *folder == "" || f.NArg() > 0 {
		f.Usage()
		return errors.New("name the folder with -o")
	}
	policy, err := backup.ParsePolicy(cmp.Or(*keep, backup.DefaultPolicy))
	if err != nil {
		return fmt.Errorf("-%w", err)
	}
	path := placeOf(*db)
	if err := present(path); err != nil {
		return err
	}
	store, err := sqlite.Open(ctx, path, time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	into := backup.Folder{Path: *folder, Desk: backup.DeskOf(path)}
	e, err := backup.Make(ctx, store, into, time.Now)
	if err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, "%s\n%d bytes, read back whole, on disk.\n", e.Path, e.Size)
	if *keep == "" {
		return nil
	}
	return into.Thin(policy)
}

// backupFlags are the flags by which serve makes backups.
type backupFlags struct {
	dir, keep *string
	every     *string
}

func newBackupFlags(f *flag.FlagSet, env environment) backupFlags {
	return backupFlags{
		dir:   f.String("backup-dir", env.or("DESK_BACKUP_DIR", ""), "`FOLDER` for backups, best on another disk (DESK_BACKUP_DIR); none are made without it"),
		every: f.String("backup-every", env.or("DESK_BACKUP_EVERY", "1m"), "`TIME` between backups (DESK_BACKUP_EVERY); one is also made after each declaration"),
		keep:  f.String("backup-keep", env.or("DESK_BACKUP_KEEP", backup.DefaultPolicy), "`POLICY` of which backups to keep (DESK_BACKUP_KEEP): so many of the newest, then one of every TIME up to an AGE"),
	}
}

// safety puts together what looks after the file at path while it is served.
func (b backupFlags) safety(store *sqlite.Store, path string, log *slog.Logger) (*safety, error) {
	every, err := time.ParseDuration(*b.every)
	if err != nil || every < time.Second {
		return nil, fmt.Errorf("-backup-every %q: write it as 1m; a second is the least", *b.every)
	}
	policy, err := backup.ParsePolicy(*b.keep)
	if err != nil {
		return nil, fmt.Errorf("-backup-%w", err)
	}
	s := &safety{store: store, every: every, log: log, space: &space.Watch{DB: filepath.Dir(path), Backups: *b.dir, Of: space.Of, Log: log}}
	if *b.dir == "" {
		return s, nil
	}
	if err := os.MkdirAll(*b.dir, 0o700); err != nil {
		return nil, err
	}
	s.backups = &backup.Schedule{
		Store: store, Folder: backup.Folder{Path: *b.dir, Desk: backup.DeskOf(path)}, Policy: policy, Wall: time.Now, Room: s.space.RoomFor, Log: log,
	}
	return s, nil
}
