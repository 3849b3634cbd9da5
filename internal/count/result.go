package count

import (
	"cmp"
	"slices"
)

// Standings are the candidates of a contest in the order of their votes.
type Standings struct {
	Rows  []Row
	Valid int // votes for candidates
}

// Row is one candidate's line.
type Row struct {
	Candidate   *Candidate
	Votes       int
	Place       int     // 1 is most votes; equal votes share a place
	Share       *Tenths // of valid votes; nil while there are none
	Change      *Tenths // in share; declared results only; nil is not zero
	Elected     bool
	LostDeposit bool
}

// Stand orders candidates by votes. Equal votes keep ballot paper order and
// share a place: the order among them means nothing.
func Stand(c *Contest, t Tally) Standings {
	s := Standings{Valid: t.Valid()}
	for i := range c.Candidates {
		cand := &c.Candidates[i]
		row := Row{Candidate: cand, Votes: t.Votes[cand.ID]}
		if share, ok := Share(row.Votes, s.Valid); ok {
			row.Share = &share
		}
		s.Rows = append(s.Rows, row)
	}
	slices.SortStableFunc(s.Rows, func(a, b Row) int { return cmp.Compare(b.Votes, a.Votes) })
	for i := range s.Rows {
		s.Rows[i].Place = i + 1
		if i > 0 && s.Rows[i].Votes == s.Rows[i-1].Votes {
			s.Rows[i].Place = s.Rows[i-1].Place
		}
	}
	return s
}

// Elect finds who is elected: the candidates with most votes, one a seat (rule
// 18). Where votes are equal at the last seat, tied names them and elected only
// those whose seat is certain, unless a lot decided between exactly these (rule
// 49): never the order of a list. Votes stay as they are. A candidate who died is
// not elected: with most votes the seat stays empty (rule 61), in a tie they are
// ignored (rule 62). As many candidates as seats are elected without votes.
func Elect(c *Contest, t Tally, deceased []string, lot *LotDrawn) (elected, tied []string) {
	return c.rules().Elect(c, t, deceased, lot)
}

// Winners is Elect for a count as it stands.
func (s *Standing) Winners() (elected, tied []string) {
	return Elect(s.Contest, s.Tally(), s.deadIDs(), s.lotDrawn())
}

func (s *Standing) deadIDs() []string {
	var dead []string
	for _, d := range s.Deceased {
		dead = append(dead, d.Candidate)
	}
	return dead
}

func (s *Standing) lotDrawn() *LotDrawn {
	if s.Lot == nil {
		return nil
	}
	return &s.Lot.LotDrawn
}

// Declaration is a declared result with everything that is derived from it.
type Declaration struct {
	Standings
	Elected       []*Candidate
	RunnerUp      *Candidate // highest not elected; nil where there is none, or nobody is elected
	Majority      int        // lowest elected less highest not elected
	MajorityShare *Tenths    // of valid votes; single seats only
	ByLot         bool       // a lot decided; the majority is 0
	Uncontested   bool       // elected without a poll: no votes, shares, majority or turnout
	Turnout       *Tenths    // valid papers of electorate; nil where either is unknown
	TurnoutChange *Tenths    // against the base, same definition; single seats only
	Outcome       Outcome    // single seats only
	Swing         *Swing     // single seats only; nil where first or second has no base
	Tally         Tally      // Tally.RejectedUnknown: nobody said how many were rejected
	Electorate    *Electorate
}

// Outcome is hold or gain against the base.
type Outcome struct {
	Kind OutcomeKind
	By   string // who holds or gains, "Independent"
	From string // whom a gain is from, "Labour"

	ByParty, FromParty string // ids of the parties; empty for an independent
}

// OutcomeKind is hold, gain, or nothing where there is no base to compare with.
type OutcomeKind string

const (
	NoOutcome OutcomeKind = ""
	Hold      OutcomeKind = "hold"
	Gain      OutcomeKind = "gain"
)

// Text writes "Independent gain from Labour" or "Labour hold".
func (o Outcome) Text() string {
	switch o.Kind {
	case Hold:
		return o.By + " hold"
	case Gain:
		return o.By + " gain from " + o.From
	}
	return ""
}

