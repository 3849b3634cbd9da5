package feed

import (
	"cmp"
	"slices"
	"strings"

	"resultsdesk/internal/count"
)

// How long the overview's short lists are at most.
const (
	declarationRows = 10
	recountRows     = 8
	expectedRows    = 8
	closestRows     = 6
	swingRows       = 6
	partyRows       = 12 // with a seat, of now or then, or with a hundredth of the votes
)

// Characters of Overview.Seats for a seat that no party has.
const (
	MapNothing   = '.' // no figures yet
	MapCounting  = ':' // being counted
	MapRecount   = '!' // being counted again
	MapWithdrawn = '?' // a result published in error was taken back
	MapNoMember  = '-' // cancelled, set aside, or nobody returned
	MapSeveral   = '+' // declared, several members
	MapOther     = '*' // a party without a letter
	MapOtherGain = '#' // the same, gained
)

// night puts on an overview what the contests' newest bulletins say together.
func (o *Overview) night(contests []*Bulletin, letters map[string]string) {
	o.Seats = SeatsOf(contests, letters)
	o.State = StateOf(contests, letters)
	o.Others = o.State.cut()
	o.Declarations, o.Recounts, o.Expected, o.Closest, o.Swings = []Seat{}, []Seat{}, []Seat{}, []Seat{}, []Seat{}
	for _, b := range contests {
		seat := seatOf(b)
		switch {
		case b.Stage == count.StageDeclared:
			o.Declarations = append(o.Declarations, seat)
			if seat.Majority != nil && b.Contest.Seats == 1 {
				o.Closest = append(o.Closest, seat)
			}
			if seat.Swing != nil {
				o.Swings = append(o.Swings, seat)
			}
			continue
		case b.Stage == count.StageRecount:
			o.Recounts = append(o.Recounts, seat)
		}
		if !over(b.Stage) && b.Contest.Expected != nil {
			seat.At = b.Contest.Expected
			o.Expected = append(o.Expected, seat)
		}
	}
	newest := func(x, y Seat) int { return -compareTimes(x, y) }
	o.Declarations = first(o.Declarations, declarationRows, newest)
	o.Recounts = first(o.Recounts, recountRows, newest)
	o.Expected = first(o.Expected, expectedRows, compareTimes)
	o.Closest = first(o.Closest, closestRows, func(x, y Seat) int { return cmp.Compare(*x.Majority, *y.Majority) })
	o.Swings = first(o.Swings, swingRows, func(x, y Seat) int { return cmp.Compare(y.Swing.Points, x.Swing.Points) })
}

// over tells whether no declaration will come any more.
func over(stage count.Stage) bool {
	switch stage {
	case count.StageDeclared, count.StageVoid, count.StageCountermanded, count.StageAbandoned:
		return true
	}
	return false
}

func compareTimes(x, y Seat) int {
	if x.At == nil || y.At == nil {
		return 0
	}
	return x.At.Compare(*y.At)
}

// first is the first n by an order; those that are equal in it go by name.
func first(seats []Seat, n int, order func(x, y Seat) int) []Seat {
	slices.SortFunc(seats, func(x, y Seat) int { return cmp.Or(order(x, y), cmp.Compare(x.ID, y.ID)) })
	return slices.Clone(seats[:min(n, len(seats))])
}

// seatOf is a contest in a short list.
func seatOf(b *Bulletin) Seat {
	c := b.Contest
	s := Seat{ID: c.ID, Name: c.Name}
	if r := c.Recount; r != nil {
		s.At, s.Recount = &r.Since, r.Round
	}
	if b.Stage != count.StageDeclared {
		return s
	}
	s.At, s.Elected, s.Outcome = c.Declared, electedNames(c), c.Outcome
	s.ByLot, s.Unopposed, s.NoMember, s.Corrected = c.Lot != nil, c.Unopposed, c.NoMember, len(c.Corrections) > 0
	if w := winner(c); w != nil {
		p := PartyOf(w)
		s.Party, s.Label = p.ID, p.Short
	}
	if c.Majority != nil {
		s.Majority = &c.Majority.Votes
	}
	if w := c.Swing; w != nil {
		from, to := PartyOf(c.line(w.From)), PartyOf(c.line(w.To))
		s.Swing = &SeatSwing{Points: w.Points, From: from.Short, To: to.Short, FromParty: from.ID, ToParty: to.ID}
	}
	return s
}

// winner is who is elected where one is.
func winner(c *Contest) *Candidate {
	if c.Seats != 1 {
		return nil
	}
	i := slices.IndexFunc(c.Candidates, func(line Candidate) bool { return line.Elected })
	if i < 0 {
		return nil
	}
	return &c.Candidates[i]
}

// SeatsOf writes a character for each contest, in order of contest id: the letter of the
// party whose candidate is elected, a capital for a hold and where there is no base, small
// for a gain; or one of the constants above.
func SeatsOf(contests []*Bulletin, letters map[string]string) string {
	var out strings.Builder
	for _, b := range slices.SortedFunc(slices.Values(contests), byID) {
		out.WriteByte(mapChar(b, letters))
	}
	return out.String()
}

func byID(x, y *Bulletin) int { return cmp.Compare(x.Contest.ID, y.Contest.ID) }

func mapChar(b *Bulletin, letters map[string]string) byte {
	c := b.Contest
	switch b.Stage {
	case count.StageDeclared:
	case count.StageScheduled, count.StageAwaiting, count.StageVerifying, count.StageUncontested:
		return MapNothing
	case count.StageRecount:
		return MapRecount
	case count.StageWithdrawn:
		return MapWithdrawn
	case count.StageCountermanded, count.StageAbandoned, count.StageVoid:
		return MapNoMember
	default:
		return MapCounting
	}
	w := winner(c)
	gain := c.Outcome != nil && c.Outcome.Kind == count.Gain
	switch {
	case c.NoMember, c.Seats == 1 && w == nil:
		return MapNoMember
	case w == nil:
		return MapSeveral
	}
	letter := letters[PartyOf(w).ID]
	switch {
	case letter == "" && gain:
		return MapOtherGain
	case letter == "":
		return MapOther
	case gain:
		return letter[0] + 'a' - 'A'
	}
	return letter[0]
}

// cut takes the smallest parties out of a state and says what they add up to. Whoever has
// a seat, or lost one, stays.
func (s *State) cut() *Others {
	o := &Others{}
	kept := []PartyLine{}
	for _, p := range s.Parties {
		known := p.Seats > 0 || p.Gains > 0 || p.Losses > 0
		if known || p.Votes > 0 && 100*p.Votes >= s.Valid && len(kept) < partyRows {
			kept = append(kept, p)
			continue
		}
		if p.Stood == 0 {
			continue
		}
		o.Parties++
		o.Votes += p.Votes
	}
	s.Parties = kept
	if o.Parties == 0 {
		return nil
	}
	o.Share = ShareOf(o.Votes, s.Valid)
	return o
}
