package desk

import (
	"fmt"
	"net/http"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// showRounds sets the rounds of a count side by side.
func (s *officers) showRounds(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.ask(r, by)
	if err != nil {
		return err
	}
	m := officer.ActPage{Tables: []officer.ActTable{roundsTable(v.st), decisions(v.st)}}
	if v.st.Recount != nil {
		m.Intro = []string{fmt.Sprintf("Recount %d is under way. Its totals stand here when it is put to those present: half a count says nothing.", v.st.Round)}
	}
	s.drawAct(w, r, v, "Rounds of the count", m)
	return nil
}

// round is one count of the contest.
type round struct {
	name  string
	tally count.Tally
	known bool // complete, and seen by those present
}

func rounds(st *count.Standing) []round {
	var all []round
	for _, was := range st.Rounds {
		var t count.Tally
		for _, sheet := range was.Sheets {
			t = t.Plus(sheet.Tally)
		}
		all = append(all, round{roundName(was.Round), t, true})
	}
	return append(all, round{roundName(st.Round), st.Tally(), st.Provisional != nil})
}

func roundName(n int) string {
	if n == 0 {
		return "First count"
	}
	return fmt.Sprintf("Recount %d", n)
}

// roundsTable has a row a candidate, in ballot paper order, and a column a round.
// The last column is what the last round changed.
func roundsTable(st *count.Standing) officer.ActTable {
	all, c := rounds(st), st.Contest
	t := officer.ActTable{Title: "Totals by round", Columns: []string{"Line"}}
	if len(all) == 1 && !all[0].known {
		t.Empty = "The first count is not complete yet."
		return t
	}
	for _, one := range all {
		t.Columns = append(t.Columns, one.name)
	}
	if len(all) > 1 {
		t.Columns = append(t.Columns, "Changed by")
	}
	row := func(name string, strong bool, figure func(count.Tally) int) {
		line := officer.ActRow{Name: name, Strong: strong}
		for _, one := range all {
			cell := "–"
			if one.known {
				cell = count.Thousands(figure(one.tally))
			}
			line.Cells = append(line.Cells, cell)
		}
		if n := len(all); n > 1 {
			changed, d := "–", figure(all[n-1].tally)-figure(all[n-2].tally)
			if all[n-1].known {
				changed, line.Differs = changedBy(d), d != 0
			}
			line.Cells = append(line.Cells, changed)
		}
		t.Rows = append(t.Rows, line)
	}
	for _, cand := range c.Candidates {
		row(strconv.Itoa(cand.Number)+" "+cand.BallotName(), false, func(t count.Tally) int { return t.Votes[cand.ID] })
	}
	row("Valid votes", true, count.Tally.Valid)
	for _, h := range c.Election.Type.Heads() {
		row("Rejected: "+h.Label, false, func(t count.Tally) int { return t.Rejected[h.ID] })
	}
	row("Rejected in all", true, count.Tally.RejectedPapers)
	return t
}

// changedBy writes a change: "+12", "−3", "0".
func changedBy(d int) string {
	if d > 0 {
		return "+" + count.Thousands(d)
	}
	return count.Thousands(d)
}
