package count

import (
	"fmt"
	"maps"
)

// Fields is a form as typed: field name to text.
type Fields map[string]string

// CheckSheet reads a count unit's sheet as typed and checks it. All refusals (E01 to
// E06, E17) come together, so that the paper goes back once; a finding that only
// follows from another is left out. With none, the warnings and notices come: those
// of the unit, and where the contest is counted as one, those of the contest.
func CheckSheet(s *Standing, unit *CountUnit, typed Fields) (Tally, []Finding) {
	if closed := noPoll(s); closed != nil {
		return Tally{}, closed
	}
	r := &reader{typed: maps.Clone(typed)}
	t := r.sheet(s.Contest, unit)
	if len(r.findings) > 0 {
		return t, r.findings
	}
	if refusals := balanceSheet(s, unit, t); len(refusals) > 0 {
		return t, refusals
	}
	findings := warnUnit(s, unit, t)
	if len(s.Contest.Units) == 1 {
		findings = append(findings, warnContest(s, t)...)
	}
	return t, findings
}

// noPoll refuses figures of a contest without a poll (E17).
func noPoll(s *Standing) []Finding {
	switch {
	case s.Contest.Uncontested():
		return []Finding{{Code: E17, Title: s.Contest.Name + " is uncontested: there is no poll and nothing to count.",
			Text: "There are no more candidates than seats. All of them are elected."}}
	case s.Cancelled != nil:
		return []Finding{{Code: E17, Title: fmt.Sprintf("The poll of %s was %s: nothing is counted.", s.Contest.Name, s.Cancelled.Manner)}}
	}
	return nil
}

// balanceSheet checks a readable sheet against the papers (E03, E04, E05). A unit
// with papers of its own balances when it is sent; another must only stay within
// the contest's papers, and balances when the count is made provisional. A desk that
// receives results has no papers but those that the figures make.
func balanceSheet(s *Standing, unit *CountUnit, t Tally) []Finding {
	if !s.Contest.Election.Demands().Papers {
		return checkElectorate(s.Contest, s.papersOf(s.tallyBut(unit.ID).Plus(t)))
	}
	papers, own := s.Handed(unit)
	held := t
	if !own {
		papers = s.unaccounted(unit)
		held.Doubtful = 0
	}
	d := s.Contest.rules().Difference(s.Contest, held, papers)
	if findings := tooMany(s.Contest, t, held, papers, d); len(findings) > 0 {
		return findings
	}
	switch {
	case d.Over() > 0:
		return []Finding{offBalance(E04, unit, t, d, papers, own)}
	case own && !d.settled(s.residual(unit)):
		return []Finding{offBalance(E05, unit, t, d, papers, own)}
	}
	return nil
}

// unaccounted is the verified papers of the contest that no other unit's sheet
// accounts for. Doubtful papers come back through adjudication; counting them here
// as well would count them twice.
//
// Where papers were lowered since, several sheets can be too high together. One that
// takes no more than before makes nothing worse, and each can come first;
// CheckComplete holds the whole to its papers.
func (s *Standing) unaccounted(unit *CountUnit) int {
	total, _ := s.Verified()
	others, was := s.tallyBut(unit.ID), s.Sheets[unit.ID].Tally
	others.Doubtful, was.Doubtful = 0, 0
	return max(total-s.papersOf(others), s.papersOf(was))
}

// residual is the papers whose lack was accepted for a unit. Where the contest is
// counted as one, the contest's is its own.
func (s *Standing) residual(unit *CountUnit) int {
	if r, ok := s.Residuals[unit.ID]; ok || len(s.Contest.Units) > 1 {
		return r.Papers
	}
	return s.Residuals[""].Papers
}

// tooMany refuses candidates with more votes than papers (E03).
func tooMany(c *Contest, t, held Tally, papers int, d Difference) []Finding {
	limit := c.rules().Limit(c, held, papers)
	what := "papers"
	if limit != papers {
		what = "papers that were not rejected"
	}
	var findings []Finding
	for i := range c.Candidates {
		cand := &c.Candidates[i]
		if v := t.Votes[cand.ID]; v > limit {
			findings = append(findings, Finding{Code: E03, Field: FieldVotes(cand.ID),
				Title: fmt.Sprintf("%s: %s votes are more than the %s %s.", cand.BallotName(), Thousands(v), Thousands(limit), what),
				Hint:  hint(-d.Over(), allFigures(t))})
		}
	}
	return findings
}

func offBalance(code Code, unit *CountUnit, t Tally, d Difference, papers int, own bool) Finding {
	handed := fmt.Sprintf("%s was handed %s", unitNoun(unit), Thousands(papers))
	switch {
	case unit.Kind == Whole:
		handed = Thousands(papers) + " papers were verified"
	case !own:
		handed = fmt.Sprintf("only %s of the verified papers are not yet accounted for", Thousands(papers))
	}
	return Finding{Code: code, Title: "The sheet does not add up: " + d.words() + ".",
		Text: fmt.Sprintf("%s come to %s; %s%s.", accounted(unit.SendsDoubtful && own, d), Thousands(d.Accounted), handed, bear(d)),
		Hint: hint(-d.Over(), allFigures(t))}
}

// accounted names what a sheet's figures are added up from.
func accounted(doubtful bool, d Difference) string {
	papers := "rejected papers"
	if doubtful {
		papers = "doubtful papers"
	}
	switch {
	case d.Each == 1:
		return "Votes and " + papers
	case d.Exact:
		return fmt.Sprintf("Votes, unused votes, votes lost in part and %d for each of the %s", d.Each, papers)
	}
	return fmt.Sprintf("Votes, votes lost in part and %d for each of the %s", d.Each, papers)
}

// bear says how many votes papers bear where that is more than one each.
func bear(d Difference) string {
	if d.Each == 1 {
		return ""
	}
	return fmt.Sprintf(", which bear %s votes", Thousands(d.Of))
}

func unitNoun(u *CountUnit) string {
	switch u.Kind {
	case Adjudication:
		return "adjudication"
	case Whole:
		return "the count"
	}
	return "this " + string(u.Kind)
}

func figures(m map[string]int) []int {
	var out []int
	for _, k := range sortedKeys(m) {
		out = append(out, m[k])
	}
	return out
}

func allFigures(t Tally) []int {
	all := append(append(figures(t.Votes), figures(t.Rejected)...), t.Doubtful, t.InPart)
	if t.Unused != nil {
		all = append(all, *t.Unused)
	}
	return all
}
