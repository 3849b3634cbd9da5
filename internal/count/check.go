package count

import (
	"fmt"
	"maps"
	"strings"
)

// Fields is a form as typed: field name to text.
type Fields map[string]string

// CheckSheet reads a count unit's sheet as typed and checks it by E01 to E06. All
// findings come together, so that the paper goes back once; a finding that only
// follows from another is left out.
func CheckSheet(s *Standing, unit *CountUnit, typed Fields) (Tally, []Finding) {
	r := &reader{typed: maps.Clone(typed)}
	t := Tally{Votes: map[string]int{}, Rejected: map[string]int{}}
	for i := range s.Contest.Candidates {
		c := &s.Contest.Candidates[i]
		t.Votes[c.ID] = r.figure(FieldVotes(c.ID), c.BallotName())
	}
	if unit.SendsDoubtful {
		t.Doubtful = r.figure(FieldDoubtful, "Doubtful papers")
	} else {
		before := len(r.findings)
		for _, h := range s.Contest.Election.Type.Heads() {
			t.Rejected[h.ID] = r.figure(FieldHead(h.ID), h.Label)
		}
		r.rejectedTotal(t, len(r.findings) == before)
	}
	r.unknown()
	if len(r.findings) > 0 {
		return t, r.findings
	}
	return t, balanceSheet(s, unit, t)
}

// reader takes figures out of the typed fields and notes what is wrong (E01, E02).
type reader struct {
	typed    Fields
	findings []Finding
}

func (r *reader) figure(field, what string) int {
	text, present := r.typed[field]
	delete(r.typed, field)
	if !present {
		r.add(Finding{Code: E02, Field: field, Title: what + " is missing from what was sent.",
			Text: "Every candidate and every line of the sheet must be there once. Open the sheet again."})
		return 0
	}
	n, err := ParseFigure(text)
	if err != nil {
		title := fmt.Sprintf("%s: “%s” cannot be read.", what, strings.TrimSpace(text))
		if err == ErrBlank {
			title = what + ": the figure is missing."
		}
		r.add(Finding{Code: E01, Field: field, Title: title, Text: sentence(err.Error())})
	}
	return n
}

// rejectedTotal compares the optional total of the sheet with its heads (E06),
// where all of these could be read.
func (r *reader) rejectedTotal(t Tally, readable bool) {
	text := r.typed[FieldRejected]
	delete(r.typed, FieldRejected)
	if strings.TrimSpace(text) == "" {
		return
	}
	total, err := ParseFigure(text)
	switch {
	case err != nil:
		r.add(Finding{Code: E01, Field: FieldRejected, Title: fmt.Sprintf("Rejected papers in all: “%s” cannot be read.", strings.TrimSpace(text)), Text: sentence(err.Error())})
	case readable && total != t.RejectedPapers():
		r.add(Finding{Code: E06, Field: FieldRejected,
			Title: fmt.Sprintf("The reasons add up to %s rejected papers, the sheet says %s.", Thousands(t.RejectedPapers()), Thousands(total)),
			Hint:  hint(total-t.RejectedPapers(), figures(t.Rejected))})
	}
}

// unknown refuses what is left: figures of nobody on this ballot paper (E02).
func (r *reader) unknown() {
	for _, field := range sortedKeys(r.typed) {
		r.add(Finding{Code: E02, Field: field, Title: "A figure was sent for “" + field + "”, which is not on this sheet.",
			Text: "Open the sheet again and type it from the paper."})
	}
}

func (r *reader) add(f Finding) { r.findings = append(r.findings, f) }

