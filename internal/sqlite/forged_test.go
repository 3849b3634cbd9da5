package sqlite

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

// A result in the file is not undone, and no second person made up, by a row that
// only looks like one: each is refused by the file itself.
func TestForgedRows(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	counted(t, s)
	act := func(kind, officer string) string {
		return fmt.Sprintf(`INSERT INTO act (seq, contest, version, round, kind, officer, authority, at, key, digest)
			SELECT max(seq) + 1, 'islington-north', 1, 1, '%s', '%s', 'returning-officer', max(at), 'forged ' || max(seq), '' FROM act`, kind, officer)
	}
	last := "(SELECT max(seq) FROM act)"
	proposed := []string{act("proposed", "clerk-1"), "INSERT INTO proposed VALUES (" + last + ", 'proposed', 0, 'a slip')"}
	withdrawal := []string{act("proposed", "clerk-1"), "INSERT INTO proposed VALUES (" + last + ", 'proposed', 1, 'an error')"}
	corrected := func(officer, of string) []string {
		return []string{act("corrected", officer), "INSERT INTO corrected VALUES (" + last + ", 'corrected', " + last + " - " + of + ")"}
	}
	withdrawn := []string{act("withdrawn", "officer-1"), "INSERT INTO withdrawn VALUES (" + last + ", 'withdrawn', " + last + " - 1)"}
	backs := func(kind string) []string {
		return []string{act("taken-back", "clerk-1"), fmt.Sprintf("INSERT INTO taken_back SELECT %s, 'taken-back', max(seq), kind, '' FROM act WHERE kind = '%s'", last, kind)}
	}
	ready := []string{act("ready", "clerk-1"), "INSERT INTO ready VALUES (" + last + ", 'ready')"}
	readBack := func(officer string) []string {
		return []string{act("read-back", officer), "INSERT INTO read_back VALUES (" + last + ", 'read-back')"}
	}
	declared := []string{act("declared", "clerk-1"), "INSERT INTO declared SELECT max(seq), 'declared', max(at), '', '' FROM act"}
	void := []string{act("void", "clerk-1"), "INSERT INTO void VALUES (" + last + ", 'void', 'an election court')"}
	down := append(append([]string{}, withdrawal...), withdrawn...)
	for name, c := range map[string]struct {
		says string
		rows [][]string
	}{
		"what was proposed and confirmed":      {"", [][]string{proposed, corrected("officer-1", "1")}},
		"confirmed an older proposal":          {"same person", [][]string{proposed, proposed, corrected("officer-1", "2")}},
		"confirmed what was taken back":        {"same person", [][]string{proposed, backs("proposed"), corrected("officer-1", "2")}},
		"confirmed twice":                      {"same person", [][]string{proposed, corrected("officer-1", "1"), corrected("officer-1", "2")}},
		"a withdrawal confirmed as correction": {"same person", [][]string{withdrawal, corrected("officer-1", "1")}},
		"a correction confirmed as withdrawal": {"same person", [][]string{proposed, withdrawn}},
		"ready undone under a result":          {"is declared", [][]string{backs("ready")}},
		"a proposal taken back":                {"", [][]string{proposed, backs("proposed")}},
		"a proposal on a void result":          {"set aside", [][]string{void, proposed}},
		"declared again by two":                {"", [][]string{down, ready, readBack("officer-1"), declared}},
		"read back by who made it ready":       {"same person", [][]string{down, ready, readBack("clerk-1")}},
		"read back, and that taken back":       {"two people", [][]string{down, ready, readBack("officer-1"), backs("read-back"), declared}},
	} {
		err := s.tried(c.rows)
		if c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: %v; want %q", name, err, c.says)
		}
	}
}

// tried runs statements in one transaction, which is rolled back.
func (s *Store) tried(steps [][]string) error {
	if err := s.exec("BEGIN"); err != nil {
		return err
	}
	defer s.exec("ROLLBACK")
	for _, step := range steps {
		for _, q := range step {
			if err := s.exec(q); err != nil {
				return err
			}
		}
	}
	return nil
}

// Who is elected without a poll may be declared before the hour at which polls close;
// that hour comes all the same.
func TestPollsCloseAfterAnUncontestedResult(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	_, clerk := officers(t, s)
	c := islington()
	c.Candidates = c.Candidates[:1]
	now := c.Election.Closes.Add(-time.Hour)
	d := count.NewDesk(s, count.Clocks{Election: func() time.Time { return now }, Wall: wall}, nil)
	if _, err := d.Define(t.Context(), count.Definitions{Contests: []count.Contest{c}}); err != nil {
		t.Fatal(err)
	}
	m := count.Move{Contest: c.ID, Key: "k", Authority: count.ReturningOfficer}
	if _, err := d.Declare(t.Context(), clerk, m, count.Announcement{}); err != nil {
		t.Fatal(err)
	}
	now = c.Election.Closes
	next, err := d.ClosePolls(t.Context())
	if err != nil || !next.IsZero() {
		t.Errorf("next %v, %v", next, err)
	}
}
