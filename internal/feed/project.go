package feed

import (
	"time"

	"resultsdesk/internal/count"
)

// Project is what the public may see of a contest: the one place that decides it.
// Before the poll-closed act that is names, candidates and the previous result, and
// that there is no poll; while counting it is what the publish policy allows; change,
// hold or gain, turnout of valid votes and rejected papers belong to the declared
// result alone. A result that was taken back, cancelled or set aside has no figures.
//
// The stamps (epoch, revision, seq, time) are left empty.
func Project(s *count.Standing) *Bulletin {
	c := s.Contest
	b := &Bulletin{
		Format: Format, Topic: ContestTopic(c.ID), Mode: c.Election.Mode, Election: electionOf(c),
		Stage: count.StageScheduled, Assurance: NoFigures, Contest: definition(s),
	}
	if !open(s) {
		return b
	}
	b.Stage = s.Stage()
	out := b.Contest
	if s.Closed != nil {
		out.Notes = notes(s, *s.Closed, &c.Election)
	}
	out.Events = events(s)
	interruptions(out, s)
	switch b.Stage {
	case count.StageVoid, count.StageCountermanded, count.StageAbandoned, count.StageWithdrawn, count.StageUncontested:
		return b
	case count.StageDeclared:
		b.Assurance = Declared
		declared(out, s)
		return b
	}
	out.Units.In = len(s.Shown)
	if s.Publish == count.PublishRunning {
		b.Assurance = running(out, s)
	}
	return b
}

// open tells whether a count may show at all. A poll that is cancelled or has no more
// candidates than seats has nothing to keep until its close.
func open(s *count.Standing) bool {
	return s.Closed != nil || s.Cancelled != nil || s.Contest.Uncontested()
}

// running puts on the wire what may be seen of a count that goes on, and says how
// far it can be relied on.
func running(out *Contest, s *count.Standing) Assurance {
	papers(out, s)
	if s.Stage() == count.StageCalled {
		out.Called = &Called{At: inZone(s.Called.At, &s.Contest.Election), Elected: s.Called.Elected, Source: sourceOf(s.Called.Source)}
	}
	if len(s.Shown) == 0 {
		return NoFigures
	}
	out.rows(count.Stand(s.Contest, s.ShownTally()))
	out.Source = reportedBy(s)
	if out.Recount != nil {
		out.Recount.Superseded = len(s.Missing()) > 0
	}
	return Provisional
}

// papers puts the verified papers on the wire, and the turnout that they make, once
// they may be announced.
func papers(out *Contest, s *count.Standing) {
	n, ok := s.Verified()
	if !ok || !s.PapersPublic() {
		return
	}
	out.Papers = &n
	if e := s.Contest.Electorate; e != nil {
		if t, ok := count.Share(n, e.Count); ok {
			out.BoxTurnout = &Turnout{Percent: Tenths(t), Definition: PapersOfElectorate}
		}
	}
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
func definition(s *count.Standing) *Contest {
	c := s.Contest
	out := &Contest{
		ID: c.ID, Name: c.Name, GSS: c.GSS, Region: c.Region, Country: c.Country, Seats: c.Seats,
		Publish: s.Publish, Boundaries: c.Boundaries, OrderNote: c.OrderNote, Note: c.Note,
		Units:      Units{Of: len(c.Units), Word: c.UnitWord()},
		Candidates: []Candidate{}, Events: []Event{}, Unopposed: c.Uncontested(),
	}
	if c.VotesPerPerson > 1 {
		out.VotesPerPerson = c.VotesPerPerson
	}
	if c.Place != nil {
		out.Map = &MapPlace{c.Place.Column, c.Place.Row}
	}
	if c.Expected != nil {
		at := inZone(*c.Expected, &c.Election)
		out.Expected = &at
	}
	if e := c.Electorate; e != nil {
		out.Electorate = &Electorate{Count: e.Count, Final: e.Final, Source: e.Source}
	}
	for i := range c.Candidates {
		out.Candidates = append(out.Candidates, candidate(&c.Candidates[i]))
	}
	for _, d := range s.Deceased {
		out.line(d.Candidate).Deceased = true
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

// events is how the count went. What was held back when it happened is not in the
// standing's story; what is held back now is left out. Of a poll that was cancelled
// before its close only that is told.
func events(s *count.Standing) []Event {
	out := []Event{}
	figures := s.Publish == count.PublishRunning || s.Stage() == count.StageDeclared
	for _, e := range s.Events {
		if s.Closed == nil && !s.Contest.Uncontested() && e.Kind != count.EventCountermanded && e.Kind != count.EventAbandoned {
			continue
		}
		line := Event{At: inZone(e.At, &s.Contest.Election), Kind: e.Kind, In: e.In, Of: e.Of, Round: e.Round, Note: e.Note}
		if figures {
			line.Papers = e.Sum
		}
		out = append(out, line)
	}
	return out
}
