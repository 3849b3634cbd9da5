package web

import (
	"fmt"
	"strings"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// listView is all contests by name.
func listView(l *lang.Language, p *feed.Published, all []*feed.Published) view.Overview {
	b := p.Bulletin
	v := view.Overview{Rehearsal: rehearsal(b), Eyebrow: plain(joined(b.Election.Name, b.Election.Date.Words(), nightHeadline(l, b))), Headline: "All contests", Title: "By name", All: true}
	clock := clockOf(b)
	for _, c := range all {
		v.Rows = append(v.Rows, line(feed.RowOf(c.Bulletin), clock))
	}
	return v
}

// line is one contest in a list.
func line(r feed.Row, clock clock) view.Line {
	l := view.Line{
		Key: r.ID, Href: "/contests/" + r.ID, Name: plain(r.Name), Time: clock.hour(r.At),
		Declared: r.Stage == "declared", Partial: r.Assurance == feed.Provisional,
	}
	l.Pill, l.Text = pill(r), ahead(r)
	if r.Adjourned {
		l.Pill += ", adjourned"
	}
	return l
}

// pill is a contest's state in a few words.
func pill(r feed.Row) string {
	switch r.Stage {
	case "scheduled":
		return "Before close of poll"
	case "declared":
		if r.Corrected {
			return "Declared, corrected"
		}
		return "Declared"
	case "recount":
		return fmt.Sprintf("Recount %d", r.Recount)
	case "called":
		return "Winner called"
	case "reported":
		return "Reported, not declared"
	case "void":
		return "Set aside"
	case "uncontested":
		return "No poll"
	case "provisional":
		return "Result expected"
	case "ready":
		return "Result imminent"
	case "counting":
		return countingPill(r)
	case "verified", "verifying", "awaiting", "withdrawn", "countermanded", "abandoned":
		return strings.ToUpper(string(r.Stage[:1])) + string(r.Stage[1:])
	}
	return string(r.Stage)
}

// countingPill says that figures in a list are no result, and how much is in.
func countingPill(r feed.Row) string {
	figures := r.Assurance == feed.Provisional
	switch {
	case r.Units.In == 0:
		return "Counting"
	case figures && r.Units.In == r.Units.Of:
		return "In, not declared"
	case figures:
		return fmt.Sprintf("Partial: %d of %d", r.Units.In, r.Units.Of)
	}
	return fmt.Sprintf("Counting: %d of %d", r.Units.In, r.Units.Of)
}

// ahead is who leads, always without a claim to be the result, or the outcome.
func ahead(r feed.Row) string {
	names := strings.Join(r.Elected, ", ")
	switch {
	case r.NoMember:
		return "No member returned"
	case r.Stage == "called" && names != "":
		return plain(names + " called as elected, no figures yet")
	case r.Stage == "withdrawn":
		return "The result published in error does not stand"
	case r.Stage == "uncontested":
		return "No more candidates than seats"
	case r.Stage == "declared" && r.Lead == nil:
		return plain(joined(r.Outcome, names+" elected"+unopposed(r)))
	case r.Lead == nil:
		return ""
	case r.Stage == "declared" && r.ByLot:
		return plain(joined(r.Outcome, r.Lead.Name+" elected by lot"))
	case r.Superseded:
		return plain(fmt.Sprintf("%s (%s) led by %s before the recount", r.Lead.Name, r.Lead.Label, figure(r.Lead.By)))
	case r.Stage == "declared":
		won := r.Outcome
		if won == "" {
			won = fmt.Sprintf("%s (%s) elected", r.Lead.Name, r.Lead.Label)
		}
		return plain(joined(won, "majority "+figure(r.Lead.By)))
	case r.Lead.Tied:
		return "Level for first place"
	}
	return plain(fmt.Sprintf("%s (%s) leads by %s", r.Lead.Name, r.Lead.Label, figure(r.Lead.By)))
}

func unopposed(r feed.Row) string {
	if r.Unopposed {
		return " unopposed"
	}
	return ""
}