// balanceSheet checks a readable sheet against the papers (E03, E04, E05). A unit
// with papers of its own balances when it is sent; another must only stay within
// the contest's papers, and balances when the count is made provisional.
func balanceSheet(s *Standing, unit *CountUnit, t Tally) []Finding {
	papers, own := s.Handed(unit)
	accounted := t.Papers()
	if !own {
		// Doubtful papers come back through adjudication; counting them here as well
		// would count them twice.
		total, _ := s.Verified()
		others := s.tallyBut(unit.ID)
		papers = total - others.Valid() - others.RejectedPapers()
		accounted -= t.Doubtful
		// Where papers were lowered since, several sheets can be too high together. One
		// that takes no more than before makes nothing worse, and each can come first;
		// CheckComplete holds the whole to its papers.
		was := s.Sheets[unit.ID].Tally
		papers = max(papers, was.Valid()+was.RejectedPapers())
	}
	var findings []Finding
	for i := range s.Contest.Candidates {
		c := &s.Contest.Candidates[i]
		if v := t.Votes[c.ID]; v > papers {
			findings = append(findings, Finding{Code: E03, Field: FieldVotes(c.ID),
				Title: fmt.Sprintf("%s: %s votes are more than the %s papers.", c.BallotName(), Thousands(v), Thousands(papers)),
				Hint:  hint(papers-accounted, allFigures(t))})
		}
	}
	if len(findings) > 0 {
		return findings
	}
	switch {
	case accounted > papers:
		return []Finding{offBalance(E04, unit, t, accounted, papers, own)}
	case accounted < papers && own:
		return []Finding{offBalance(E05, unit, t, accounted, papers, own)}
	}
	return nil
}

func offBalance(code Code, unit *CountUnit, t Tally, accounted, papers int, own bool) Finding {
	d := papers - accounted
	what := "Votes and rejected papers"
	if unit.SendsDoubtful && own {
		what = "Votes and doubtful papers"
	}
	handed := fmt.Sprintf("%s was handed %s", unitNoun(unit), Thousands(papers))
	switch {
	case unit.Kind == Whole:
		handed = Thousands(papers) + " papers were verified"
	case !own:
		handed = fmt.Sprintf("only %s of the verified papers are not yet accounted for", Thousands(papers))
	}
	return Finding{Code: code, Title: "The sheet does not add up: " + shortOrOver(d) + ".",
		Text: fmt.Sprintf("%s come to %s; %s.", what, Thousands(accounted), handed),
		Hint: hint(d, allFigures(t))}
}

