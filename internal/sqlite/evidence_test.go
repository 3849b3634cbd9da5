package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"resultsdesk"
	"resultsdesk/internal/account"
	"resultsdesk/internal/chain"
	"resultsdesk/internal/count"
)

// A file's owner can write anything into it. evidence is a night that ended, of which
// each copy is changed in another way.
type evidence struct {
	t     *testing.T
	bytes []byte
	head  chain.Head
}

func newEvidence(t *testing.T) *evidence {
	path := filepath.Join(t.TempDir(), "desk.db")
	s := open(t, path)
	counted(t, s)
	noted(t, s)
	for i := range 3 {
		if err := s.Account(t.Context(), func(tx account.Tx) error {
			return tx.Audit(count.Attempt{At: night, Officer: "officer-1", From: "192.0.2.1", Kind: account.KindSignIn, Outcome: count.Refused, Detail: fmt.Sprint(i)})
		}); err != nil {
			t.Fatal(err)
		}
	}
	done, err := s.VerifyAudit(t.Context())
	if err != nil || !done.Whole {
		t.Fatalf("%+v, %v", done, err)
	}
	s.Close()
	e := &evidence{t: t, head: done.Head}
	e.read(path)
	triggers := []string{"SELECT 1"}
	e.rows("SELECT 'DROP TRIGGER ' || name FROM sqlite_schema WHERE type = 'trigger'", path, &triggers)
	e.read(e.forged(strings.Join(triggers, "; ")))
	return e
}

func (e *evidence) read(path string) {
	e.t.Helper()
	var err error
	if e.bytes, err = os.ReadFile(path); err != nil {
		e.t.Fatal(err)
	}
}

// rows reads a column of a file.
func (e *evidence) rows(q, path string, into *[]string) {
	e.t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		e.t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(q)
	if err != nil {
		e.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var word string
		if err := rows.Scan(&word); err != nil {
			e.t.Fatal(err)
		}
		*into = append(*into, word)
	}
	if err := rows.Err(); err != nil {
		e.t.Fatal(err)
	}
}

// forged is a copy in which statements were run, whatever the file's own rules.
func (e *evidence) forged(statements ...string) string {
	e.t.Helper()
	path := filepath.Join(e.t.TempDir(), "forged.db")
	if err := os.WriteFile(path, e.bytes, 0o600); err != nil {
		e.t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=ignore_check_constraints(1)&_pragma=synchronous(0)&_pragma=journal_mode(DELETE)")
	if err != nil {
		e.t.Fatal(err)
	}
	defer db.Close()
	for _, q := range statements {
		if _, err := db.Exec(q); err != nil {
			e.t.Fatalf("%s: %v", q, err)
		}
	}
	return path
}

// names fails unless the check of a file names a line, and says why.
func (e *evidence) names(what, path string, line int64, says string, seen ...chain.Seen) {
	e.t.Helper()
	_, err := VerifyAudit(e.t.Context(), path, seen...)
	broken := new(account.Broken)
	if !errors.As(err, &broken) || broken.Line.ID != line || !strings.Contains(err.Error(), says) {
		e.t.Errorf("%s: %v; want line %d, %q", what, err, line, says)
	}
}

// rechained does what an owner of the file would: all lines again, from audit_old.
func rechained(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return ChainAudit(ctx, conn, resultsdesk.SchemaVersion, "audit_old", 0)
}
