package sqlite

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// Those who run the desk hear of what is on disk, and of nothing that was taken back.
func TestWitnessAndStats(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	told := make(chan Witnessed, 3) // on the writer's goroutine, before the answer
	s.Witness(func(w Witnessed) { told <- w })
	before := s.Stats()
	line := count.Attempt{At: night, Officer: "desk", Kind: account.KindSignIn, Outcome: count.Accepted}
	for _, fault := range []error{nil, errors.New("taken back")} {
		err := s.Account(t.Context(), func(tx account.Tx) error {
			return errors.Join(tx.OpenSession("token", account.Session{ID: "s", Officer: "desk", Began: night, Used: night, Proved: night}), tx.Audit(line), fault)
		})
		if !errors.Is(err, fault) {
			t.Fatal(err)
		}
	}
	if len(told) != 1 {
		t.Fatalf("told of %d lines; want 1", len(told))
	}
	if w := <-told; w.Attempt != line || w.Took <= 0 {
		t.Errorf("told of %+v", w)
	}
	if err := s.Writable(t.Context()); err != nil {
		t.Error(err)
	}
	after := s.Stats()
	if n := after.Commits - before.Commits; n != 2 || after.Commit.Count != before.Commit.Count+2 || after.Commit.Sum <= before.Commit.Sum || after.Failed != 0 {
		t.Errorf("%d commits: %+v", n, after)
	}
	p, err := s.Pulse(t.Context(), night.Add(-time.Second), night.Add(-time.Second))
	if err != nil || p.Audit == 0 || p.Sessions != 1 || p.Officers != 1 || p.Epoch == 0 || p.Act != 0 || !p.ActAt.IsZero() {
		t.Errorf("the file holds %+v, %v", p, err)
	}
	if p, _ := s.Pulse(t.Context(), night.Add(-time.Second), night); p.Sessions != 0 {
		t.Errorf("%d sessions that nobody used", p.Sessions)
	}
	if file, wal := s.Sizes(); file == 0 || wal == 0 {
		t.Errorf("file of %d bytes, log of %d", file, wal)
	}
}
