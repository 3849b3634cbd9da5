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
// 18). Where votes are equal at the last seat nobody is, and tied names them:
// the Returning Officer decides by lot (rule 49), never the order of a list.
func Elect(c *Contest, t Tally, _ []string, _ *LotDrawn) (elected, tied []string) {
	rows := Stand(c, t).Rows
	if len(rows) > c.Seats && rows[c.Seats-1].Votes == rows[c.Seats].Votes {
		line := rows[c.Seats].Votes
		for _, r := range rows {
			if r.Votes == line {
				tied = append(tied, r.Candidate.ID)
			}
		}
		return nil, tied
	}
	for _, r := range rows[:min(c.Seats, len(rows))] {
		elected = append(elected, r.Candidate.ID)
	}
	return elected, nil
}

// Declaration is a declared result with everything that is derived from it.
type Declaration struct {
	Standings
	Elected       []*Candidate
	RunnerUp      *Candidate // highest not elected; nil where there is none
	Majority      int        // lowest elected less highest not elected
	MajorityShare *Tenths    // of valid votes
	Turnout       *Tenths    // valid votes of electorate; nil where it is unknown
	TurnoutChange *Tenths    // against the base, same definition
	Outcome       Outcome
	Tally         Tally
}

// Outcome is hold or gain against the base.
type Outcome struct {
	Kind OutcomeKind
	By   string // who holds or gains, "Independent"
	From string // whom a gain is from, "Labour"
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

// Declare derives a declared result from its figures.
func Declare(c *Contest, t Tally, elected []string) Declaration {
	d := Declaration{Standings: Stand(c, t), Tally: t}
	for i := range d.Rows {
		r := &d.Rows[i]
		r.Elected = slices.Contains(elected, r.Candidate.ID)
		r.LostDeposit = lostDeposit(r.Votes, d.Valid)
		r.Change = shareChange(c, r, d.Valid)
		if r.Elected {
			d.Elected = append(d.Elected, r.Candidate)
			d.Majority = r.Votes
		} else if d.RunnerUp == nil {
			d.RunnerUp = r.Candidate
		}
	}
	if d.RunnerUp != nil {
		d.Majority -= t.Votes[d.RunnerUp.ID]
	}
	if share, ok := Share(d.Majority, d.Valid); ok {
		d.MajorityShare = &share
	}
	d.Turnout, d.TurnoutChange = turnout(c, d.Valid)
	d.Outcome = outcome(c, d.Elected)
	return d
}

// lostDeposit applies rule 53 in whole numbers: a deposit is kept with more than
// one twentieth of the valid votes, never judged by a rounded share.
func lostDeposit(votes, valid int) bool { return 20*votes <= valid }

// shareChange is the change of the candidate's party; an independent has none,
// because change measures the party, not the person.
func shareChange(c *Contest, r *Row, valid int) *Tenths {
	party := r.Candidate.Party()
	if party == nil || c.Previous == nil {
		return nil
	}
	for _, v := range c.Previous.Votes {
		if v.Party != nil && v.Party.ID == party.ID {
			if change, ok := Change(r.Votes, valid, v.Votes, c.Previous.Valid()); ok {
				return &change
			}
		}
	}
	return nil
}

func turnout(c *Contest, valid int) (now, change *Tenths) {
	if c.Electorate == nil {
		return nil, nil
	}
	if t, ok := Share(valid, c.Electorate.Count); ok {
		now = &t
	}
	if c.Previous != nil && c.Previous.Electorate != nil {
		if t, ok := Change(valid, c.Electorate.Count, c.Previous.Valid(), *c.Previous.Electorate); ok {
			change = &t
		}
	}
	return now, change
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
	if held {
		return Outcome{Kind: Hold, By: now.Label()}
	}
	return Outcome{Kind: Gain, By: now.Label(), From: before.Label}
}
