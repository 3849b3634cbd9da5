package web

import (
	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// swingCard is the Butler swing of a result, or why there is none; false where several
// are elected, for whom there is no such thing.
func swingCard(l *lang.Language, c *feed.Contest) (view.Card, bool) {
	card := view.Card{Label: l.T("swing.title"), Definition: l.T("swing.definition"), Figure: l.T("card.none"), PageOnly: true}
	switch s := c.Swing; {
	case c.Seats > 1:
		return card, false
	case s != nil:
		card.Figure, card.Beside = l.T("swing.points", "points", l.Tenths(int(s.Points))), between(l, c)
	case c.Previous == nil:
		card.Beside = l.T("swing.none.base")
	default:
		card.Beside = l.T("swing.none.share")
	}
	return card, true
}

// swing is "6.4 points from Conservative to Labour".
func swing(l *lang.Language, c *feed.Contest) string {
	return l.T("swing.points", "points", l.Tenths(int(c.Swing.Points))) + " " + between(l, c)
}

func between(l *lang.Language, c *feed.Contest) string {
	party := func(id string) string {
		for _, line := range c.Candidates {
			if line.ID == id {
				return plain(standsFor(l, line))
			}
		}
		return ""
	}
	return l.T("swing.between", "from", party(c.Swing.From), "to", party(c.Swing.To))
}

// deposits counts the deposits that were lost; empty where none was, or no poll was held.
func deposits(l *lang.Language, c *feed.Contest) string {
	n := 0
	for _, line := range c.Candidates {
		if line.LostDeposit {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return l.T("deposits", "n", n, "of", len(c.Candidates))
}
