package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"resultsdesk"
)

// ErrCurrent: the file is of this version; there is nothing to migrate.
var ErrCurrent = errors.New("the file is of this version already")

// ErrNewer: the file was made by a newer program.
var ErrNewer = errors.New("the file is of a newer version of the desk")

// Migrated is what a migration did.
type Migrated struct {
	From, To int    // versions
	Backup   string // the file as it was: a copy, read back from its first page to its last
	Contests int
	Acts     int64
}

// MigrationSteps are the places between which the file at its place stays whole.
func MigrationSteps() []string {
	return []string{"held", "copied", "backed-up", "built", "verified", "synced", "renamed"}
}

// Migrate makes a file of this version of the older one at path. It keeps the older one
// as a verified copy beside it, builds a new file beside both, compares the two row by
// row, and only then puts the new one in its place: whenever it is cut off, the file at
// path is the one or the other, whole. at hears of each of MigrationSteps; it may be
// nil. The caller holds the lock of the file.
//
// Errors: ErrCurrent, ErrNewer, ErrForeign, ErrDamaged; of a file that another program
// has open.
func Migrate(ctx context.Context, path string, wall func() time.Time, at func(step string)) (m Migrated, err error) {
	if at == nil {
		at = func(string) {}
	}
	m.To = resultsdesk.SchemaVersion
	if m.From, err = versionOf(ctx, path); err != nil {
		return m, fmt.Errorf("%s: %w", path, err)
	}
	let, err := hold(ctx, path)
	if err != nil {
		return m, fmt.Errorf("%s: %w", path, err)
	}
	defer func() { err = errors.Join(err, let()) }()
	at("held")

	dir, err := workFolder(path)
	if err != nil {
		return m, err
	}
	defer os.RemoveAll(dir)
	m.Backup = fmt.Sprintf("%s.version-%d.%s", path, m.From, wall().UTC().Format("20060102T150405Z"))
	if err := keepOld(ctx, path, filepath.Join(dir, "old.db"), m.Backup, at); err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	at("backed-up")

	fresh := m.Backup
	for _, s := range stepsFrom(m.From) {
		older := fresh
		fresh = filepath.Join(dir, fmt.Sprintf("version-%d.db", s.to))
		if err := s.build(ctx, older, fresh, wall()); err != nil {
			return m, fmt.Errorf("to version %d: %w", s.to, err)
		}
	}
	at("built")
	if m.Contests, m.Acts, err = verifyMigrated(ctx, fresh, wall); err != nil {
		return m, fmt.Errorf("the new file is not what it should be: %w", err)
	}
	at("verified")
	if err := likeOld(path, fresh); err != nil {
		return m, err
	}
	at("synced")
	if err := os.Rename(fresh, path); err != nil {
		return m, err
	}
	at("renamed")
	return m, syncDir(filepath.Dir(path))
}

// versionOf is the version of an older file of ours.
func versionOf(ctx context.Context, path string) (version int, err error) {
	if _, err := os.Stat(path); err != nil {
		return 0, err
	}
	c, err := sql.Open("sqlite", dsn(path, reading))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	switch err := checkFile(ctx, c); {
	case err == nil:
		return 0, ErrCurrent
	case !errors.Is(err, ErrVersion):
		return 0, err
	}
	if err := c.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return 0, err
	}
	if version > resultsdesk.SchemaVersion {
		return 0, ErrNewer
	}
	return version, checkWhole(ctx, c)
}

// whatToRun says what helps with a file of an older version.
func whatToRun(version int) string {
	if version < 1 || version >= resultsdesk.SchemaVersion {
		return ""
	}
	return `; "desk migrate -db FILE" brings it up to date, and keeps it as it is beside the new one`
}
