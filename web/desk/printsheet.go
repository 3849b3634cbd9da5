package desk

import (
	"fmt"
	"net/http"

	"resultsdesk/internal/count"
	"resultsdesk/internal/qr"
	"resultsdesk/web/view/officer"
)

// bundle is how many papers counting staff put in a bundle.
const bundle = 25

// printSheet prints the count sheet of one unit.
func (s *officers) printSheet(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.openSheet(r, by)
	if err != nil {
		return err
	}
	sheet, err := s.unitSheet(r, v.st, v.unit)
	if err != nil {
		return err
	}
	s.draw(w, r, http.StatusOK, officer.CountSheets(officer.PrintSheets{
		Print: s.printed(v.st, sheetHeading(v.unit)), Sheets: []officer.PrintSheet{sheet},
	}))
	return nil
}

// printSheets prints the count sheets of all units and the contest's summary sheet.
func (s *officers) printSheets(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	st, err := s.Desk.Count(r.Context(), by, r.PathValue("contest"))
	if err != nil {
		return err
	}
	m := officer.PrintSheets{Print: s.printed(st, "Count sheets")}
	for i := range st.Contest.Units {
		sheet, err := s.unitSheet(r, st, &st.Contest.Units[i])
		if err != nil {
			return err
		}
		m.Sheets = append(m.Sheets, sheet)
	}
	summary, err := s.summarySheet(r, st)
	if err != nil {
		return err
	}
	m.Sheets = append(m.Sheets, summary)
	s.draw(w, r, http.StatusOK, officer.CountSheets(m))
	return nil
}

// unitSheet is the paper of a unit's form: the same lines, in the same order and
// words. What a table must find out for itself is not printed on it.
func (s *officers) unitSheet(r *http.Request, st *count.Standing, unit *count.CountUnit) (officer.PrintSheet, error) {
	c := st.Contest
	sheet, err := s.blankSheet(r, st, unit.ID, unitURL(c.ID, unit.ID))
	if err != nil {
		return sheet, err
	}
	sheet.Heading, sheet.Bundle = sheetHeading(unit), fmt.Sprintf("Bundles of %d", bundle)
	if crumb := crumbOf(c, unit); crumb != unit.Name {
		sheet.Notes = []string{capital(crumb)}
	}
	sheet.Papers = paperBoxes(c, unit)
	handed := officer.Box{Label: "Papers handed to " + unitWords(unit)}
	if papers, own := st.Handed(unit); own {
		handed.Value = count.Thousands(papers)
	}
	other := "rejected"
	if unit.SendsDoubtful {
		other = "doubtful"
	}
	sheet.Sums, sheet.Tick = sums(c, other, handed)
	return sheet, nil
}

// summarySheet is the contest's totals, added up by somebody else than who types
// them: what the blind second entry is typed from.
func (s *officers) summarySheet(r *http.Request, st *count.Standing) (officer.PrintSheet, error) {
	c := st.Contest
	sheet, err := s.blankSheet(r, st, "", contestURL(c.ID, "totals"))
	if err != nil {
		return sheet, err
	}
	sheet.Heading = "Summary sheet of the contest"
	sheet.Notes = []string{"Added up from the units’ paper sheets by a person who types none of them. Nothing is copied from the screen."}
	sheet.Papers = paperBoxes(c, summary())
	sheet.Sums, sheet.Tick = sums(c, "rejected", officer.Box{Label: "Verified papers", Note: "from the verification statement"})
	if len(c.Units) > 1 {
		for _, u := range c.Units {
			sheet.Units = append(sheet.Units, u.Name)
		}
	}
	return sheet, nil
}

// blankSheet is what all sheets have: candidates, code, and a QR code that opens the
// form on the host that the page itself was asked from.
func (s *officers) blankSheet(r *http.Request, st *count.Standing, unit, form string) (officer.PrintSheet, error) {
	c := st.Contest
	address := s.origin(r) + form
	drawn, err := qr.Draw(address)
	if err != nil {
		return officer.PrintSheet{}, err
	}
	round := "First count"
	if st.Round > 0 {
		round = fmt.Sprintf("Recount %d", st.Round)
	}
	return officer.PrintSheet{
		Round: round, Code: count.SheetCode(c, unit, st.Round), QR: officer.QR{Label: "QR code that opens the form of this sheet", Box: drawn.Box(), Path: drawn.Path}, Address: address,
		Lines: boxes(candidateLines(c, nil, nil, fieldIDs{})),
	}, nil
}

// origin is where the officers' side is reached.
func (s *officers) origin(r *http.Request) string {
	switch {
	case s.Origin != "":
		return s.Origin
	case s.Secure || r.TLS != nil:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func sheetHeading(unit *count.CountUnit) string {
	if unit.Kind == count.Whole {
		return "Count sheet"
	}
	return "Count sheet: " + unit.Name
}

// boxes are a form's lines on paper. What the form says of a figure that may stay
// blank is for who types.
// paperBoxes are the lines under the candidates.
func paperBoxes(c *count.Contest, unit *count.CountUnit) []officer.Box {
	return boxes(append(paperLines(c, unit, nil, nil, fieldIDs{}), systemLines(c, unit, nil, nil, fieldIDs{})...))
}

func boxes(lines []officer.Line) []officer.Box {
	var out []officer.Box
	for _, l := range lines {
		b := officer.Box{Number: l.Number, Label: l.Label}
		if !l.Optional {
			b.Note = l.Note
		}
		out = append(out, b)
	}
	return out
}

// sums are what is added up on a sheet, and what must be equal for it to add up (E05).
func sums(c *count.Contest, other string, papers officer.Box) (lines []officer.Box, tick string) {
	lines = []officer.Box{{Label: "Votes in all"}}
	if c.VotesPerPerson <= 1 {
		lines = append(lines, officer.Box{Label: "Papers on this sheet", Note: "votes and " + other + " papers"}, papers)
		return lines, "It adds up: the two figures above are equal."
	}
	each := count.Spoken(c.VotesPerPerson)
	return append(lines,
			officer.Box{Label: "Votes accounted for", Note: fmt.Sprintf("votes, unused, rejected in part, and %s for each of the %s papers", each, other)},
			papers,
			officer.Box{Label: "Votes that could be given", Note: each + " for each of these papers"}),
		"It adds up: the votes accounted for are as many as could be given, or, without unused votes, no more."
}
