package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// hold keeps other writers out of the file until let. What lies in its log is folded
// into it first, and the log goes: it would be taken for the new file's.
func hold(ctx context.Context, path string) (let func() error, err error) {
	db, err := sql.Open("sqlite", dsn(path, writing))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	var mode string
	err = conn.QueryRowContext(ctx, "PRAGMA journal_mode = DELETE").Scan(&mode)
	if err == nil && mode != "delete" {
		err = errors.New("its log is in use")
	}
	if err == nil {
		_, err = conn.ExecContext(ctx, "BEGIN IMMEDIATE")
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("another program has the file open: %w", err), conn.Close(), db.Close())
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		return errors.Join(err, conn.Close(), db.Close())
	}, nil
}

// keepOld copies the file, reads the copy from its first page to its last and gives it
// its name.
func keepOld(ctx context.Context, path, temporary, name string, at func(string)) error {
	db, err := sql.Open("sqlite", dsn(path, copying))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", temporary)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	at("copied")
	if err := checkCopy(ctx, temporary); err != nil {
		return err
	}
	if err := likeOld(path, temporary); err != nil {
		return err
	}
	if err := os.Link(temporary, name); err != nil { // never over another
		return err
	}
	return syncDir(filepath.Dir(name))
}

// workFolder is where the new file is built: beside the old one, because a file is moved
// into place only within a disk. What a migration that was cut off left there goes.
func workFolder(path string) (string, error) {
	prefix := filepath.Base(path) + ".migrating-"
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if e.IsDir() && strings.HasPrefix(e.Name(), prefix) {
			if err := os.RemoveAll(filepath.Join(filepath.Dir(path), e.Name())); err != nil {
				return "", err
			}
		}
	}
	return os.MkdirTemp(filepath.Dir(path), prefix)
}

// likeOld gives a file the owner and the rights of the file at path, so that whoever ran
// the migration, the same people can open it, and nobody else; and syncs it.
func likeOld(path, name string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if was, ok := info.Sys().(*syscall.Stat_t); ok && os.Geteuid() == 0 {
		err = os.Chown(name, int(was.Uid), int(was.Gid))
	}
	return errors.Join(err, os.Chmod(name, info.Mode().Perm()), syncFile(name))
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
