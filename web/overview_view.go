package web

import (
	"strings"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// line is one contest in a list.
func line(r feed.Row, clock clock) view.Line {
	l := view.Line{
		Key: r.ID, Href: clock.Path("/contests/" + r.ID), Name: plain(r.Name), Time: clock.hour(r.At),
		Declared: r.Stage == "declared", Partial: r.Assurance == feed.Provisional,
	}
	l.Pill, l.Text = pill(clock.Language, r), ahead(clock.Language, r)
	if r.Adjourned {
		l.Pill = clock.T("pill.adjourned", "state", l.Pill)
	}
	return l
}

// pill is a contest's state in a few words.
func pill(l *lang.Language, r feed.Row) string {
	switch r.Stage {
	case "declared":
		if r.Corrected {
			return l.T("pill.declared.corrected")
		}
		return l.T("pill.declared")
	case "recount":
		return l.T("pill.recount", "round", r.Recount)
	case "counting":
		return countingPill(l, r)
	case "scheduled", "awaiting", "verifying", "verified", "provisional", "ready", "called", "reported", "withdrawn", "uncontested",
		"countermanded", "abandoned", "void":
		return l.T("pill." + string(r.Stage))
	}
	return string(r.Stage)
}

// countingPill says that figures in a list are no result, and how much is in.
func countingPill(l *lang.Language, r feed.Row) string {
	figures := r.Assurance == feed.Provisional
	switch {
	case r.Units.In == 0:
		return l.T("pill.counting")
	case figures && r.Units.In == r.Units.Of:
		return l.T("pill.in")
	case figures:
		return l.T("pill.partial", "in", r.Units.In, "of", r.Units.Of)
	}
	return l.T("pill.counting.units", "in", r.Units.In, "of", r.Units.Of)
}

// ahead is who leads, always without a claim to be the result, or the outcome.
func ahead(l *lang.Language, r feed.Row) string {
	names := plain(strings.Join(r.Elected, ", "))
	switch {
	case r.NoMember:
		return l.T("row.no_member")
	case r.Stage == "called" && names != "":
		return l.T("row.called", "names", names)
	case r.Stage == "withdrawn", r.Stage == "uncontested":
		return l.T("row." + string(r.Stage))
	case r.Stage == "declared":
		return won(l, r, names)
	case r.Lead == nil:
		return ""
	case r.Superseded:
		return l.T("lead.before_recount", "name", leader(l, r), "n", r.Lead.By)
	case r.Lead.Tied:
		return l.T("row.level")
	}
	return l.T("lead", "name", leader(l, r), "n", r.Lead.By)
}

// won is a declared result in a few words.
func won(l *lang.Language, r feed.Row, names string) string {
	said := outcome(l, r.Result)
	switch {
	case r.Lead == nil && r.Unopposed:
		return joined(said, l.T("row.unopposed", "names", names))
	case r.Lead == nil:
		return joined(said, l.T("row.elected", "names", names))
	case r.ByLot:
		return joined(said, l.T("row.lot", "name", plain(r.Lead.Name)))
	case said == "":
		said = l.T("row.elected", "names", leader(l, r))
	}
	return joined(said, l.T("row.majority", "n", r.Lead.By))
}

// leader is who leads with the party.
func leader(l *lang.Language, r feed.Row) string {
	return plain(l.T("contest.stands_for", "name", r.Lead.Name, "party", l.Party("", r.Lead.Label)))
}
