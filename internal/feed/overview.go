package feed

import (
	"cmp"
	"slices"

	"resultsdesk/internal/count"
)

// overviewOf is the overview of the newest bulletins. changed gives mode and
// election, which all contests of a desk share.
func overviewOf(newest map[string]*Published, changed *Bulletin) *Bulletin {
	var contests []*Bulletin
	for _, p := range newest {
		if p.Bulletin.Contest != nil {
			contests = append(contests, p.Bulletin)
		}
	}
	return &Bulletin{Format: Format, Topic: OverviewTopic, Mode: changed.Mode, Election: changed.Election, Overview: OverviewOf(contests)}
}

// OverviewOf is the night as the newest bulletins of its contests make it.
func OverviewOf(contests []*Bulletin) *Overview {
	o := &Overview{Latest: []Row{}}
	contests = slices.Clone(contests)
	slices.SortFunc(contests, func(a, b *Bulletin) int { return cmp.Compare(b.Revision, a.Revision) })
	for _, b := range contests {
		o.Contests++
		switch b.Stage {
		case count.StageScheduled:
			o.Scheduled++
		case count.StageDeclared:
			o.Declared++
		case count.StageVerified, count.StageCounting, count.StageProvisional, count.StageReady,
			count.StageRecount, count.StageWithdrawn, count.StageCalled, count.StageReported:
			o.Counting++
		case count.StageCountermanded, count.StageAbandoned:
			o.Cancelled++
		case count.StageVoid:
			o.Void++
		}
		if len(contests) <= LatestRows {
			o.Latest = append(o.Latest, RowOf(b))
		}
	}
	o.night(contests)
	slices.SortFunc(o.Latest, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return o
}

// RowOf is a contest's line in a list of contests.
func RowOf(b *Bulletin) Row {
	c := b.Contest
	row := Row{
		ID: c.ID, Name: c.Name, Stage: b.Stage, Assurance: b.Assurance, Units: c.Units, At: b.At,
		Elected: electedNames(c), Unopposed: c.Unopposed, NoMember: c.NoMember, ByLot: c.Lot != nil,
		Corrected: len(c.Corrections) > 0, Adjourned: c.Adjourned != nil,
	}
	if c.Outcome != nil {
		row.Outcome, row.Result = c.Outcome.Text, c.Outcome
	}
	if r := c.Recount; r != nil {
		row.Recount, row.Superseded = r.Round, r.Superseded
	}
	if b.Assurance != NoFigures && !c.NoMember {
		row.Lead = lead(c)
	}
	return row
}

// electedNames is who is elected, or called as such.
func electedNames(c *Contest) []string {
	var names []string
	for _, line := range c.Candidates {
		if line.Elected || c.Called != nil && slices.Contains(c.Called.Elected, line.ID) {
			names = append(names, line.Name)
		}
	}
	return names
}

// lead is who is first and by how many votes; the candidates are in order of votes.
// Where several are elected nobody leads.
func lead(c *Contest) *Lead {
	if len(c.Candidates) == 0 || c.Candidates[0].Votes == nil || c.Seats > 1 {
		return nil
	}
	first := c.Candidates[0]
	l := &Lead{Name: first.Name, Label: first.Label, By: *first.Votes}
	if len(first.Parties) > 0 {
		l.Colour = first.Parties[0].Colour
	}
	if len(c.Candidates) > 1 {
		l.By -= *c.Candidates[1].Votes
		l.Tied = l.By == 0
	}
	return l
}
