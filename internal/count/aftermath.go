package count

import (
	"slices"
	"time"
)

// corrected puts a proposed correction into the declared result.
func (s *Standing) corrected(mark Mark) {
	if s.uncorrected == nil {
		was := *s
		s.uncorrected = &was
	}
	p, was := s.Proposal, s.Amended()
	stands := was.Fields(s.Contest)
	for _, change := range p.Changes {
		stands[change.Field] = change.Now
	}
	now := stands.amended(s, was)
	c := *s.Contest
	c.Name, c.Electorate, c.Candidates = now.Name, now.Electorate, slices.Clone(c.Candidates)
	for i := range c.Candidates {
		if cand := &c.Candidates[i]; cand.Name() != now.Names[cand.ID] {
			cand.KnownAs = now.Names[cand.ID]
		}
	}
	s.Contest = &c
	if s.Contest.Election.Demands().Papers && now.Papers != nil && *now.Papers != *was.Papers {
		s.Total = &Paper{Seq: mark.Seq, Officer: mark.Officer, At: mark.At, Papers: *now.Papers}
	}
	s.Announced = nearestClock(&c.Election, now.Announced, s.Announced)
	s.Corrected, s.Proposal = &now.Tally, nil
	s.Corrections = append(slices.Clone(s.Corrections), Correction{len(s.Corrections) + 1, *p, mark})
	s.event(Event{At: mark.At, Kind: EventCorrected, Note: p.Reason})
}

// nearestClock is the time of day that is nearest to another time: a correction of
// an hour stays in its night.
func nearestClock(e *Election, clock string, near time.Time) time.Time {
	hour, minute, ok := parseClock(clock)
	local := near.In(e.Location())
	if !ok || local.Format("15:04") == clock {
		return near
	}
	best := near.Add(-48 * time.Hour)
	for day := -1; day <= 1; day++ {
		at := time.Date(local.Year(), local.Month(), local.Day()+day, hour, minute, 0, 0, e.Location())
		if at.Sub(near).Abs() < best.Sub(near).Abs() {
			best = at
		}
	}
	return best
}

// withdrawn takes a published result down: the count is as it was before ready.
// What was corrected goes with it.
func (s *Standing) withdrawn(mark Mark) {
	w := Withdrawal{Proposal: *s.Proposal, Published: s.Declared.At, Announced: s.Announced, Mark: mark}
	s.Withdrawals = append(slices.Clone(s.Withdrawals), w)
	s.Declared, s.Announced, s.Elected, s.Proposal = nil, time.Time{}, nil, nil
	s.Ready, s.ReadBack, s.Rekeyed, s.Consulted, s.Lot = nil, nil, nil, nil, nil
	if was := s.uncorrected; was != nil {
		s.Contest, s.Total = was.Contest, was.Total
	}
	s.Corrected, s.Corrections, s.uncorrected = nil, nil, nil
	s.Called, s.Shown = nil, nil // running figures begin anew: these were the error
	s.Withdrawn = &mark
	s.event(Event{At: mark.At, Kind: EventWithdrawn, Note: w.Proposal.Reason})
}

// takenBack undoes an act that stands; see Undoable.
func (s *Standing) takenBack(a Act, body TakenBack) {
	switch body.Undoes {
	case KindReady:
		s.Ready, s.ReadBack = nil, nil
		s.event(Event{At: a.At, Kind: EventTakenBack})
	case KindReadBack:
		s.ReadBack = nil
	case KindProvisional:
		s.Provisional, s.Consulted, s.Lot, s.Withdrawn = nil, nil, nil, nil
		s.Recount, s.recounted = s.recounted, nil
		s.event(Event{At: a.At, Kind: EventTakenBack})
	case KindSigned:
		s.Signed = nil
	case KindConsulted:
		s.Consulted = nil
	case KindLot:
		s.Lot = nil
	case KindRekeyed:
		s.Rekeyed = nil
	case KindResidual:
		s.Residuals = without(s.Residuals, a.Unit)
	case KindSentBack:
		if dropped := s.SentBack[a.Unit].dropped; len(dropped) > 0 {
			s.Waiting = put(s.Waiting, a.Unit, dropped)
		}
		s.SentBack = without(s.SentBack, a.Unit)
	case KindRecount:
		s.recountTakenBack(a)
	case KindVerified:
		s.papersTakenBack(a.Unit)
	case KindEntered:
		s.sheetTakenBack(a, body.Of)
	case KindCalled:
		if w := s.Called.withdrawn; w != nil {
			s.Withdrawn = w
		}
		s.Called = nil
	case KindDied:
		left := slices.DeleteFunc(slices.Clone(s.Deceased), func(d Death) bool { return d.Seq == body.Of })
		if s.Deceased = left; len(left) == 0 {
			s.Deceased = nil
		}
	case KindCancelled:
		s.Cancelled = nil
		s.event(Event{At: a.At, Kind: EventTakenBack})
	case KindProposed:
		s.Proposal = nil
	}
}

// papersTakenBack puts a box, or without one the total, back to the papers before.
// What a total replaced comes back with it; a total that boxes replaced does when no
// box is left.
func (s *Standing) papersTakenBack(box string) {
	s.Signed = nil
	if box == "" {
		was := s.Total.before
		s.Total, s.Boxes = was.total, was.boxes
		return
	}
	was := s.Boxes[box].before
	if was.box != nil {
		s.Boxes = put(s.Boxes, box, *was.box)
		return
	}
	if s.Boxes = without(s.Boxes, box); len(s.Boxes) == 0 {
		s.Total = was.total
	}
}

