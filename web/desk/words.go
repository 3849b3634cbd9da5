package desk

import (
	"net/url"
	"strings"
	"time"

	"resultsdesk/internal/count"
)

// stageWords name a stage for officers.
func stageWords(stage count.Stage) string {
	switch stage {
	case count.StageScheduled:
		return "Poll open"
	case count.StageAwaiting:
		return "Awaiting papers"
	}
	return strings.ToUpper(string(stage[:1])) + string(stage[1:])
}

func roleWords(role count.Role) string {
	switch role {
	case count.RoleCountOfficer:
		return "count officer"
	case count.RoleReturningOfficer:
		return "Returning Officer’s clerk"
	}
	return string(role)
}

func unitWords(u *count.CountUnit) string {
	if u.Kind == count.Whole {
		return "the count"
	}
	if u.Kind == count.Adjudication {
		return "adjudication"
	}
	return "this " + string(u.Kind)
}

// clock writes a time to the second on the election's clock, "02:08:41".
func clock(c *count.Contest, t time.Time) string {
	return t.In(c.Election.Location()).Format("15:04:05")
}

// stamp says by whom and when.
func stamp(c *count.Contest, officer string, at time.Time) string {
	return officer + ", " + clock(c, at)
}

// plural writes a figure with its noun, "1 paper", "3,521 papers".
func plural(n int, one string) string {
	if n == 1 || n == -1 {
		return count.Thousands(n) + " " + one
	}
	return count.Thousands(n) + " " + one + "s"
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// contestURL is the address of a contest, or of something under it.
func contestURL(contest string, under ...string) string {
	u := "/desk/contests/" + url.PathEscape(contest)
	for _, part := range under {
		u += "/" + url.PathEscape(part)
	}
	return u
}

func unitURL(contest, unit string) string { return contestURL(contest, "units", unit) }
