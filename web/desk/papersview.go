package desk

import (
	"fmt"
	"net/http"

	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/web/view/officer"
)

// papersView is what the page of verified papers is drawn from.
type papersView struct {
	refusal
	st     *count.Standing
	typed  typed
	sent   bool   // typed by the officer, not what stands
	locked string // why nothing can be sent
	draft  *officer.Draft
}

func (s *officers) drawPapers(w http.ResponseWriter, r *http.Request, v *papersView) {
	c := v.st.Contest
	if v.final && v.locked == "" {
		v.locked = v.notice.Text
	}
	refused := v.notice != nil || v.findings != nil || v.conflict != nil
	title := "Verified papers, " + c.Name
	if v.sent {
		title = "Not sent: " + title
	}
	m := officer.PapersPage{
		Page: s.frame(r, title), Crumb: boxWords(c), Back: backTo(c), Steps: steps(v.st),
		Notice: v.notice, Standing: verifiedSum(v.st),
	}
	if v.conflict != nil {
		m.Conflict = papersConflict(v)
		v.typed.key, v.typed.base = newKey(), v.st.VerifiedSeq()
	}
	m.Form = v.typed.form(contestURL(c.ID, "papers"), contestURL(c.ID))
	m.Form.Locked = v.locked
	s.drafting(r, &m.Form, v.draft, draftURL(c.ID, draft.FormPapers))
	if v.conflict != nil {
		m.Form.Button = replaceButton
	}
	ids := fieldIDs{}
	m.Places, m.Total = v.places(ids), []officer.Line{totalLine(v, ids)}
	if (len(v.st.Sheets) > 0 || len(v.st.Waiting) > 0 || len(v.st.Rounds) > 0) && v.locked == "" {
		m.Reason = &officer.Reason{ID: ids.add(count.FieldReason), Field: count.FieldReason, Value: v.typed.reason, Findings: beside(v.findings, count.FieldReason)}
	}
	m.In, m.Sum = typedPapers(c, v.typed.figures)
	v.answer(&m, ids)
	m.Findings = ids.formFindings(v.findings, contestURL(c.ID, "papers"))
	switch {
	case v.locked == "":
		focusPapers(refused, &m)
		m.Status = draftStatus(v.sent || m.Form.Draft != nil && m.Form.Draft.Resumed)
		s.follow(&m.Page, v.st, officer.Live{Part: partPapers, Seq: m.Form.Base, Text: "Somebody has just entered verified papers."})
	case v.sent:
		m.Form.Caption, m.Status = "Your figures, not stored", draftStatus(true)
	}
	s.draw(w, r, v.status, officer.Papers(m))
}

// focusPapers puts the cursor on the first box without papers.
func focusPapers(refused bool, m *officer.PapersPage) {
	var lines []officer.Line
	for _, p := range m.Places {
		for _, b := range p.Boxes {
			lines = append(lines, b.Line)
		}
	}
	focusFirst(refused, lines, m.Total)
	for _, p := range m.Places {
		for i := range p.Boxes {
			p.Boxes[i].Focus, lines = lines[0].Focus, lines[1:]
		}
	}
}

func totalLine(v *papersView, ids fieldIDs) officer.Line {
	l := officer.Line{ID: ids.add(count.FieldTotal), Field: count.FieldTotal, Part: officer.Total, Optional: len(v.st.Contest.Boxes) > 0,
		Label: "Total of the verification statement", Note: "alone, or as a check on all the boxes",
		Value: v.typed.figures[count.FieldTotal], Findings: beside(v.findings, count.FieldTotal)}
	if !l.Optional {
		l.Note, l.Part = "papers of all boxes and postal sessions", officer.Votes
	}
	return l
}

// typedPapers is how many boxes have a figure and what these come to.
func typedPapers(c *count.Contest, figures count.Fields) (in, sum string) {
	var fields []string
	for _, b := range c.Boxes {
		fields = append(fields, count.FieldBox(b.ID))
	}
	a := add(figures, fields)
	in = fmt.Sprintf("%d of %d", len(fields)-a.blank, len(fields))
	if a.blank == len(fields) {
		total := add(figures, []string{count.FieldTotal})
		return in, count.Thousands(total.sum)
	}
	return in, count.Thousands(a.sum)
}

// verifiedSum is what stands in one figure; the lines say the rest.
func verifiedSum(st *count.Standing) []officer.Row {
	rows := []officer.Row{{Label: "Papers verified", Value: papersIn(st), Strong: true}}
	if st.Total != nil {
		rows[0].Note = "total only · " + stamp(st.Contest, st.Total.Officer, st.Total.At)
	}
	return rows
}

func boxWords(c *count.Contest) string {
	switch len(c.Boxes) {
	case 0:
		return "one total"
	case 1:
		return c.Boxes[0].Name
	}
	return fmt.Sprintf("%d boxes and postal sessions", len(c.Boxes))
}
