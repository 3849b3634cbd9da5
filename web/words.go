package web

import (
	"strings"
	"time"
	"unicode"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
)

// percent writes "49.2%"; an unknown share as a dash.
func percent(l *lang.Language, t *feed.Tenths) string {
	if t == nil {
		return l.T("card.none")
	}
	return l.Percent(int(*t))
}

// clock writes times as the election's people read them.
type clock struct {
	*lang.Language
	zone *time.Location
}

// clockOf is the clock of a bulletin's election; UTC, and said so, on a machine that
// does not know the zone.
func clockOf(l *lang.Language, b *feed.Bulletin) clock {
	zone, err := time.LoadLocation(b.Election.Zone)
	if err != nil {
		zone = time.UTC
	}
	return clock{l, zone}
}

func (c clock) hour(t time.Time) string    { return c.Hour(t.In(c.zone)) }
func (c clock) minutes(t time.Time) string { return c.Minutes(t.In(c.zone)) }
func (c clock) seconds(t time.Time) string { return c.Seconds(t.In(c.zone)) }

// day writes a time with its day, because counts end on the day after the poll.
func (c clock) day(t time.Time) string { return c.Day(t.In(c.zone)) }

// dated writes the hour of the night of a poll, and the day too where it is a later one.
func (c clock) dated(b *feed.Bulletin, t time.Time) string {
	if t.Sub(b.Election.Closes) < 24*time.Hour {
		return c.minutes(t)
	}
	return c.day(t)
}

// plain takes out of a name what could turn the text around it: controls, and marks
// that override the direction of writing. Templates escape the rest.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) {
			return -1
		}
		return r
	}, s)
}

// title is a document's title. A rehearsal is marked first, where tabs and search
// results still show it.
func title(l *lang.Language, headline string, rehearsal bool) string {
	if rehearsal {
		return l.T("site.title.rehearsal", "headline", headline)
	}
	return l.T("site.title", "headline", headline)
}

// joined puts what is known of several things in a line.
func joined(parts ...string) string {
	var known []string
	for _, p := range parts {
		if p != "" {
			known = append(known, p)
		}
	}
	return strings.Join(known, " · ")
}

// election names a bulletin's polling day: "General election · 4 July 2024".
func election(l *lang.Language, b *feed.Bulletin) string {
	return plain(joined(l.Election(b.Election.Name), l.Date(string(b.Election.Date))))
}

// names are the names of those candidates of whom something holds, in the order of the
// bulletin.
func names(c *feed.Contest, holds func(feed.Candidate) bool) []string {
	var all []string
	for _, line := range c.Candidates {
		if holds(line) {
			all = append(all, plain(line.Name))
		}
	}
	return all
}

func isElected(line feed.Candidate) bool { return line.Elected }
