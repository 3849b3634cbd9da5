package desk

import (
	"fmt"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// script is what is read out: every candidate in ballot paper order, rejected papers
// by head, each figure in words too.
func script(st *count.Standing) []officer.ScriptLine {
	c, t := st.Contest, st.Tally()
	if c.Uncontested() {
		return nil
	}
	var lines []officer.ScriptLine
	add := func(name, note string, n int, strong bool) {
		lines = append(lines, officer.ScriptLine{Name: name, Note: note, Figure: count.Thousands(n), Spoken: count.Spoken(n), Strong: strong})
	}
	for _, cand := range c.Candidates {
		add(strconv.Itoa(cand.Number)+" "+cand.BallotName(), cand.Description, t.Votes[cand.ID], false)
	}
	if t.RejectedUnknown {
		return append(lines, officer.ScriptLine{Name: "Rejected in all", Figure: "not known", Strong: true})
	}
	for _, h := range c.Election.Type.Heads() {
		add("Rejected: "+h.Label, "", t.Rejected[h.ID], false)
	}
	add("Rejected in all", "", t.RejectedPapers(), true)
	return lines
}

// electedWords says in words who is elected, or why nobody is, and what changed.
func electedWords(st *count.Standing) (elected, outcome string) {
	d, c := st.Declaration(), st.Contest
	switch {
	case c.Uncontested():
		var names []string
		for i := range c.Candidates {
			names = append(names, candidateName(&c.Candidates[i]))
		}
		return listed(names) + " " + isOrAre(len(names)) + " elected unopposed. No poll was taken.", d.Outcome.Text()
	case len(d.Elected) == 0 && len(st.Deceased) > 0:
		return "Nobody is declared elected: " + d.Rows[0].Candidate.Name() + ", who has most votes, died before the declaration (rule 61).", ""
	case len(d.Elected) == 0:
		return "", ""
	}
	var names []string
	for _, e := range d.Elected {
		names = append(names, candidateName(e))
	}
	elected = listed(names) + " " + isOrAre(len(names)) + " elected"
	if d.RunnerUp != nil {
		elected += majorityWords(d)
	}
	elected += "."
	if st.Lot != nil {
		elected += " " + capital(lotSentence(st))
	}
	for _, dead := range st.Deceased {
		if cand, ok := c.Candidate(dead.Candidate); ok {
			elected += " " + cand.Name() + " died before the declaration; the votes are published."
		}
	}
	return elected, d.Outcome.Text()
}

func majorityWords(d count.Declaration) string {
	over := candidateName(d.RunnerUp)
	if len(d.Elected) > 1 {
		return fmt.Sprintf("; the last of them is %s ahead of %s", plural(d.Majority, "vote"), over)
	}
	return " with a majority of " + count.Thousands(d.Majority) + " over " + over
}

// candidateName is a name with its party: "Jeremy Corbyn (Independent)".
func candidateName(c *count.Candidate) string { return c.Name() + " (" + c.Label() + ")" }
