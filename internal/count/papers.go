package count

import (
	"fmt"
	"maps"
	"strings"
	"unicode/utf8"
)

// longestExplanation of a variance, in characters.
const longestExplanation = 500

// CheckPapers reads verified papers as typed: a figure for each box, those not yet
// verified left blank, or one total for the whole contest. With every box given
// the total is compared with their sum (E01, E02, E05, E07, E17). A box may have its
// ballot paper account: what was entrusted, unused and spoilt together, and tendered
// papers, blank being 0. With no refusal come W10 and W12.
//
// A form without the fields of an account leaves the account that stands as it is.
func CheckPapers(s *Standing, typed Fields) (boxes map[string]Verified, total *Verified, findings []Finding) {
	if closed := noPoll(s); closed != nil {
		return nil, nil, closed
	}
	r := &reader{typed: maps.Clone(typed)}
	boxes = map[string]Verified{}
	for i := range s.Contest.Boxes {
		if b := &s.Contest.Boxes[i]; r.hasBox(b) {
			boxes[b.ID] = r.box(b, s.Boxes[b.ID])
		}
	}
	if !r.blank(FieldTotal) || len(s.Contest.Boxes) == 0 {
		total = &Verified{Papers: r.figure(FieldTotal, "Verified papers")}
	}
	delete(r.typed, FieldTotal)
	r.unknown()
	if len(r.findings) > 0 {
		return nil, nil, r.findings
	}
	after, sums := s.papersAfter(boxes, total), checkPaperSums(s.Contest, boxes, total)
	if len(sums) > 0 {
		return boxes, total, sums
	}
	if refused := checkElectorate(s.Contest, after.papers()); len(refused) > 0 {
		return boxes, total, refused
	}
	return boxes, total, append(checkVariances(variances(s.Contest, after.boxes)), warnElectorate(s.Contest, after.papers())...)
}

// hasBox tells whether anything is typed for a box, and takes its fields out where
// nothing is.
func (r *reader) hasBox(b *VerificationUnit) bool {
	fields := append(accountFields(b), FieldBox(b.ID), FieldExplanation(b.ID))
	for _, f := range fields {
		if !r.blank(f) {
			return true
		}
	}
	for _, f := range fields {
		delete(r.typed, f)
	}
	return false
}

func accountFields(b *VerificationUnit) []string {
	return []string{FieldEntrusted(b.ID), FieldUnusedPapers(b.ID), FieldSpoilt(b.ID), FieldTendered(b.ID)}
}

func (r *reader) box(b *VerificationUnit, was Paper) Verified {
	v := Verified{Papers: r.figure(FieldBox(b.ID), b.Name), Account: was.Account, Explanation: was.Explanation}
	if r.sent(accountFields(b)...) {
		v.Account = r.account(b)
	}
	if r.sent(FieldExplanation(b.ID)) {
		v.Explanation = strings.TrimSpace(r.typed[FieldExplanation(b.ID)])
		delete(r.typed, FieldExplanation(b.ID))
	}
	if utf8.RuneCountInString(v.Explanation) > longestExplanation {
		r.add(Finding{Code: E01, Field: FieldExplanation(b.ID), Title: fmt.Sprintf("%s: the explanation has more than %d characters.", b.Name, longestExplanation)})
	}
	return v
}

func (r *reader) sent(fields ...string) bool {
	for _, f := range fields {
		if _, ok := r.typed[f]; ok {
			return true
		}
	}
	return false
}

// account reads a ballot paper account: nil where all of it is blank.
func (r *reader) account(b *VerificationUnit) *Account {
	blank := true
	for _, f := range accountFields(b) {
		blank = blank && r.blank(f)
	}
	if blank {
		for _, f := range accountFields(b) {
			delete(r.typed, f)
		}
		return nil
	}
	before := len(r.findings)
	a := &Account{
		Entrusted: r.figure(FieldEntrusted(b.ID), b.Name+", papers entrusted"),
		Unused:    r.figure(FieldUnusedPapers(b.ID), b.Name+", papers unused"),
		Spoilt:    r.figure(FieldSpoilt(b.ID), b.Name+", papers spoilt"),
	}
	if !r.blank(FieldTendered(b.ID)) {
		a.Tendered = r.figure(FieldTendered(b.ID), b.Name+", tendered papers")
	}
	delete(r.typed, FieldTendered(b.ID))
	if len(r.findings) == before && a.Expected() < 0 {
		r.add(Finding{Code: E05, Field: FieldEntrusted(b.ID), Title: b.Name + ": the ballot paper account does not add up.",
			Text: fmt.Sprintf("%s papers were entrusted; unused and spoilt come to %s.", Thousands(a.Entrusted), Thousands(a.Unused+a.Spoilt))})
	}
	return a
}

func checkPaperSums(c *Contest, boxes map[string]Verified, total *Verified) []Finding {
	papers := map[string]int{}
	for id, v := range boxes {
		papers[id] = v.Papers
	}
	all := sum(papers)
	switch {
	case len(boxes) == 0 && total == nil:
		return []Finding{{Code: E01, Field: FieldBox(c.Boxes[0].ID), Title: "No figure is typed.",
			Text: "Give the papers of at least one box, or the total of the verification statement."}}
	case total != nil && len(boxes) > 0 && len(boxes) < len(c.Boxes):
		return []Finding{{Code: E05, Field: FieldTotal, Title: "A total is given, but not every box.",
			Text: fmt.Sprintf("%d of %d boxes and postal sessions have a figure. Give all of them, or the total only.", len(boxes), len(c.Boxes))}}
	case total != nil && len(boxes) > 0 && all != total.Papers:
		return []Finding{{Code: E05, Field: FieldTotal,
			Title: fmt.Sprintf("The boxes add up to %s papers, the total says %s.", Thousands(all), Thousands(total.Papers)),
			Hint:  hint(total.Papers-all, figures(papers))}}
	}
	return nil
}

// verifiedPapers is what would stand after a form: boxes, or a total instead.
type verifiedPapers struct {
	boxes map[string]Paper
	total *Verified
}

func (s *Standing) papersAfter(boxes map[string]Verified, total *Verified) verifiedPapers {
	if len(boxes) == 0 {
		return verifiedPapers{total: total}
	}
	after := maps.Clone(s.Boxes)
	if after == nil {
		after = map[string]Paper{}
	}
	for id, v := range boxes {
		after[id] = Paper{Papers: v.Papers, Account: v.Account, Explanation: v.Explanation}
	}
	return verifiedPapers{boxes: after}
}

func (v verifiedPapers) papers() int {
	if v.total != nil {
		return v.total.Papers
	}
	n := 0
	for _, p := range v.boxes {
		n += p.Papers
	}
	return n
}

// checkElectorate refuses more papers than electors (E07).
func checkElectorate(c *Contest, papers int) []Finding {
	if e := c.Electorate; e != nil && e.Final && papers > e.Count {
		return []Finding{{Code: E07, Field: FieldTotal,
			Title: fmt.Sprintf("%s papers are more than the %s electors.", Thousands(papers), Thousands(e.Count))}}
	}
	return nil
}

// warnElectorate: more papers than a provisional electorate (W12).
func warnElectorate(c *Contest, papers int) []Finding {
	if e := c.Electorate; e != nil && !e.Final && papers > e.Count {
		return []Finding{{Code: W12, Field: FieldTotal,
			Title: fmt.Sprintf("%s papers are more than the %s electors of the provisional electorate.", Thousands(papers), Thousands(e.Count))}}
	}
	return nil
}
