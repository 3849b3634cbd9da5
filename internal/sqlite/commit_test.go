package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// An answer is given when the act is on disk: a commit that leaves the syncing to
// the operating system would lose acts that were answered when the power fails.
func TestEveryCommitIsSynced(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	var synchronous int
	var journal string
	if err := s.conn.QueryRowContext(t.Context(), "PRAGMA synchronous").Scan(&synchronous); err != nil {
		t.Fatal(err)
	}
	if err := s.conn.QueryRowContext(t.Context(), "PRAGMA journal_mode").Scan(&journal); err != nil {
		t.Fatal(err)
	}
	const full = 2
	if synchronous != full || journal != "wal" {
		t.Errorf("the writer commits with synchronous=%d in journal mode %s; want %d, wal", synchronous, journal, full)
	}
}

// Whoever reads pages cannot change the file, whatever the statement.
func TestReadersCannotWrite(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	if _, err := s.read.Exec("DELETE FROM session"); err == nil {
		t.Error("a reader's connection changed the file")
	}
}

// opened is a session of an officer. An unknown officer fails only at the commit.
func opened(t *testing.T, s *Store, token, officer string) (job, func() bool) {
	t.Helper()
	run := job{asked: time.Now(), fn: func(tx *tx) error {
		if err := s.exec("PRAGMA defer_foreign_keys = 1"); err != nil {
			return err
		}
		return tx.OpenSession(token, account.Session{ID: token, Officer: officer, Began: night, Used: night, Proved: night})
	}, done: make(chan error, 1)}
	return run, func() bool {
		_, _, err := s.Session(t.Context(), token)
		if err != nil && !errors.Is(err, account.ErrSignedOut) {
			t.Fatal(err)
		}
		return err == nil
	}
}

// Of the commands that share a commit, one that fails takes none of the others along.
func TestAFailedCommandSparesThoseBesideIt(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	before, hasBefore := opened(t, s, "before", "desk")
	failing, hasFailing := opened(t, s, "failing", "desk")
	after, hasAfter := opened(t, s, "after", "desk")
	fault, write := errors.New("fault"), failing.fn
	failing.fn = func(tx *tx) error { return errors.Join(write(tx), fault) }
	s.run([]job{before, failing, after})
	if a, b, c := <-before.done, <-failing.done, <-after.done; a != nil || !errors.Is(b, fault) || c != nil {
		t.Errorf("answers: %v, %v, %v; want only the second to fail", a, b, c)
	}
	if !hasBefore() || hasFailing() || !hasAfter() {
		t.Errorf("in the file: %v, %v, %v; want the first and the third", hasBefore(), hasFailing(), hasAfter())
	}
}

// When a commit fails, everybody who shared it is told, nothing of it stays in
// memory, and the next commit works.
func TestAFailedCommitIsToldToAll(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	c := islington()
	c.Version, c.Layout = 1, 1
	defining := job{asked: time.Now(), fn: func(tx *tx) error {
		_, err := tx.Append(count.Act{Contest: c.ID, Version: 1, Officer: "desk", At: night, Key: "defined/1", Body: count.Defined{Contest: &c}})
		return err
	}, done: make(chan error, 1)}
	lost, _ := opened(t, s, "lost", "nobody")
	s.run([]job{defining, lost})
	if a, b := <-defining.done, <-lost.done; a == nil || b == nil {
		t.Fatalf("answers: %v, %v; want both to fail", a, b)
	}
	err := s.Do(t.Context(), func(tx count.Tx) error {
		if _, err := tx.Standing(c.ID); !errors.Is(err, count.ErrNotFound) {
			t.Errorf("the writer still knows the contest: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Errorf("the next commit: %v", err)
	}
	next, hasNext := opened(t, s, "next", "desk")
	s.run([]job{next})
	if err := <-next.done; err != nil || !hasNext() {
		t.Errorf("the next session: %v, there %v", err, hasNext())
	}
}

// A browser that goes away after its command began does not leave the outcome
// unknown; one that still waits for its turn leaves the queue.
func TestOnlyTheWaitingEndsWithTheCaller(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	began, goOn := make(chan struct{}), make(chan struct{})
	answer := make(chan error, 1)
	go func() {
		answer <- s.Account(ctx, func(tx account.Tx) error {
			close(began)
			<-goOn
			return tx.OpenSession("token", account.Session{ID: "token", Officer: "desk", Began: night, Used: night, Proved: night})
		})
	}()
	<-began
	leave()
	if err := s.Account(ctx, func(account.Tx) error { return nil }); !errors.Is(err, ctx.Err()) {
		t.Errorf("whoever left while waiting: %v; want %v", err, ctx.Err())
	}
	select {
	case err := <-answer:
		t.Errorf("answered %v before the commit", err)
	default:
	}
	close(goOn)
	if err := <-answer; err != nil {
		t.Errorf("whoever left after the command began: %v; want its outcome", err)
	}
	s.Close()
	patient, end := context.WithTimeout(t.Context(), 10*time.Second)
	defer end()
	if err := s.Account(patient, func(account.Tx) error { return nil }); !errors.Is(err, ErrClosed) {
		t.Errorf("after the store closed: %v; want ErrClosed", err)
	}
}
