package desk

import (
	"fmt"
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

// stageOf is where a count stands, with what goes with it: the number of the recount,
// an adjournment.
func stageOf(st *count.Standing) string {
	words := stageWords(st.Stage())
	switch {
	case st.Stage() == count.StageAwaiting && !st.Contest.Election.Demands().Papers:
		words = "Awaiting the result"
	case st.Stage() == count.StageDeclared && len(st.Corrections) > 0:
		words = fmt.Sprintf("Corrected (revision %d)", len(st.Corrections))
	case st.Round > 0 && st.Stage() != count.StageDeclared:
		words += fmt.Sprintf(", recount %d", st.Round)
	}
	if st.Stage() == count.StageRecount {
		words = roundName(st.Round)
	}
	if st.Adjourned != nil && st.Declared == nil {
		words += ", adjourned"
	}
	return words
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

func lower(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
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
