package count

import (
	"fmt"
	"strings"
)

// CheckComplete checks a whole count before it is made provisional: no unit
// missing, waiting or sent back, no doubtful paper outstanding, each sheet and the
// whole equal to the verified papers or short by what was accepted (E02, E04, E05,
// E07, E09, E13, E17).
func CheckComplete(s *Standing) []Finding {
	if closed := noPoll(s); closed != nil {
		return closed
	}
	if findings := notIn(s); len(findings) > 0 {
		return findings
	}
	if !s.Contest.Election.Demands().Papers {
		return checkElectorate(s.Contest, s.papersOf(s.Tally()))
	}
	papers, all := s.Verified()
	if !all {
		return []Finding{{Code: E09, Title: "Not all papers are verified any more.", Text: "Papers were verified again after votes were entered, and some are still missing."}}
	}
	if over := checkElectorate(s.Contest, papers); len(over) > 0 {
		return over // an earlier figure was taken back to, or the electorate is another
	}
	findings := append(doubtfulLeft(s), unbalanced(s)...)
	t := s.Tally()
	t.Doubtful = 0
	d := s.Contest.rules().Difference(s.Contest, t, papers)
	if len(findings) > 0 || d.settled(s.shortBy()) {
		return findings
	}
	code := E05
	if d.Over() > 0 {
		code = E04
	}
	return append(findings, Finding{Code: code, Title: "The count does not add up: " + d.words() + ".",
		Text: fmt.Sprintf("%s of all sheets come to %s; %s papers were verified%s.", accounted(false, d), Thousands(d.Accounted), Thousands(papers), bear(d)),
		Hint: hint(-d.Over(), allFigures(t))})
}

// notIn names the units whose sheets are not in, wait for a second person, or are
// back at their tables.
func notIn(s *Standing) []Finding {
	var missing, waiting, back []string
	for _, u := range s.Contest.Units {
		_, in := s.Sheets[u.ID]
		_, parked := s.SentBack[u.ID]
		switch {
		case parked:
			back = append(back, u.Name)
		case len(s.Waiting[u.ID]) > 0:
			waiting = append(waiting, u.Name)
		case !in:
			missing = append(missing, u.Name)
		}
	}
	var findings []Finding
	add := func(code Code, names []string, title, text string) {
		if len(names) > 0 {
			findings = append(findings, Finding{Code: code, Title: title, Text: text + strings.Join(names, ", ") + "."})
		}
	}
	add(E02, missing, fmt.Sprintf("%d of %d count sheets are missing.", len(missing), len(s.Contest.Units)), "Not in yet: ")
	add(E13, waiting, sheetsThat(len(waiting), "waits", "wait")+" for a second person.", "Typed by one person only: ")
	add(E02, back, sheetsThat(len(back), "was", "were")+" sent back to the table.", "To come again: ")
	return findings
}

func sheetsThat(n int, one, more string) string {
	if n == 1 {
		return "1 count sheet " + one
	}
	return fmt.Sprintf("%d count sheets %s", n, more)
}

// doubtfulLeft refuses doubtful papers that adjudication did not return (E05).
func doubtfulLeft(s *Standing) []Finding {
	out, exact := s.doubtful()
	switch {
	case !s.Contest.HasAdjudication() || out == 0 || out > 0 && !exact:
		return nil
	case out < 0:
		return []Finding{{Code: E05, Title: fmt.Sprintf("Adjudication returned more papers than were sent to it: %s.",
			Difference{Accounted: -out, Each: 1}.words())}}
	}
	return []Finding{{Code: E05, Title: fmt.Sprintf("%s doubtful %s not adjudicated yet.", Thousands(out), isAre(out))}}
}

// doubtful is the doubtful papers sent to adjudication and not yet decided, less
// than zero where it returned more than it was sent. Where the votes that it returns
// only bound its papers, so does this: there may be fewer.
func (s *Standing) doubtful() (papers int, exact bool) {
	exact = true
	for _, u := range s.Contest.Units {
		t := s.Sheets[u.ID].Tally
		if u.Kind == Adjudication {
			papers -= s.papersOf(t)
			exact = exact && s.Contest.rules().Difference(s.Contest, t, s.papersOf(t)).Exact
		} else {
			papers += t.Doubtful
		}
	}
	return papers, exact
}

// shortBy is the papers whose lack was accepted for the whole: the contest's own,
// or else that of its units. A unit that came into balance since needs its no more.
func (s *Standing) shortBy() int {
	if r, ok := s.Residuals[""]; ok {
		return r.Papers
	}
	if len(s.Contest.Units) == 1 {
		return s.residual(&s.Contest.Units[0])
	}
	n := 0
	for i := range s.Contest.Units {
		u := &s.Contest.Units[i]
		papers, own := s.Handed(u)
		short := s.Contest.rules().Difference(s.Contest, s.Sheets[u.ID].Tally, papers)
		if r := s.residual(u); !own || short.Missing() == r {
			n += r
		}
	}
	return n
}

// unbalanced checks the sheets with papers of their own again: these may have been
// verified anew, from one box to another, since the sheet was sent.
func unbalanced(s *Standing) []Finding {
	if len(s.Contest.Units) == 1 {
		return nil // it balances with the contest
	}
	var findings []Finding
	for i := range s.Contest.Units {
		u := &s.Contest.Units[i]
		t := s.Sheets[u.ID].Tally
		papers, own := s.Handed(u)
		d := s.Contest.rules().Difference(s.Contest, t, papers)
		if own {
			// With several votes a paper the sum alone would not tell.
			if over := tooMany(s.Contest, t, t, papers, d); len(over) > 0 && d.Over() <= 0 {
				findings = append(findings, over...)
				continue
			}
		}
		if !own || d.settled(s.residual(u)) {
			continue
		}
		code := E05
		if d.Over() > 0 {
			code = E04
		}
		f := offBalance(code, u, t, d, papers, own)
		f.Title = u.Name + ": " + d.words() + "."
		findings = append(findings, f)
	}
	return findings
}

func isAre(n int) string {
	if n == 1 {
		return "paper is"
	}
	return "papers are"
}
