package feed

import (
	"cmp"
	"slices"

	"resultsdesk/internal/count"
)

// line is a candidate's line.
func (c *Contest) line(id string) *Candidate {
	i := slices.IndexFunc(c.Candidates, func(l Candidate) bool { return l.ID == id })
	if i < 0 {
		return &Candidate{}
	}
	return &c.Candidates[i]
}

// rows puts votes on the candidates, in the order of votes; of equal votes those
// elected come first.
func (c *Contest) rows(s count.Standings) {
	c.Valid = &s.Valid
	for _, r := range s.Rows {
		line := c.line(r.Candidate.ID)
		votes := r.Votes
		line.Votes, line.Share, line.Change = &votes, (*Tenths)(r.Share), (*Tenths)(r.Change)
		line.Elected, line.LostDeposit = r.Elected, r.LostDeposit
	}
	slices.SortStableFunc(c.Candidates, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(*b.Votes, *a.Votes), compareElected(b, a))
	})
}

func compareElected(a, b Candidate) int {
	switch {
	case a.Elected == b.Elected:
		return 0
	case a.Elected:
		return 1
	}
	return -1
}

// declared puts a result on the wire, as it was corrected where it was.
func declared(out *Contest, s *count.Standing) {
	c, d := s.Contest, s.Declaration()
	at := inZone(s.Announced, &c.Election)
	out.Declared = &at
	if o := d.Outcome; o.Kind != count.NoOutcome {
		out.Outcome = &Outcome{Kind: o.Kind, By: o.By, From: o.From, Text: o.Text(), ByParty: o.ByParty, FromParty: o.FromParty}
	}
	if c.Election.Profile == count.ProfileMedia {
		out.Confirmed = "against the notice"
	}
	out.Corrections = corrections(s)
	if c.Uncontested() {
		for i := range out.Candidates {
			out.Candidates[i].Elected = true
		}
		return
	}
	out.Units.In = len(s.Sheets)
	out.NoMember = len(d.Elected) == 0
	if l := s.Lot; l != nil && d.ByLot {
		out.Lot = lot(c, l.LotDrawn)
	}
	result(out, s, d)
}

// result puts the figures of a result on the wire.
func result(out *Contest, s *count.Standing, d count.Declaration) {
	out.rows(d.Standings)
	papers(out, s)
	rejected(out, s)
	out.Majority, out.Turnout = majority(s.Contest, d), turnout(s.Contest, d)
	if w := d.Swing; w != nil {
		out.Swing = &Swing{Points: Tenths(w.Points), From: w.From.ID, To: w.To.ID}
	}
}

// rejected says how many papers were rejected and why; null, and said so, where
// nobody knows.
func rejected(out *Contest, s *count.Standing) {
	t := s.Tally()
	if out.RejectedUnknown = t.RejectedUnknown; t.RejectedUnknown {
		return
	}
	out.Rejected = &Rejected{Total: t.RejectedPapers(), Heads: []RejectedHead{}}
	for _, h := range s.Contest.Election.Type.Heads() {
		out.Rejected.Heads = append(out.Rejected.Heads, RejectedHead{h.ID, h.Label, t.Rejected[h.ID]})
	}
	if s.Contest.VotesPerPerson > 1 {
		out.InPart, out.Unused = &t.InPart, t.Unused
	}
}

// majority is nil where nobody is elected, or everybody who stood.
func majority(c *count.Contest, d count.Declaration) *Majority {
	if d.RunnerUp == nil || len(d.Elected) == 0 {
		return nil
	}
	m := &Majority{Votes: d.Majority, Share: (*Tenths)(d.MajorityShare), Over: d.RunnerUp.ID, ByLot: d.ByLot}
	if c.Seats > 1 {
		m.Definition = LowestLessHighest
	}
	return m
}

// turnout is nil where each elector has several votes: votes are not people there.
func turnout(c *count.Contest, d count.Declaration) *Turnout {
	if d.Turnout == nil || c.VotesPerPerson > 1 {
		return nil
	}
	return &Turnout{Percent: Tenths(*d.Turnout), Change: (*Tenths)(d.TurnoutChange), Definition: ValidOfElectorate}
}

func lot(c *count.Contest, l count.LotDrawn) *Lot {
	return &Lot{Tied: l.Tied, Chosen: l.Chosen, Method: l.Method, Text: c.LotWords(l)}
}

// Spoken writes a figure as a returning officer reads it out.
func Spoken(n int) string { return count.Spoken(n) }
