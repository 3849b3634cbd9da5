package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"resultsdesk"
)

// step makes a file of a version of one of the version before.
type step struct {
	to     int
	schema string   // of the new version
	copies string   // statements for the tables that are not copied as they are
	left   []string // tables whose rows are left behind
	// written are the tables that after fills, with more rows than there were.
	written []string
	// differs are the columns whose values the copies change on purpose.
	differs map[string][]string
	after   func(ctx context.Context, c *sql.Conn, now time.Time) error // nil: nothing
}

// stepsFrom are the steps from a version to this one, in order.
func stepsFrom(version int) []step {
	all := []step{
		{to: 2, schema: migration("schema-2.sql"), copies: migration("2.sql"), differs: map[string][]string{"election": {"profile", "second_person"}}},
		{to: 3, schema: migration("schema-3.sql"), copies: migration("3.sql"), left: []string{"session"}, written: []string{"audit"}, after: chainOld},
		{to: 4, schema: resultsdesk.Schema, copies: migration("4.sql")},
	}
	return all[max(0, version-1):]
}

func migration(name string) string {
	text, err := resultsdesk.Migrations.ReadFile("migrations/" + name)
	if err != nil {
		panic(err) // embedded: it is there or the program was not built
	}
	return string(text)
}

// build makes the file fresh of the file older. Triggers come last: they keep programs
// from rewriting rows, and rows are what is brought.
func (s step) build(ctx context.Context, older, fresh string, now time.Time) (err error) {
	db, err := sql.Open("sqlite", dsn(fresh, writing))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }() // folds the log into the file
	db.SetMaxOpenConns(1)
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	if _, err := c.ExecContext(ctx, "ATTACH ? AS old", dsn(older, reading)); err != nil {
		return err
	}
	if err := execAll(ctx, c, "PRAGMA foreign_keys = 0", "BEGIN", s.schema); err != nil {
		return err
	}
	triggers, err := dropTriggers(ctx, c)
	if err != nil {
		return err
	}
	if err := execAll(ctx, c, s.copies); err != nil {
		return err
	}
	if err := s.copyTables(ctx, c); err != nil {
		return err
	}
	if s.after != nil {
		if err := s.after(ctx, c, now); err != nil {
			return err
		}
	}
	if err := execAll(ctx, c, append(triggers, "COMMIT")...); err != nil {
		return err
	}
	if err := s.compare(ctx, c); err != nil {
		return err
	}
	return execAll(ctx, c, "DETACH old")
}

// copyTables copies every table that the copies left empty. A column that has no place
// any more must be named by a step.
func (s step) copyTables(ctx context.Context, c *sql.Conn) error {
	tables, err := tablesOf(ctx, c, "old")
	if err != nil {
		return err
	}
	for _, table := range tables {
		var filled, rows bool
		q := fmt.Sprintf(`SELECT EXISTS (SELECT 1 FROM main.%[1]q), EXISTS (SELECT 1 FROM old.%[1]q)`, table)
		if err := c.QueryRowContext(ctx, q).Scan(&filled, &rows); err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
		if filled || !rows || slices.Contains(s.left, table) || slices.Contains(s.written, table) {
			continue
		}
		columns, err := columnsOf(ctx, c, "old", table)
		if err != nil {
			return err
		}
		list := quoted(columns)
		if err := execAll(ctx, c, fmt.Sprintf("INSERT INTO main.%[1]q (%[2]s) SELECT %[2]s FROM old.%[1]q", table, list)); err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
	}
	return nil
}

// compare finds every row of the old file in the new one, and no more of them.
func (s step) compare(ctx context.Context, c *sql.Conn) error {
	tables, err := tablesOf(ctx, c, "old")
	if err != nil {
		return err
	}
	for _, table := range tables {
		if slices.Contains(s.left, table) {
			continue
		}
		columns, err := columnsOf(ctx, c, "old", table)
		if err != nil {
			return err
		}
		columns = slices.DeleteFunc(columns, func(name string) bool { return slices.Contains(s.differs[table], name) })
		var lost bool
		var before, after int
		q := fmt.Sprintf(`SELECT EXISTS (SELECT %[2]s FROM old.%[1]q EXCEPT SELECT %[2]s FROM main.%[1]q),
			(SELECT count(*) FROM old.%[1]q), (SELECT count(*) FROM main.%[1]q)`, table, quoted(columns))
		if err := c.QueryRowContext(ctx, q).Scan(&lost, &before, &after); err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
		if lost || after < before || after > before && !brings(table) && !slices.Contains(s.written, table) {
			return fmt.Errorf("%s: %d rows became %d, or one of them another", table, before, after)
		}
	}
	return nil
}

// brings says of which tables a schema brings rows of its own.
func brings(table string) bool { return table == "rejection_head" }

// chainOld brings the audit, which had no hashes before version 3.
func chainOld(ctx context.Context, c *sql.Conn, now time.Time) error {
	if err := execAll(ctx, c, "CREATE TEMP VIEW audit_before AS SELECT * FROM old.audit"); err != nil {
		return err
	}
	return errors.Join(ChainAudit(ctx, c, 3, "audit_before", millis(now)), execAll(ctx, c, "DROP VIEW temp.audit_before"))
}

func dropTriggers(ctx context.Context, c *sql.Conn) (texts []string, err error) {
	names, err := list(ctx, c, "SELECT name FROM main.sqlite_schema WHERE type = 'trigger'")
	if err != nil {
		return nil, err
	}
	if texts, err = list(ctx, c, "SELECT sql FROM main.sqlite_schema WHERE type = 'trigger'"); err != nil {
		return nil, err
	}
	for _, name := range names {
		if err := execAll(ctx, c, fmt.Sprintf("DROP TRIGGER main.%q", name)); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

// tablesOf are a desk's tables in a file. Others, such as litestream's, begin with a
// line and are not a desk's to keep.
func tablesOf(ctx context.Context, c *sql.Conn, file string) ([]string, error) {
	return list(ctx, c, "SELECT name FROM "+file+".sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT GLOB '_*' ORDER BY name")
}

func columnsOf(ctx context.Context, c *sql.Conn, file, table string) ([]string, error) {
	return list(ctx, c, "SELECT name FROM pragma_table_info(?, ?)", table, file)
}

func quoted(names []string) string { return `"` + strings.Join(names, `", "`) + `"` }

func list(ctx context.Context, c *sql.Conn, q string, args ...any) (all []string, err error) {
	rows, err := c.QueryContext(ctx, q, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

func execAll(ctx context.Context, c *sql.Conn, statements ...string) error {
	for _, q := range statements {
		if _, err := c.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("%s: %w", firstLine(q), err)
		}
	}
	return nil
}
