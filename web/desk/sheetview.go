package desk

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// sheetView is what a sheet's page is drawn from.
type sheetView struct {
	refusal
	st     *count.Standing
	unit   *count.CountUnit
	by     count.Officer
	typed  typed
	entry  *count.Entry // that is shown because it waits for a second person
	sent   bool         // typed by the officer, not what stands
	locked string       // why nothing can be sent
	draft  *officer.Draft

	read       map[string]bool // by field: ticked by a second person
	noteTyped  string          // where the sheet is sent to
	missing    count.Shortfall // as typed
	asideFound []count.Finding // in the forms beside the sheet
}

func (s *officers) drawSheet(w http.ResponseWriter, r *http.Request, v *sheetView) {
	c := v.st.Contest
	if v.final && v.locked == "" {
		v.locked = v.notice.Text
	}
	refused := v.findings != nil || v.conflict != nil || v.notice != nil && v.notice.Alarm
	m := officer.SheetPage{
		Page: s.frame(r, v.title()), Crumb: crumbOf(c, v.unit), Back: backTo(c), Heading: v.heading(), Steps: steps(v.st),
		Notice: v.notice, Control: controlOf(v.st, v.unit, v.typed.figures), Contest: contestRows(v.st), Name: c.Name,
	}
	if v.conflict != nil {
		m.Conflict = sheetConflict(v)
		v.typed.key, v.typed.base = newKey(), v.st.Base(v.unit.ID, v.by)
	}
	m.Form = v.typed.form(unitURL(c.ID, v.unit.ID), contestURL(c.ID))
	m.Form.Locked = v.locked
	s.drafting(r, &m.Form, v.draft, draftURL(c.ID, v.unit.ID))
	if v.conflict != nil {
		m.Form.Button = replaceButton
	}
	v.lines(&m)
	switch {
	case v.locked == "":
		focusFirst(refused, m.Code, m.Lines, m.Papers)
		m.Status = draftStatus(v.sent || m.Form.Draft != nil && m.Form.Draft.Resumed)
		if what, _ := v.task(); what == deciding && !v.sent && m.Status.Mark == "" {
			m.Status = officer.Status{Text: v.decide(false).Title, Mark: officer.Waiting}
		}
		s.follow(&m.Page, v.st, officer.Live{Part: partUnit(v.unit.ID), Seq: m.Form.Base, Text: "Somebody has just entered this sheet."})
	case v.sent:
		m.Form.Caption, m.Status = "Your figures, not stored", draftStatus(true)
	case v.entry != nil:
		m.Status = waitingStatus()
		s.follow(&m.Page, v.st, officer.Live{Part: partWaiting(v.unit.ID), Seq: strconv.FormatInt(v.entry.Seq, 10),
			Text: "Something has just happened to this sheet.", Load: m.Form.Action})
	case m.Form.Base == "0":
		m.Control.Verdict = "" // there is nothing to type
	}
	m.Photos = s.photosOf(r, v.by, c, v.unit.ID)
	if m.Notice == nil && !v.sent {
		m.Notice = v.whose()
	}
	v.beside(&m)
	s.draw(w, r, v.status, officer.Sheet(m))
}

// lines gives the page its fields, with what was found beside each.
func (v *sheetView) lines(m *officer.SheetPage) {
	c, ids := v.st.Contest, fieldIDs{}
	if v.locked == "" && c.Election.Demands().Papers { // results that are received have no sheet of the desk
		m.Code = []officer.Line{codeLine(c, v.typed.code, v.findings, ids)}
	}
	m.Lines = candidateLines(c, v.typed.figures, v.findings, ids)
	m.Papers = append(paperLines(c, v.unit, v.typed.figures, v.findings, ids), systemLines(c, v.unit, v.typed.figures, v.findings, ids)...)
	what, _ := v.task()
	if _, in := v.st.Sheets[v.unit.ID]; v.entry != nil || what == deciding || in && v.locked != "" {
		m.Papers = slices.DeleteFunc(m.Papers, func(l officer.Line) bool { return l.Part == officer.Total && l.Value == "" })
	}
	if what == deciding && v.locked == "" {
		v.sameAs(m.Lines)
		v.sameAs(m.Papers)
	}
	if c.Election.Demands().Source && v.locked == "" {
		m.Source = sourceChoice(v.typed.source, v.findings, ids)
		m.Form.Button, m.Publishes = "Check and publish", "There is no second person on this desk: what you send is public at once."
	}
	m.Warnings = v.typed.answers.answer(v.findings, &m.Form, ids, m.Code, m.Lines, m.Papers)
	m.Findings = ids.formFindings(v.findings, unitURL(c.ID, v.unit.ID))
	m.Questions = len(m.Findings) > 0 && !refuses(v.findings)
}

