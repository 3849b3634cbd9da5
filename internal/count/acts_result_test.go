package count_test

import (
	"reflect"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

// asPublished is Islington North as first published: the electorate with two digits
// in the wrong order, and 116 rejected papers. Parliament's own figures were put
// right that way between 18 and 26 July 2024 (rules.md, section 8).
func asPublished(t tb) *hall {
	h := newHall(t, islingtonNorth()).at(count.StageAwaiting)
	h.verify(count.Fields{"papers": "49122"})
	h.enter("count", with(islingtonSheet(), count.Fields{"rejected.uncertain": "26"}))
	return h.at(count.StageDeclared)
}

func rightFigures() []count.Amendment {
	return []count.Amendment{{Field: count.FieldElectorate, Was: "72582", Now: "72,852"},
		{Field: "rejected.uncertain", Was: "26", Now: "99"}, {Field: count.FieldTotal, Was: "49122", Now: "49,195"}}
}

// confirmProposal is the second person's word on the proposal that waits.
func (h *hall) confirmProposal(by count.Officer) (count.Receipt, error) {
	p := h.standing().Proposal
	return h.desk.ConfirmProposal(h.t.Context(), by, h.move(), p.Seq, p.Withdrawal)
}

func (h *hall) propose(changes ...count.Amendment) (count.Receipt, error) {
	return h.desk.ProposeCorrection(h.t.Context(), clerk(), h.move(), changes, "as counted")
}

func TestCorrection(t *testing.T) {
	h := asPublished(t)
	before := h.standing()
	h.accepted(h.propose(rightFigures()...))
	if s := h.standing(); !reflect.DeepEqual(s.Declaration(), before.Declaration()) || s.Contest != before.Contest {
		t.Error("a proposal of one person changed the result")
	}
	wantCode(t, "one's own proposal", h.refused(func() (count.Receipt, error) { return h.confirmProposal(clerk()) }), count.E13)
	wantCode(t, "a second proposal", h.refused(func() (count.Receipt, error) { return h.propose(rightFigures()[0]) }), count.E11)
	h.accepted(h.confirmProposal(administrator()))
	s := h.standing()
	papers, _ := s.Verified()
	if s.Contest.Electorate.Count != 72852 || papers != verifiedPapers || s.Tally().RejectedPapers() != 189 || !reflect.DeepEqual(s.Elected, []string{"1120"}) || s.Stage() != count.StageDeclared {
		t.Errorf("electorate %d, papers %d, rejected %d, elected %v", s.Contest.Electorate.Count, papers, s.Tally().RejectedPapers(), s.Elected)
	}
	h.now = h.now.Add(time.Hour)
	h.accepted(h.propose(count.Amendment{Field: count.FieldAnnounced, Was: s.Announced.Add(time.Hour).Format("15:04"), Now: "22:29"}))
	h.accepted(h.confirmProposal(administrator()))
	s = h.standing()
	if got := s.Announced.UTC().Format("15:04"); got != "21:29" { // 22:29 BST
		t.Errorf("announced at %s", got)
	}
	if len(s.Corrections) != 2 || s.Corrections[0].Number != 1 || s.Corrections[1].Number != 2 || !reflect.DeepEqual(s.Corrections[0].Proposal.Changes, rightFigures()) {
		t.Errorf("corrections %+v; want numbers 1 and 2, each with what was and what is", s.Corrections)
	}
}

func TestCorrectionRefused(t *testing.T) {
	for name, row := range map[string]struct {
		change count.Amendment
		code   count.Code
	}{
		"another winner":        {count.Amendment{Field: "votes.1120", Was: "24120", Now: "16000"}, count.E05},
		"out of balance":        {count.Amendment{Field: "rejected.uncertain", Was: "26", Now: "27"}, count.E04},
		"another figure before": {count.Amendment{Field: "rejected.uncertain", Was: "25", Now: "27"}, count.E11},
		"nobody's votes":        {count.Amendment{Field: "votes.9", Was: "0", Now: "1"}, count.E02},
	} {
		h := asPublished(t)
		err := h.refused(func() (count.Receipt, error) { return h.propose(row.change) })
		wantCode(t, name, err, row.code)
	}
	h := asPublished(t)
	err := h.refused(func() (count.Receipt, error) {
		return h.propose(count.Amendment{Field: "votes.1120", Was: "24120", Now: "16873"}, count.Amendment{Field: "votes.90828", Was: "16873", Now: "24120"})
	})
	wantCode(t, "two exchanged, so that another is elected", err, count.E10)
}

// A result published in error is taken down by two people: everything undone and
// said, and the count goes on from before ready. Then it is declared again.
func TestWithdrawal(t *testing.T) {
	h := asPublished(t)
	published := h.standing()
	h.accepted(h.propose(rightFigures()...))
	h.accepted(h.confirmProposal(administrator()))
	m := h.move()
	wantCode(t, "without a reason", h.refused(func() (count.Receipt, error) { return h.desk.ProposeWithdrawal(t.Context(), clerk(), m, " ") }), count.E10)
	h.accepted(h.desk.ProposeWithdrawal(t.Context(), clerk(), h.move(), "announced in another hall"))
	wantCode(t, "one's own proposal", h.refused(func() (count.Receipt, error) { return h.confirmProposal(clerk()) }), count.E13)
	h.now = h.now.Add(2 * time.Minute)
	h.accepted(h.confirmProposal(administrator()))
	s := h.standing()
	if s.Stage() != count.StageWithdrawn || s.Declared != nil || s.Elected != nil || !s.Announced.IsZero() || s.Corrections != nil || s.Corrected != nil || s.Ready != nil || s.Consulted != nil || s.ReadBack != nil {
		t.Errorf("withdrawn, it is still %+v", s)
	}
	if papers, _ := s.Verified(); papers != 49122 || s.Contest.Electorate.Count != 72582 || !s.Tally().Equal(published.Tally()) {
		t.Errorf("the corrections did not go: %d papers, %d electors", papers, s.Contest.Electorate.Count)
	}
	w := s.Withdrawals[0]
	if !w.Published.Equal(published.Declared.At) || !w.Mark.At.Equal(h.now) || w.Proposal.Reason != "announced in another hall" {
		t.Errorf("said of it: %+v", w)
	}
	h.consult()
	h.moves(h.desk.MakeReady)
	h.readBack()
	h.accepted(declareNow(h.desk, t.Context(), clerk(), h.move()))
	if s := h.standing(); s.Stage() != count.StageDeclared || len(s.Withdrawals) != 1 || !reflect.DeepEqual(s.Elected, []string{"1120"}) {
		t.Errorf("declared again: %s, %d withdrawals", s.Stage(), len(s.Withdrawals))
	}
}

func TestSetAside(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageDeclared)
	m := h.move()
	wantCode(t, "without a reference", h.refused(func() (count.Receipt, error) { return h.desk.SetAside(t.Context(), clerk(), m, "") }), count.E10)
	h.accepted(h.desk.SetAside(t.Context(), clerk(), h.move(), "election court, 2 October 2024"))
	if s := h.standing(); s.Stage() != count.StageVoid || s.Void.Reference != "election court, 2 October 2024" || s.Declared == nil {
		t.Errorf("%s: %+v; the result stays on record", s.Stage(), s.Void)
	}
}

// The Returning Officer changes what is public, from then on; not into what it is.
func TestPublishChanges(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageCounting)
	h.accepted(h.desk.SetPublish(t.Context(), clerk(), h.move(), count.PublishDeclared))
	if h.standing().Publish != count.PublishDeclared {
		t.Error("running figures are public still")
	}
	m := h.move()
	wantCode(t, "again", h.refused(func() (count.Receipt, error) {
		return h.desk.SetPublish(t.Context(), clerk(), m, count.PublishDeclared)
	}), count.E10)
}

// As many candidates as seats: declared without a poll and without a figure.
func TestUncontested(t *testing.T) {
	h := openHall(t, unopposed())
	h.accepted(declareNow(h.desk, t.Context(), clerk(), h.move()))
	s := h.standing()
	if s.Stage() != count.StageDeclared || !reflect.DeepEqual(s.Elected, []string{"1120"}) || len(s.Sheets) != 0 {
		t.Errorf("%s, elected %v", s.Stage(), s.Elected)
	}
	if d := s.Declaration(); d.Turnout != nil || d.Majority != 0 || d.MajorityShare != nil {
		t.Errorf("an election without a poll has turnout %v, majority %d", d.Turnout, d.Majority)
	}
}
