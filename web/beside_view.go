package web

import (
	"fmt"

	"resultsdesk/internal/feed"
	"resultsdesk/web/view"
)

// cards are the figures of a declared result.
func cards(c *feed.Contest) []view.Card {
	var all []view.Card
	if m := c.Majority; m != nil {
		all = append(all, view.Card{Label: "Majority", Figure: figure(m.Votes), Beside: percent(m.Share)})
	}
	if t := c.Turnout; t != nil {
		card := view.Card{Label: "Turnout (" + definition(t.Definition) + ")", Figure: percent(&t.Percent)}
		if t.Change != nil {
			card.Beside = change(*t.Change)
		}
		all = append(all, card)
	}
	if r := c.Rejected; r != nil && c.Valid != nil {
		valid := view.Card{Label: "Valid votes", Figure: figure(*c.Valid), PageOnly: true}
		if c.Electorate != nil {
			valid.Beside = "of " + figure(c.Electorate.Count)
		}
		rejected := view.Card{Label: "Rejected papers", Figure: figure(r.Total), PageOnly: true}
		for _, h := range r.Heads {
			rejected.Reasons = append(rejected.Reasons, view.Reason{Label: plain(h.Label), Papers: figure(h.Papers)})
		}
		all = append(all, valid, rejected)
	}
	return all
}

// definition says in words which turnout is meant, because two are in use.
func definition(d string) string {
	if d == feed.ValidOfElectorate {
		return "valid votes of electorate"
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
		strong, text := event(e, b.Contest.Units.Word)
		steps = append(steps, view.Step{Key: fmt.Sprintf("step%d", i), Time: clock.hour(e.At), Strong: strong, Text: text})
	}
	return steps
}

func event(e feed.Event, units string) (strong, text string) {
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
		return "", fmt.Sprintf("Counting: %d of %d %s in", e.In, e.Of, plain(units))
	case "provisional":
		return "", "Provisional: all figures in, put to candidates and agents"
	case "ready":
		return "", "Ready to be declared"
	case "taken-back":
		return "", "Not ready after all: back to provisional"
	case "declared":
		return "Declared", "on the authority of the Returning Officer"
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
