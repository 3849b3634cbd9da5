package web

import (
	"fmt"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// contestView is what the page, the frame and the ticker of a contest show.
func contestView(l *lang.Language, p *feed.Published) view.Contest {
	b, c := p.Bulletin, p.Bulletin.Contest
	clock := clockOf(l, b)
	v := view.Contest{
		Slug: c.ID, Rehearsal: rehearsal(b),
		Eyebrow: joined(election(l, b), plain(l.Region(c.Region)), plain(c.GSS)),
		Name:    plain(c.Name), Headline: contestHeadline(l, b),
		Boxes: boxes(l, b), Caution: caution(l, b), Figures: clock.seconds(b.At), Withheld: withheld(l, b),
		Cards: cards(l, b), Table: candidates(l, b),
		StoryName: l.T("contest.count_going"), Story: story(l, b), Previous: previous(l, c),
		Revision: fmt.Sprint(b.Revision), JSON: "/api/v1/contests/" + c.ID + ".json", CSV: "/api/v1/contests/" + c.ID + ".csv",
		Notes: notes(l, b),
	}
	if b.Stage == "declared" {
		v.StoryName, v.Elected = l.T("contest.count_went"), elected(l, c)
		v.Colour = colourElected(c)
		if c.Declared != nil {
			v.Pill, v.Notice = declaredPill(clock, b), l.Path("/contests/"+c.ID+"/notice")
		}
	} else if b.Assurance == feed.Provisional {
		v.Lead = lead(l, c)
	}
	v.Balance, v.Balanced = balance(l, c)
	v.EditorNotes = editorNotes(clock, b, c.Notes)
	return v
}

func declaredPill(clock clock, b *feed.Bulletin) string {
	key := "contest.declared"
	if len(b.Contest.Corrections) > 0 {
		key = "contest.declared.corrected"
	}
	return clock.T(key, "time", clock.dated(b, *b.Contest.Declared))
}

// caution marks figures that are no result.
func caution(l *lang.Language, b *feed.Bulletin) string {
	switch {
	case b.Assurance != feed.Provisional, b.Contest.Source != nil, b.Contest.Recount != nil && b.Contest.Recount.Superseded:
		return "" // or said in a box of its own
	case b.Contest.Units.In < b.Contest.Units.Of:
		return l.T("contest.partial")
	}
	return l.T("contest.all_in")
}

// withheld says why a count that goes on shows no figures.
func withheld(l *lang.Language, b *feed.Bulletin) string {
	switch b.Stage {
	case "counting", "provisional", "ready", "recount", "called", "reported":
		if b.Contest.Publish == "declared" {
			return l.T("contest.withheld")
		}
		if b.Assurance == feed.NoFigures && b.Contest.Called == nil {
			return l.T("contest.withheld.few")
		}
	}
	return ""
}

// elected is the sentence under a declared headline.
func elected(l *lang.Language, c *feed.Contest) *view.Elected {
	e := view.Elected{Unopposed: c.Unopposed, Names: names(c, isElected)}
	if len(e.Names) == 0 {
		return nil
	}
	if m := c.Majority; m != nil {
		e.ByLot, e.Level, e.Majority = m.ByLot, m.Votes == 0, l.Number(m.Votes)
		for _, line := range c.Candidates {
			if line.ID == m.Over {
				e.Over = plain(l.T("contest.stands_for", "name", line.Name, "party", standsFor(l, line)))
			}
		}
	}
	return &e
}

func colourElected(c *feed.Contest) string {
	for _, line := range c.Candidates {
		if line.Elected && c.Seats == 1 {
			return fill(line)
		}
	}
	return ""
}

// lead is who is first in a count that goes on.
func lead(l *lang.Language, c *feed.Contest) string {
	first := c.Candidates
	if c.Seats != 1 || len(first) < 2 || first[0].Votes == nil || *first[0].Votes == 0 {
		return ""
	}
	most := *first[0].Votes
	level := names(c, func(line feed.Candidate) bool { return *line.Votes == most })
	switch {
	case len(level) == 1 && c.Recount != nil && c.Recount.Superseded:
		return l.T("lead.before_recount", "name", level[0], "n", most-*first[1].Votes)
	case len(level) == 1:
		return l.T("lead", "name", level[0], "n", most-*first[1].Votes)
	case len(level) == 2:
		return l.T("lead.level", "names", l.List(level), "votes", most)
	}
	return l.T("lead.level.several", "n", len(level), "votes", most)
}

// balance is the sum that makes a declared result trustworthy, said to everybody.
func balance(l *lang.Language, c *feed.Contest) (words string, balanced bool) {
	if c.Valid == nil || c.Rejected == nil || c.Papers == nil || c.VotesPerPerson > 1 {
		return "", false
	}
	if sum := *c.Valid + c.Rejected.Total; sum != *c.Papers {
		return l.T("contest.balance.differs", "valid", *c.Valid, "rejected", c.Rejected.Total, "sum", sum, "papers", *c.Papers), false
	}
	return l.T("contest.balance", "valid", *c.Valid, "rejected", c.Rejected.Total, "papers", *c.Papers), true
}

// notes are the small print.
func notes(l *lang.Language, b *feed.Bulletin) []string {
	c := b.Contest
	var notes []string
	switch e := c.Electorate; {
	case e == nil:
		notes = append(notes, l.T("contest.electorate.unknown"))
	case e.Source == "":
		notes = append(notes, l.T("contest.electorate", "n", e.Count))
	default:
		notes = append(notes, l.T("contest.electorate.source", "n", e.Count, "source", plain(l.Text(e.Source))))
	}
	if c.OrderNote != "" && b.Assurance == feed.NoFigures {
		notes = append(notes, plain(l.Text(c.OrderNote)))
	}
	if c.Note != "" {
		notes = append(notes, plain(l.Text(c.Note)))
	}
	if lost := deposits(l, c); lost != "" {
		notes = append(notes, lost)
	}
	return notes
}
