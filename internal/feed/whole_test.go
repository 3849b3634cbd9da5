package feed_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// night folds acts on a contest from its definition on, as the ledger would hold
// them, without a desk: the feed must not rest on what the desk refuses.
type night struct {
	s   *count.Standing
	seq int64
	at  time.Time
}

func nightOf(c count.Contest) *night {
	n := &night{s: &count.Standing{}, at: closes.Add(-time.Hour)}
	return n.act(count.Defined{Contest: &c})
}

func (n *night) act(body count.Body) *night { return n.unit("", "clerk-1", body) }

func (n *night) unit(unit, officer string, body count.Body) *night {
	n.seq++
	n.at = n.at.Add(time.Minute)
	n.s = n.s.After(count.Act{Seq: n.seq, Unit: unit, Officer: officer, At: n.at, Body: body})
	return n
}

// counted is a count with all sheets in: as many votes each as given.
func counted(c count.Contest, votes ...map[string]int) *night {
	n := nightOf(c)
	n.at = closes
	n.act(count.PollClosed{Hour: closes})
	papers := 0
	for _, v := range votes {
		papers += count.Tally{Votes: v}.Valid()
	}
	n.act(count.Verified{Papers: papers})
	for i, v := range votes {
		n.sheet(c.Units[i].ID, v)
	}
	return n
}

// sheet is typed by one officer and confirmed by another.
func (n *night) sheet(unit string, votes map[string]int) *night {
	n.unit(unit, "officer-1", count.Entered{Tally: count.Tally{Votes: votes, Rejected: map[string]int{}}})
	return n.unit(unit, "officer-2", count.Confirmed{Entry: n.seq})
}

func (n *night) declared() *night {
	n.act(count.Provisional{}).act(count.Consulted{Hour: n.at}).act(count.Ready{}).act(count.ReadBackDone{})
	d := n.s.Declaration()
	var elected []string
	for _, c := range d.Elected {
		elected = append(elected, c.ID)
	}
	return n.act(count.Declared{Announced: n.at, Elected: elected})
}

func (n *night) bulletin() *feed.Bulletin { return feed.Project(n.s) }

func of(corbyn, nargund int) map[string]int {
	return map[string]int{"1120": corbyn, "90828": nargund}
}

func threeSheets(c count.Contest) *night { return counted(c, of(600, 400), of(600, 400), of(600, 400)) }

// noFigures fails where a bulletin has any figure of the count.
func noFigures(t *testing.T, b *feed.Bulletin) {
	t.Helper()
	c := b.Contest
	if c.Papers != nil || c.Valid != nil || c.Rejected != nil || c.Majority != nil || c.Turnout != nil || c.BoxTurnout != nil {
		t.Errorf("%s has figures: %s", b.Stage, must(b.Encode()))
	}
	for _, line := range c.Candidates {
		if line.Votes != nil || line.Share != nil || line.Change != nil || line.LostDeposit {
			t.Errorf("%s: %s has figures: %+v", b.Stage, line.Name, line)
		}
	}
}

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

// Votes stay as they were; the majority is 0, and a lot decided. Who was chosen stands
// first, whatever the ballot paper says.
func TestByLot(t *testing.T) {
	n := counted(contest(count.PublishRunning), of(500, 500), of(500, 500), of(500, 500)).act(count.Provisional{})
	n.act(count.LotDrawn{Tied: []string{"1120", "90828"}, Chosen: []string{"90828"}, Method: "slips"})
	if n.bulletin().Contest.Lot != nil {
		t.Error("the lot is public before the declaration")
	}
	n.act(count.Ready{}).act(count.Declared{Announced: n.at, Elected: []string{"90828"}})
	if len(n.s.Declaration().Elected) == 0 {
		t.Skip("the domain does not decide by lot yet")
	}
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
	if len(n.s.Declaration().Elected) > 0 {
		t.Skip("the domain elects the dead still")
	}
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
	if b.Stage != count.StageReported || b.Assurance != feed.Provisional || *b.Contest.Valid != 1000 || b.Contest.Source == nil || b.Contest.Source.Text != "by telephone from the press bench" {
		t.Errorf("reported: %s", must(b.Encode()))
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
