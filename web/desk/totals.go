package desk

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/web/view/officer"
)

// totals is the blind second entry of the contest's totals.
func totals() act {
	return act{kind: count.KindRekeyed, path: "totals", own: true, draft: draft.FormTotals, page: (*officers).drawTotals,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			return d.Rekey(ctx, by, m, count.Totals{Code: v.form.Get(count.FieldCode), Figures: figuresOfForm(v.form)})
		}}
}

// drawTotals draws an empty form. It never shows a figure of the desk: who types must
// read the paper. What was refused, or begun by this officer, comes back as it was
// typed.
func (s *officers) drawTotals(w http.ResponseWriter, r *http.Request, v *asked) {
	a, c := totals(), v.st.Contest
	f := v.actForm(a, "Compare with the desk")
	f.Leave, f.Head = contestURL(c.ID), "Total"
	if why := v.st.MayRekey(v.by); f.Locked == "" && len(why) > 0 {
		f.Locked = why[0].Title + " " + why[0].Text
	}
	f.Lines = v.totalLines(a, s.resumeAct(r, v, a, &f))
	focusFirst(v.sent != "", f.Lines)
	m := officer.ActPage{Forms: []officer.ActForm{f}, Intro: []string{
		"Type the totals of the contest from the summary that was added up on paper, without looking at the desk. The desk says only in which lines the two differ."}}
	if k := v.st.Rekeyed; k != nil && v.sent == "" {
		m.Notice = rekeyNotice(v.st)
		v.notice = m.Notice
	}
	s.drawAct(w, r, v, "Totals, typed blind", m)
}

// summary is the contest's summary sheet as a unit: with every line that a sheet has.
func summary() *count.CountUnit { return &count.CountUnit{Kind: count.Whole} }

// totalLines are the lines of the summary sheet from top to bottom.
func (v *asked) totalLines(a act, figures count.Fields) []officer.Line {
	c := v.st.Contest
	var lines []officer.Line
	if c.Election.Demands().SheetCode {
		code := codeLine(c, v.typed(a, count.FieldCode), nil, fieldIDs{})
		code.Label, code.Note = "Code of the summary sheet", "at the top of the paper, such as 042-00-3"
		lines = append(lines, code)
	}
	for _, l := range allLines(c, summary()) {
		l.Value, l.Bundles = figures[l.Field], false
		lines = append(lines, l)
	}
	for i, l := range lines {
		lines[i].ID, lines[i].Findings = v.place(a, l.Field), v.wrongWith(a, l.Field)
	}
	return lines
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
	for _, l := range c.Lines() {
		if field == l.Field {
			return l.Label
		}
	}
	names := map[string]string{count.FieldTotal: "Verified papers", count.FieldElectorate: "Electorate", count.FieldName: "Name of the contest",
		count.FieldAnnounced: "Time announced", count.FieldDoubtful: "Doubtful papers"}
	if name, ok := names[field]; ok {
		return name
	}
	if id, ok := strings.CutPrefix(field, count.FieldCandidateName("")); ok {
		if cand, ok := c.Candidate(id); ok {
			return "Name of candidate " + strconv.Itoa(cand.Number)
		}
	}
	return field
}
