package web

import (
	"fmt"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// cards are the figures of a declared result, or the turnout that is announced while
// the count goes on.
func cards(l *lang.Language, b *feed.Bulletin) []view.Card {
	c := b.Contest
	if b.Stage != "declared" {
		if c.BoxTurnout == nil {
			return nil
		}
		card := turnoutCard(l, c.BoxTurnout, nil)
		card.PageOnly = true
		return []view.Card{card}
	}
	if c.Valid == nil {
		return nil
	}
	w := wasOf(l, b)
	var all []view.Card
	if m := c.Majority; m != nil {
		all = append(all, majorityCard(l, m, w))
	}
	switch {
	case c.Turnout != nil:
		all = append(all, turnoutCard(l, c.Turnout, w))
	case c.BoxTurnout != nil:
		all = append(all, turnoutCard(l, c.BoxTurnout, w))
	default:
		all = append(all, view.Card{Label: l.T("card.turnout"), Figure: l.T("card.unknown")})
	}
	if card, ok := swingCard(l, c); ok {
		all = append(all, card)
	}
	valid := view.Card{Label: l.T("card.valid"), Figure: l.Number(*c.Valid), Was: w["valid"], PageOnly: true}
	if c.Electorate != nil && c.VotesPerPerson <= 1 {
		valid.Beside, valid.BesideWas = l.T("card.valid.of", "electorate", c.Electorate.Count), w["electorate"]
	}
	return append(all, valid, rejectedCard(l, c, w))
}

func majorityCard(l *lang.Language, m *feed.Majority, w was) view.Card {
	card := view.Card{Label: l.T("card.majority"), Figure: l.Number(m.Votes), Was: w["majority"], Beside: percent(l, m.Share), BesideWas: w["majority.share"]}
	if m.ByLot {
		card.Beside = l.T("card.majority.lot")
	}
	if m.Definition == feed.LowestLessHighest {
		card.Definition = l.T("card.majority.lowest")
	}
	return card
}

func turnoutCard(l *lang.Language, t *feed.Turnout, w was) view.Card {
	card := view.Card{Label: turnoutLabel(l, t.Definition), Figure: l.Percent(int(t.Percent)), Was: w["turnout"]}
	if t.Definition == feed.PapersOfElectorate {
		card.Was = w["ballot-box-turnout"]
	}
	if t.Change != nil {
		card.Beside, card.BesideWas = l.Change(int(*t.Change)), w["turnout.change"]
	}
	return card
}

// turnoutLabel says in words which turnout is meant, because two are in use.
func turnoutLabel(l *lang.Language, definition string) string {
	switch definition {
	case feed.ValidOfElectorate:
		return l.T("card.turnout.valid")
	case feed.PapersOfElectorate:
		return l.T("card.turnout.papers")
	}
	return l.T("card.turnout.other", "definition", plain(definition))
}

// rejectedCard: what somebody could know and nobody said is not 0.
func rejectedCard(l *lang.Language, c *feed.Contest, w was) view.Card {
	card := view.Card{Label: l.T("card.rejected"), Figure: l.T("card.unknown"), PageOnly: true, Was: w["rejected"]}
	r := c.Rejected
	if r == nil {
		return card
	}
	card.Figure = l.Number(r.Total)
	for _, h := range r.Heads {
		card.Reasons = append(card.Reasons, view.Reason{Label: plain(l.Head(h.ID, h.Label)), Papers: l.Number(h.Papers), Was: w["rejected."+h.ID]})
	}
	if c.InPart != nil {
		card.Reasons = append(card.Reasons, view.Reason{Label: l.T("card.in_part"), Papers: l.Number(*c.InPart), Was: w["in-part"]})
	}
	return card
}

// story is how the count went, newest first. A line keeps its key while it is
// rewritten, because lines are only ever added at the end.
func story(l *lang.Language, b *feed.Bulletin) []view.Step {
	clock := clockOf(l, b)
	var steps []view.Step
	for i := len(b.Contest.Events) - 1; i >= 0; i-- {
		e := b.Contest.Events[i]
		strong, text := event(l, e, b.Contest)
		steps = append(steps, view.Step{Key: fmt.Sprintf("step%d", i), Time: clock.hour(e.At), Strong: strong, Text: text})
	}
	return steps
}

func event(l *lang.Language, e feed.Event, c *feed.Contest) (strong, text string) {
	switch e.Kind {
	case "poll-closed":
		return "", l.T("event.poll_closed")
	case "verified":
		if e.Papers > 0 {
			return "", l.T("event.verified.papers", "papers", e.Papers)
		}
		return "", l.T("event.verified")
	case "counting":
		if e.Of == 1 {
			return "", l.T("event.counting.whole")
		}
		return "", l.T("event.counting", "in", e.In, "of", e.Of, "units", plain(l.Unit(c.Units.Word)))
	case "provisional", "ready", "resumed", "called":
		return "", l.T("event." + string(e.Kind))
	case "taken-back":
		return "", l.T("event.taken_back")
	case "recount":
		return "", l.T("event.recount", "round", e.Round)
	case "declared":
		return l.T("event.declared"), authority(l, c)
	case "withdrawn", "corrected", "adjourned", "countermanded", "abandoned", "void":
		return l.T("event." + string(e.Kind)), plain(sentence(e.Note))
	}
	return "", string(e.Kind)
}

// authority is by whose word a result stands.
func authority(l *lang.Language, c *feed.Contest) string {
	if c.Confirmed != "" {
		return l.T("event.confirmed", "against", plain(l.Text(c.Confirmed)))
	}
	return l.T("event.authority")
}

// previous is the base of comparison.
func previous(l *lang.Language, c *feed.Contest) *view.Previous {
	p := c.Previous
	if p == nil {
		return nil
	}
	v := &view.Previous{Title: l.T("previous.result", "date", l.Date(string(p.Date))), Source: plain(l.Text(p.Source))}
	if p.Kind == "notional" {
		v.Title, v.Kind = l.T("previous.result", "date", p.Date.Year()), l.T("previous.notional")
	}
	for _, line := range p.Votes {
		share := line.Share
		v.Rows = append(v.Rows, view.PreviousRow{Label: plain(l.Party(line.Party, line.Label)), Votes: l.Number(line.Votes), Share: percent(l, &share)})
	}
	return v
}