// sameAs marks the lines that two officers typed the same: only those that differ are
// decided.
func (v *sheetView) sameAs(lines []officer.Line) {
	differ := v.st.Differing(v.unit.ID, v.by)
	for i, l := range lines {
		lines[i].Same = l.Part != officer.Total && !slices.Contains(differ, l.Field)
	}
}

// whose says whose figures a sheet shows, or where it is.
func (v *sheetView) whose() *officer.Notice {
	c := v.st.Contest
	what, entry := v.task()
	if what == deciding {
		return v.decide(false)
	}
	if v.entry != nil {
		n := &officer.Notice{Title: "Waiting for a second person.", Text: "Entered by " + stamp(c, entry.Officer, entry.At) + ". Another officer reads it against the sheet."}
		if c.Election.SecondPerson == count.BlindSecond {
			n.Text = "Entered by " + stamp(c, entry.Officer, entry.At) + ". Another officer types the sheet without seeing these figures."
		}
		return n
	}
	if parked, is := v.st.SentBack[v.unit.ID]; is {
		return &officer.Notice{Title: "This sheet is back at its table.", Text: "“" + parked.Note + "” " + stamp(c, parked.Officer, parked.At) + "."}
	}
	sheet, in := v.st.Sheets[v.unit.ID]
	if !in {
		return nil
	}
	n := &officer.Notice{Title: "This sheet is in.", Text: "Entered by " + stamp(c, both(sheet), sheet.At) + "."}
	if v.locked == "" {
		n.Text += " What you send replaces it; the earlier figures stay on record."
	}
	return n
}

// decide says which figures two officers typed differently, and never the other's.
func (v *sheetView) decide(again bool) *officer.Notice {
	var names []string
	differ := v.st.Differing(v.unit.ID, v.by)
	for _, l := range allLines(v.st.Contest, v.unit) {
		if slices.Contains(differ, l.Field) {
			names = append(names, l.Label)
		}
	}
	n := &officer.Notice{Title: plural(len(names), "figure") + " differ from what another officer typed.", Alarm: true,
		Text: strings.Join(names, "; ") + ". Look at the paper for each, and send it as the paper has it. Neither of you is shown the other’s figure."}
	if len(names) == 1 {
		n.Title = "1 figure differs from what another officer typed."
	}
	if again {
		n.Text += " Your figures are those you had sent before."
	}
	return n
}

func (v *sheetView) heading() string {
	_, in := v.st.Sheets[v.unit.ID]
	switch what, _ := v.task(); {
	case v.locked != "":
		return "Count sheet"
	case what == deciding:
		return "Decide against the paper"
	case in:
		return "Replace the count sheet"
	}
	return "Enter the count sheet"
}

// title says first what a reader of tabs and windows must know.
func (v *sheetView) title() string {
	prefix := ""
	switch {
	case v.sent:
		prefix = "Not sent: "
	case v.entry != nil:
		prefix = "Waiting: "
	}
	return prefix + v.unit.Name + ", " + v.st.Contest.Name
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
	var rows []officer.Row
	if st.Contest.Election.Demands().Papers {
		rows = append(rows, officer.Row{Label: "Papers verified", Value: papersIn(st)})
	}
	rows = append(rows, officer.Row{Label: "Sheets in", Value: sheetsIn(st)})
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