// Declare derives a declared result from its figures, as corrections left them.
func Declare(s *Standing, elected []string) Declaration {
	c, now := s.Contest, s.Amended()
	d := Declaration{Standings: Stand(c, now.Tally), Tally: now.Tally, Electorate: now.Electorate, Uncontested: c.Uncontested()}
	for i := range d.Rows {
		r := &d.Rows[i]
		r.Elected = slices.Contains(elected, r.Candidate.ID)
		if r.Elected {
			d.Elected = append(d.Elected, r.Candidate)
		}
	}
	d.Outcome = outcome(c, d.Elected)
	if d.Uncontested {
		return d
	}
	for i := range d.Rows {
		r := &d.Rows[i]
		dead := slices.Contains(s.deadIDs(), r.Candidate.ID)
		r.LostDeposit = !dead && lostDeposit(c, r.Votes, d.Valid)
		r.Change = shareChange(c, r, d.Valid)
	}
	d.Majority, d.RunnerUp = c.rules().Majority(d.Rows)
	d.ByLot = byLot(s, now.Tally)
	if share, ok := Share(d.Majority, d.Valid); ok && d.RunnerUp != nil && c.Seats == 1 {
		d.MajorityShare = &share
	}
	d.Turnout, d.TurnoutChange = turnout(c, now)
	d.Swing = swing(c, &d)
	return d
}

// byLot tells whether these figures elect by the lot that was drawn: without it
// there is a tie.
func byLot(s *Standing, t Tally) bool {
	if s.Lot == nil {
		return false
	}
	_, open := Elect(s.Contest, t, s.deadIDs(), nil)
	_, still := Elect(s.Contest, t, s.deadIDs(), s.lotDrawn())
	return len(open) > 0 && len(still) == 0
}

// lostDeposit applies rule 53 in whole numbers: a deposit is kept with more than
// one twentieth of the valid votes, never judged by a rounded share.
// Local elections take none.
func lostDeposit(c *Contest, votes, valid int) bool {
	return c.Election.Type.Thresholds().Deposits && 20*votes <= valid
}

// shareChange is the change of the candidate's party; an independent has none,
// because change measures the party, not the person. With several seats a party has
// several candidates, and no convention says which of them to compare.
func shareChange(c *Contest, r *Row, valid int) *Tenths {
	before, ok := c.basisOf(r.Candidate)
	if !ok || c.Seats > 1 {
		return nil
	}
	if change, ok := Change(r.Votes, valid, before, c.Previous.Valid()); ok {
		return &change
	}
	return nil
}

// basisOf is the votes of a candidate's party in the base; false where it has none.
func (c *Contest) basisOf(candidate *Candidate) (votes int, ok bool) {
	party := candidate.Party()
	if party == nil || c.Previous == nil {
		return 0, false
	}
	for _, v := range c.Previous.Votes {
		if v.Party != nil && v.Party.ID == party.ID {
			return v.Votes, true
		}
	}
	return 0, false
}

// turnout is valid papers of electorate: at single seats, valid votes.
func turnout(c *Contest, a Amended) (now, change *Tenths) {
	valid, known := validPapers(c, a)
	if a.Electorate == nil || !known {
		return nil, nil
	}
	if t, ok := Share(valid, a.Electorate.Count); ok {
		now = &t
	}
	if c.Previous != nil && c.Previous.Electorate != nil && c.Seats == 1 {
		if t, ok := Change(valid, a.Electorate.Count, c.Previous.Valid(), *c.Previous.Electorate); ok {
			change = &t
		}
	}
	return now, change
}

// validPapers is the papers with at least one valid vote: the votes themselves
// where a paper bears one, else what is not rejected; false where nobody knows.
func validPapers(c *Contest, a Amended) (papers int, known bool) {
	switch {
	case c.votesEach() == 1:
		return a.Tally.Valid(), true
	case a.Papers == nil:
		return 0, false
	}
	return *a.Papers - a.Tally.RejectedPapers(), true
}

// outcome compares the member elected with the winner of the base. "Independent
// hold" needs the same person.
func outcome(c *Contest, elected []*Candidate) Outcome {
	if c.Previous == nil || len(elected) != 1 {
		return Outcome{}
	}
	before := c.Previous.Winner()
	if before == nil {
		return Outcome{}
	}
	now := elected[0]
	held := false
	switch {
	case now.Party() != nil && before.Party != nil:
		held = now.Party().ID == before.Party.ID
	case now.Party() == nil && before.Party == nil:
		held = before.Candidate == now.ID
	}
	o := Outcome{Kind: Hold, By: now.Label(), ByParty: partyID(now.Party())}
	if !held {
		o.Kind, o.From, o.FromParty = Gain, before.Label, partyID(before.Party)
	}
	return o
}

func partyID(p *Party) string {
	if p == nil {
		return ""
	}
	return p.ID
}