func (s *Standing) recountTakenBack(a Act) {
	was := s.Recounts[len(s.Recounts)-1].before
	s.Round, s.Rounds, s.Recount, s.Recounts = was.Round, was.Rounds, was.Recount, was.Recounts
	s.Sheets, s.Residuals, s.Provisional, s.Withdrawn = was.Sheets, was.Residuals, was.Provisional, was.Withdrawn
	s.Rekeyed, s.Consulted, s.Lot = was.Rekeyed, was.Consulted, was.Lot
	s.event(Event{At: a.At, Kind: EventTakenBack})
}

// sheetTakenBack drops an entry that waits, or puts the unit back to the figures
// before those that stand.
func (s *Standing) sheetTakenBack(a Act, of int64) {
	s.backToCounting()
	left := slices.DeleteFunc(slices.Clone(s.Waiting[a.Unit]), func(e Entry) bool { return e.Seq == of })
	if len(left) < len(s.Waiting[a.Unit]) {
		s.Waiting = without(s.Waiting, a.Unit)
		if len(left) > 0 {
			s.Waiting = put(s.Waiting, a.Unit, left)
		}
		return
	}
	if before := s.Sheets[a.Unit].Before; before != nil {
		s.Sheets = put(s.Sheets, a.Unit, *before)
	} else {
		s.Sheets, s.Shown = without(s.Sheets, a.Unit), without(s.Shown, a.Unit)
	}
	if s.Recount != nil && len(s.Missing()) > 0 {
		s.Shown = s.Recount.before.Shown // until all is in again, the figures before it
	}
	s.count(a, a.Unit)
}

// Undo is an act that stands and can be taken back.
type Undo struct {
	Seq  int64
	Kind Kind
	Unit string
	By   string // who made it
}

// Undoable is the acts that can be taken back now, as easily as they were made. A
// later act that rests on one comes first: from ready on only ready itself.
func (s *Standing) Undoable() []Undo {
	var undo []Undo
	add := func(m *Mark, kind Kind, unit string) {
		if m != nil {
			undo = append(undo, Undo{m.Seq, kind, unit, m.Officer})
		}
	}
	switch s.Stage() {
	case StageVoid:
		return nil
	case StageDeclared:
		if s.Proposal != nil {
			add(&s.Proposal.Mark, KindProposed, "")
		}
		return undo
	case StageCountermanded, StageAbandoned:
		add(&s.Cancelled.Mark, KindCancelled, "")
		return undo
	case StageReady:
		add(s.ReadBack, KindReadBack, "")
		add(s.Ready, KindReady, "")
		return undo
	}
	for _, d := range s.Deceased {
		add(&d.Mark, KindDied, "")
	}
	if s.Called != nil {
		add(&s.Called.Mark, KindCalled, "")
	}
	if s.Lot != nil {
		add(&s.Lot.Mark, KindLot, "")
	}
	if s.Consulted != nil {
		add(&s.Consulted.Mark, KindConsulted, "")
	}
	if s.Rekeyed != nil {
		add(&s.Rekeyed.Mark, KindRekeyed, "")
	}
	add(s.Provisional, KindProvisional, "")
	add(s.Signed, KindSigned, "")
	return append(undo, s.undoableFigures()...)
}

func (s *Standing) undoableFigures() []Undo {
	var undo []Undo
	if r := s.Recount; r != nil && s.untouchedSince(r) {
		undo = append(undo, Undo{r.Seq, KindRecount, "", r.Officer})
	}
	for _, unit := range sortedKeys(s.Residuals) {
		undo = append(undo, Undo{s.Residuals[unit].Seq, KindResidual, unit, s.Residuals[unit].Officer})
	}
	for _, unit := range sortedKeys(s.SentBack) {
		undo = append(undo, Undo{s.SentBack[unit].Seq, KindSentBack, unit, s.SentBack[unit].Officer})
	}
	for _, unit := range sortedKeys(s.Waiting) {
		for _, e := range s.Waiting[unit] {
			undo = append(undo, Undo{e.Seq, KindEntered, unit, e.Officer})
		}
	}
	for _, unit := range sortedKeys(s.Sheets) {
		if sheet := s.Sheets[unit]; len(s.Waiting[unit]) == 0 && (s.Recount == nil || sheet.Seq > s.Recount.Seq) {
			undo = append(undo, Undo{sheet.Seq, KindEntered, unit, sheet.Officer})
		}
	}
	if len(s.Sheets) > 0 || len(s.Waiting) > 0 || len(s.Rounds) > 0 {
		return undo
	}
	if s.Total != nil {
		undo = append(undo, Undo{s.Total.Seq, KindVerified, "", s.Total.Officer})
	}
	for _, box := range sortedKeys(s.Boxes) {
		undo = append(undo, Undo{s.Boxes[box].Seq, KindVerified, box, s.Boxes[box].Officer})
	}
	return undo
}

// untouchedSince tells whether nothing was typed in a recount's round.
func (s *Standing) untouchedSince(r *Recount) bool {
	for _, sheet := range s.Sheets {
		if sheet.Seq > r.Seq {
			return false
		}
	}
	return len(s.Waiting) == 0 && s.VerifiedSeq() < r.Seq
}
