package count_test

import (
	"context"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

// Nothing is accepted before the close of poll, and the poll is closed once, at
// the hour set, however late the desk was started.
func TestClosePolls(t *testing.T) {
	h := newHall(t, islingtonNorth())
	h.now = closes().Add(-time.Millisecond)
	h.closePolls()
	if s := h.standing(); s.Closed != nil || s.Stage() != count.StageScheduled {
		t.Fatalf("closed a millisecond early: %s", s.Stage())
	}
	h.now = closes()
	h.closePolls()
	if s := h.standing(); s.Closed == nil || s.Stage() != count.StageAwaiting {
		t.Fatalf("not closed at the hour: %s", s.Stage())
	}
	acts, lines := len(h.store.acts), len(h.store.audit)
	h.now = closes().Add(time.Hour)
	h.closePolls()
	if len(h.store.acts) != acts {
		t.Error("the poll was closed twice")
	}
	if len(h.store.audit) != lines {
		t.Error("looking again at a closed poll was written into the audit")
	}

	late := newHall(t, islingtonNorth())
	late.now = closes().Add(3 * time.Hour)
	late.closePolls()
	if s := late.standing(); s.Closed == nil || !s.Closed.Equal(closes()) {
		t.Errorf("closed at %v; want the hour set, %s", s.Closed, closes())
	}
	if s := late.standing(); len(s.Events) != 1 || !s.Events[0].At.Equal(closes()) {
		t.Errorf("the story says %+v", s.Events)
	}
}

// importedMeanwhile is a store whose standings are older than its ledger.
type importedMeanwhile struct {
	*memStore
	old []*count.Standing
}

func (m importedMeanwhile) Standings(context.Context) ([]*count.Standing, error) { return m.old, nil }

// A close of poll put off by an import at the last moment holds.
func TestClosePollsAfterAnImport(t *testing.T) {
	h := newHall(t, islingtonNorth())
	old := []*count.Standing{h.standing()}
	later := islingtonNorth()
	later.Election.Closes = closes().Add(time.Hour)
	if _, err := h.desk.Define(t.Context(), count.Definitions{Contests: []count.Contest{later}}); err != nil {
		t.Fatal(err)
	}
	h.now = closes()
	clock := func() time.Time { return h.now }
	desk := count.NewDesk(importedMeanwhile{h.store, old}, count.Clocks{Election: clock, Wall: clock}, nil)
	if _, err := desk.ClosePolls(t.Context()); err != nil {
		t.Fatal(err)
	}
	if h.standing().Closed != nil {
		t.Error("the poll was closed an hour before its new hour")
	}
}

// The desk says when to look again: at the earliest hour still to come.
func TestNextClose(t *testing.T) {
	south, north := islingtonNorth(), islingtonNorth()
	south.ID, south.Election.Closes = "islington-south-and-finsbury", closes().Add(time.Hour)
	h := newHall(t, north, south)
	for _, row := range []struct{ now, want time.Time }{
		{closes().Add(-time.Hour), closes()},
		{closes().Add(-time.Millisecond), closes()},
		{closes(), closes().Add(time.Hour)},
		{closes().Add(time.Hour), time.Time{}},
	} {
		h.now = row.now
		if next, err := h.desk.ClosePolls(t.Context()); err != nil || !next.Equal(row.want) {
			t.Errorf("at %s: next close %s, %v; want %s", row.now, next, err, row.want)
		}
	}
}
