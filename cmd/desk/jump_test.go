package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// Both clocks jump, an hour back and days ahead, between acts. What stands is what was
// entered last, revisions go on by one, the epoch stays, no viewer goes backwards, and
// an epoch that is begun under a clock put back is later all the same.
func TestClockJumps(t *testing.T) {
	path := night(t)
	store, err := sqlite.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	var off atomic.Int64
	clock := func() time.Time { return time.Now().Add(time.Duration(off.Load())) }
	s, err := newServer(t.Context(), parts{store: store, heads: feed.HeadFile(path + ".head"), clocks: count.Clocks{Election: clock, Wall: clock}, log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(s.faces.desk.Handler)
	t.Cleanup(func() { s.public.Close(context.Background()); s.officers.Close(context.Background()); h.Close() })
	if _, err := s.own.ClosePolls(t.Context()); err != nil {
		t.Fatal(err)
	}
	viewer := watch(t.Context(), t, h.URL, "contest/"+demoContest)
	by := count.Officer{ID: demoOfficer, Role: count.RoleCountOfficer}
	before, err := store.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var base int64
	for i, jump := range []time.Duration{0, -time.Hour, 24 * time.Hour, -48 * time.Hour} {
		off.Store(int64(jump))
		papers := 49_195 + i
		r, err := s.desk.Verify(t.Context(), by, count.Verification{Contest: demoContest, Key: fmt.Sprint(i), Layout: 1, Base: base, Reason: "counted again", Figures: count.Fields{"papers": fmt.Sprint(papers)}})
		if err != nil {
			t.Fatalf("the clock jumped %v: %v", jump, err)
		}
		if base = r.Seq; stands(r.Standing) != papers {
			t.Errorf("the clock jumped %v: %d papers stand; want %d", jump, stands(r.Standing), papers)
		}
		if err := s.publisher.Publish(t.Context()); err != nil {
			t.Fatal(err)
		}
		viewer.shows(papers)
	}
	after, err := store.Head(t.Context())
	if err != nil || after.Epoch != before.Epoch || after.Revision < before.Revision+4 {
		t.Errorf("from %+v to %+v, %v", before, after, err)
	}
	begun, err := feed.NewEpoch(t.Context(), store, after.Epoch+5, clock(), "restored under a clock put back")
	if err != nil || begun.Epoch != after.Epoch+6 {
		t.Errorf("the epoch goes from %d, seen %d, to %d, %v", after.Epoch, after.Epoch+5, begun.Epoch, err)
	}
	read, err := sqlite.Open(t.Context(), path, clock)
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	if st, err := read.Standing(t.Context(), demoContest); err != nil || stands(st) != 49_198 {
		t.Errorf("read again: %v, %v", st, err)
	}
}

// stands is how many papers are verified; -1 where nobody knows.
func stands(st *count.Standing) int {
	if papers, ok := st.Verified(); ok {
		return papers
	}
	return -1
}
