package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"os"

	"resultsdesk"
	"resultsdesk/internal/account"
	"resultsdesk/internal/chain"
)

// openToRead opens a file of which nothing is changed, not even its log folded in; it
// may lie in a folder that is read-only.
func openToRead(path string) (*sql.DB, error) {
	how := alone
	if _, err := os.Stat(path + "-wal"); err == nil {
		how = copying // a desk may be writing: its log is part of the file
	}
	file, err := sql.Open("sqlite", dsn(path, how))
	if err != nil {
		return nil, err
	}
	file.SetMaxOpenConns(1)
	return file, nil
}

// inspect opens a file for reading alone.
func inspect(ctx context.Context, path string, fn func(db, viewing) error) error {
	file, err := openToRead(path)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := checkFile(ctx, file); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	d, err := prepared(ctx, file)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return fn(d, d.viewing(ctx, file))
}

// prepared are the statements that read a file; they are closed with it.
func prepared(ctx context.Context, file *sql.DB) (db, error) {
	d := db{stmts: map[string]*sql.Stmt{}, parts: partsByKind(resultsdesk.SchemaVersion)}
	for _, q := range readStatements() {
		if err := prepare(ctx, d.stmts, file, q); err != nil {
			return d, err
		}
	}
	return d, nil
}

// viewing runs something on a file as it is at one moment. Lines and acts are held
// together in one: another program may add both meanwhile.
type viewing func(fn func(db) error) error

// viewing is that for statements of a file.
func (d db) viewing(ctx context.Context, file *sql.DB) viewing {
	return func(fn func(db) error) error {
		t, err := file.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer t.Rollback() // a reader has nothing to commit
		return fn(db{d.stmts, d.parts, t, nil})
	}
}

// ReadAudit reads all lines of a file that nobody needs to have open, in their order,
// and returns the head that it read up to.
func ReadAudit(ctx context.Context, path string, line func(account.Record) error) (head chain.Head, err error) {
	err = inspect(ctx, path, func(d db, _ viewing) error {
		if head, err = d.headAt(0); err != nil {
			return err
		}
		for at := int64(0); at < head.ID && err == nil; {
			at, err = d.linesTo(at, head.ID, line)
		}
		return err
	})
	return head, err
}

// linesTo reads some of the lines after one, none beyond the last, and returns how far
// it came. Who takes the lines slowly holds nothing in the file meanwhile.
func (d db) linesTo(after, last int64, line func(account.Record) error) (at int64, err error) {
	lines, err := d.linesAfter(after)
	at = last
	if len(lines) == pageOfLines {
		at = lines[pageOfLines-1].ID
	}
	for _, r := range lines {
		if err != nil || r.ID > last {
			break
		}
		err = line(r)
	}
	return at, err
}
