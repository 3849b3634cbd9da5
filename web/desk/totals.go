package desk

import (
	"context"
	"net/http"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// totals is the blind second entry of the contest's totals.
func totals() act {
	return act{kind: count.KindRekeyed, path: "totals", own: true, page: (*officers).drawTotals,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			return d.Rekey(ctx, by, m, count.Totals{Code: v.form.Get(count.FieldCode), Figures: figuresOfForm(v.form)})
		}}
}

// drawTotals draws an empty form. It never shows a figure of the desk: who types must
// read the paper. What was refused comes back as it was typed.
func (s *officers) drawTotals(w http.ResponseWriter, r *http.Request, v *asked) {
	a, c := totals(), v.st.Contest
	f := v.actForm(a, "Compare with the desk")
	f.Leave, f.Head = contestURL(c.ID), "Total"
	if f.Locked == "" && len(v.st.Missing())+len(v.st.Waiting) > 0 {
		f.Locked = "Count sheets are missing, or wait for a second person. The totals come last."
	}
	if f.Locked == "" && typedEverySheet(v.st, v.by) {
		f.Locked = "You typed every sheet of this count. Another officer types the totals from the paper summary."
	}
	f.Lines = v.totalLines(a)
	focusFirst(v.sent != "", f.Lines)
	m := officer.ActPage{Forms: []officer.ActForm{f}, Intro: []string{
		"Type the totals of the contest from the summary that was added up on paper, without looking at the desk. The desk says only in which lines the two differ."}}
	if k := v.st.Rekeyed; k != nil && v.sent == "" {
		m.Notice = rekeyNotice(v.st)
		v.notice = m.Notice
	}
	s.drawAct(w, r, v, "Totals, typed blind", m)
}

// totalLines are the lines of the summary from top to bottom: its code, the candidates
// in ballot paper order and the heads of rejection.
func (v *asked) totalLines(a act) []officer.Line {
	c := v.st.Contest
	var lines []officer.Line
	add := func(field, number, label, note string, part officer.Part) {
		lines = append(lines, officer.Line{ID: v.place(a, field), Field: field, Part: part, Number: number, Label: label, Note: note,
			Value: v.typed(a, field), Findings: v.wrongWith(a, field)})
	}
	if c.Election.Demands().SheetCode {
		add(count.FieldCode, "", "Code of the summary sheet", "at the top of the paper, such as 042-00-3", officer.Code)
	}
	for _, cand := range c.Candidates {
		add(count.FieldVotes(cand.ID), strconv.Itoa(cand.Number), cand.BallotName(), cand.Description, officer.Votes)
	}
	for _, h := range c.Election.Type.Heads() {
		add(count.FieldHead(h.ID), "", h.Label, "rejected papers", officer.Other)
	}
	return lines
}

// typedEverySheet tells whether one officer typed all sheets: then the totals would
// be no second pair of eyes.
func typedEverySheet(st *count.Standing, by count.Officer) bool {
	for _, sheet := range st.Sheets {
		if sheet.Officer != by.ID {
			return false
		}
	}
	return len(st.Sheets) > 0
}

// rekeyNotice says whether the blind totals agree, and if not in which lines: never
// a figure.
func rekeyNotice(st *count.Standing) *officer.Notice {
	by := stamp(st.Contest, st.Rekeyed.Officer, st.Rekeyed.At) + ". "
	if st.Rekeyed.Agrees {
		return &officer.Notice{Title: "The totals typed blind agree with the desk.", Text: by}
	}
	text := by + "They differ in: "
	for i, field := range st.RekeyDiffers() {
		if i > 0 {
			text += "; "
		}
		text += lineName(st.Contest, field)
	}
	return &officer.Notice{Code: string(count.E13), Title: "The totals typed blind differ from the desk.", Alarm: true,
		Text: text + ". Look at the summary and at the sheets. What is wrong on the desk is put right there; then all totals are typed again."}
}

// lineName names the line of a figure as the paper has it.
func lineName(c *count.Contest, field string) string {
	for _, cand := range c.Candidates {
		if field == count.FieldVotes(cand.ID) {
			return cand.BallotName()
		}
	}
	for _, h := range c.Election.Type.Heads() {
		if field == count.FieldHead(h.ID) {
			return "Rejected: " + h.Label
		}
	}
	names := map[string]string{count.FieldTotal: "Verified papers", count.FieldElectorate: "Electorate", count.FieldName: "Name of the contest",
		count.FieldAnnounced: "Time announced", count.FieldDoubtful: "Doubtful papers", count.FieldUnused: "Votes not used", count.FieldInPart: "Lost on papers rejected in part"}
	if name, ok := names[field]; ok {
		return name
	}
	return field
}
