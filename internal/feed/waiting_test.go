package feed_test

import (
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// An entry that waits for a second person changes nothing public, also where it puts a
// provisional count back; and the list of the night counts each stage where it belongs.
func TestAWaitingEntryDoesNotShow(t *testing.T) {
	n := two(t)
	n.verify("3000")
	n.enter("a", 600, 400)
	n.enter("b", 600, 400)
	n.enter("c", 600, 400)
	n.move(n.desk.MakeProvisional)
	n.publish()
	entry := n.typeIn("b", 601, 399)
	if sent := n.publish(); len(sent) != 0 {
		t.Errorf("an entry that waits was published: %s", sent[0].Bytes)
	}
	n.restart()
	if sent := n.publish(); len(sent) != 0 || n.islington().Stage != count.StageProvisional {
		t.Errorf("after a restart it was published; stage %s", n.islington().Stage)
	}
	n.must(n.desk.Confirm(t.Context(), officer("officer-2"), count.Confirmation{Contest: "islington-north", Unit: "b", Key: n.key(), Entry: entry}))
	if b := n.islington(); b.Stage != count.StageCounting || *b.Contest.Candidates[0].Votes != 1801 {
		t.Errorf("confirmed: %s with %d votes", b.Stage, *b.Contest.Candidates[0].Votes)
	}
}

// A result that was taken back, cancelled or set aside is no result.
func TestOverviewCountsOnlyResults(t *testing.T) {
	n := two(t)
	n.verify("3000")
	for _, unit := range []string{"a", "b", "c"} {
		n.enter(unit, 600, 400)
	}
	n.declare()
	says := func(when string, want feed.Overview) {
		t.Helper()
		o := *n.newest(feed.OverviewTopic).Overview
		if o.Declared != want.Declared || o.Counting != want.Counting || o.Cancelled != want.Cancelled || o.Void != want.Void {
			t.Errorf("%s: %+v; want %+v", when, o, want)
		}
	}
	says("declared", feed.Overview{Declared: 1})
	propose, err := n.desk.ProposeWithdrawal(t.Context(), clerk("clerk-1"), n.at(), "too early")
	n.must(propose, err)
	n.must(n.desk.ConfirmProposal(t.Context(), count.Officer{ID: "clerk-2", Role: count.RoleReturningOfficer}, n.at(), propose.Seq, true))
	says("withdrawn", feed.Overview{Counting: 1})
	n.ready()
	n.announce()
	says("declared again", feed.Overview{Declared: 1})
	n.must(n.desk.SetAside(t.Context(), clerk("clerk-1"), n.at(), "[2025] EWHC 1"))
	says("set aside", feed.Overview{Void: 1})
	other := n.at()
	other.Contest = "tottenham"
	n.must(n.desk.Cancel(t.Context(), clerk("clerk-1"), other, count.Cancelled{Manner: count.Abandoned, Reason: "a riot"}))
	says("abandoned", feed.Overview{Void: 1, Cancelled: 1})
}
