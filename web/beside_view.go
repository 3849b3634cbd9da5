package web

import (
	"fmt"

	"resultsdesk/internal/feed"
	"resultsdesk/web/view"
)

// cards are the figures of a declared result, or the turnout that is announced while
// the count goes on.
func cards(b *feed.Bulletin) []view.Card {
	c := b.Contest
	if b.Stage != "declared" {
		if c.BoxTurnout == nil {
			return nil
		}
		card := turnoutCard(c.BoxTurnout, nil)
		card.PageOnly = true
		return []view.Card{card}
	}
	if c.Valid == nil {
		return nil
	}
	w := wasOf(b)
	var all []view.Card
	if m := c.Majority; m != nil {
		all = append(all, majorityCard(m, w))
	}
	switch {
	case c.Turnout != nil:
		all = append(all, turnoutCard(c.Turnout, w))
	case c.BoxTurnout != nil:
		all = append(all, turnoutCard(c.BoxTurnout, w))
	default:
		all = append(all, view.Card{Label: "Turnout", Figure: unknown})
	}
	valid := view.Card{Label: "Valid votes", Figure: figure(*c.Valid), Was: w["valid"], PageOnly: true}
	if c.Electorate != nil && c.VotesPerPerson <= 1 {
		valid.Beside, valid.BesideWas = "of "+figure(c.Electorate.Count), w["electorate"]
	}
	return append(all, valid, rejectedCard(c, w))
}

// unknown stands where somebody could know a figure and nobody said it: it is not 0.
const unknown = "not known"

func majorityCard(m *feed.Majority, w was) view.Card {
	card := view.Card{Label: "Majority", Figure: figure(m.Votes), Was: w["majority"], Beside: percent(m.Share), BesideWas: w["majority.share"]}
	if m.ByLot {
		card.Beside = "decided by lot"
	}
	if m.Definition != "" {
		card.Definition = "(" + plain(m.Definition) + ")"
	}
	return card
}

func turnoutCard(t *feed.Turnout, w was) view.Card {
	card := view.Card{Label: "Turnout (" + definition(t.Definition) + ")", Figure: percent(&t.Percent), Was: w["turnout"]}
	if t.Definition == feed.PapersOfElectorate {
		card.Was = w["ballot-box-turnout"]
	}
	if t.Change != nil {
		card.Beside, card.BesideWas = change(*t.Change), w["turnout.change"]
	}
	return card
}

func rejectedCard(c *feed.Contest, w was) view.Card {
	card := view.Card{Label: "Rejected papers", Figure: unknown, PageOnly: true, Was: w["rejected"]}
	r := c.Rejected
	if r == nil {
		return card
	}
	card.Figure = figure(r.Total)
	for _, h := range r.Heads {
		card.Reasons = append(card.Reasons, view.Reason{Label: plain(h.Label), Papers: figure(h.Papers), Was: w["rejected."+h.ID]})
	}
	if c.InPart != nil {
		card.Reasons = append(card.Reasons, view.Reason{Label: "Votes lost on papers rejected in part", Papers: figure(*c.InPart), Was: w["in-part"]})
	}
	return card
}

// definition says in words which turnout is meant, because two are in use.
func definition(d string) string {
	if d == feed.ValidOfElectorate {
		return "valid votes of electorate"
	}
	if d == feed.PapersOfElectorate {
		return "verified papers of electorate"
	}
	return plain(d)
}

// story is how the count went, newest first. A line keeps its key while it is
// rewritten, because lines are only ever added at the end.
func story(b *feed.Bulletin) []view.Step {
	clock := clockOf(b)
	var steps []view.Step
	for i := len(b.Contest.Events) - 1; i >= 0; i-- {
		e := b.Contest.Events[i]
		strong, text := event(e, b.Contest)
		steps = append(steps, view.Step{Key: fmt.Sprintf("step%d", i), Time: clock.hour(e.At), Strong: strong, Text: text})
	}
	return steps
}

func event(e feed.Event, c *feed.Contest) (strong, text string) {
	switch e.Kind {
	case "poll-closed":
		return "", "Polls closed"
	case "verified":
		if e.Papers > 0 {
			return "", "Verified: " + figure(e.Papers) + " papers"
		}
		return "", "Papers verified"
	case "counting":
		if e.Of == 1 {
			return "", "Counting: figures in"
		}
		return "", fmt.Sprintf("Counting: %d of %d %s in", e.In, e.Of, plain(c.Units.Word))
	case "provisional":
		return "", "Provisional: all figures in, put to candidates and agents"
	case "ready":
		return "", "Ready to be declared"
	case "taken-back":
		return "", "The step before was taken back"
	case "declared":
		if c.Confirmed != "" {
			return "Declared", "confirmed " + plain(c.Confirmed)
		}
		return "Declared", "on the authority of the Returning Officer"
	}
	return interruption(e)
}

// interruption is what happens on few nights.
func interruption(e feed.Event) (strong, text string) {
	note := plain(sentence(e.Note))
	switch e.Kind {
	case "recount":
		return "", fmt.Sprintf("Recount %d", e.Round)
	case "withdrawn":
		return "Withdrawn:", note
	case "corrected":
		return "Corrected:", note
	case "adjourned":
		return "Adjourned:", note
	case "resumed":
		return "", "The count goes on"
	case "called":
		return "", "Winner called, without figures"
	case "countermanded":
		return "Poll countermanded:", note
	case "abandoned":
		return "Poll abandoned:", note
	case "void":
		return "Set aside by an election court:", note
	}
	return "", string(e.Kind)
}

// previous is the base of comparison.
func previous(c *feed.Contest) *view.Previous {
	p := c.Previous
	if p == nil {
		return nil
	}
	v := &view.Previous{Title: "Result of " + p.Date.Words(), Source: plain(p.Source)}
	if p.Kind == "notional" {
		v.Title, v.Kind = "Result of "+p.Date.Year(), "notional: an estimate on the new boundaries"
	}
	for _, line := range p.Votes {
		share := line.Share
		v.Rows = append(v.Rows, view.PreviousRow{Label: plain(line.Label), Votes: figure(line.Votes), Share: percent(&share)})
	}
	return v
}
