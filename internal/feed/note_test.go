package feed_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

func (n *newsroom) editor() count.Officer {
	n.t.Helper()
	o := count.Officer{ID: "editor-1", Role: count.RoleEditor}
	_ = account.NewBook(n.store, n.clock, account.SecondNobody).Add(n.t.Context(), account.Officer{ID: o.ID, Role: o.Role}, "correct horse battery")
	return o
}

func (n *newsroom) note(contest, text string, replaces int64) int64 {
	n.t.Helper()
	r, err := n.desk.Note(n.t.Context(), n.editor(), count.Noting{Contest: contest, Key: n.key(), Byline: "Results Desk", Text: text, Replaces: replaces})
	n.must(r, err)
	return r.Seq
}

func (n *newsroom) withdraw(contest string, note int64) {
	n.t.Helper()
	r, err := n.desk.WithdrawNote(n.t.Context(), n.editor(), count.NoteTaking{Contest: contest, Key: n.key(), Note: note})
	n.must(r, err)
}

// notes are what the public sees in a place.
func (n *newsroom) notes(contest string) []feed.EditorNote {
	n.t.Helper()
	if contest == count.Overview {
		return n.newest(feed.OverviewTopic).Overview.Notes
	}
	return n.newest(feed.ContestTopic(contest)).Contest.Notes
}

// A note is published, edited and withdrawn like everything else: one bulletin each
// time, of its own place alone; what left stays in the history, byte for byte.
func TestANoteIsPublishedAndWithdrawn(t *testing.T) {
	for _, place := range []string{"islington-north", count.Overview} {
		n := newNewsroom(t)
		n.define(contest(count.PublishRunning))
		n.closePolls()
		n.publish()
		at := n.now
		first := n.note(place, "Counting began late.", 0)
		sent := n.publish()
		if len(sent) != 1 {
			t.Fatalf("%q: a note made %d bulletins; want one", place, len(sent))
		}
		if got := n.notes(place); len(got) != 1 || got[0].ID != first || got[0].Text != "Counting began late." || got[0].Byline != "Results Desk" || !got[0].At.Equal(at) || got[0].At.Format("-07:00") != "+01:00" {
			t.Errorf("%q: %+v", place, got)
		}
		second := n.note(place, "Counting began at 00:40.", first)
		if got := n.notes(place); len(got) != 1 || got[0].ID != second || got[0].Replaces != first {
			t.Errorf("%q: edited, it is %+v", place, got)
		}
		n.restart()
		if got := n.notes(place); len(got) != 1 || got[0].ID != second {
			t.Errorf("%q: after a restart %+v", place, got)
		}
		n.withdraw(place, second)
		sent = n.publish()
		if len(sent) != 1 || len(n.notes(place)) != 0 || strings.Contains(string(sent[0].Bytes), "notes") {
			t.Errorf("%q: withdrawn in %d bulletins, it is still there: %s", place, len(sent), sent[0].Bytes)
		}
		n.verify("3333") // and does not come back with the next figures
		if got := n.notes(place); len(got) != 0 {
			t.Errorf("%q: came back as %+v", place, got)
		}
	}
}

// The history says when a note came and when it went, while the figures stay as old as
// they are.
func TestHistoryOfANote(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	n.closePolls()
	n.publish()
	figures := n.newest(feed.ContestTopic("islington-north")).At
	n.now = figures.Add(time.Hour)
	came := n.now
	note := n.note("islington-north", "Counting began late.", 0)
	n.now = came.Add(time.Hour)
	n.withdraw("islington-north", note)
	n.publish()
	all, err := n.store.Revisions(t.Context(), feed.ContestTopic("islington-north"), math.MaxInt64)
	if err != nil {
		t.Fatal(err)
	}
	h := feed.HistoryOf(all)
	if r := h.Revisions[1]; !r.At.Equal(came) || !r.Superseded.Equal(came.Add(time.Hour)) || !h.Revisions[0].At.Equal(*r.Superseded) {
		t.Errorf("the note stood from %v to %v; want from %v, for an hour", r.At, r.Superseded, came)
	}
	if h.At != figures || !n.newest(feed.ContestTopic("islington-north")).At.Equal(figures) {
		t.Errorf("the figures are of %v, want %v", h.At, figures)
	}
}

// What is written while the poll is open is published when it closes, and as of then;
// what was withdrawn or edited before never was.
func TestNoNoteBeforeThePollCloses(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	for _, place := range []string{"islington-north", count.Overview} {
		n.withdraw(place, n.note(place, "EXIT POLL: 410 seats", 0))
		n.note(place, "First results from 23:00.", n.note(place, "EXIT POLL: 411 seats", 0))
	}
	n.publish()
	for _, p := range n.sent {
		if text := string(p.Bytes); strings.Contains(text, "EXIT") || strings.Contains(text, "First results") {
			t.Errorf("before the close of poll: %s", text)
		}
	}
	n.closePolls()
	for _, place := range []string{"islington-north", count.Overview} {
		if got := n.notes(place); len(got) != 1 || got[0].Text != "First results from 23:00." || !got[0].At.Equal(closes) || got[0].Replaces != 0 {
			t.Errorf("%q after the close: %+v", place, got)
		}
	}
	for _, p := range n.sent {
		if strings.Contains(string(p.Bytes), "EXIT") {
			t.Errorf("what was withdrawn before the close left after it: %s", p.Bytes)
		}
	}
}
