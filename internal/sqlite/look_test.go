package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// An audit of more lines than are read at once is read once, in order, to its end.
func TestEveryLineIsReadOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	s := open(t, path)
	if err := s.Account(t.Context(), func(tx account.Tx) (err error) {
		for range 2*pageOfLines + 1 {
			err = errors.Join(err, tx.Audit(count.Attempt{At: night, Officer: "officer-1", Kind: account.KindSignIn, Outcome: count.Refused}))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	n := int64(0)
	head, err := ReadAudit(t.Context(), path, func(r account.Record) error {
		if n++; r.ID != n {
			t.Errorf("line %d in the place of %d", r.ID, n)
		}
		return nil
	})
	if err != nil || n != 2*pageOfLines+1 || head.ID != n {
		t.Errorf("%d lines up to %d, %v", n, head.ID, err)
	}
}

// A look at a file that a crash left changes nothing in it: its log is read and stays a
// log.
func TestALookChangesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	s := open(t, path)
	counted(t, s)
	crashed := filepath.Join(t.TempDir(), "desk.db")
	was := map[string]string{}
	for _, end := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + end)
		if err != nil {
			t.Fatal(err)
		}
		if was[end] = string(b); os.WriteFile(crashed+end, b, 0o600) != nil {
			t.Fatal("not written")
		}
	}
	lines := 0
	if _, err := ReadAudit(t.Context(), crashed, func(account.Record) error { lines++; return nil }); err != nil || lines == 0 {
		t.Errorf("%d lines, %v", lines, err)
	}
	if _, err := VerifyAudit(t.Context(), crashed); err != nil {
		t.Error(err)
	}
	for end := range was {
		if b, err := os.ReadFile(crashed + end); err != nil || string(b) != was[end] {
			t.Errorf("desk.db%s is not as it was: %d bytes, %v; want %d", end, len(b), err, len(was[end]))
		}
	}
}
