package desk

import (
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

// candidateName is a name with its party: "Jeremy Corbyn (Independent)".
func candidateName(c *count.Candidate) string { return c.Name() + " (" + c.Label() + ")" }
