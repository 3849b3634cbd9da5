package sqlite

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
)

// A form that was sent is no draft any more, from the same moment on; a save that
// comes late finds that out. Another officer's draft of the form stays.
func TestASentFormIsNoDraft(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	officer, clerk := officers(t, s)
	d := desk(s)
	book := draft.NewBook(s, wall)
	if _, err := d.Define(t.Context(), count.Definitions{Contests: []count.Contest{islington()}}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ClosePolls(t.Context()); err != nil {
		t.Fatal(err)
	}
	typed := draft.Draft{Contest: "islington-north", Form: draft.FormPapers, Key: "p", Layout: 1, Fields: map[string]string{"papers.box-1": "1,000"}}
	for _, by := range []count.Officer{officer, clerk} {
		if _, err := book.Save(t.Context(), by, typed); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Verify(t.Context(), officer, count.Verification{Contest: "islington-north", Key: "p", Layout: 1,
		Figures: count.Fields{"papers.box-1": "1,000", "papers.postal-1": "500", "papers": ""}}); err != nil {
		t.Fatal(err)
	}
	claims, err := s.Claims(t.Context())
	if err != nil || len(claims) != 1 || claims[0].Officer != clerk.ID {
		t.Errorf("drafts left: %+v, %v; want the clerk's alone", claims, err)
	}
	if _, err := book.Save(t.Context(), officer, typed); !errors.Is(err, draft.ErrSent) {
		t.Errorf("saved late: %v; want ErrSent", err)
	}
	var fields int
	if err := s.read.QueryRow("SELECT count(*) FROM draft_field").Scan(&fields); err != nil || fields != 1 {
		t.Errorf("%d fields are left, %v; want one", fields, err)
	}
}

// A night's audit is searched in a moment, also for what is not there.
func TestALongAuditIsSearched(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	const lines = 50_000
	if err := s.Account(t.Context(), func(tx account.Tx) error {
		for i := range lines {
			a := count.Attempt{At: night.Add(time.Duration(i) * time.Second), Officer: fmt.Sprintf("officer-%d", i%300), Kind: count.KindEntered,
				Contest: fmt.Sprintf("seat-%d", i%650), Outcome: count.Accepted, Detail: "E05 E07"}
			if err := tx.Audit(a); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		q    account.Search
		want int
	}{
		{account.Search{}, 100}, {account.Search{Text: "nowhere"}, 0}, {account.Search{Officer: "officer-7", Contest: "seat-7"}, 13},
		{account.Search{Contests: []string{"seat-7", "seat-8"}, OnCounts: true, Text: "e07"}, 100},
		{account.Search{From: night.Add(10 * time.Second), Until: night.Add(20 * time.Second)}, 10},
	} {
		began := time.Now()
		got, err := s.Audited(t.Context(), c.q, 100)
		if err != nil || len(got) != c.want {
			t.Errorf("%+v: %d lines, %v; want %d", c.q, len(got), err, c.want)
		}
		t.Logf("%+v: %v", c.q, time.Since(began))
	}
	began := time.Now()
	if done, err := s.VerifyAudit(t.Context()); err != nil || done.Head.ID != lines {
		t.Errorf("%+v, %v; want %d lines", done, err, lines)
	}
	t.Logf("all lines recomputed: %v", time.Since(began))
}
