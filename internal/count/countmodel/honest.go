package countmodel

import (
	"slices"

	"resultsdesk/internal/count"
)

// honest is what should be done next.
func (n *Night) honest(s *count.Standing) *Step {
	demands := s.Contest.Election.Demands()
	switch s.Stage() {
	case count.StageDeclared, count.StageVoid:
		return n.afterwards(s)
	case count.StageCountermanded, count.StageAbandoned:
		return n.takeBack(s, s.Cancelled.Seq)
	}
	if s.Adjourned != nil {
		return n.resume(s, n.clerk())
	}
	if !demands.Papers {
		return n.received(s)
	}
	if _, all := s.Verified(); !all {
		if len(s.Sheets)+len(s.Waiting)+len(s.Rounds) > 0 {
			return n.verify(s, n.clerk(), n.truePapers(s), "box by box after all")
		}
		return n.verify(s, n.officer(), n.truePapers(s), "")
	}
	if demands.Signed && s.Signed == nil && s.Stage() != count.StageReady {
		return n.sign(s, n.clerk())
	}
	if step := n.nextSheet(s); step != nil {
		return step
	}
	switch s.Stage() {
	case count.StageReady:
		if s.ReadBack == nil {
			return n.readBack(s, n.officer(s.Ready.Officer))
		}
		return n.declare(s, n.clerk(), count.SourceNotice)
	case count.StageProvisional, count.StageWithdrawn:
		return n.toThosePresent(s)
	}
	if demands.Rekeyed && (s.Rekeyed == nil || !s.Rekeyed.Agrees) && n.chance("totals first", 2) {
		return n.rekey(s, n.officer())
	}
	return n.provisional(s, n.clerk())
}

// received is the night of a desk that receives results.
func (n *Night) received(s *count.Standing) *Step {
	by := person(pick(n, "reporter", "reporter-1", "reporter-2"))
	_, tied := count.Elect(s.Contest, s.Tally(), nil, nil)
	switch {
	case len(s.Missing()) > 0 && s.Called == nil && n.chance("call", 2):
		return n.call(s, by)
	case len(s.Missing()) > 0 || len(tied) > 0 || s.Stage() == count.StageCalled:
		u := &s.Contest.Units[0]
		return n.enter(s, by, u, n.balanced(s, u))
	}
	return n.declare(s, by, count.SourceNotice)
}

// nextSheet is the sheet that has to come: one that waits, is missing or is wrong;
// nil where all are in and in balance.
func (n *Night) nextSheet(s *count.Standing) *Step {
	for i := range s.Contest.Units {
		u := &s.Contest.Units[i]
		if waiting := s.Waiting[u.ID]; len(waiting) > 0 {
			w := waiting[n.dice.Roll("which waits", len(waiting))]
			second := n.officer(w.Officer)
			if s.Contest.Election.SecondPerson == count.ConfirmSecond {
				return n.confirm(s, second, u.ID, w.Seq)
			}
			return n.enter(s, second, u, w.Tally)
		}
		_, in := s.Sheets[u.ID]
		if _, back := s.SentBack[u.ID]; !in || back {
			return n.enter(s, n.officer(), u, n.balanced(s, u))
		}
	}
	if len(count.CheckComplete(s)) == 0 || s.Stage() == count.StageReady {
		return nil
	}
	switch n.upTo("put right", 5) {
	case 0:
		return n.verify(s, n.clerk(), n.truePapers(s), "counted again")
	case 1:
		return n.residual(s, n.clerk())
	}
	u := pick(n, "unit", s.Contest.Units...)
	return n.enter(s, n.officer(), &u, n.balanced(s, &u))
}

// toThosePresent is what follows provisional figures.
func (n *Night) toThosePresent(s *count.Standing) *Step {
	demands := s.Contest.Election.Demands()
	if demands.Rekeyed && (s.Rekeyed == nil || !s.Rekeyed.Agrees) {
		return n.rekey(s, n.officer())
	}
	if s.Consulted == nil {
		return n.consult(s, n.clerk())
	}
	for _, e := range s.Consulted.Exceptions {
		answered := slices.ContainsFunc(s.Recounts, func(r count.Recount) bool { return r.Candidate == e.Candidate && r.Seq > s.Consulted.Seq })
		if e.Kind == count.AsksRecount && !answered {
			return n.recount(s, n.clerk(), e.Candidate)
		}
	}
	if len(count.CheckTie(s)) > 0 {
		return n.lot(s, n.clerk())
	}
	return n.ready(s, n.clerk())
}

// afterwards is what can happen to a declared result.
func (n *Night) afterwards(s *count.Standing) *Step {
	by := n.clerk()
	if !s.Contest.Election.Demands().Papers {
		by = person(pick(n, "reporter", "reporter-1", "reporter-2"))
	}
	p := s.Proposal
	switch {
	case p != nil && p.Officer == by.ID:
		return n.proposalBack(s)
	case p != nil:
		return n.confirmProposal(s, by, p.Seq, p.Withdrawal)
	case n.chance("published in error", 3):
		return n.proposeWithdrawal(s, by)
	}
	return n.proposeCorrection(s, by)
}

// proposalBack takes a proposal back now and then; otherwise the other clerk, or the
// administrator, confirms it.
func (n *Night) proposalBack(s *count.Standing) *Step {
	if n.chance("think again", 4) {
		return n.takeBack(s, s.Proposal.Seq)
	}
	return n.confirmProposal(s, person("administrator"), s.Proposal.Seq, s.Proposal.Withdrawal)
}

// truePapers is what the boxes hold: one box, all of them, or the total alone.
func (n *Night) truePapers(s *count.Standing) count.Fields {
	c, f, all := s.Contest, count.Fields{}, 0
	for _, papers := range n.Hall.papers {
		all += papers
	}
	if len(c.Boxes) == 0 || c.System == count.FirstPastThePost && n.chance("total only", 8) {
		return count.Fields{count.FieldTotal: count.Thousands(all)}
	}
	for i, b := range c.Boxes {
		if _, in := s.Boxes[b.ID]; in || !n.chance("later", 4) {
			f[count.FieldBox(b.ID)] = count.Thousands(n.Hall.papers[i])
		}
	}
	return f
}
