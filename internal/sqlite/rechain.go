package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// ChainAudit moves the lines of a version 2 audit, which has no hashes, into the table
// audit, chained as if they had been written so: for a migration, inside its own
// transaction. schema is the version of its file; old is the name that the table of
// version 2 was given, which is read and not changed. Acts that no line names are covered by a line more, dated at.
//
// A chain that is made afterwards shows changes from then on, and none from before.
func ChainAudit(ctx context.Context, conn *sql.Conn, schema int, old string, at int64) error {
	d := db{stmts: map[string]*sql.Stmt{}, parts: partsByKind(schema)}
	next := `SELECT id, at, officer, address, kind, contest, unit, key, outcome, detail, ifnull(seq, 0) FROM "` + old + `" WHERE id > ? ORDER BY id LIMIT 1`
	for _, q := range append(coveredStatements(schema), insertLine, selectLastLine, selectLastAct, next) {
		stmt, err := conn.PrepareContext(ctx, q)
		if err != nil {
			return fmt.Errorf("%s: %w", firstLine(q), err)
		}
		defer stmt.Close()
		d.stmts[q] = stmt
	}
	last, err := d.lastLine()
	for err == nil {
		last, err = d.chainNext(next, last)
	}
	if !errors.Is(err, io.EOF) {
		return err
	}
	var end int64
	if err := d.one(selectLastAct, []any{&end}); err != nil || end == last.ledger {
		return err
	}
	_, err = d.chained(last, count.Attempt{At: fromMillis(at), Officer: count.DeskOfficer().ID, Kind: account.KindMigrated, Outcome: count.Accepted, Detail: "acts that no line named"}, end)
	return err
}

// chainNext moves the line after one that was moved; io.EOF where there is none.
func (d db) chainNext(next string, last link) (link, error) {
	var a count.Attempt
	var id, ms int64
	err := d.one(next, []any{&id, &ms, &a.Officer, &a.From, &a.Kind, &a.Contest, &a.Unit, &a.Key, &a.Outcome, &a.Detail, &a.Seq}, last.ID)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return last, io.EOF
	case err != nil:
		return last, err
	case id != last.ID+1:
		return last, fmt.Errorf("line %d of the audit is gone: line %d follows line %d", last.ID+1, id, last.ID)
	}
	a.At = fromMillis(ms)
	return d.chained(last, a, max(last.ledger, a.Seq))
}

// chained appends a line that covers the acts up to one.
func (d db) chained(last link, a count.Attempt, ledger int64) (link, error) {
	acts, err := d.coveredActs(last.ledger, ledger)
	if err != nil {
		return last, err
	}
	return d.append(last, a, acts)
}
