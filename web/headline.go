package web

import (
	"fmt"
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
	return plain(p.Bulletin.Contest.Name) + ": " + contestHeadline(p.Bulletin)
}

// contestHeadline goes on after the contest's name.
func contestHeadline(b *feed.Bulletin) string {
	c := b.Contest
	switch b.Stage {
	case "scheduled":
		return "poll closes at " + clockOf(b).minutes(b.Election.Closes)
	case "awaiting":
		return "awaiting the count"
	case "verifying":
		return "papers being verified"
	case "verified":
		if c.Papers != nil {
			return figure(*c.Papers) + " papers verified"
		}
		return "papers verified"
	case "counting":
		return "counting" + progress(c.Units)
	case "provisional":
		return "result expected"
	case "ready":
		return "result imminent"
	case "declared":
		return declaredHeadline(c)
	case "recount":
		return fmt.Sprintf("recount %d under way", c.Recount.Round)
	case "withdrawn":
		return "result withdrawn"
	case "uncontested":
		return "no poll, elected unopposed"
	case "countermanded", "abandoned":
		return "poll " + string(b.Stage)
	case "void":
		return "result set aside by an election court"
	case "called":
		return calledHeadline(c)
	case "reported":
		return "figures reported, not confirmed"
	}
	return string(b.Stage)
}

// progress is how much is in: ", 3 of 6 mini-counts in". A contest counted as one
// has no parts to name.
func progress(u feed.Units) string {
	switch {
	case u.In == 0:
		return ""
	case u.Of == 1:
		return ", figures in"
	case u.In == u.Of:
		return fmt.Sprintf(", all %d %s in", u.Of, plain(u.Word))
	}
	return fmt.Sprintf(", %d of %d %s in", u.In, u.Of, plain(u.Word))
}

func calledHeadline(c *feed.Contest) string {
	if c.Called == nil {
		return "result expected"
	}
	var names []string
	for _, line := range c.Candidates {
		if slices.Contains(c.Called.Elected, line.ID) {
			names = append(names, plain(line.Name))
		}
	}
	return strings.Join(names, ", ") + " called as elected"
}

func declaredHeadline(c *feed.Contest) string {
	if c.NoMember {
		return "no member returned"
	}
	if c.Outcome != nil && !c.Unopposed {
		return plain(c.Outcome.Text)
	}
	var names []string
	for _, line := range c.Candidates {
		if line.Elected {
			names = append(names, plain(line.Name))
		}
	}
	if len(names) == 0 {
		return "result declared"
	}
	if c.Unopposed {
		return strings.Join(names, ", ") + " elected unopposed"
	}
	return strings.Join(names, ", ") + " elected"
}

// waiting tells whether the polls are still open. Each contest's closes by an act of
// its own; the night begins when the last of them has closed.
func waiting(o *feed.Overview) bool { return o.Scheduled > 0 && o.Counting == 0 }
