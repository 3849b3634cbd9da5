package web

import (
	"fmt"

	"resultsdesk/internal/feed"
	"resultsdesk/web/view"
)

// contestView is what the page, the frame and the ticker of a contest show.
func contestView(p *feed.Published) view.Contest {
	b, c := p.Bulletin, p.Bulletin.Contest
	clock := clockOf(b)
	v := view.Contest{
		Slug: c.ID, Rehearsal: rehearsal(b),
		Eyebrow: plain(joined(b.Election.Name, b.Election.Date.Words(), c.Region, c.GSS)),
		Name:    plain(c.Name), Headline: contestHeadline(b),
		Boxes: boxes(b), Caution: caution(b), Figures: clock.seconds(b.At), Withheld: withheld(b),
		Cards: cards(b), Table: candidates(b),
		StoryName: "How the count is going", Story: story(b), Previous: previous(c),
		Revision: fmt.Sprint(b.Revision), JSON: "/api/v1/contests/" + c.ID + ".json", CSV: "/api/v1/contests/" + c.ID + ".csv",
		Notes: notes(b),
	}
	if b.Stage == "declared" {
		v.StoryName, v.Elected = "How the count went", elected(c)
		v.Colour = colourElected(c)
		if c.Declared != nil {
			v.Pill, v.Notice = "Declared "+clock.dated(b, *c.Declared), "/contests/"+c.ID+"/notice"
		}
		if len(c.Corrections) > 0 {
			v.Pill += " · corrected"
		}
	} else if b.Assurance == feed.Provisional {
		v.Lead = lead(c)
	}
	v.Balance, v.Balanced = balance(c)
	v.EditorNotes = editorNotes(b, c.Notes)
	return v
}

// caution marks figures that are no result.
func caution(b *feed.Bulletin) string {
	switch {
	case b.Assurance != feed.Provisional, b.Contest.Source != nil, b.Contest.Recount != nil && b.Contest.Recount.Superseded:
		return "" // or said in a box of its own
	case b.Contest.Units.In < b.Contest.Units.Of:
		return "Partial count, not a declared result."
	}
	return "All figures are in, but this is not a declared result."
}

// withheld says why a count that goes on shows no figures.
func withheld(b *feed.Bulletin) string {
	switch b.Stage {
	case "counting", "provisional", "ready", "recount", "called", "reported":
		if b.Contest.Publish == "declared" {
			return "The figures are published when the result is declared."
		}
		if b.Assurance == feed.NoFigures && b.Contest.Called == nil {
			return "The first figures are published when enough papers are counted."
		}
	}
	return ""
}

// elected is the sentence under a declared headline.
func elected(c *feed.Contest) *view.Elected {
	e := view.Elected{Unopposed: c.Unopposed}
	for _, line := range c.Candidates {
		if line.Elected {
			e.Names = append(e.Names, plain(line.Name))
		}
		if c.Majority != nil && line.ID == c.Majority.Over {
			e.Over = plain(line.Name + " (" + standsFor(line) + ")")
		}
	}
	if len(e.Names) == 0 {
		return nil
	}
	if c.Majority != nil {
		e.ByLot = c.Majority.ByLot
		e.Majority, e.Level = figure(c.Majority.Votes), c.Majority.Votes == 0
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
func lead(c *feed.Contest) string {
	first := c.Candidates
	if c.Seats != 1 || len(first) < 2 || first[0].Votes == nil || *first[0].Votes == 0 {
		return ""
	}
	level := 0
	for _, line := range first {
		if *line.Votes == *first[0].Votes {
			level++
		}
	}
	switch {
	case level == 1 && c.Recount != nil && c.Recount.Superseded:
		return fmt.Sprintf("%s led by %s before the recount", plain(first[0].Name), figure(*first[0].Votes-*first[1].Votes))
	case level == 1:
		return fmt.Sprintf("%s leads by %s", plain(first[0].Name), figure(*first[0].Votes-*first[1].Votes))
	case level == 2:
		return fmt.Sprintf("%s and %s are level on %s", plain(first[0].Name), plain(first[1].Name), figure(*first[0].Votes))
	}
	return fmt.Sprintf("%d candidates are level on %s", level, figure(*first[0].Votes))
}

// balance is the sum that makes a declared result trustworthy, said to everybody.
func balance(c *feed.Contest) (words string, balanced bool) {
	if c.Valid == nil || c.Rejected == nil || c.Papers == nil || c.VotesPerPerson > 1 {
		return "", false
	}
	sum := *c.Valid + c.Rejected.Total
	words = fmt.Sprintf("%s valid + %s rejected = %s", figure(*c.Valid), figure(c.Rejected.Total), figure(sum))
	if sum != *c.Papers {
		return fmt.Sprintf("%s; %s papers were verified", words, figure(*c.Papers)), false
	}
	return words + " papers verified", true
}

// notes are the small print.
func notes(b *feed.Bulletin) []string {
	c := b.Contest
	var notes []string
	if e := c.Electorate; e != nil {
		words := "Electorate " + figure(e.Count)
		if e.Source != "" {
			words += ", " + plain(e.Source)
		}
		notes = append(notes, words+".")
	} else {
		notes = append(notes, "The electorate is not known, so there is no turnout.")
	}
	if c.OrderNote != "" && b.Assurance == feed.NoFigures {
		notes = append(notes, plain(c.OrderNote))
	}
	if c.Note != "" {
		notes = append(notes, plain(c.Note))
	}
	return notes
}
