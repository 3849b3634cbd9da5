package countmodel

import (
	"maps"
	"slices"
	"strconv"

	"resultsdesk/internal/count"
)

// complete says what a count lacks: "" where every unit is in, none waits or is back
// at its table, every sheet has two people behind it, every doubtful paper is decided
// and the papers are in balance or what is missing was accepted.
func (a *Auditor) complete() string {
	sum, doubtful, accepted := count.Tally{}, 0, 0
	for i := range a.c.Units {
		u := &a.c.Units[i]
		s, in := a.sheets[u.ID]
		_, back := a.back[u.ID]
		switch {
		case !in:
			return u.ID + " is missing"
		case len(a.waiting[u.ID]) > 0:
			return u.ID + " waits for a second person"
		case back:
			return u.ID + " is back at its table"
		case !a.media() && len(s.people) < 2:
			return u.ID + " has one person behind it"
		}
		sum = plus(sum, s.tally)
		if u.Kind == count.Adjudication {
			doubtful -= s.tally.Papers()
		} else {
			doubtful += s.tally.Doubtful
		}
		accepted += a.residual[u.ID]
		if handed, own := a.handed(u.ID); own && !a.media() && !a.settled(a.difference(s.tally, handed), a.residual[u.ID], len(a.c.Units) == 1) {
			return u.ID + " is out of balance"
		}
	}
	if a.media() {
		return ""
	}
	papers, all := a.papers()
	sum.Doubtful = 0
	switch {
	case !all:
		return "papers are not all verified"
	case doubtful != 0 && a.c.HasAdjudication():
		return "doubtful papers are not decided"
	case !a.settled(a.difference(sum, papers), accepted, true):
		return "the count is out of balance"
	}
	return ""
}

// settled tells whether a difference is none, or a lack that was accepted: of the
// whole by what was accepted for it or for its units.
func (a *Auditor) settled(difference, accepted int, whole bool) bool {
	if difference == 0 {
		return true
	}
	each := a.c.VotesPerPerson
	missing := (-difference + each - 1) / each
	return difference < 0 && (missing == accepted || whole && missing <= max(accepted, a.residual[""]))
}

func plus(t, u count.Tally) count.Tally {
	out := t.Plus(u)
	out.InPart, out.Unused = t.InPart+u.InPart, nil
	switch {
	case len(t.Votes) == 0:
		out.Unused = u.Unused
	case t.Unused != nil && u.Unused != nil:
		n := *t.Unused + *u.Unused
		out.Unused = &n
	}
	return out
}

// total is the figures of the contest as they stand.
func (a *Auditor) total() count.Tally {
	if a.corrected != nil {
		return *a.corrected
	}
	var sum count.Tally
	for _, s := range a.sheets {
		sum = plus(sum, s.tally)
	}
	return sum
}

// winners is who is elected by figures, those who died apart; tied is who has equal
// votes where one vote more would elect one of them, for so many seats.
func (a *Auditor) winners(t count.Tally) (elected, tied []string, seats int) {
	seats = a.c.Seats
	votes := slices.Sorted(maps.Values(t.Votes))
	slices.Reverse(votes)
	line := votes[a.c.Seats-1]
	for i := range a.c.Candidates {
		id := a.c.Candidates[i].ID
		dead := slices.Contains(a.dead, id)
		switch {
		case t.Votes[id] > line:
			seats--
			if !dead {
				elected = append(elected, id)
			}
		case t.Votes[id] == line && !dead:
			tied = append(tied, id)
		}
	}
	if len(tied) <= seats {
		return append(elected, tied...), nil, 0
	}
	return elected, tied, seats
}

