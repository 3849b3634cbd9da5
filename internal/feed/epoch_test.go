package feed_test

import (
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// After a restore everybody who keeps the highest (epoch, revision) takes what the
// database holds, for each topic, though the world has seen higher revisions.
func TestANewEpochOutranksWhatWasSeen(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	n.closePolls()
	n.verify("3000")
	n.publish()
	seen := feed.Head{Epoch: n.sent[0].Bulletin.Epoch + 1_000_000_000, Revision: 500} // also where this machine's clock is behind
	head, err := feed.NewEpoch(t.Context(), n.store, seen.Epoch, n.now, "restored")
	if err != nil {
		t.Fatal(err)
	}
	if head.Epoch <= seen.Epoch {
		t.Errorf("the new epoch is %d; want later than %d, which viewers know", head.Epoch, seen.Epoch)
	}
	last := n.sent[len(n.sent)-1].Bulletin.Revision
	before := n.sent
	n.restart()
	for _, topic := range []string{"contest/islington-north", feed.OverviewTopic} {
		b := n.newest(topic)
		if b.Epoch != head.Epoch || b.Revision <= last {
			t.Errorf("%s is at %d/%d; want epoch %d and a revision after %d", topic, b.Epoch, b.Revision, head.Epoch, last)
		}
		for i := len(before) - 1; i >= 0; i-- {
			if was := before[i].Bulletin; was.Topic == topic {
				if was.Seq != b.Seq || !was.At.Equal(b.At) || was.Stage != b.Stage {
					t.Errorf("%s says something else than before: %+v", topic, b)
				}
				break
			}
		}
	}
	n.enter("a", 600, 400)
	if b := n.islington(); b.Epoch != head.Epoch || b.Revision <= head.Revision {
		t.Errorf("the next bulletin is at %d/%d; want it to go on from %+v", b.Epoch, b.Revision, head)
	}
}

// A whole country's import is published in passes, all of it.
func TestManyActsArePublishedInPasses(t *testing.T) {
	n := newNewsroom(t)
	var defs count.Definitions
	for i := range 130 {
		c := contest(count.PublishRunning)
		c.ID, c.Name = "seat-"+string(rune('a'+i/26))+string(rune('a'+i%26)), "Seat"
		defs.Contests = append(defs.Contests, c)
	}
	n.must(n.desk.Define(t.Context(), defs))
	if sent := n.publish(); len(sent) != 260 {
		t.Errorf("%d bulletins for 130 contests; want 260", len(sent))
	}
	if o := n.newest(feed.OverviewTopic).Overview; o.Contests != 130 || len(o.Seats) != 130 || len(o.Latest) != 0 {
		t.Errorf("the overview counts %d contests, %q, and lists %d; want 130 and none listed", o.Contests, o.Seats, len(o.Latest))
	}
}
