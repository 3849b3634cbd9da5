package web

import (
	"strings"

	"resultsdesk/internal/feed"
)

// figures is a result in lines of text: who is elected, the majority, the turnout and
// every candidate.
func (t *teller) figures() string {
	c := t.b.Contest
	var lines []string
	if c.Declared != nil {
		lines = append(lines, t.l.T("atom.declared.at", "time", t.when(*c.Declared)))
	}
	if len(c.Corrections) > 0 {
		lines = append(lines, t.l.T("atom.declared.corrected", "n", len(c.Corrections)))
	}
	if c.Lot != nil {
		lines = append(lines, t.l.T("atom.lot"))
	}
	if m := c.Majority; m != nil && !c.NoMember {
		lines = append(lines, t.l.T("atom.majority", "n", m.Votes))
	}
	if u := c.Turnout; u != nil {
		lines = append(lines, t.l.T("atom.turnout", "percent", t.l.Percent(int(u.Percent))))
	}
	for _, line := range c.Candidates {
		lines = append(lines, t.candidate(line))
	}
	return strings.Join(lines, "\n")
}

// candidate is "Jeremy Corbyn (Independent): 24,120 (49.2%), elected".
func (t *teller) candidate(line feed.Candidate) string {
	words := t.l.T("contest.stands_for", "name", plain(line.Name), "party", plain(standsFor(t.l, line)))
	if line.Votes != nil {
		words += ": " + t.l.Number(*line.Votes)
		if line.Share != nil {
			words += " (" + t.l.Percent(int(*line.Share)) + ")"
		}
	}
	if line.Elected {
		words += ", " + t.l.T("atom.elected")
	}
	return words
}
