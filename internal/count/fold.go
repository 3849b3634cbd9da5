package count

import (
	"maps"
	"slices"
)

// Fold folds a contest's acts from the first, which defines the contest.
func Fold(acts []Act) *Standing {
	s := &Standing{}
	for _, a := range acts {
		s = s.After(a)
	}
	return s
}

// After is the standing after one more act. The receiver stays as it was.
func (s *Standing) After(a Act) *Standing {
	n := *s
	n.Head, n.At = a.Seq, a.At
	if body, ok := a.Body.(Defined); ok {
		n.define(body.Contest)
		return &n
	}
	mark := Mark{a.Seq, a.Officer, a.Authority, a.At}
	if n.noted(mark, a.Body) {
		return &n
	}
	switch body := a.Body.(type) {
	case PollClosed:
		hour := body.Hour
		n.Closed = &hour
		n.event(Event{At: hour, Kind: EventPollClosed})
	case Verified:
		n.verified(a, body)
	case Entered:
		n.entered(a, body)
	case Confirmed:
		n.confirmed(a, body)
	case SentBack:
		n.SentBack = put(n.SentBack, a.Unit, Parked{mark, body.Note, n.Waiting[a.Unit]})
		n.Waiting = without(n.Waiting, a.Unit)
	case ResidualAccepted:
		n.Residuals = put(n.Residuals, a.Unit, Residual{mark, body.Papers, body.Reason})
	case TakenBack:
		n.takenBack(a, body)
	default:
		n.moved(mark, a.Body)
	}
	n.Moved = a.Seq
	return &n
}

// define takes a new version of the definition.
func (s *Standing) define(c *Contest) {
	s.Contest, s.defined = c, c
	if s.published == nil {
		s.Publish = c.Publish
	}
}

// moved folds the acts on the contest as a whole.
func (s *Standing) moved(mark Mark, body Body) {
	at := mark.At
	switch body := body.(type) {
	case Signed:
		s.Signed = &mark
		s.eventVerified(at)
	case Provisional:
		s.Provisional, s.recounted, s.Recount, s.Withdrawn = &mark, s.Recount, nil, nil
		s.Consulted, s.Lot = nil, nil
		s.event(Event{At: at, Kind: EventProvisional, Round: s.Round})
	case Rekeyed:
		s.Rekeyed = &Rekey{mark, body.Tally, body.Tally.Equal(s.Totals())}
	case Consulted:
		s.Consulted = &Consultation{mark, body}
	case RecountDecided:
		s.recount(mark, body)
	case LotDrawn:
		s.Lot = &Lot{mark, body}
	case Ready:
		s.Ready = &mark
		s.event(Event{At: at, Kind: EventReady})
	case ReadBackDone:
		s.ReadBack = &mark
	case Declared:
		s.Declared, s.Announced, s.Elected, s.Withdrawn = &mark, body.Announced, body.Elected, nil
		s.event(Event{At: body.Announced, Kind: EventDeclared})
	case Proposed:
		s.Proposal = &Proposal{mark, body}
	case Corrected:
		s.corrected(mark)
	case Withdrawn:
		s.withdrawn(mark)
	case Void:
		s.Void = &Voided{mark, body.Reference}
		s.event(Event{At: at, Kind: EventVoid, Note: body.Reference})
	case Died:
		s.Deceased = append(slices.Clone(s.Deceased), Death{mark, body})
		s.Ready, s.ReadBack = nil, nil // who is elected may be another now
	case Cancelled:
		s.Cancelled = &Cancellation{mark, body}
		s.event(Event{At: at, Kind: EventKind(body.Manner), Note: body.Reason})
	case Adjourned:
		s.Adjourned = &Adjournment{mark, body.Reason}
		s.event(Event{At: at, Kind: EventAdjourned, Note: body.Reason})
	case Resumed:
		s.Adjourned = nil
		s.event(Event{At: at, Kind: EventResumed})
	case PublishChanged:
		s.Publish, s.published = body.Publish, &mark
	case Called:
		s.called(mark, body)
		s.event(Event{At: at, Kind: EventCalled})
	}
}

// called names a winner. After a withdrawal it has no figures, also where one call
// follows another.
func (s *Standing) called(mark Mark, body Called) {
	withdrawn := s.Withdrawn
	if s.Called != nil && withdrawn == nil {
		withdrawn = s.Called.withdrawn
	}
	s.Called, s.Withdrawn = &Call{mark, body, withdrawn}, nil
}

func (s *Standing) verified(a Act, body Verified) {
	paper := Paper{Seq: a.Seq, Officer: a.Officer, At: a.At, Papers: body.Papers, Account: body.Account, Explanation: body.Explanation}
	paper.before.total = s.Total
	if a.Unit == "" {
		paper.before.boxes = s.Boxes
		s.Total, s.Boxes = &paper, nil
	} else {
		if was, in := s.Boxes[a.Unit]; in {
			paper.before.box = &was
		}
		s.Total, s.Boxes = nil, put(s.Boxes, a.Unit, paper)
	}
	s.Signed = nil // the statement is another now
	s.backToCounting()
	if !s.Contest.Election.Demands().Signed {
		s.eventVerified(a.At)
	}
}

func (s *Standing) confirmed(a Act, body Confirmed) {
	for _, e := range s.Waiting[a.Unit] {
		if e.Seq == body.Entry {
			s.stands(a, e, a.Officer)
		}
	}
}

