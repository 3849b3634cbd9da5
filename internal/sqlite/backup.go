package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"

	"resultsdesk/internal/feed"
)

// CopyTo writes what the file holds at this moment to a new file at path, which must
// not exist. It reads on a connection of its own, so that it blocks neither officers
// nor pages. The copy is synced; its name in the folder is not.
func (s *Store) CopyTo(ctx context.Context, path string) error { return CopyFile(ctx, s.path, path) }

// CopyFile is CopyTo for a file of any version, also one that another process serves.
// What it copies it does not check.
func CopyFile(ctx context.Context, from, to string) error {
	db, err := sql.Open("sqlite", dsn(from, copying))
	if err != nil {
		return err
	}
	defer db.Close()
	if err := ownersAlone(to); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", to); err != nil {
		// Room that is missing is missing where the copy goes, and says nothing of the file.
		return fmt.Errorf("copy %s: %w", from, err)
	}
	return nil
}

// Mark is how far everything in a file that is worth a copy has grown. Two marks of one
// file are equal when nothing was added between.
type Mark struct {
	Head                     feed.Head
	Seq, Line, Photos, Notes int64
}

const selectMark = `SELECT (SELECT max(epoch) FROM epoch), (SELECT ifnull(max(revision), 0) FROM bulletin),
	(SELECT ifnull(max(seq), 0) FROM act), (SELECT ifnull(max(id), 0) FROM audit),
	(SELECT ifnull(max(id), 0) FROM photo), (SELECT ifnull(max(id), 0) FROM note)`

func backupStatements() []string { return []string{selectMark} }

// Mark reads how far the file has grown.
func (s *Store) Mark(ctx context.Context) (m Mark, err error) {
	err = s.view(ctx, func(d db) error {
		m, err = d.mark()
		return err
	})
	return m, err
}

func (d db) mark() (m Mark, err error) {
	err = d.one(selectMark, []any{&m.Head.Epoch, &m.Head.Revision, &m.Seq, &m.Line, &m.Photos, &m.Notes})
	return m, err
}

// Contents are what a file was found to hold.
type Contents struct {
	Mark
	Size     int64     // bytes, without a log beside it
	At       time.Time // election time of the last act; zero where there is none
	Election string    // name as pages show it; empty where nothing was imported
	Contests int
	Officers int // without the desk itself
}

// Inspect reads the file at path from its first page to its last and changes nothing
// in it. The error is that of Open where the file is not a desk's, is of another
// version or does not hold together: ErrForeign, ErrVersion, ErrDamaged.
func Inspect(ctx context.Context, path string) (c Contents, err error) {
	size, err := os.Stat(path)
	if err != nil {
		return c, err
	}
	if !size.Mode().IsRegular() {
		return c, fmt.Errorf("%s: %w", path, ErrForeign)
	}
	db, err := openToRead(path)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if c, err = contents(ctx, db); err != nil {
		return c, fmt.Errorf("%s: %w", path, err)
	}
	c.Size = size.Size()
	return c, nil
}

func contents(ctx context.Context, db *sql.DB) (c Contents, err error) {
	if err := checkFile(ctx, db); err != nil {
		return c, err
	}
	if err := checkEverything(ctx, db); err != nil {
		return c, err
	}
	var at int64
	for q, dest := range map[string][]any{
		selectMark: {&c.Head.Epoch, &c.Head.Revision, &c.Seq, &c.Line, &c.Photos, &c.Notes},
		"SELECT ifnull((SELECT at FROM act ORDER BY seq DESC LIMIT 1), 0)":                    {&at},
		"SELECT ifnull((SELECT name FROM election ORDER BY version DESC LIMIT 1), '')":        {&c.Election},
		"SELECT (SELECT count(DISTINCT id) FROM contest), (SELECT count(*) - 1 FROM officer)": {&c.Contests, &c.Officers},
	} {
		if err := db.QueryRowContext(ctx, q).Scan(dest...); err != nil {
			return c, damagedBy(err)
		}
	}
	if at != 0 {
		c.At = fromMillis(at)
	}
	return c, nil
}

// checkEverything goes further than a start does: every index against its table, every
// rule of a column, every reference, the
// audit with the ledger that it covers, and every bulletin against its hash.
func checkEverything(ctx context.Context, file *sql.DB) error {
	var found string
	if err := file.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&found); err != nil {
		return damagedBy(err)
	}
	if found != "ok" {
		return fmt.Errorf("%w (%s)", ErrDamaged, found)
	}
	var table string
	err := file.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&table)
	switch {
	case errors.Is(err, sql.ErrNoRows):
	case err != nil:
		return damagedBy(err)
	default:
		return fmt.Errorf("%w (a row of %s refers to nothing)", ErrDamaged, table)
	}
	d, err := prepared(ctx, file)
	if err != nil {
		return err
	}
	return checkRecords(d.viewing(ctx, file), time.Time{})
}

// Size is how many bytes the file and its log take.
func (s *Store) Size() (bytes int64, err error) {
	for _, path := range []string{s.path, s.path + "-wal"} {
		info, err := os.Stat(path)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return 0, err
		}
		bytes += info.Size()
	}
	return bytes, nil
}
