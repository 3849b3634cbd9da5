package desk

import (
	"fmt"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// controlOf adds up a sheet as far as it is typed. The difference stays away until
// every figure is there: half a sheet is always short. desk.js says the same while
// somebody types.
func controlOf(st *count.Standing, unit *count.CountUnit, typed count.Fields) officer.Control {
	figures := reckoned(typed)
	c := officer.Control{Title: capital(unitWords(unit)), PapersName: "Papers handed to it", OtherName: "Rejected", Difference: "–"}
	if unit.Kind == count.Whole {
		c.PapersName = "Papers verified"
	}
	if unit.SendsDoubtful {
		c.OtherName = "Doubtful"
	}
	sums, missing := map[officer.Part]added{}, added{}
	for _, l := range allLines(st.Contest, unit) {
		a := sums[l.Part].with(figures[l.Field])
		sums[l.Part] = a
		if !l.Optional {
			missing = missing.with(figures[l.Field])
		}
	}
	v, o := sums[officer.Votes], sums[officer.Other]
	c.Votes, c.Other = count.Thousands(v.sum), count.Thousands(o.sum)
	c.Plain, c.Papers, c.Note = balancedWith(st, unit)
	switch unread := v.unread + o.unread + sums[officer.Aside].unread; {
	case missing.blank > 0:
		c.Verdict = fmt.Sprintf("Still to type: %d", missing.blank)
	case unread > 0:
		c.Verdict = fmt.Sprintf("Cannot be read: %d", unread)
	case c.Papers != "":
		papers, _ := st.Handed(unit)
		c.Difference = count.Thousands(v.sum + o.sum - papers)
		c.Verdict = balanceWords(v.sum + o.sum - papers)
	}
	return c
}

// balancedWith is the papers that a sheet is to come to, in digits and as they are
// read, or why there are none.
func balancedWith(st *count.Standing, unit *count.CountUnit) (plain, papers, note string) {
	n, own := st.Handed(unit)
	_, verified := st.Verified()
	switch {
	case !st.Contest.Election.Demands().Papers:
		return "", "", "This desk receives results: no verified papers belong to them."
	case own && st.Contest.VotesPerPerson > 1:
		return "", "", fmt.Sprintf("%s bear up to %s. The desk compares them when the sheet is sent.", plural(n, "paper"), plural(n*st.Contest.VotesPerPerson, "vote"))
	case own:
		return strconv.Itoa(n), count.Thousands(n), ""
	case verified:
		return "", "", "No verified papers belong to this sheet alone: it balances with the whole contest."
	}
	return "", "", "The papers are not verified yet."
}

// added is a sum as far as its figures can be read.
type added struct{ sum, blank, unread int }

func (a added) with(figure string) added {
	switch n, err := count.ParseFigure(figure); err {
	case nil:
		a.sum += n
	case count.ErrBlank:
		a.blank++
	default:
		a.unread++
	}
	return a
}

func add(figures count.Fields, fields []string) added {
	var a added
	for _, field := range fields {
		a = a.with(figures[field])
	}
	return a
}

// balanceWords says a difference, sheet less papers, in words.
func balanceWords(d int) string {
	switch {
	case d == 0:
		return "✓ Adds up"
	case d < 0:
		return plural(-d, "paper") + " short"
	}
	return plural(d, "paper") + " too many"
}
