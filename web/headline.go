package web

import (
	"slices"
	"strings"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
)

// headline says in a line where a bulletin's contest, or the night, stands. It is the
// heading, the title of the document and what a screen reader announces.
func headline(l *lang.Language, p *feed.Published) string {
	if p.Bulletin.Contest == nil {
		return nightHeadline(l, p.Bulletin)
	}
	return l.T("headline", "name", plain(p.Bulletin.Contest.Name), "headline", contestHeadline(l, p.Bulletin))
}

// contestHeadline goes on after the contest's name.
func contestHeadline(l *lang.Language, b *feed.Bulletin) string {
	c := b.Contest
	switch b.Stage {
	case "scheduled":
		return l.T("headline.scheduled", "time", clockOf(l, b).minutes(b.Election.Closes))
	case "awaiting", "verifying", "provisional", "ready", "withdrawn", "uncontested", "countermanded", "abandoned", "void", "reported":
		return l.T("headline." + string(b.Stage))
	case "verified":
		if c.Papers != nil {
			return l.T("headline.verified.papers", "papers", *c.Papers)
		}
		return l.T("headline.verified")
	case "counting":
		return countingHeadline(l, c.Units)
	case "declared":
		return declaredHeadline(l, c)
	case "recount":
		return l.T("headline.recount", "round", c.Recount.Round)
	case "called":
		return calledHeadline(l, c)
	}
	return string(b.Stage)
}

// countingHeadline says how much is in. A contest counted as one has no parts to name.
func countingHeadline(l *lang.Language, u feed.Units) string {
	units := plain(l.Unit(u.Word))
	switch {
	case u.In == 0:
		return l.T("headline.counting")
	case u.Of == 1:
		return l.T("headline.counting.whole")
	case u.In == u.Of:
		return l.T("headline.counting.all", "of", u.Of, "units", units)
	}
	return l.T("headline.counting.some", "in", u.In, "of", u.Of, "units", units)
}

func calledHeadline(l *lang.Language, c *feed.Contest) string {
	if c.Called == nil {
		return l.T("headline.provisional")
	}
	called := names(c, func(line feed.Candidate) bool { return slices.Contains(c.Called.Elected, line.ID) })
	return l.T("headline.called", "names", strings.Join(called, ", "))
}

func declaredHeadline(l *lang.Language, c *feed.Contest) string {
	if c.NoMember {
		return l.T("headline.no_member")
	}
	if c.Outcome != nil && !c.Unopposed {
		return outcome(l, c.Outcome)
	}
	elected := strings.Join(names(c, isElected), ", ")
	switch {
	case elected == "":
		return l.T("headline.declared")
	case c.Unopposed:
		return l.T("headline.unopposed", "names", elected)
	}
	return l.T("headline.elected", "names", elected)
}

// outcome is "Independent gain from Labour" or "Labour hold"; empty where there is no
// base. The parties' names are those of the language.
func outcome(l *lang.Language, o *feed.Outcome) string {
	if o == nil {
		return ""
	}
	by, from := plain(l.Party(o.ByParty, o.By)), plain(l.Party(o.FromParty, o.From))
	switch o.Kind {
	case "hold":
		return l.T("outcome.hold", "by", by)
	case "gain":
		return l.T("outcome.gain", "by", by, "from", from)
	}
	return plain(o.Text)
}

// waiting tells whether the polls are still open. Each contest's closes by an act of
// its own; the night begins when the last of them has closed.
func waiting(o *feed.Overview) bool { return o.Scheduled > 0 && o.Counting == 0 }
