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
func controlOf(st *count.Standing, unit *count.CountUnit, figures count.Fields) officer.Control {
	c := officer.Control{Title: capital(unitWords(unit)), PapersName: "Papers handed to it", OtherName: "Rejected", Difference: "–"}
	if unit.Kind == count.Whole {
		c.PapersName = "Papers verified"
	}
	others := []string{count.FieldDoubtful}
	if unit.SendsDoubtful {
		c.OtherName = "Doubtful"
	} else {
		others = nil
		for _, h := range st.Contest.Election.Type.Heads() {
			others = append(others, count.FieldHead(h.ID))
		}
	}
	var votes []string
	for _, cand := range st.Contest.Candidates {
		votes = append(votes, count.FieldVotes(cand.ID))
	}
	v, o := add(figures, votes), add(figures, others)
	c.Votes, c.Other = count.Thousands(v.sum), count.Thousands(o.sum)
	papers, own := st.Handed(unit)
	_, verified := st.Verified()
	switch {
	case own:
		c.Papers, c.Plain = count.Thousands(papers), strconv.Itoa(papers)
	case verified:
		c.Note = "No verified papers belong to this sheet alone: it balances with the whole contest."
	default:
		c.Note = "The papers are not verified yet."
	}
	blank, unread := v.blank+o.blank, v.unread+o.unread
	switch {
	case blank > 0:
		c.Verdict = fmt.Sprintf("Still to type: %d", blank)
	case unread > 0:
		c.Verdict = fmt.Sprintf("Cannot be read: %d", unread)
	case own:
		c.Difference = count.Thousands(v.sum + o.sum - papers)
		c.Verdict = balanceWords(v.sum + o.sum - papers)
	}
	return c
}

// added is a sum as far as its figures can be read.
type added struct{ sum, blank, unread int }

func add(figures count.Fields, fields []string) added {
	var a added
	for _, field := range fields {
		switch n, err := count.ParseFigure(figures[field]); err {
		case nil:
			a.sum += n
		case count.ErrBlank:
			a.blank++
		default:
			a.unread++
		}
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
