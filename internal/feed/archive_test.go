package feed_test

import (
	"bytes"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// history is all that was published of Islington North.
func (n *newsroom) history() []*feed.Published {
	n.t.Helper()
	n.publish()
	all, err := n.store.Revisions(n.t.Context(), "contest/islington-north", 1<<60)
	if err != nil {
		n.t.Fatal(err)
	}
	return all
}

// What a contest's history says of the hours before the declaration has no figure where
// the contest publishes none until then.
func TestHistoryOfAWithheldCount(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishDeclared))
	n.closePolls()
	n.verify("1000")
	n.enter("a", 300, 100)
	n.enter("b", 200, 100)
	n.enter("c", 200, 100)
	n.declare()
	var was *feed.Bulletin
	figures := 0
	for _, p := range n.history() {
		for _, d := range feed.Diff(was, p.Bulletin) {
			if strings.HasPrefix(d.Field, "votes.") || d.Field == "valid" || d.Field == "papers" || strings.HasPrefix(d.Field, "rejected") {
				figures++
				if p.Bulletin.Stage != count.StageDeclared {
					t.Errorf("revision %d, %s, tells of %s %q", p.Bulletin.Revision, p.Bulletin.Stage, d.Field, d.Now)
				}
			}
		}
		was = p.Bulletin
	}
	if figures == 0 {
		t.Error("the declaration tells of no figure")
	}
}

// What one of two persons typed blind is in no revision, and makes none.
func TestHistoryHoldsNothingOfOnePerson(t *testing.T) {
	c := contest(count.PublishRunning)
	c.Election.SecondPerson = count.BlindSecond
	n := newNewsroom(t)
	n.define(c)
	n.closePolls()
	n.verify("3000")
	before := len(n.history())
	n.typeIn("a", 617, 383)
	after := n.history()
	if len(after) != before {
		t.Errorf("%d revisions, %d before one person typed", len(after), before)
	}
	for _, p := range after {
		if bytes.Contains(p.Bytes, []byte("617")) {
			t.Errorf("revision %d tells what one person typed: %s", p.Bulletin.Revision, p.Bytes)
		}
	}
}

// Revisions are read as they were published, of the topic that was asked for and no
// further than what left.
func TestArchiveReadsWhatWasPublished(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	n.closePolls()
	n.verify("3000")
	all := n.history()
	if len(all) < 3 || all[0].Bulletin.Stage != count.StageScheduled {
		t.Fatalf("%d revisions", len(all))
	}
	last := all[len(all)-1].Bulletin.Revision
	some, err := n.store.Revisions(t.Context(), "contest/islington-north", last-1)
	if err != nil || len(some) != len(all)-1 {
		t.Errorf("%d revisions before the last of %d, %v", len(some), len(all), err)
	}
	one, err := n.store.Revision(t.Context(), "contest/islington-north", last)
	if err != nil || one == nil || !bytes.Equal(one.Bytes, all[len(all)-1].Bytes) {
		t.Errorf("revision %d is %+v, %v", last, one, err)
	}
	for _, topic := range []string{"overview", "contest/atlantis"} {
		if other, err := n.store.Revision(t.Context(), topic, last); err != nil || other != nil {
			t.Errorf("revision %d of %s: %+v, %v; it is of another topic", last, topic, other, err)
		}
	}
}
