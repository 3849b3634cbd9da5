package web

import (
	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
)

// nightHeadline says in a line where the night stands: who has how many of the seats
// that a majority needs, who has one, or that nobody can get one any more.
func nightHeadline(l *lang.Language, b *feed.Bulletin) string {
	o := b.Overview
	declared := l.T("overview.declared", "n", o.Declared, "of", o.Contests)
	s := &o.State
	first, level := leading(s)
	switch {
	case waiting(o):
		return l.T("overview.closes", "time", l.Minutes(b.Election.Closes.In(clockOf(l, b).zone)))
	case !isHouse(o), first == nil:
		return declared
	}
	// Seats of contests that are cancelled, set aside, or declared without a member are
	// filled on another day.
	open := o.Contests - o.Declared - o.Cancelled - o.Void
	args := []any{"party", l.Party(first.ID, first.Short), "n", first.Seats, "needed", s.Needed, "seats", s.Seats, "over", first.Seats - s.Needed, "declared", declared}
	switch {
	case first.Seats >= s.Needed && open <= 0:
		return l.T("overview.won", args...)
	case first.Seats >= s.Needed:
		return l.T("overview.majority", args...)
	case open <= 0 && level:
		return l.T("overview.hung.level", args...)
	case open <= 0:
		return l.T("overview.hung", args...)
	case first.Seats+open < s.Needed:
		return l.T("overview.hung.certain", args...)
	case level:
		return l.T("overview.level", args...)
	}
	return l.T("overview.leads", args...)
}

// leading is the party with most seats, and whether another has as many. Independents
// are no party.
func leading(s *feed.State) (first *feed.PartyLine, level bool) {
	for i := range s.Parties {
		p := &s.Parties[i]
		switch {
		case p.ID == feed.IndependentLine || p.Seats == 0:
		case first == nil || p.Seats > first.Seats:
			first, level = p, false
		case p.Seats == first.Seats:
			level = true
		}
	}
	return first, level
}

// isHouse tells whether these contests elect a house, in which a majority counts: many,
// of one member each. A few constituencies, or the wards of a council, do not.
func isHouse(o *feed.Overview) bool {
	return o.Contests > feed.LatestRows && o.State.Seats == o.Contests
}
