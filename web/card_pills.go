package web

import (
	"resultsdesk/internal/feed"
	"resultsdesk/web/card"
	"resultsdesk/web/lang"
)

// pills are a contest's state in a few words, the most important first.
func pills(l *lang.Language, b *feed.Bulletin) []card.Pill {
	c, clock := b.Contest, clockOf(l, b)
	all := []card.Pill{statePill(l, b)}
	if n := len(c.Corrections); n > 0 && b.Stage == "declared" {
		all = append(all, card.Pill{Words: l.T("share.corrected", "time", clock.day(c.Corrections[n-1].At)), Kind: card.Partial})
	}
	if c.Adjourned != nil {
		all = append(all, card.Pill{Words: l.T("share.adjourned")})
	}
	return all
}

func statePill(l *lang.Language, b *feed.Bulletin) card.Pill {
	c, clock := b.Contest, clockOf(l, b)
	switch b.Stage {
	case "declared":
		if c.Declared != nil {
			return card.Pill{Words: l.T("contest.declared", "time", clock.day(*c.Declared)), Kind: card.Solid}
		}
	case "withdrawn":
		at := b.At
		if n := len(c.Withdrawals); n > 0 {
			at = c.Withdrawals[n-1].Withdrawn
		}
		return card.Pill{Words: l.T("share.withdrawn", "time", clock.day(at)), Kind: card.Alarm}
	case "void", "countermanded", "abandoned":
		return card.Pill{Words: l.T("share." + string(b.Stage)), Kind: card.Alarm}
	case "called", "reported":
		return card.Pill{Words: l.T("share." + string(b.Stage)), Kind: card.Partial}
	case "scheduled", "awaiting", "verifying", "verified":
		return card.Pill{Words: l.T("share." + string(b.Stage))}
	case "uncontested":
		return card.Pill{Words: l.T("share.no_poll")}
	case "recount":
		return recountPill(l, c)
	}
	return countingPillOf(l, b)
}

func recountPill(l *lang.Language, c *feed.Contest) card.Pill {
	switch r := c.Recount; {
	case r == nil:
		return card.Pill{Words: l.T("share.counting"), Kind: card.Partial}
	case r.Superseded:
		return card.Pill{Words: l.T("share.recount.before", "n", r.Round), Kind: card.Partial}
	default:
		return card.Pill{Words: l.T("share.recount", "n", r.Round), Kind: card.Partial}
	}
}

// countingPillOf says that figures are no result, and how much is in.
func countingPillOf(l *lang.Language, b *feed.Bulletin) card.Pill {
	u, figures := b.Contest.Units, b.Assurance == feed.Provisional
	of := []any{"in", u.In, "of", u.Of, "unit", plain(l.Unit(u.Word))}
	switch {
	case figures && u.In < u.Of:
		return card.Pill{Words: l.T("share.partial", of...), Kind: card.Partial}
	case b.Stage == "ready" && !figures:
		return card.Pill{Words: l.T("share.imminent")}
	case figures || b.Stage == "provisional" || b.Stage == "ready":
		return card.Pill{Words: l.T("share.all_in"), Kind: card.Partial}
	case u.In > 0 && u.Of > 1:
		return card.Pill{Words: l.T("share.counting.of", of...)}
	}
	return card.Pill{Words: l.T("share.counting")}
}