// stands makes an entry the figures of its unit.
func (s *Standing) stands(a Act, e Entry, second string) {
	sheet := Sheet{Seq: a.Seq, Officer: e.Officer, Second: second, At: a.At, Tally: e.Tally, Source: e.Source, Accepted: e.Accepted}
	if was, in := s.Sheets[a.Unit]; in {
		sheet.Before = &was
	}
	s.Sheets, s.Waiting = put(s.Sheets, a.Unit, sheet), without(s.Waiting, a.Unit)
	s.backToCounting()
	s.count(a, a.Unit)
}

// count tells the public of a step of the count.
func (s *Standing) count(a Act, unit string) {
	if s.showSheets(unit) {
		s.event(Event{At: a.At, Kind: EventCounting, In: len(s.Shown), Of: len(s.Contest.Units), Round: s.Round})
	}
}

// entered folds what one officer typed from a sheet. Without a second person it
// stands at once. Under confirm it waits. Under blind it waits until another
// officer has typed each figure the same.
func (s *Standing) entered(a Act, body Entered) {
	s.SentBack = without(s.SentBack, a.Unit)
	s.backToCounting()
	entry := Entry{Seq: a.Seq, Officer: a.Officer, At: a.At, Tally: body.Tally, Source: body.Source, Accepted: a.Accepted}
	others := slices.DeleteFunc(slices.Clone(s.Waiting[a.Unit]), func(e Entry) bool { return e.Officer == a.Officer })
	switch s.Contest.Election.SecondPerson {
	case NoSecond:
		s.stands(a, entry, "")
		return
	case ConfirmSecond:
		others = nil // a form that replaces another's entry showed it
	case BlindSecond:
		if e, second := agreed(append([]Entry{entry}, others...)); second != "" {
			s.stands(a, e, second)
			return
		}
	}
	s.Waiting = put(s.Waiting, a.Unit, append(others, entry))
}

// agreed finds an entry of which each figure was typed the same by somebody else,
// the newest first.
func agreed(entries []Entry) (e Entry, second string) {
	for i, e := range entries {
		if second := agreesWith(e.Tally, slices.Concat(entries[:i], entries[i+1:])); second != "" {
			return e, second
		}
	}
	return Entry{}, ""
}

// agreesWith names an officer among the others when each figure of a tally was
// typed the same by at least one of them: who typed all of them so, where there is one.
func agreesWith(t Tally, others []Entry) (officer string) {
	if len(others) == 0 || len(differing(t, others)) > 0 {
		return ""
	}
	for _, e := range others {
		if e.Tally.Equal(t) {
			return e.Officer
		}
	}
	return others[0].Officer
}

// differing is the fields of a tally that none of the other entries has the same.
func differing(t Tally, others []Entry) []string {
	var fields []string
	mine := t.fields()
	for _, field := range sortedKeys(mine) {
		same := slices.ContainsFunc(others, func(e Entry) bool { return e.Tally.fields()[field] == mine[field] })
		if !same {
			fields = append(fields, field)
		}
	}
	return fields
}

// recount opens a round, or notes that it was refused.
func (s *Standing) recount(mark Mark, body RecountDecided) {
	decided := Recount{Mark: mark, RecountDecided: body}
	if body.Granted {
		before := *s
		decided.before = &before
		s.Rounds = append(slices.Clone(s.Rounds), Superseded{s.Round, s.Sheets})
		s.Round++
		decided.Round = s.Round
		s.Recount = &decided
		s.Provisional, s.Withdrawn, s.Consulted, s.Lot, s.Rekeyed, s.Waiting = nil, nil, nil, nil, nil, nil
		s.Sheets, s.Residuals = kept(s.Sheets, body.Units), leftOver(s.Residuals, body.Units)
		s.event(Event{At: mark.At, Kind: EventRecount, Round: s.Round})
	}
	s.Recounts = append(slices.Clone(s.Recounts), decided)
}

// kept is the sheets that a recount of some units leaves; none in a full one.
func kept(sheets map[string]Sheet, again []string) map[string]Sheet {
	left := map[string]Sheet{}
	if len(again) == 0 {
		return left
	}
	for unit, sheet := range sheets {
		if !slices.Contains(again, unit) {
			sheet.Before = nil
			left[unit] = sheet
		}
	}
	return left
}

// leftOver is the accepted shortfalls that a recount leaves: none of what is counted
// again, and none of the contest as a whole.
func leftOver(accepted map[string]Residual, again []string) map[string]Residual {
	for unit := range accepted {
		if len(again) == 0 || unit == "" || slices.Contains(again, unit) {
			accepted = without(accepted, unit)
		}
	}
	return accepted
}

// backToCounting: a new figure while provisional returns the contest to counting,
// and what was said of the old figures no longer holds.
func (s *Standing) backToCounting() {
	s.Provisional, s.Ready, s.ReadBack, s.Withdrawn = nil, nil, nil, nil
	s.Rekeyed, s.Consulted, s.Lot = nil, nil, nil
	if s.Called != nil && s.Called.withdrawn != nil {
		called := *s.Called
		called.withdrawn, s.Called = nil, &called
	}
}

// put is a map with one more entry; the map itself stays as it was, because
// earlier standings hold it.
func put[V any](m map[string]V, key string, v V) map[string]V {
	m = maps.Clone(m)
	if m == nil {
		m = map[string]V{}
	}
	m[key] = v
	return m
}

func without[V any](m map[string]V, key string) map[string]V {
	if _, in := m[key]; !in {
		return m
	}
	m = maps.Clone(m)
	delete(m, key)
	if len(m) == 0 {
		return nil
	}
	return m
}