func shortOrOver(d int) string {
	papers := "papers"
	if d == 1 || d == -1 {
		papers = "paper"
	}
	if d < 0 {
		return fmt.Sprintf("%s %s too many", Thousands(-d), papers)
	}
	return fmt.Sprintf("%s %s short", Thousands(d), papers)
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

// CheckComplete checks a whole count before it is made provisional: no unit
// missing, no doubtful paper outstanding, each sheet and the whole equal to the
// verified papers (E02, E04, E05).
func CheckComplete(s *Standing) []Finding {
	var findings []Finding
	if missing := s.Missing(); len(missing) > 0 {
		var names []string
		for _, u := range missing {
			names = append(names, u.Name)
		}
		return []Finding{{Code: E02, Title: fmt.Sprintf("%d of %d count sheets are missing.", len(missing), len(s.Contest.Units)),
			Text: "Not in yet: " + strings.Join(names, ", ") + "."}}
	}
	if out := s.Outstanding(); s.Contest.HasAdjudication() && out != 0 {
		title := fmt.Sprintf("%s doubtful %s not adjudicated yet.", Thousands(out), isAre(out))
		if out < 0 {
			title = fmt.Sprintf("Adjudication returned more papers than were sent to it: %s.", shortOrOver(out))
		}
		findings = append(findings, Finding{Code: E05, Title: title})
	}
	findings = append(findings, unbalanced(s)...)
	papers, _ := s.Verified()
	t := s.Tally()
	accounted := t.Valid() + t.RejectedPapers()
	d := papers - accounted
	if d == 0 || len(findings) > 0 {
		return findings
	}
	code := E05
	if d < 0 {
		code = E04
	}
	return append(findings, Finding{Code: code, Title: "The count does not add up: " + shortOrOver(d) + ".",
		Text: fmt.Sprintf("Votes and rejected papers of all sheets come to %s; %s papers were verified.", Thousands(accounted), Thousands(papers)),
		Hint: hint(d, allFigures(t))})
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
		if !own || t.Papers() == papers {
			continue
		}
		code := E05
		if t.Papers() > papers {
			code = E04
		}
		f := offBalance(code, u, t, t.Papers(), papers, own)
		f.Title = u.Name + ": " + shortOrOver(papers-t.Papers()) + "."
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

// CheckTie refuses equal votes at the elected line (E14).
func CheckTie(s *Standing) []Finding {
	_, tied := s.Elect()
	if len(tied) == 0 {
		return nil
	}
	var names []string
	for _, id := range tied {
		if c, ok := s.Contest.Candidate(id); ok {
			names = append(names, c.Name())
		}
	}
	return []Finding{{Code: E14, Title: "Equal votes: " + strings.Join(names, " and ") + ".",
		Text: "Nobody is elected by the order of a list. The Returning Officer decides between them by lot (rule 49)."}}
}

// CheckPapers reads verified papers as typed: a figure for each box, those not yet
// verified left blank, or one total for the whole contest. With every box given
// the total is compared with their sum (E01, E02, E05, E07).
func CheckPapers(c *Contest, typed Fields) (boxes map[string]int, total *int, findings []Finding) {
	r := &reader{typed: maps.Clone(typed)}
	boxes = map[string]int{}
	for _, b := range c.Boxes {
		field := FieldBox(b.ID)
		if strings.TrimSpace(r.typed[field]) == "" {
			delete(r.typed, field)
			continue
		}
		boxes[b.ID] = r.figure(field, b.Name)
	}
	if strings.TrimSpace(r.typed[FieldTotal]) != "" || len(c.Boxes) == 0 {
		n := r.figure(FieldTotal, "Verified papers")
		total = &n
	}
	delete(r.typed, FieldTotal)
	r.unknown()
	if len(r.findings) > 0 {
		return nil, nil, r.findings
	}
	return boxes, total, checkPaperSums(c, boxes, total)
}

func checkPaperSums(c *Contest, boxes map[string]int, total *int) []Finding {
	all := sum(boxes)
	switch {
	case len(boxes) == 0 && total == nil:
		return []Finding{{Code: E01, Field: FieldBox(c.Boxes[0].ID), Title: "No figure is typed.",
			Text: "Give the papers of at least one box, or the total of the verification statement."}}
	case total != nil && len(boxes) > 0 && len(boxes) < len(c.Boxes):
		return []Finding{{Code: E05, Field: FieldTotal, Title: "A total is given, but not every box.",
			Text: fmt.Sprintf("%d of %d boxes and postal sessions have a figure. Give all of them, or the total only.", len(boxes), len(c.Boxes))}}
	case total != nil && len(boxes) > 0 && all != *total:
		return []Finding{{Code: E05, Field: FieldTotal,
			Title: fmt.Sprintf("The boxes add up to %s papers, the total says %s.", Thousands(all), Thousands(*total)),
			Hint:  hint(*total-all, figures(boxes))}}
	}
	if total != nil {
		return checkElectorate(c, *total)
	}
	return checkElectorate(c, all)
}

// checkElectorate refuses more papers than electors (E07).
func checkElectorate(c *Contest, papers int) []Finding {
	if e := c.Electorate; e != nil && e.Final && papers > e.Count {
		return []Finding{{Code: E07, Field: FieldTotal,
			Title: fmt.Sprintf("%s papers are more than the %s electors.", Thousands(papers), Thousands(e.Count))}}
	}
	return nil
}

func figures(m map[string]int) []int {
	var out []int
	for _, k := range sortedKeys(m) {
		out = append(out, m[k])
	}
	return out
}

func allFigures(t Tally) []int {
	return append(append(figures(t.Votes), figures(t.Rejected)...), t.Doubtful)
}

func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] + "." }
