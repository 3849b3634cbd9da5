package sqlite

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// Nobody but the writer extends the chain: the file refuses a gap, a line that does
// not follow the last one, and a line that passes over acts.
func TestTheFileKeepsTheChain(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	counted(t, s)
	const columns = `at, officer, address, kind, contest, unit, key, outcome, detail, seq, `
	for mistake, c := range map[string]struct{ id, ledger, acts, prev, says string }{
		"a gap":             {"max(id) + 2", "max(ledger)", "x''", "hash", "no gaps"},
		"beside the last":   {"max(id) + 1", "max(ledger)", "x''", "prev", "hash of the line before"},
		"acts made up":      {"max(id) + 1", "max(ledger) + 1", "zeroblob(32)", "hash", "covers the acts"},
		"an older ledger":   {"max(id) + 1", "max(ledger) - 1", "x''", "hash", "covers the acts"},
		"a hash of nothing": {"max(id) + 1", "max(ledger)", "zeroblob(32)", "hash", "covers the acts"},
	} {
		_, err := s.conn.ExecContext(t.Context(), fmt.Sprintf("INSERT INTO audit (id, "+columns+"ledger, acts, prev, hash) SELECT %s, "+columns+"%s, %s, %s, zeroblob(32) FROM audit", c.id, c.ledger, c.acts, c.prev))
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v; want %q", mistake, err, c.says)
		}
	}
}

// A command that failed leaves no trace in the chain, and acts without a line of the
// audit are no command.
func TestTheChainAfterAFailedCommand(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	write := func(fault error) error {
		return s.Account(t.Context(), func(tx account.Tx) error {
			return errors.Join(tx.Audit(count.Attempt{At: night, Kind: "looked", Outcome: count.Refused}), fault)
		})
	}
	fault := errors.New("fault")
	if a, b, c := write(nil), write(fault), write(nil); a != nil || !errors.Is(b, fault) || c != nil {
		t.Fatalf("%v, %v, %v", a, b, c)
	}
	c := islington()
	c.Version, c.Layout = 1, 1
	err := s.Do(t.Context(), func(tx count.Tx) error {
		_, err := tx.Append(count.Act{Contest: c.ID, Version: 1, Officer: "desk", At: night, Key: "defined/1", Body: count.Defined{Contest: &c}})
		return err
	})
	if !errors.Is(err, errUnaudited) {
		t.Errorf("acts without a line: %v", err)
	}
	if err := write(nil); err != nil {
		t.Fatal(err)
	}
	if done, err := s.VerifyAudit(t.Context()); err != nil || done.Head.ID != 3 {
		t.Errorf("%+v, %v; want three lines", done, err)
	}
}

// Who looks at a file while another program adds to it never finds it damaged: not a
// start, and not a look from outside.
func TestAFileIsWholeWhileItGrows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	desk := count.NewDesk(open(t, path), count.Clocks{Election: wall, Wall: wall}, nil)
	done := make(chan error, 1)
	go func() {
		var err error
		for i := 0; i < 300 && err == nil; i++ {
			c := islington()
			c.Note = fmt.Sprint(i)
			_, err = desk.Define(context.Background(), count.Definitions{Contests: []count.Contest{c}})
		}
		done <- err
	}()
	for {
		if s, err := Open(t.Context(), path, wall); err != nil {
			t.Error(err)
		} else if err := s.Close(); err != nil {
			t.Error(err)
		}
		if _, err := Inspect(t.Context(), path); err != nil {
			t.Error(err)
		}
		if _, err := VerifyAudit(t.Context(), path); err != nil {
			t.Error(err)
		}
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
			return
		default:
		}
	}
}

// Two programs that write to one file at the same time make one chain; a check that
// went on before goes on after.
func TestTwoProgramsMakeOneChain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	a, b := open(t, path), open(t, path)
	if _, err := a.CheckAudit(t.Context(), time.Second); err != nil {
		t.Fatal(err)
	}
	const each = 100
	done := make(chan error, 2)
	for _, s := range []*Store{a, b} {
		go func() {
			var err error
			for range each {
				err = errors.Join(err, s.Account(context.Background(), func(tx account.Tx) error {
					return tx.Audit(count.Attempt{At: night, Kind: "looked", Outcome: count.Refused})
				}))
			}
			done <- err
		}()
	}
	if err := errors.Join(<-done, <-done); err != nil {
		t.Fatal(err)
	}
	checked, err := a.CheckAudit(t.Context(), time.Minute)
	if err != nil || !checked.Whole || checked.Head.ID != 2*each {
		t.Errorf("%+v, %v; want %d lines", checked, err, 2*each)
	}
	if head, err := b.AuditHead(t.Context(), 0); err != nil || head != checked.Head {
		t.Errorf("the other reads the head %v, %v; want %v", head, err, checked.Head)
	}
}

// The lines of an older file, which had no hashes, are chained by a migration; acts
// that none of them names are covered by a line that says so.
func TestOldLinesAreChained(t *testing.T) {
	e := newEvidence(t)
	for what, c := range map[string]struct {
		old   string
		lines int64
	}{
		"as they were":    {"SELECT 1", e.head.ID},
		"without the act": {"UPDATE audit_old SET seq = NULL", e.head.ID + 1},
	} {
		path := e.forged("ALTER TABLE audit RENAME TO audit_old", "CREATE TABLE audit AS SELECT * FROM audit_old WHERE 0", c.old)
		if err := rechained(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		if done, err := VerifyAudit(t.Context(), path); err != nil || done.Head.ID != c.lines {
			t.Errorf("%s: %+v, %v; want %d lines", what, done, err, c.lines)
		}
	}
}