func same(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func (a *Auditor) presentActs(act count.Act) {
	switch body := act.Body.(type) {
	case count.Provisional:
		a.must(act, a.open() && a.ready == nil && !a.adjourned && !a.put(), "at the wrong stage")
		a.must(act, a.complete() == "", a.complete())
		a.provisional, a.consulted, a.lot = true, nil, nil
	case count.Rekeyed:
		a.must(act, a.open() && a.ready == nil, "at the wrong stage")
		another := false
		for _, s := range a.sheets {
			another = another || s.typed != act.Officer
		}
		a.must(act, another, "by who typed every sheet")
		a.rekey = &rekey{by{act.Seq, act.Officer}, body.Tally}
	case count.Consulted:
		a.must(act, a.put(), "at the wrong stage")
		c := consulted{by: by{act.Seq, act.Officer}}
		for _, e := range body.Exceptions {
			if e.Kind == count.AsksRecount {
				c.asks = append(c.asks, e.Candidate)
			}
		}
		a.consulted = &c
	case count.RecountDecided:
		a.must(act, a.put() && body.Reason != "", "at the wrong stage, or without a reason")
		a.recounted(act, body)
	case count.LotDrawn:
		_, tied, seats := a.winners(a.total())
		a.must(act, (a.put() || a.media() && a.open()) && len(tied) > 0 && same(tied, body.Tied), "not between those tied at the elected line")
		a.must(act, len(body.Chosen) == seats && !slices.ContainsFunc(body.Chosen, func(id string) bool { return !slices.Contains(tied, id) }), "for somebody who is not tied")
		a.Reached.Lots++
		a.lot = &body
	}
}

func (a *Auditor) recounted(act count.Act, body count.RecountDecided) {
	r := recount{by{act.Seq, act.Officer}, body.Candidate, body.Granted, nil}
	if body.Granted {
		a.Reached.Recounted++
		was := *a
		r.was = &was
		old, left := map[string]count.Tally{}, map[string]sheet{}
		for unit, s := range a.sheets {
			old[unit] = s.tally
			if len(body.Units) > 0 && !slices.Contains(body.Units, unit) {
				s.before = nil
				left[unit] = s
			}
		}
		a.rounds = append(slices.Clone(a.rounds), old)
		a.sheets, a.waiting = left, nil
		a.reopened(act)
		a.round++
	}
	a.recounts = append(slices.Clone(a.recounts), r)
}

func (a *Auditor) declaring(act count.Act) {
	switch body := act.Body.(type) {
	case count.Ready:
		a.must(act, a.put() && !a.adjourned, "at the wrong stage")
		a.mayBeReady(act)
		a.ready, a.readBack = &by{act.Seq, act.Officer}, nil
	case count.ReadBackDone:
		a.must(act, a.open() && a.ready != nil, "at the wrong stage")
		a.readBack = &by{act.Seq, act.Officer}
	case count.Declared:
		a.must(act, a.open() && !a.adjourned && (a.ready != nil || a.media()), "at the wrong stage")
		a.must(act, a.complete() == "", a.complete())
		if a.media() {
			a.must(act, body.Source.Kind == count.SourceNotice, "without the notice")
		} else {
			a.must(act, a.readBack != nil && a.readBack.officer != act.Officer, "by one person")
			a.mayBeReady(act)
		}
		elected, tied, _ := a.winners(a.total())
		if len(tied) > 0 {
			a.must(act, a.lot != nil && same(a.lot.Tied, tied), "with an undecided tie")
			a.Reached.ByLot++
			elected = append(elected, a.lot.Chosen...)
		}
		a.must(act, same(elected, body.Elected), "for somebody without most votes")
		a.must(act, !body.Announced.Before(Closes()) && !body.Announced.After(act.At), "announced at an impossible time")
		a.Reached.Declared++
		a.declared, a.withdrawn, a.called = &body, false, nil
	}
}

// mayBeReady holds a count to what has to come before the statement is prepared.
func (a *Auditor) mayBeReady(act count.Act) {
	a.must(act, a.complete() == "", a.complete())
	_, tied, _ := a.winners(a.total())
	a.must(act, len(tied) == 0 || a.lot != nil && same(a.lot.Tied, tied), "with an undecided tie")
	a.must(act, a.consulted != nil && a.consulted.seq > a.figuresAt, "nobody consulted since the last figures")
	for _, candidate := range a.consulted.asks {
		answered := slices.ContainsFunc(a.recounts, func(r recount) bool { return r.candidate == candidate && r.seq > a.consulted.seq })
		a.must(act, answered, "a request for a recount is unanswered")
	}
	if a.profile() != count.ProfileCount {
		return
	}
	a.must(act, a.signed, "the verification statement is not signed")
	t := a.total()
	t.Doubtful = 0
	a.must(act, a.rekey != nil && a.rekey.seq > a.figuresAt && maps.Equal(lines(a.rekey.tally), lines(t)), "the totals were not typed by a second person")
}

func (a *Auditor) after(act count.Act) {
	a.must(act, a.declared != nil && !a.void, "nothing is declared")
	if p := a.proposal; act.Body.Kind() == count.KindCorrected || act.Body.Kind() == count.KindWithdrawn {
		a.must(act, p != nil && p.officer != act.Officer, "by one person")
	}
	switch body := act.Body.(type) {
	case count.Proposed:
		a.must(act, a.proposal == nil && body.Reason != "", "beside another, or without a reason")
		a.proposal = &proposal{by{act.Seq, act.Officer}, body}
	case count.Corrected:
		a.must(act, a.proposal.seq == body.Proposal && !a.proposal.Withdrawal, "of another proposal")
		a.correct(act)
	case count.Withdrawn:
		a.must(act, a.proposal.seq == body.Proposal && a.proposal.Withdrawal, "of another proposal")
		a.Reached.Withdrawn++
		a.declared, a.proposal, a.corrected, a.ready, a.readBack, a.withdrawn = nil, nil, nil, nil, nil, true
		a.rekey, a.consulted, a.lot = nil, nil, nil
	case count.Void:
		a.Reached.Void++
		a.must(act, body.Reference != "", "without a reference")
		a.void = true
	}
}

// correct puts a correction into the books; nobody is elected by it.
func (a *Auditor) correct(act count.Act) {
	a.Reached.Corrected++
	t := a.total()
	t.Votes, t.Rejected = maps.Clone(t.Votes), maps.Clone(t.Rejected)
	for _, c := range a.proposal.Changes {
		n, err := strconv.Atoi(c.Now)
		for id := range t.Votes {
			if c.Field == count.FieldVotes(id) {
				a.must(act, err == nil && strconv.Itoa(t.Votes[id]) == c.Was, "of a figure that was not published")
				t.Votes[id] = n
			}
		}
		for id := range t.Rejected {
			if c.Field == count.FieldHead(id) {
				a.must(act, err == nil && strconv.Itoa(t.Rejected[id]) == c.Was, "of a figure that was not published")
				t.Rejected[id] = n
			}
		}
	}
	elected, tied, _ := a.winners(t)
	if len(tied) > 0 && a.lot != nil && same(a.lot.Tied, tied) {
		elected = append(elected, a.lot.Chosen...)
	}
	a.must(act, same(elected, a.declared.Elected), "changes who is elected")
	t.Doubtful = 0 // decided
	a.corrected, a.proposal = &t, nil
}
