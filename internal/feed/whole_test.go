package feed_test

import (
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// The turnout is announced when the verification statement is signed, not before.
func TestPapersWaitForTheSignature(t *testing.T) {
	c := contest(count.PublishRunning)
	c.Election.Profile = count.ProfileCount
	n := threeSheets(c)
	if b := n.bulletin(); b.Contest.Papers != nil || b.Contest.BoxTurnout != nil || strings.Contains(string(must(b.Encode())), `"papers":3000`) {
		t.Errorf("unsigned papers are public: %s", must(b.Encode()))
	}
	b := n.act(count.Signed{}).bulletin()
	if b.Contest.Papers == nil || *b.Contest.Papers != 3000 || b.Contest.BoxTurnout == nil || b.Contest.BoxTurnout.Percent != 600 {
		t.Errorf("signed, 3,000 papers of 5,000 electors: %v, %+v", b.Contest.Papers, b.Contest.BoxTurnout)
	}
}

// The Returning Officer's word during the night counts, not the pack's: figures that
// were running are withheld from then on.
func TestPublishFollowsTheReturningOfficer(t *testing.T) {
	n := threeSheets(contest(count.PublishRunning))
	b := n.act(count.PublishChanged{Publish: count.PublishDeclared}).bulletin()
	noFigures(t, b)
	if text := string(must(b.Encode())); strings.Contains(text, "3000") || strings.Contains(text, "1800") || b.Contest.Publish != count.PublishDeclared {
		t.Errorf("withheld, but: %s", text)
	}
	if b := n.act(count.PublishChanged{Publish: count.PublishRunning}).bulletin(); b.Contest.Valid == nil {
		t.Error("running again, but no figures")
	}
}

// During a recount the figures before it stay, and are marked; then the new ones come.
func TestRecountKeepsTheOldFiguresMarked(t *testing.T) {
	n := threeSheets(contest(count.PublishRunning)).act(count.Provisional{}).act(count.RecountDecided{Granted: true, Reason: "close", Units: []string{"b"}})
	b := n.bulletin()
	if b.Stage != count.StageRecount || b.Contest.Recount == nil || b.Contest.Recount.Round != 1 || !b.Contest.Recount.Superseded || *b.Contest.Valid != 3000 || b.Contest.Units.In != 3 {
		t.Errorf("recount: %s", must(b.Encode()))
	}
	if got := b.Contest.Recount.Units; !slices.Equal(got, []string{"Mini-count 2"}) {
		t.Errorf("counted again: %v", got)
	}
	b = n.sheet("b", of(599, 401)).bulletin()
	if *b.Contest.Candidates[0].Votes != 1799 || b.Contest.Recount.Superseded {
		t.Errorf("counted again, but %d votes are shown, superseded %v", *b.Contest.Candidates[0].Votes, b.Contest.Recount.Superseded)
	}
}

// A result published in error leaves no figure, and both times stay said after the
// next result too.
func TestWithdrawnLeavesNoFigures(t *testing.T) {
	n := threeSheets(contest(count.PublishRunning)).declared()
	published := n.at
	b := n.act(count.Proposed{Withdrawal: true, Reason: "typed into the wrong contest"}).act(count.Withdrawn{Proposal: n.seq}).bulletin()
	noFigures(t, b)
	if b.Stage != count.StageWithdrawn || b.Assurance != feed.NoFigures || b.Contest.Declared != nil || b.Contest.Outcome != nil {
		t.Errorf("withdrawn: %s", must(b.Encode()))
	}
	w := b.Contest.Withdrawals
	if len(w) != 1 || !w[0].Published.Equal(published) || !w[0].Withdrawn.Equal(n.at) || w[0].Reason != "typed into the wrong contest" {
		t.Errorf("withdrawals: %+v", w)
	}
	for _, line := range b.Contest.Candidates {
		if line.Elected {
			t.Errorf("%s still has the tick", line.Name)
		}
	}
	if b := n.declared().bulletin(); b.Stage != count.StageDeclared || len(b.Contest.Withdrawals) != 1 {
		t.Error("the second result keeps silent about the first")
	}
}

// A correction shows the new figure, the old one, and all that follows from it; two
// corrections each show their own.
func TestCorrectionsSayWhatTheyChange(t *testing.T) {
	n := threeSheets(contest(count.PublishRunning)).declared()
	correct := func(reason string, changes ...count.Amendment) {
		n.act(count.Proposed{Reason: reason, Changes: changes}).act(count.Corrected{Proposal: n.seq})
	}
	before := n.bulletin()
	n.act(count.Proposed{Reason: "not yet", Changes: []count.Amendment{{Field: "electorate", Was: "5000", Now: "4999"}}})
	if string(must(n.bulletin().Encode())) != string(must(before.Encode())) {
		t.Error("a proposal that nobody confirmed is public")
	}
	n.act(count.TakenBack{Of: n.seq, Undoes: count.KindProposed})
	correct("digits transposed", count.Amendment{Field: "votes.90828", Was: "1200", Now: "1210"}, count.Amendment{Field: "rejected.uncertain", Was: "0", Now: "3"})
	correct("late register", count.Amendment{Field: "electorate", Was: "5000", Now: "5010"})
	c := n.bulletin().Contest
	if *c.Candidates[1].Votes != 1210 || *c.Valid != 3010 || c.Electorate.Count != 5010 || c.Rejected.Total != 3 {
		t.Errorf("the result is not the corrected one: %s", must(n.bulletin().Encode()))
	}
	change := func(i int, field string) string {
		for _, ch := range c.Corrections[i].Changes {
			if ch.Field == field {
				return ch.Label + " " + ch.Was + " to " + ch.Now
			}
		}
		return ""
	}
	for _, want := range []struct {
		i           int
		field, said string
	}{
		{0, "votes.90828", "Praful Nargund 1200 to 1210"}, {0, "rejected.uncertain", "Rejected: Unmarked or void for uncertainty 0 to 3"},
		{0, "valid", "Valid votes 3000 to 3010"}, {0, "majority", "Majority 600 to 590"}, {0, "turnout", "Turnout 60.0 to 60.2"}, {0, "electorate", ""},
		{1, "electorate", "Electorate 5000 to 5010"}, {1, "turnout", "Turnout 60.2 to 60.1"}, {1, "majority", ""},
	} {
		if got := change(want.i, want.field); got != want.said {
			t.Errorf("correction %d, %s: %q; want %q", want.i+1, want.field, got, want.said)
		}
	}
	if c.Corrections[0].Number != 1 || c.Corrections[1].Reason != "late register" {
		t.Errorf("corrections: %+v", c.Corrections)
	}
}

// Without a poll there are no figures, and none of them is 0; it is public before the
// close too.
func TestUnopposedHasNoFigures(t *testing.T) {
	c := contest(count.PublishRunning)
	c.Candidates = c.Candidates[1:]
	n := nightOf(c)
	if b := n.bulletin(); b.Stage != count.StageUncontested || !b.Contest.Unopposed {
		t.Errorf("before: %s", must(b.Encode()))
	}
	b := n.act(count.Declared{Announced: n.at, Elected: []string{"90828"}}).bulletin()
	noFigures(t, b)
	if b.Stage != count.StageDeclared || !b.Contest.Candidates[0].Elected || b.Contest.Declared == nil {
		t.Errorf("declared: %s", must(b.Encode()))
	}
	if row := feed.RowOf(b); row.Lead != nil || !slices.Equal(row.Elected, []string{"Praful Nargund"}) || !row.Unopposed {
		t.Errorf("in the list: %+v", row)
	}
}

// That a poll is cancelled is public at once; nothing else of the count comes with it.
func TestCancelledBeforeTheClose(t *testing.T) {
	n := nightOf(contest(count.PublishRunning)).act(count.Verified{Papers: 777})
	b := n.act(count.Cancelled{Manner: count.Countermanded, Reason: "a party’s candidate died"}).bulletin()
	noFigures(t, b)
	if b.Stage != count.StageCountermanded || b.Contest.Cancelled == nil || b.Contest.Cancelled.Reason == "" || len(b.Contest.Events) != 1 {
		t.Errorf("countermanded: %s", must(b.Encode()))
	}
	if b := n.act(count.TakenBack{Of: n.seq, Undoes: count.KindCancelled}).bulletin(); b.Stage != count.StageScheduled || len(b.Contest.Events) != 0 {
		t.Errorf("taken back: %s", must(b.Encode()))
	}
}

func TestVoidHasNoFigures(t *testing.T) {
	b := threeSheets(contest(count.PublishRunning)).declared().act(count.Void{Reference: "[2025] EWHC 1"}).bulletin()
	noFigures(t, b)
	if b.Stage != count.StageVoid || b.Contest.Void == nil || b.Contest.Void.Reason != "[2025] EWHC 1" {
		t.Errorf("void: %s", must(b.Encode()))
	}
}
