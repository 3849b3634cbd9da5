package feed

import (
	"time"

	"resultsdesk/internal/count"
)

// project is what the public may see of a contest: the one place that decides it.
// Before the poll-closed act that is names, candidates and the previous result;
// while counting it is what the contest's publish policy allows; change, hold or
// gain, turnout and rejected papers belong to the declared result alone.
//
// The stamps (epoch, revision, seq, time) are left empty.
func project(s *count.Standing) *Bulletin {
	c := s.Contest
	b := &Bulletin{
		Format: Format, Topic: ContestTopic(c.ID), Mode: c.Election.Mode, Election: electionOf(c),
		Stage: count.StageScheduled, Assurance: NoFigures, Contest: definition(c),
	}
	if s.Closed == nil {
		return b
	}
	b.Stage = s.Stage()
	out := b.Contest
	out.Units.In = len(s.Shown)
	running := c.Publish == count.PublishRunning
	out.Events = events(s, running) // what was withheld stays so, also in a declared result
	if papers, ok := s.Verified(); ok && (running || b.Stage == count.StageDeclared) {
		out.Papers = &papers
	}
	switch {
	case b.Stage == count.StageDeclared:
		b.Assurance = Declared
		declared(out, s)
	case running && len(s.Shown) > 0:
		b.Assurance = Provisional
		out.rows(count.Stand(c, s.ShownTally()))
	}
	return b
}

func electionOf(c *count.Contest) Election {
	e := &c.Election
	return Election{Name: e.Name, Date: e.Date, Zone: e.Zone, Closes: inZone(e.Closes, e)}
}

// inZone is a time as the election's people read it, to the second.
func inZone(t time.Time, e *count.Election) time.Time {
	return t.In(e.Location()).Truncate(time.Second)
}

// definition is what is public of a contest at any time.
func definition(c *count.Contest) *Contest {
	out := &Contest{
		ID: c.ID, Name: c.Name, GSS: c.GSS, Region: c.Region, Country: c.Country, Seats: c.Seats,
		Publish: c.Publish, Boundaries: c.Boundaries, OrderNote: c.OrderNote, Note: c.Note,
		Units:      Units{Of: len(c.Units), Word: c.UnitWord()},
		Candidates: []Candidate{}, Events: []Event{},
	}
	if e := c.Electorate; e != nil {
		out.Electorate = &Electorate{Count: e.Count, Final: e.Final, Source: e.Source}
	}
	for i := range c.Candidates {
		out.Candidates = append(out.Candidates, candidate(&c.Candidates[i]))
	}
	if p := c.Previous; p != nil {
		out.Previous = previous(p)
	}
	return out
}

func candidate(c *count.Candidate) Candidate {
	out := Candidate{ID: c.ID, Number: c.Number, Name: c.Name(), Surname: c.Surname, Description: c.Description, Label: c.Label(), Parties: []Party{}}
	for _, p := range c.Parties {
		out.Parties = append(out.Parties, Party(p))
	}
	return out
}

func previous(p *count.Previous) *Previous {
	out := &Previous{Kind: p.Kind, Date: p.Date, Electorate: p.Electorate, Valid: p.Valid(), Source: p.Source, Votes: []PreviousVote{}}
	for _, v := range p.Votes {
		line := PreviousVote{Label: v.Label, Votes: v.Votes}
		if v.Party != nil {
			line.Party = v.Party.ID
		}
		if share, ok := count.Share(v.Votes, out.Valid); ok {
			line.Share = Tenths(share)
		}
		out.Votes = append(out.Votes, line)
	}
	return out
}

// rows puts votes on the candidates, in the order of votes.
func (c *Contest) rows(s count.Standings) {
	c.Valid = &s.Valid
	c.Candidates = c.Candidates[:0]
	for _, r := range s.Rows {
		line := candidate(r.Candidate)
		votes := r.Votes
		line.Votes, line.Share, line.Change = &votes, (*Tenths)(r.Share), (*Tenths)(r.Change)
		line.Elected, line.LostDeposit = r.Elected, r.LostDeposit
		c.Candidates = append(c.Candidates, line)
	}
}

func declared(out *Contest, s *count.Standing) {
	c := s.Contest
	d := count.Declare(s, s.Elected)
	out.rows(d.Standings)
	out.Units.In = len(s.Sheets)
	out.Rejected = &Rejected{Total: d.Tally.RejectedPapers(), Heads: []RejectedHead{}}
	for _, h := range c.Election.Type.Heads() {
		out.Rejected.Heads = append(out.Rejected.Heads, RejectedHead{h.ID, h.Label, d.Tally.Rejected[h.ID]})
	}
	if d.RunnerUp != nil {
		out.Majority = &Majority{Votes: d.Majority, Share: (*Tenths)(d.MajorityShare), Over: d.RunnerUp.ID}
	}
	if d.Turnout != nil {
		out.Turnout = &Turnout{Percent: Tenths(*d.Turnout), Change: (*Tenths)(d.TurnoutChange), Definition: ValidOfElectorate}
	}
	if o := d.Outcome; o.Kind != count.NoOutcome {
		out.Outcome = &Outcome{Kind: o.Kind, By: o.By, From: o.From, Text: o.Text()}
	}
	at := inZone(s.Announced, &c.Election)
	out.Declared = &at
}

// events is how the count went; papers only where figures are public.
func events(s *count.Standing, figures bool) []Event {
	out := []Event{}
	for _, e := range s.Events {
		line := Event{At: inZone(e.At, &s.Contest.Election), Kind: e.Kind, In: e.In, Of: e.Of}
		if figures {
			line.Papers = e.Sum
		}
		out = append(out, line)
	}
	return out
}
