package countmodel

import "resultsdesk/internal/count"

// anything is some act by somebody, whatever should be done.
func (n *Night) anything(s *count.Standing) *Step {
	by := pick(n, "by", append(People(), count.DeskOfficer())...)
	if n.chance("likely", 2) {
		by = person(pick(n, "likely by", "clerk-1", "clerk-2", "officer-1", "officer-2"))
	}
	u := pick(n, "unit", s.Contest.Units...)
	step := n.figures(s, by, &u)
	if step == nil {
		step = n.stages(s, by)
	}
	return step
}

// figures is an act on figures; nil in half of the cases.
func (n *Night) figures(s *count.Standing, by count.Officer, u *count.CountUnit) *Step {
	most := n.Hall.papers[0] + 1
	switch n.upTo("figures", 15) {
	case 0:
		box := count.FieldTotal
		if len(s.Contest.Boxes) > 0 {
			box = count.FieldBox(pick(n, "box", s.Contest.Boxes...).ID)
		}
		return n.verify(s, by, count.Fields{box: count.Thousands(n.upTo("papers", most))}, pick(n, "reason", "", "a paper found in its envelope"))
	case 1, 2:
		return n.enter(s, by, u, n.decided(s.Contest, u, n.upTo("papers", most)))
	case 3, 4:
		return n.enter(s, by, u, n.balanced(s, u))
	case 5:
		entry := int64(n.upTo("entry", int(s.Head)))
		for _, w := range s.Waiting[u.ID] {
			entry = w.Seq
		}
		return n.confirm(s, by, u.ID, entry)
	case 6:
		if n.chance("back", 2) {
			return n.sendBack(s, by, u.ID)
		}
		return n.rekey(s, by)
	case 7:
		return n.residual(s, by)
	}
	return nil
}

func (n *Night) stages(s *count.Standing, by count.Officer) *Step {
	head := int64(n.upTo("of", int(s.Head)))
	switch n.upTo("act", 24) {
	case 0:
		return n.sign(s, by)
	case 1:
		return n.provisional(s, by)
	case 2:
		return n.consult(s, by)
	case 3:
		return n.recount(s, by, pick(n, "asked by", "", "1120"))
	case 4:
		return n.lot(s, by)
	case 5:
		return n.ready(s, by)
	case 6:
		if s.Ready == nil || s.ReadBack != nil {
			return n.declare(s, by, pick(n, "source", count.SourceNotice, count.SourcePhoned))
		}
		return n.readBack(s, by)
	case 7, 8:
		return n.declare(s, by, pick(n, "source", count.SourceNotice, count.SourcePhoned))
	case 9:
		return n.proposeCorrection(s, by)
	case 10:
		return n.proposeWithdrawal(s, by)
	case 11, 12:
		if s.Proposal != nil {
			head = s.Proposal.Seq
		}
		return n.confirmProposal(s, by, head, n.chance("withdrawal", 2))
	case 13:
		return n.call(s, by)
	case 14:
		return n.resume(s, by)
	case 15, 16, 17:
		return n.seldom(s, by)
	case 18:
		return n.publish(s, by)
	}
	if undo := s.Undoable(); len(undo) > 0 && n.chance("of what stands", 2) {
		head = pick(n, "undo", undo...).Seq
	}
	return n.takeBack(s, head)
}

// seldom is what would end most nights if it came often.
func (n *Night) seldom(s *count.Standing, by count.Officer) *Step {
	switch n.upTo("seldom", 9) {
	case 0, 1, 2:
		if s.Contest.Election.Profile == count.ProfileMedia {
			by = n.clerk()
		}
		return n.cancel(s, by)
	case 3:
		return n.setAside(s, by)
	case 4, 5:
		return n.died(s, by)
	}
	return n.adjourn(s, by)
}
