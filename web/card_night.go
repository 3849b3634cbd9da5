package web

import (
	"slices"

	"resultsdesk/internal/feed"
	"resultsdesk/web/card"
	"resultsdesk/web/lang"
)

// tilesShown is how many parties the picture of the night names, or one more; the page
// has room for more.
const tilesShown = 6

// nightCard is what the picture of the night shows: what the page says first.
func nightCard(l *lang.Language, b *feed.Bulletin) card.Overview {
	o := b.Overview
	v := card.Overview{
		Frame: frameOf(l, b, o.Declared > 0), Headline: nightHeadline(l, b),
		Eyebrow: election(l, b),
	}
	if waiting(o) {
		return v
	}
	v.Sentence = nightProgress(l, o)
	if isHouse(o) {
		v.Seats, v.Majority, v.Line = o.State.Seats, o.State.Needed, l.T("overview.line", "n", o.State.Needed)
		for _, p := range o.State.Parties {
			if p.Seats > 0 {
				v.Bar = append(v.Bar, card.Segment{Seats: p.Seats, Colour: p.Colour})
			}
		}
	}
	if o.State.Filled > 0 {
		v.Parties, v.Note = tiles(l, o), soFar(l, o.State)
	}
	return v
}

// tiles are the parties that matter most, and all the others in one.
func tiles(l *lang.Language, o *feed.Overview) []card.Party {
	shown := prominent(o.State, tilesShown)
	var all []card.Party
	rest, left := feed.PartyLine{}, 0
	for _, p := range o.State.Parties {
		if slices.Contains(shown, p.ID) {
			all = append(all, tile(l, p, &o.State))
			continue
		}
		rest.Seats, rest.Net, rest.Votes = rest.Seats+p.Seats, rest.Net+p.Net, rest.Votes+p.Votes
		left++
	}
	if o.Others != nil {
		rest.Votes, left = rest.Votes+o.Others.Votes, left+o.Others.Parties
	}
	if left > 0 {
		rest.Share = feed.ShareOf(rest.Votes, o.State.Valid)
		t := tile(l, rest, &o.State)
		t.Name = l.T("party.others")
		all = append(all, t)
	}
	return all
}

func tile(l *lang.Language, p feed.PartyLine, s *feed.State) card.Party {
	t := card.Party{Name: partyName(l, p.Party), Seats: l.Number(p.Seats), Colour: p.Colour}
	if s.Compared > 0 {
		t.Net = l.T("scorecard.net", "change", signed(l, p.Net))
	}
	if p.Share == nil {
		return t
	}
	t.Share = l.Percent(int(*p.Share))
	if p.Change != nil {
		t.Share += " (" + l.Change(int(*p.Change)) + ")"
	}
	return t
}
