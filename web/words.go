package web

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
)

const minus = "−" // U+2212: a true minus, which screen readers say

// figure writes a whole number with commas, "24,120".
func figure(n int) string {
	if n < 0 {
		return minus + figure(-n)
	}
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// percent writes "49.2%"; an unknown share as a dash.
func percent(t *feed.Tenths) string {
	if t == nil {
		return "–"
	}
	return tenths(*t) + "%"
}

// change writes "+2.1", "−29.9" or "0.0".
func change(t feed.Tenths) string {
	if t > 0 {
		return "+" + tenths(t)
	}
	return tenths(t)
}

func tenths(t feed.Tenths) string {
	if t < 0 {
		return minus + tenths(-t)
	}
	return figure(int(t)/10) + "." + strconv.Itoa(int(t)%10)
}

// share is part of whole as a percentage with one decimal, rounded half up once; nil
// where whole is zero.
func share(part, whole int) *feed.Tenths {
	if whole <= 0 {
		return nil
	}
	t := feed.Tenths((2000*part + whole) / (2 * whole))
	return &t
}

// clock writes times as the election's people read them.
type clock struct{ zone *time.Location }

// clockOf is the clock of a bulletin's election; UTC, and said so, on a machine that
// does not know the zone.
func clockOf(b *feed.Bulletin) clock {
	zone, err := time.LoadLocation(b.Election.Zone)
	if err != nil {
		zone = time.UTC
	}
	return clock{zone}
}

func (c clock) hour(t time.Time) string    { return t.In(c.zone).Format("15:04") }
func (c clock) minutes(t time.Time) string { return t.In(c.zone).Format("15:04 MST") }

// day writes a time with its day, because counts end on the day after the poll.
func (c clock) day(t time.Time) string { return t.In(c.zone).Format("2 January 2006, 15:04 MST") }

// dated writes the hour of the night of a poll, and the day too where it is a later one.
func (c clock) dated(b *feed.Bulletin, t time.Time) string {
	if t.Sub(b.Election.Closes) < 24*time.Hour {
		return c.minutes(t)
	}
	return c.day(t)
}

func (c clock) seconds(t time.Time) string { return t.In(c.zone).Format("15:04:05 MST") }

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
