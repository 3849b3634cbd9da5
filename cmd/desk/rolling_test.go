package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// TestRollingRestart replaces the program again and again under officers who send
// sheets and viewers who watch. No form fails, none is doubled; no viewer goes
// backwards, and in the end each holds the newest state. Every other time the
// successor is started before the desk is told to end. DESK_ROLLING_FOR,
// DESK_ROLLING_EVERY and DESK_ROLLING_VIEWERS make it longer.
func TestRollingRestart(t *testing.T) {
	t.Parallel()
	lasts, every, viewers := setting(t, "FOR", 8*time.Second), setting(t, "EVERY", 1500*time.Millisecond), 100
	if s := os.Getenv("DESK_ROLLING_VIEWERS"); s != "" {
		var err error
		if viewers, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	path, contests := hall(t, 4)
	p := newParent(t)
	d := p.start("serve", "-db", path)
	d.served(t)
	var pairs []*pair
	for i, contest := range contests {
		pairs = append(pairs, newPair(t, "http://"+p.addr, contest, [2]string{officerName(2 * i), officerName(2*i + 1)}))
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var told atomic.Int64
	c := gather(ctx, t, p.addr, viewers, contests, func() time.Time { return time.UnixMilli(told.Load()) })
	working, halt := context.WithCancel(ctx)
	defer halt()
	// Viewers read what the officers make: at more than this the test would measure how
	// long its own thousand readers take to inflate it.
	pace := max(25*time.Millisecond, time.Duration(viewers)*250*time.Microsecond)
	var work, began sync.WaitGroup
	began.Add(len(pairs))
	for _, pair := range pairs {
		work.Go(func() { pair.work(working, pace, &began) })
	}

	began.Wait()
	var restarts int
	var longest time.Duration
	for until := time.Now().Add(lasts); time.Now().Before(until) && !t.Failed(); restarts++ {
		<-time.After(every)
		at := time.Now()
		told.Store(at.UnixMilli())
		if restarts%2 == 0 { // as systemd does it
			d.end(t)
			d = p.start("serve", "-db", path)
		} else {
			next := p.start("serve", "-db", path, "-wait", "20s")
			told.Store(time.Now().UnixMilli())
			d.end(t)
			d = next
		}
		d.served(t)
		longest = max(longest, time.Since(at))
	}
	halt()
	work.Wait()
	newest := ending(t, path, c, pairs)
	stop()
	c.group.Wait()
	d.end(t)
	c.judge(restarts, newest)
	forms, sheets, wait := 0, 0, time.Duration(0)
	for _, p := range pairs {
		forms, sheets, wait = forms+p.forms, sheets+p.sheets, max(wait, p.longest)
	}
	t.Logf("%d restarts, the longest %v; %d forms, %d sheets, the longest wait of a form %v", restarts, longest.Round(time.Millisecond), forms, sheets, wait.Round(time.Millisecond))
}

// ending compares the ledger with what officers were told, and waits until every viewer
// holds what the file holds.
func ending(t *testing.T, path string, c *crowd, pairs []*pair) map[string]feed.Head {
	t.Helper()
	newest := map[string]feed.Head{}
	s, err := sqlite.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var acts []count.Act
	if err := s.Publish(t.Context(), func(tx feed.Tx) (err error) {
		acts, err = tx.Acts(0, 0)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for i, a := range acts {
		if a.Seq != int64(i+1) {
			t.Fatalf("act %d has the number %d", i+1, a.Seq)
		}
	}
	for _, p := range pairs {
		p.audit(acts)
	}
	all, err := s.Newest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		newest[p.Bulletin.Topic] = feed.Head{Epoch: p.Bulletin.Epoch, Revision: p.Bulletin.Revision}
	}
	c.settled(newest)
	return newest
}

// judge says how the viewers fared.
func (c *crowd) judge(restarts int, newest map[string]feed.Head) {
	c.t.Helper()
	var backwards, failed, back int
	var gap time.Duration
	var sent []time.Duration
	for _, f := range c.viewers {
		backwards, failed, back = backwards+f.backw, failed+f.failed, back+f.back
		gap, sent = max(gap, f.gap), append(sent, f.sent...)
	}
	slices.Sort(sent)
	last := sent[len(sent)-1]
	if backwards > 0 || failed > 0 {
		c.t.Errorf("viewers went backwards %d times; %d connections broke without a goodbye or were refused", backwards, failed)
	}
	if last > 2*time.Second {
		c.t.Errorf("a viewer was sent away %v after the desk was told to end; want 2 s at most", last)
	}
	c.t.Logf("%d viewers came back %d times after %d restarts, up to revision %d; longest without a connection %v, sent away after %v at the latest",
		len(c.viewers), back, restarts, newest["overview"].Revision, gap.Round(time.Millisecond), last.Round(time.Millisecond))
}

// hall is a file with n counts, each of one count unit, and two officers for each.
func hall(t *testing.T, n int) (path string, contests []string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "hall.db")
	s, err := sqlite.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var defs count.Definitions
	for i := range n {
		c := closedPoll(t, demoContest)
		c.ID, c.Number = fmt.Sprint("count-", i+1), i+1
		defs.Contests, contests = append(defs.Contests, c), append(contests, c.ID)
	}
	if _, err := count.NewDesk(s, count.Clocks{Election: time.Now, Wall: time.Now}, nil).Define(t.Context(), defs); err != nil {
		t.Fatal(err)
	}
	for i := range 2 * n {
		if err := account.NewBook(s, time.Now, account.SecondNobody).Add(t.Context(), account.Officer{ID: officerName(i), Role: count.RoleCountOfficer}, demoPassphrase); err != nil {
			t.Fatal(err)
		}
	}
	return path, contests
}

func officerName(i int) string { return fmt.Sprint("officer-", i+1) }

// setting is a time from DESK_ROLLING_…, or a default.
func setting(t *testing.T, name string, otherwise time.Duration) time.Duration {
	t.Helper()
	s := os.Getenv("DESK_ROLLING_" + name)
	if s == "" {
		return otherwise
	}
	d, err := time.ParseDuration(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
