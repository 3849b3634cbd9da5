package countmodel

import (
	"maps"
	"slices"

	"resultsdesk/internal/count"
)

// takenBack puts the books back to what they were without an act.
func (a *Auditor) takenBack(act count.Act, body count.TakenBack) {
	frozen := a.declared != nil && body.Undoes != count.KindProposed || a.void
	a.must(act, !frozen, "undoes a declared result")
	switch body.Undoes {
	case count.KindReady:
		a.must(act, a.ready != nil && a.ready.seq == body.Of, "is not what stands")
		a.ready, a.readBack = nil, nil
	case count.KindReadBack:
		a.must(act, a.readBack != nil && a.readBack.seq == body.Of, "is not what stands")
		a.readBack = nil
	case count.KindEntered:
		a.sheetBack(act, body.Of)
	case count.KindVerified:
		a.must(act, len(a.sheets)+len(a.waiting)+len(a.rounds) == 0, "votes rest on these papers")
		a.verified = slices.DeleteFunc(slices.Clone(a.verified), func(p paper) bool { return p.seq == body.Of })
		a.addBoxes()
	case count.KindRecount:
		last := a.recounts[len(a.recounts)-1]
		a.must(act, last.granted && last.seq == body.Of, "is not what stands")
		a.round, a.rounds, a.sheets, a.waiting = last.was.round, last.was.rounds, last.was.sheets, last.was.waiting
		a.provisional, a.withdrawn, a.figuresAt = last.was.provisional, last.was.withdrawn, last.was.figuresAt
		a.rekey, a.consulted, a.lot = last.was.rekey, last.was.consulted, last.was.lot
		a.recounts = a.recounts[:len(a.recounts)-1]
	case count.KindProvisional:
		a.must(act, a.ready == nil, "ready rests on it")
		a.provisional, a.withdrawn, a.consulted, a.lot = false, false, nil, nil
	case count.KindProposed:
		a.must(act, a.proposal != nil && a.proposal.seq == body.Of, "is not what stands")
		a.proposal = nil
	default:
		a.smallBack(body, act.Unit)
	}
}

// smallBack undoes what nothing else rests on. Of an act that was made twice none is
// left.
func (a *Auditor) smallBack(body count.TakenBack, unit string) {
	switch body.Undoes {
	case count.KindSigned:
		a.signed = false
	case count.KindConsulted:
		a.consulted = nil
	case count.KindLot:
		a.lot = nil
	case count.KindRekeyed:
		a.rekey = nil
	case count.KindResidual:
		a.residual = less(a.residual, unit)
	case count.KindSentBack:
		if dropped := a.back[unit]; len(dropped) > 0 {
			a.waiting = with(a.waiting, unit, dropped)
		}
		a.back = less(a.back, unit)
	case count.KindCalled:
		if a.figuresAt < body.Of {
			a.withdrawn = a.called.withdrawn
		}
		a.called = nil
	case count.KindDied:
		a.dead = slices.DeleteFunc(slices.Clone(a.dead), func(id string) bool { return id == a.died[body.Of] })
	case count.KindCancelled:
		a.cancelled = false
	}
}

func (a *Auditor) sheetBack(act count.Act, of int64) {
	a.must(act, a.open() && a.ready == nil, "at the wrong stage")
	a.reopened(act)
	waiting := slices.DeleteFunc(slices.Clone(a.waiting[act.Unit]), func(e entry) bool { return e.seq == of })
	if len(waiting) < len(a.waiting[act.Unit]) {
		a.waiting = with(a.waiting, act.Unit, waiting)
		if len(waiting) == 0 {
			a.waiting = less(a.waiting, act.Unit)
		}
		return
	}
	s, in := a.sheets[act.Unit]
	a.must(act, in, "is not what stands")
	a.sheets = less(a.sheets, act.Unit)
	if s.before != nil {
		a.sheets = with(a.sheets, act.Unit, *s.before)
	}
}

// interruption books what stops a count, and what goes on beside it.
func (a *Auditor) interruption(act count.Act) {
	a.must(act, a.declared == nil && !a.void, "after the declaration")
	a.must(act, !a.cancelled, "in a contest that was cancelled")
	switch body := act.Body.(type) {
	case count.Cancelled:
		a.must(act, body.Reason != "", "without a reason")
		a.Reached.Cancelled++
		a.cancelled = true
	case count.Died:
		c, stands := a.c.Candidate(body.Candidate)
		a.must(act, stands && c.Party() == nil && !slices.Contains(a.dead, body.Candidate), "nobody whose contest goes on")
		a.dead = append(slices.Clone(a.dead), body.Candidate)
		a.died = with(a.died, act.Seq, body.Candidate)
		a.ready, a.readBack = nil, nil // who is elected may be another now
	case count.Adjourned:
		a.must(act, !a.adjourned && body.Reason != "", "twice, or without a reason")
		a.adjourned = true
	case count.Resumed:
		a.must(act, a.adjourned, "without an adjournment")
		a.adjourned = false
	case count.Called:
		anew := a.withdrawn || a.called != nil && a.called.withdrawn && a.figuresAt < a.called.seq
		a.must(act, a.media() && a.open() && len(a.sheets) == 0 || anew, "with figures there")
		a.called, a.withdrawn = &called{act.Seq, anew}, false
	case count.PublishChanged:
	default:
		a.must(act, false, "unknown")
	}
}

// Agrees holds what the desk shows to the auditor's books: every figure, who waits,
// the rounds and what they replaced, and where the count stands.
func (a *Auditor) Agrees(s *count.Standing) {
	wrong := func(what string, desk, books any) {
		a.fatalf("after act %d the desk has %s %+v, the books %+v", a.seen, what, desk, books)
	}
	if s.Round != a.round || len(s.Rounds) != len(a.rounds) {
		wrong("round", s.Round, a.round)
	}
	for i, old := range a.rounds {
		if !maps.EqualFunc(s.Rounds[i].Sheets, old, func(x count.Sheet, y count.Tally) bool { return maps.Equal(lines(x.Tally), lines(y)) }) {
			wrong("superseded figures", s.Rounds[i], old)
		}
	}
	if !maps.EqualFunc(s.Sheets, a.sheets, func(x count.Sheet, y sheet) bool { return maps.Equal(lines(x.Tally), lines(y.tally)) }) {
		wrong("sheets", s.Sheets, a.sheets)
	}
	if !maps.EqualFunc(s.Waiting, a.waiting, func(x []count.Entry, y []entry) bool {
		return slices.EqualFunc(x, y, func(x count.Entry, y entry) bool { return x.Seq == y.seq })
	}) {
		wrong("entries that wait", s.Waiting, a.waiting)
	}
	if len(a.sheets) > 0 && !maps.Equal(lines(s.Tally()), lines(a.total())) {
		wrong("figures", s.Tally(), a.total())
	}
	papers, all := a.papers()
	if n, ok := s.Verified(); ok != all || all && s.Corrected == nil && n != papers {
		wrong("verified papers", n, papers)
	}
	if stage := s.Stage(); (stage == count.StageDeclared) != (a.declared != nil && !a.void) || (stage == count.StageReady) != (a.open() && a.ready != nil) {
		wrong("stage", stage, a)
	}
}
