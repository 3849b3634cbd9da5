package desk

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// Fields of the page on which a second person reads an entry.
const (
	fieldEntry = "entry"
	readPrefix = "read." // then the field of the figure: it was read and agrees
)

// confirmSheet is a second officer's word that the screen agrees with the paper. Each
// figure has to be ticked: one word for all of them is what tired people give.
func (s *officers) confirmSheet(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.openSheet(r, by)
	if err != nil {
		return err
	}
	v.take(r)
	entry, _ := strconv.ParseInt(r.PostForm.Get(fieldEntry), 10, 64)
	what, shown := v.task()
	reads := what == reading && shown.Seq == entry
	switch {
	case resumed(r) && reads:
		v.notice = &officer.Notice{Title: "You were signed out. Nothing was confirmed.", Text: "Your ticks are back. Look at them again and send them.", Alarm: true}
	case reads && len(v.unread(shown)) > 0:
		v.status, v.findings = http.StatusUnprocessableEntity, v.unread(shown)
	case resumed(r):
	default:
		receipt, err := s.Desk.Confirm(r.Context(), by, count.Confirmation{
			Contest: v.st.Contest.ID, Unit: v.unit.ID, Key: v.typed.key, Entry: entry, Code: v.typed.code})
		if err == nil {
			sent(w, r, v.st.Contest.ID, "sheet", v.unit.ID, receipt)
			return nil
		}
		return s.notConfirmed(w, r, v, err)
	}
	if !reads {
		s.drawTask(w, r, v)
		return nil
	}
	s.drawReading(w, r, v, shown)
	return nil
}

// notConfirmed shows what is to be done with the sheet as it stands now, under what
// was refused.
func (s *officers) notConfirmed(w http.ResponseWriter, r *http.Request, v *sheetView, err error) error {
	if errors.Is(err, count.ErrForbidden) {
		return err
	}
	v.refusal = s.refusedMove(r, err)
	if v.conflict != nil {
		v.st, v.conflict, v.read = v.conflict.Standing, nil, nil
	}
	if what, _ := v.task(); what != reading && len(v.findings) > 0 {
		// Not this officer's to confirm: the sheet's page has no tick to go back to.
		f := v.findings[0]
		v.notice, v.findings = &officer.Notice{Code: string(f.Code), Title: f.Title, Text: f.Text, Alarm: true}, nil
	}
	s.drawTask(w, r, v)
	return nil
}

// take reads the form of a second person.
func (v *sheetView) take(r *http.Request) {
	v.typed.key, v.typed.code = r.PostForm.Get(fieldKey), r.PostForm.Get(count.FieldCode)
	v.read = map[string]bool{}
	for _, l := range allLines(v.st.Contest, v.unit) {
		v.read[l.Field] = r.PostForm.Has(readPrefix + l.Field)
	}
}

// unread is a finding for each figure that was not ticked.
func (v *sheetView) unread(e *count.Entry) []count.Finding {
	var missing []count.Finding
	for _, l := range readLines(v.st.Contest, v.unit, e) {
		if !v.read[l.Field] {
			missing = append(missing, count.Finding{Code: count.E13, Field: l.Field, Title: l.Label + ": not ticked.",
				Text: fmt.Sprintf("Find %s on the paper and tick it.", l.Value)})
		}
	}
	return missing
}

// readLines are the figures of an entry, in the order of the sheet.
func readLines(c *count.Contest, unit *count.CountUnit, e *count.Entry) []officer.Line {
	figures := tallyFields(c, unit, e.Tally)
	var lines []officer.Line
	for _, l := range allLines(c, unit) {
		if text, typed := figures[l.Field]; typed {
			l.Value = text
			lines = append(lines, l)
		}
	}
	return lines
}

func (s *officers) drawReading(w http.ResponseWriter, r *http.Request, v *sheetView, e *count.Entry) {
	c, ids := v.st.Contest, fieldIDs{}
	if v.typed.key == "" {
		v.typed.key = newKey()
	}
	address := unitURL(c.ID, v.unit.ID)
	m := officer.ReadingPage{
		Page: s.frame(r, "Read: "+v.unit.Name+", "+c.Name), Crumb: crumbOf(c, v.unit), Back: backTo(c), Steps: steps(v.st), Notice: v.notice,
		By:   "Entered by " + stamp(c, e.Officer, e.At) + ".",
		Form: officer.Form{Action: address + "/confirm", Key: v.typed.key, Leave: contestURL(c.ID), Base: strconv.FormatInt(e.Seq, 10), Typist: v.by.ID},
		Code: codeLine(c, v.typed.code, v.findings, ids), Control: controlOf(v.st, v.unit, tallyFields(c, v.unit, e.Tally)),
		Reasons: acceptedRows(v.st, v.unit, e.Officer, e.Accepted), Photos: s.photosOf(r, v.by, c, v.unit.ID), Draft: v.draft,
	}
	for _, l := range readLines(c, v.unit, e) {
		l.ID, l.Findings = ids.add(l.Field), beside(v.findings, l.Field)
		row := officer.Reading{Line: l, Tick: readPrefix + l.Field, Ticked: v.read[l.Field]}
		m.Done += map[bool]int{true: 1}[row.Ticked]
		m.Rows = append(m.Rows, row)
	}
	m.Findings = ids.formFindings(v.findings, address)
	m.Status = officer.Status{Text: fmt.Sprintf("Not confirmed: %d of %d read", m.Done, len(m.Rows)), Mark: officer.Waiting}
	m.SendBack = &officer.Remark{Form: officer.Form{Action: address + "/send-back", Key: newKey(), Base: "0"}, ID: "send-back", Value: v.noteTyped, Findings: beside(v.asideFound, count.FieldNote)}
	s.follow(&m.Page, v.st, officer.Live{Part: partWaiting(v.unit.ID), Seq: m.Form.Base, Text: "Something has just happened to this sheet.", Load: address})
	s.draw(w, r, v.status, officer.ReadingSheet(m))
}
