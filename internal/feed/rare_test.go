package feed_test

import (
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// Votes stay as they were; the majority is 0, and a lot decided. Who was chosen stands
// first, whatever the ballot paper says.
func TestByLot(t *testing.T) {
	n := counted(contest(count.PublishRunning), of(500, 500), of(500, 500), of(500, 500)).act(count.Provisional{})
	n.act(count.LotDrawn{Tied: []string{"1120", "90828"}, Chosen: []string{"90828"}, Method: "slips"})
	if n.bulletin().Contest.Lot != nil {
		t.Error("the lot is public before the declaration")
	}
	n.act(count.Ready{}).act(count.Declared{Announced: n.at, Elected: []string{"90828"}})
	c := n.bulletin().Contest
	want := "Following an equality of votes, lots were drawn and, as a consequence, an additional vote was allotted to Praful Nargund."
	if c.Lot == nil || c.Lot.Text != want || c.Majority == nil || c.Majority.Votes != 0 || !c.Majority.ByLot {
		t.Errorf("lot %+v, majority %+v", c.Lot, c.Majority)
	}
	if first := c.Candidates[0]; first.ID != "90828" || !first.Elected || *first.Votes != 1500 {
		t.Errorf("first is %+v", first)
	}
	if l := feed.RowOf(n.bulletin()).Lead; l == nil || l.Name != "Praful Nargund" {
		t.Errorf("the list says %+v", l)
	}
}

// Rule 61: where a dead candidate has most votes no member is returned.
func TestNoMemberReturned(t *testing.T) {
	n := nightOf(contest(count.PublishRunning)).act(count.Died{Candidate: "1120"})
	if !n.bulletin().Contest.Candidates[0].Deceased {
		t.Error("the death is not public")
	}
	n.at = closes
	n.act(count.PollClosed{Hour: closes}).act(count.Verified{Papers: 3000})
	for _, u := range []string{"a", "b", "c"} {
		n.sheet(u, of(600, 400))
	}
	n.act(count.Provisional{}).act(count.Ready{}).act(count.Declared{Announced: n.at})
	c := n.bulletin().Contest
	if !c.NoMember || c.Majority != nil || c.Outcome != nil || *c.Candidates[0].Votes != 1800 || c.Candidates[0].Elected {
		t.Errorf("no member: %s", must(n.bulletin().Encode()))
	}
}

// A desk that receives results: a winner without figures, figures with their source,
// then the notice.
func TestMedia(t *testing.T) {
	c := contest(count.PublishRunning)
	c.Election.Profile, c.Election.SecondPerson = count.ProfileMedia, count.NoSecond
	c.Units = []count.CountUnit{{ID: "count", Name: "The whole count", Kind: count.Whole}}
	n := nightOf(c)
	n.at = closes
	b := n.act(count.PollClosed{Hour: closes}).act(count.Called{Elected: []string{"1120"}, Source: count.Source{Kind: count.SourceHeard}}).bulletin()
	noFigures(t, b)
	if b.Stage != count.StageCalled || b.Contest.Called == nil || !slices.Equal(b.Contest.Called.Elected, []string{"1120"}) || b.Contest.Called.Source.Text != "heard in the hall" {
		t.Errorf("called: %s", must(b.Encode()))
	}
	phoned := count.Entered{Tally: count.Tally{Votes: of(600, 400), RejectedUnknown: true}, Source: count.Source{Kind: count.SourcePhoned, Note: "the press bench"}}
	b = n.unit("count", "reporter-1", phoned).bulletin()
	if b.Stage != count.StageReported || b.Assurance != feed.Provisional || *b.Contest.Valid != 1000 || b.Contest.Source == nil || b.Contest.Source.Text != "by telephone from the hall" {
		t.Errorf("reported: %s", must(b.Encode()))
	}
	if wire := string(must(b.Encode())); strings.Contains(wire, "press bench") {
		t.Errorf("who said it is public: %s", wire)
	}
	b = n.act(count.Declared{Announced: n.at, Elected: []string{"1120"}, Source: count.Source{Kind: count.SourceNotice}}).bulletin()
	if b.Contest.Confirmed != "against the notice" || b.Contest.Rejected != nil || !b.Contest.RejectedUnknown || b.Contest.Papers != nil {
		t.Errorf("confirmed: %s", must(b.Encode()))
	}
	c.Publish = count.PublishDeclared
	n = nightOf(c)
	n.at = closes
	n.act(count.PollClosed{Hour: closes}).act(count.Called{Elected: []string{"1120"}, Source: count.Source{Kind: count.SourceHeard}})
	if b := n.bulletin(); b.Contest.Called != nil || len(feed.RowOf(b).Elected) > 0 {
		t.Error("a winner that is withheld is named")
	}
	if b := n.unit("count", "reporter-1", phoned).bulletin(); b.Contest.Valid != nil || strings.Contains(string(must(b.Encode())), "press bench") {
		t.Errorf("withheld figures, but: %s", must(b.Encode()))
	}
}

// Several are elected: the majority says what it is, and votes make no turnout.
func TestBlockVote(t *testing.T) {
	c := contest(count.PublishRunning)
	c.System, c.Seats, c.VotesPerPerson = count.BlockVote, 2, 2
	c.Candidates = append(c.Candidates, count.Candidate{ID: "3", Number: 3, Surname: "Kates"})
	c.Units = c.Units[:1]
	b := counted(c, map[string]int{"1120": 900, "90828": 700, "3": 400}).declared().bulletin()
	out := b.Contest
	if !out.Candidates[0].Elected || !out.Candidates[1].Elected || out.Candidates[2].Elected {
		t.Errorf("elected: %+v", out.Candidates)
	}
	if out.Majority == nil || out.Majority.Votes != 300 || out.Majority.Definition != feed.LowestLessHighest || out.Turnout != nil || out.BoxTurnout == nil {
		t.Errorf("majority %+v, turnout %+v", out.Majority, out.Turnout)
	}
	if row := feed.RowOf(b); row.Lead != nil || !slices.Equal(row.Elected, []string{"Jeremy Corbyn", "Praful Nargund"}) {
		t.Errorf("in the list: %+v", row)
	}
}

// The count's own pause is said, with its reason, and ends with it.
func TestAdjourned(t *testing.T) {
	n := threeSheets(contest(count.PublishDeclared)).act(count.Adjourned{Reason: "the hall is flooded"})
	since := n.at
	a := n.bulletin().Contest.Adjourned
	if a == nil || !a.At.Equal(since) || a.Reason != "the hall is flooded" {
		t.Errorf("adjourned: %+v", a)
	}
	if n.act(count.Resumed{}).bulletin().Contest.Adjourned != nil {
		t.Error("the count goes on, but is said to be adjourned")
	}
}
