package desk

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// sheetView is what a sheet's page is drawn from.
type sheetView struct {
	refusal
	st     *count.Standing
	unit   *count.CountUnit
	typed  typed
	sent   bool   // typed by the officer, not what stands
	locked string // why nothing can be sent
	draft  *officer.Draft
}

func (s *officers) drawSheet(w http.ResponseWriter, r *http.Request, v *sheetView) {
	c := v.st.Contest
	if v.final && v.locked == "" {
		v.locked = v.notice.Text
	}
	refused := v.notice != nil || v.findings != nil || v.conflict != nil
	m := officer.SheetPage{
		Page: s.frame(r, v.title()), Crumb: crumbOf(c, v.unit), Back: backTo(c), Heading: v.heading(), Steps: steps(v.st),
		Notice: v.notice, Control: controlOf(v.st, v.unit, v.typed.figures), Contest: contestRows(v.st), Name: c.Name,
	}
	if v.conflict != nil {
		m.Conflict = sheetConflict(v)
		v.typed.key, v.typed.base = newKey(), v.st.Sheets[v.unit.ID].Seq
	}
	m.Form = v.typed.form(unitURL(c.ID, v.unit.ID), contestURL(c.ID))
	m.Form.Locked = v.locked
	s.drafting(r, &m.Form, v.draft, draftURL(c.ID, v.unit.ID))
	if v.conflict != nil {
		m.Form.Button = replaceButton
	}
	ids := fieldIDs{}
	m.Lines = candidateLines(c, v.typed.figures, v.findings, ids)
	m.Papers = paperLines(c, v.unit, v.typed.figures, v.findings, ids)
	m.Findings = ids.formFindings(v.findings, unitURL(c.ID, v.unit.ID))
	switch {
	case v.locked == "":
		focusFirst(refused, m.Lines, m.Papers)
		m.Status = draftStatus(v.sent || m.Form.Draft != nil && m.Form.Draft.Resumed)
		s.follow(&m.Page, v.st, officer.Live{Part: partUnit(v.unit.ID), Seq: m.Form.Base, Text: "Somebody has just entered this sheet."})
	case v.sent:
		m.Form.Caption, m.Status = "Your figures, not stored", draftStatus(true)
	case m.Form.Base == "0":
		m.Control.Verdict = "" // there is nothing to type
	}
	if by, ok := who(r); ok {
		m.Photos = s.photosOf(r, by, c, v.unit.ID)
	}
	if !v.sent {
		m.Notice = v.replaces()
	}
	s.draw(w, r, v.status, officer.Sheet(m))
}

// replaces says whose figures a sheet shows.
func (v *sheetView) replaces() *officer.Notice {
	sheet, in := v.st.Sheets[v.unit.ID]
	if !in {
		return nil
	}
	n := &officer.Notice{Title: "This sheet is in.", Text: "Entered by " + stamp(v.st.Contest, sheet.Officer, sheet.At) + "."}
	if v.locked == "" {
		n.Text += " What you send replaces it; the earlier figures stay on record."
	}
	return n
}

func (v *sheetView) heading() string {
	switch _, in := v.st.Sheets[v.unit.ID]; {
	case v.locked != "":
		return "Count sheet"
	case in:
		return "Replace the count sheet"
	}
	return "Enter the count sheet"
}

// title says first what a reader of tabs and windows must know.
func (v *sheetView) title() string {
	prefix := ""
	if v.sent {
		prefix = "Not sent: "
	}
	return prefix + v.unit.Name + ", " + v.st.Contest.Name
}

func candidateLines(c *count.Contest, figures count.Fields, found []count.Finding, ids fieldIDs) []officer.Line {
	var lines []officer.Line
	for _, cand := range c.Candidates {
		field := count.FieldVotes(cand.ID)
		lines = append(lines, officer.Line{
			ID: ids.add(field), Field: field, Part: officer.Votes, Number: fmt.Sprint(cand.Number),
			Label: cand.BallotName(), Note: cand.Description, Value: figures[field], Findings: beside(found, field),
		})
	}
	return lines
}

// paperLines are the lines under the candidates: doubtful papers, or rejected ones
// by head with the total that the paper may give.
func paperLines(c *count.Contest, unit *count.CountUnit, figures count.Fields, found []count.Finding, ids fieldIDs) []officer.Line {
	var lines []officer.Line
	add := func(field, label, note string, part officer.Part) {
		lines = append(lines, officer.Line{ID: ids.add(field), Field: field, Part: part, Optional: part == officer.Total,
			Label: label, Note: note, Value: figures[field], Findings: beside(found, field)})
	}
	if unit.SendsDoubtful {
		add(count.FieldDoubtful, "Doubtful papers", "sent to adjudication", officer.Other)
		return lines
	}
	for _, h := range c.Election.Type.Heads() {
		add(count.FieldHead(h.ID), h.Label, "rejected papers", officer.Other)
	}
	add(count.FieldRejected, "Rejected papers in all", "if the sheet gives it: it is compared with the reasons above", officer.Total)
	return lines
}

// crumbOf says where a sheet belongs: "Mini-count 3 of 6 · Highbury · fed by …".
func crumbOf(c *count.Contest, unit *count.CountUnit) string {
	if unit.Kind == count.Whole {
		return "counted as one"
	}
	at := slices.IndexFunc(c.Units, func(u count.CountUnit) bool { return u.ID == unit.ID })
	parts := []string{fmt.Sprintf("%s, sheet %d of %d", capital(string(unit.Kind)), at+1, len(c.Units)), unit.Name}
	if fed := fedBy(c, unit); fed != "" {
		parts = append(parts, "fed by "+fed)
	}
	return strings.Join(parts, " · ")
}

func fedBy(c *count.Contest, unit *count.CountUnit) string {
	var names []string
	for _, id := range unit.FedBy {
		if box, ok := c.Box(id); ok {
			names = append(names, box.Name)
		}
	}
	return strings.Join(names, ", ")
}

func backTo(c *count.Contest) officer.Link { return officer.Link{URL: contestURL(c.ID), Text: c.Name} }

// contestRows are how far the whole contest is, beside a sheet.
func contestRows(st *count.Standing) []officer.Row {
	rows := []officer.Row{{Label: "Papers verified", Value: papersIn(st)}, {Label: "Sheets in", Value: sheetsIn(st)}}
	if st.Contest.HasAdjudication() {
		rows = append(rows, officer.Row{Label: "Doubtful to adjudicate", Value: count.Thousands(st.Outstanding())})
	}
	return rows
}

// stateWords is what a StateError says to an officer.
func stateWords(err error) string {
	var state *count.StateError
	if errors.As(err, &state) {
		return state.Message
	}
	return ""
}
