package web

import (
	"cmp"
	"net/url"
	"slices"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// cardsShown is how many parties have a card of their own; more stand in a row of eight
// and one for all others.
const cardsShown = 8

// scorecard is the state of the parties as cards, and in words what it compares. The
// others are those that the state leaves out; nil where it has all.
func scorecard(l *lang.Language, s feed.State, others *feed.Others) view.Scorecard {
	card := view.Scorecard{Note: soFar(l, s)}
	rest := feed.PartyLine{}
	left := 0
	shown := prominent(s, cardsShown)
	for _, p := range s.Parties {
		if !slices.Contains(shown, p.ID) {
			rest.Seats, rest.Net, rest.Votes = rest.Seats+p.Seats, rest.Net+p.Net, rest.Votes+p.Votes
			left++
			continue
		}
		c := partyCard(l, p, s)
		if c.Href = partyPath(p.ID); p.Stood == 0 {
			c.Href = "" // it has no page: nobody stands for it
		}
		card.Parties = append(card.Parties, c)
	}
	if others != nil {
		left += others.Parties
		rest.Votes += others.Votes
	}
	if left > 0 {
		rest.Share = feed.ShareOf(rest.Votes, s.Valid)
		c := partyCard(l, rest, s)
		c.Key, c.Name = "others", l.T("party.others")
		card.Parties = append(card.Parties, c)
	}
	return card
}

// prominent are the ids of the parties that have a card of their own, so many at most or
// one more: those with most of the seats or most of the votes, whichever is more. Who won
// or lost no seat has a card from one fiftieth of the votes on.
func prominent(s feed.State, most int) []string {
	weight := func(p feed.PartyLine) int { return max(p.Seats*s.Valid, p.Votes*s.Filled, p.Losses*s.Valid) }
	lines := slices.DeleteFunc(slices.Clone(s.Parties), func(p feed.PartyLine) bool {
		return p.Seats == 0 && p.Losses == 0 && 50*p.Votes < s.Valid
	})
	slices.SortStableFunc(lines, func(x, y feed.PartyLine) int { return cmp.Compare(weight(y), weight(x)) })
	if len(lines) > most+1 {
		lines = lines[:most]
	}
	ids := make([]string, 0, len(lines))
	for _, p := range lines {
		ids = append(ids, p.ID)
	}
	return ids
}

func partyCard(l *lang.Language, p feed.PartyLine, s feed.State) view.PartyCard {
	c := view.PartyCard{
		Key: p.ID, Name: partyName(l, p.Party), Colour: fillOf(p.Colour), Seats: l.Number(p.Seats),
	}
	c.Outline = outline(c.Colour)
	if s.Compared > 0 {
		c.Net = signed(l, p.Net)
	}
	if p.Share != nil {
		c.Share = l.Percent(int(*p.Share))
	}
	if p.Change != nil {
		c.Change = l.Change(int(*p.Change))
	}
	return c
}

// partyName is the short name of a party in a language.
func partyName(l *lang.Language, p feed.Party) string {
	if p.ID == feed.IndependentLine {
		return l.T("party.independent")
	}
	return plain(l.Party(p.ID, p.Short))
}

// signed writes a whole number with its sign: "+58", "−66", "0".
func signed(l *lang.Language, n int) string {
	if n > 0 {
		return "+" + l.Number(n)
	}
	return l.Number(n)
}

// soFar says of which seats a state of the parties is, and with what it is compared.
func soFar(l *lang.Language, s feed.State) string {
	if s.Filled == 0 {
		return l.T("scorecard.none")
	}
	words := l.T("scorecard.so_far", "n", s.Filled, "of", s.Seats)
	if s.Filled == s.Seats {
		words = l.T("scorecard.all", "n", s.Seats)
	}
	switch {
	case s.Base == nil:
		return words + " " + l.T("scorecard.no_base")
	case s.Compared < s.Filled:
		return words + " " + l.T("scorecard.compared", "n", s.Compared, "base", baseName(l, *s.Base))
	}
	return words + " " + l.T("scorecard.base", "base", baseName(l, *s.Base))
}

// baseName is what results are compared with: "the notional 2019 result".
func baseName(l *lang.Language, b feed.Base) string {
	if b.Kind == "notional" {
		return l.T("scorecard.base.notional", "year", b.Date.Year())
	}
	return l.T("scorecard.base.actual", "year", b.Date.Year())
}

// partyPath is the address of a party's page.
func partyPath(id string) string { return "/parties/" + url.PathEscape(id) }
