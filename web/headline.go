package web

import (
	"fmt"
	"strings"

	"resultsdesk/internal/feed"
)

// headline says in a line where a bulletin's contest, or the night, stands. It is the
// heading, the title of the document and what a screen reader announces.
func headline(p *feed.Published) string {
	if p.Bulletin.Contest == nil {
		return overviewHeadline(p.Bulletin)
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

func declaredHeadline(c *feed.Contest) string {
	if c.Outcome != nil {
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
	return strings.Join(names, ", ") + " elected"
}

func overviewHeadline(b *feed.Bulletin) string {
	o := b.Overview
	if waiting(o) {
		return "Polls close at " + clockOf(b).minutes(b.Election.Closes)
	}
	return fmt.Sprintf("%s of %s declared", figure(o.Declared), figure(o.Contests))
}

// waiting tells whether every contest is still before its close of poll; those that
// changed last are enough to know.
func waiting(o *feed.Overview) bool {
	for _, row := range o.Latest {
		if row.Stage != "scheduled" {
			return false
		}
	}
	return len(o.Latest) > 0
}
