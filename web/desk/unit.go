package desk

import (
	"fmt"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// unitRow is one count sheet: what was handed to it, what is on it, and where it
// stands. Figures that wait for a second person are not shown: the second person
// reads the paper.
func unitRow(st *count.Standing, u *count.CountUnit, by count.Officer) officer.Unit {
	c := st.Contest
	row := officer.Unit{Name: u.Name, Note: fedBy(c, u), Papers: "–", Accounted: "–", Difference: "–", By: unitWhere(st, u, by), URL: unitURL(c.ID, u.ID)}
	papers, own := st.Handed(u)
	if own {
		row.Papers = count.Thousands(papers)
	}
	sheet, in := st.Sheets[u.ID]
	if in {
		row.In, row.Accounted = true, count.Thousands(sheet.Tally.Papers())
		if own {
			d := sheet.Tally.Papers() - papers
			row.Difference, row.OffScale = count.Thousands(d), d != 0
		}
	}
	if row.Act = unitAct(st, u, by); row.Act == "" {
		row.Act = "Look"
		if !in {
			row.URL = "" // nothing to look at
		}
	}
	return row
}

// unitWhere says in words where a unit stands and by whom.
func unitWhere(st *count.Standing, u *count.CountUnit, by count.Officer) string {
	c := st.Contest
	sheet, in := st.Sheets[u.ID]
	waiting := st.Waiting[u.ID]
	words := "not in yet"
	switch {
	case len(waiting) > 1 || len(st.Differing(u.ID, by)) > 0:
		words = "two entries differ: each is decided against the paper"
	case len(waiting) == 1:
		words = "waiting for a second person; typed by " + stamp(c, waiting[0].Officer, waiting[0].At)
	case in && sheet.Second != "":
		words = sheet.Officer + " and " + sheet.Second + ", " + clock(c, sheet.At)
	case in:
		words = stamp(c, sheet.Officer, sheet.At)
	case st.Round > 0:
		words = fmt.Sprintf("to be counted again, recount %d", st.Round)
	}
	if parked, back := st.SentBack[u.ID]; back {
		words = "sent back, " + stamp(c, parked.Officer, parked.At) + ": " + parked.Note
	}
	if res, accepted := st.Residuals[u.ID]; accepted {
		words += "; " + plural(res.Papers, "paper") + " short accepted: " + res.Reason
	}
	return words
}

// unitAct is what this officer can do with a sheet now; empty where only look.
func unitAct(st *count.Standing, u *count.CountUnit, by count.Officer) string {
	blind := st.Contest.Election.SecondPerson == count.BlindSecond
	for _, e := range st.Waiting[u.ID] {
		switch {
		case e.Officer == by.ID:
		case blind && st.Allows(by, count.KindEntered) && st.May(count.KindEntered) == nil:
			return "Type it too"
		case !blind && st.Allows(by, count.KindConfirmed) && st.May(count.KindConfirmed) == nil:
			return "Confirm"
		}
	}
	if !st.Allows(by, count.KindEntered) || st.May(count.KindEntered) != nil {
		return ""
	}
	if _, in := st.Sheets[u.ID]; in || len(st.Waiting[u.ID]) > 0 {
		return "Replace"
	}
	return "Enter"
}

// sheetTask is all count sheets together.
func sheetTask(st *count.Standing, by count.Officer) nightTask {
	c, missing, waiting := st.Contest, st.Missing(), waitingFor(st)
	t := nightTask{label: "Count sheets", done: len(missing) == 0 && waiting == 0, by: sheetsIn(st)}
	if t.done {
		return t
	}
	if waiting > 0 {
		t.by += "; " + fmt.Sprint(waiting) + " for a second person"
	}
	for _, want := range []string{"Confirm", "Type it too", "Enter"} {
		for i := range c.Units {
			u := &c.Units[i]
			if unitAct(st, u, by) != want {
				continue
			}
			name := u.Name
			if u.Kind == count.Whole {
				name = "the count sheet"
			}
			verb := want
			if want == "Type it too" {
				verb = "Type"
			}
			t.next = officer.Next{Text: verb + " " + name, URL: unitURL(c.ID, u.ID)}
			return t
		}
	}
	return t
}
