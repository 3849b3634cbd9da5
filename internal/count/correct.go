package count

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// longestName of a contest, in characters.
const longestName = 200

// CheckCorrection checks a correction of a declared result and gives the result that
// it would leave. Its fields are those of a sheet, FieldTotal, FieldElectorate,
// FieldAnnounced, FieldName and FieldCandidateName. What each says was there must be there (E11), what is
// to stand must be readable (E01, E02, E08), the figures must balance with the papers
// (E03 to E05, E07), and the same candidates must be elected: a wrong winner is not
// corrected but withdrawn (E10).
func CheckCorrection(s *Standing, changes []Amendment) (Amended, []Finding) {
	was := s.Amended()
	stands := was.Fields(s.Contest)
	if len(changes) == 0 {
		return was, []Finding{{Code: E01, Title: "Nothing is corrected.", Text: "Give at least one figure as it should be."}}
	}
	var findings []Finding
	changed := map[string]bool{}
	for _, change := range changes {
		now, finding := checkAmendment(s, stands, change)
		switch {
		case changed[change.Field]:
			finding = &Finding{Code: E02, Field: change.Field, Title: fmt.Sprintf("“%s” is corrected twice.", change.Field)}
		case finding == nil:
			stands[change.Field] = now
		}
		changed[change.Field] = true
		if finding != nil {
			findings = append(findings, *finding)
		}
	}
	if findings = append(findings, halfKnown(s.Contest, stands)...); len(findings) > 0 {
		return was, findings
	}
	a := stands.amended(s, was)
	return a, checkAmended(s, a)
}

// checkAmendment checks one change against what stands and gives the text that is to stand.
func checkAmendment(s *Standing, stands Fields, change Amendment) (string, *Finding) {
	c, announced := s.Contest, s.Announced
	before, known := stands[change.Field]
	now := strings.TrimSpace(change.Now)
	refuse := func(code Code, title, text string) (string, *Finding) {
		return "", &Finding{Code: code, Field: change.Field, Title: title, Text: text}
	}
	if !known {
		return refuse(E02, "“"+change.Field+"” is not in this result.", "")
	}
	if plainFigure(change.Was) != plainFigure(before) {
		return refuse(E11, fmt.Sprintf("“%s” stands there, not “%s”.", before, change.Was), "Somebody corrected it before, or the page was older. Look at the result again.")
	}
	if plainFigure(now) == plainFigure(before) {
		return refuse(E01, fmt.Sprintf("“%s” stands there already.", before), "Leave out what stays as it is.")
	}
	switch {
	case change.Field == FieldName || strings.HasPrefix(change.Field, FieldCandidateName("")):
		if now == "" || utf8.RuneCountInString(now) > longestName {
			return refuse(E01, "The name is missing or too long.", "")
		}
		return now, nil
	case change.Field == FieldAnnounced:
		if _, _, ok := parseClock(now); !ok {
			return refuse(E01, fmt.Sprintf("The time “%s” cannot be read.", now), "Write it as 03:26.")
		}
		if e := &c.Election; !c.Uncontested() && nearestClock(e, now, announced).Before(e.Closes) {
			return refuse(E01, fmt.Sprintf("%s is before the poll closed.", now), fmt.Sprintf("It closed at %s.", e.Clock(e.Closes)))
		}
		return now, nil
	}
	if now == "" && mayBeUnknown(c, change.Field) {
		return "", nil
	}
	n, finding := readFigure(change.Field, change.Field, now)
	switch {
	case finding != nil:
		return "", finding
	case change.Field == FieldElectorate && n == 0:
		return refuse(E08, "An electorate is one or more.", "Leave it empty where it is not known.")
	}
	return itoa(n), nil
}

// plainFigure is a text as it is compared: a figure without its commas.
func plainFigure(text string) string {
	if n, err := ParseFigure(text); err == nil {
		return itoa(n)
	}
	return strings.TrimSpace(text)
}

// mayBeUnknown tells which figures of a result can be "not known".
func mayBeUnknown(c *Contest, field string) bool {
	return field == FieldElectorate || field == FieldUnused ||
		!c.Election.Demands().Papers && (strings.HasPrefix(field, FieldHead("")) || field == FieldInPart)
}

// halfKnown refuses some heads of rejected papers without the others.
func halfKnown(c *Contest, f Fields) []Finding {
	var blank []Finding
	lines := c.Election.Type.Heads()
	for _, h := range lines {
		if text, ok := f[FieldHead(h.ID)]; ok && text == "" {
			blank = append(blank, Finding{Code: E01, Field: FieldHead(h.ID), Title: h.Label + ": the figure is missing.",
				Text: "Rejected papers are known under every head or under none."})
		}
	}
	if len(blank) == len(lines) {
		return nil
	}
	return blank
}

// checkAmended holds a corrected result to its papers, its electorate and its
// winners.
func checkAmended(s *Standing, a Amended) []Finding {
	c := s.Contest
	if c.Uncontested() {
		return nil
	}
	if findings := amendedBalance(s, a); len(findings) > 0 {
		return findings
	}
	bounded := *c
	bounded.Electorate = a.Electorate
	papers := s.papersOf(a.Tally)
	if a.Papers != nil {
		papers = *a.Papers
	}
	if findings := checkElectorate(&bounded, papers); len(findings) > 0 {
		return findings
	}
	elected, tied := Elect(c, a.Tally, s.deadIDs(), s.lotDrawn())
	if len(tied) == 0 && sameSet(elected, s.Elected) {
		return nil
	}
	text := "With these figures " + c.Names(elected) + " would be."
	if len(tied) > 0 {
		text = "With these figures " + c.Names(tied) + " have equal votes."
	}
	return []Finding{{Code: E10, Title: "A correction cannot change who is elected.",
		Text: text + " If the result was published in error, withdraw it; a declaration that was wrong in the hall is for an election court."}}
}

// amendedBalance: E03 to E05 for the result as a whole.
func amendedBalance(s *Standing, a Amended) []Finding {
	c := s.Contest
	if !c.Election.Demands().Papers || a.Papers == nil {
		return nil
	}
	t := a.Tally
	t.Doubtful = 0
	d := c.rules().Difference(c, t, *a.Papers)
	if findings := tooMany(c, t, t, *a.Papers, d); len(findings) > 0 {
		return findings
	}
	if d.settled(s.shortBy()) {
		return nil
	}
	code := E05
	if d.Over() > 0 {
		code = E04
	}
	return []Finding{{Code: code, Title: "The corrected result does not add up: " + d.words() + ".",
		Text: fmt.Sprintf("%s come to %s; %s papers were verified%s.", accounted(false, d), Thousands(d.Accounted), Thousands(*a.Papers), bear(d)),
		Hint: hint(-d.Over(), allFigures(t))}}
}
