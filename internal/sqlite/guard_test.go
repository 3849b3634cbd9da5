package sqlite

import (
	"path/filepath"
	"strings"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// The file itself refuses what no part of the desk may do, whatever the mistake.
func TestTheFileRefuses(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	if _, err := desk(s).Define(t.Context(), count.Definitions{Contests: []count.Contest{islington()}}); err != nil {
		t.Fatal(err)
	}
	for mistake, c := range map[string]struct{ sql, says string }{
		"a revision left out": {"INSERT INTO bulletin (revision, epoch, topic, seq, at, bytes, hash) SELECT 2, epoch, 'overview', 1, 0, x'7b7d', '' FROM epoch", "no gaps"},
		"an officer deleted":  {"DELETE FROM officer WHERE id = 'desk'", "disabled, not deleted"},
		"an act made twice": {"INSERT INTO act (seq, contest, version, unit, round, kind, officer, authority, at, key, digest) " +
			"SELECT (SELECT max(seq) + 1 FROM act), contest, version, unit, round, kind, officer, authority, at, key, digest FROM act", "UNIQUE"},
	} {
		if _, err := s.conn.ExecContext(t.Context(), c.sql); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v; want %q", mistake, err, c.says)
		}
	}
}

// All that one reader reads is of one moment, whatever is stored meanwhile.
func TestAReaderSeesOneMoment(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	err := s.view(t.Context(), func(d db) error {
		before, err := d.words(selectOfficers)
		if err != nil {
			return err
		}
		if err := s.Account(t.Context(), func(tx account.Tx) error {
			return tx.PutOfficer(account.Officer{ID: "officer-1", Role: count.RoleCountOfficer}, night)
		}); err != nil {
			return err
		}
		after, err := d.words(selectOfficers)
		if len(after) != len(before) {
			t.Errorf("the reader saw %v and then %v", before, after)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
