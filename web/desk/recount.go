package desk

import (
	"context"
	"fmt"
	"net/http"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// Fields of a decision on a recount.
const (
	fieldGranted   = "granted"
	fieldCandidate = "candidate"
	fieldAgain     = "units"
	prefixUnit     = "unit."
)

func recounting() act {
	return act{kind: count.KindRecount, path: "recount", own: true, page: (*officers).drawRecount,
		asks: func(v *asked) []count.Finding {
			_, findings := decision(v)
			return findings
		},
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			decided, _ := decision(v)
			return d.DecideRecount(ctx, by, m, decided)
		}}
}

// decision reads the answer. What is counted again is said, never guessed: a full
// recount is not what an empty list of units means.
func decision(v *asked) (count.RecountDecided, []count.Finding) {
	d := count.RecountDecided{Granted: v.form.Get(fieldGranted) == "yes", Candidate: v.form.Get(fieldCandidate), Reason: v.form.Get(count.FieldReason)}
	if v.form.Get(fieldGranted) == "" {
		return d, []count.Finding{{Code: count.E10, Field: fieldGranted, Title: "Say whether the recount is granted or refused."}}
	}
	if !d.Granted || len(v.st.Contest.Units) == 1 {
		return d, nil
	}
	d.Units = ticked(v.form, prefixUnit, unitChoices(v.st.Contest))
	switch full := v.form.Get(fieldAgain) == "all"; {
	case full && len(d.Units) > 0:
		return d, []count.Finding{{Code: count.E10, Field: fieldAgain, Title: "Count everything again, or only the units that are ticked?", Text: "Choose one of the two."}}
	case !full && len(d.Units) == 0:
		return d, []count.Finding{{Code: count.E10, Field: fieldAgain, Title: "Say what is counted again.", Text: "Everything, or tick the units."}}
	}
	return d, nil
}

func unitChoices(c *count.Contest) []officer.Choice {
	var out []officer.Choice
	for _, u := range c.Units {
		out = append(out, officer.Choice{Value: u.ID, Label: u.Name})
	}
	return out
}

// drawRecount asks for the (Acting) Returning Officer's answer.
func (s *officers) drawRecount(w http.ResponseWriter, r *http.Request, v *asked) {
	a, c := recounting(), v.st.Contest
	f := v.actForm(a, "Record the decision")
	f.Leave = contestURL(c.ID)
	asker := ""
	if open := v.st.Unanswered(); len(open) > 0 {
		asker = open[0]
	}
	people := append([]officer.Choice{{Label: "nobody: the (Acting) Returning Officer decided alone"}}, candidateChoices(c)...)
	f.Inputs = []officer.Input{
		v.pick(a, officer.InputRadio, fieldGranted, "The recount is", "", "", officer.Choice{Value: "yes", Label: "granted"}, officer.Choice{Value: "no", Label: "refused"}),
		v.pick(a, officer.InputSelect, fieldCandidate, "Who asked", "", asker, people...),
		v.input(a, officer.InputLong, count.FieldReason, "Reason", "a refusal says why it would be unreasonable; it goes on record"),
	}
	if len(c.Units) > 1 {
		f.Inputs = append(f.Inputs,
			v.pick(a, officer.InputRadio, fieldAgain, "If granted, what is counted again", "", "", officer.Choice{Value: "all", Label: "everything"}, officer.Choice{Value: "some", Label: "the units ticked here"}),
			v.ticks(a, prefixUnit, "Units", "", prefixed(prefixUnit, unitChoices(c))...))
	}
	m := officer.ActPage{Forms: []officer.ActForm{f}, Tables: []officer.ActTable{decisions(v.st)}, Intro: []string{
		"A granted recount opens a numbered round: its sheets are typed again, and the old figures stay beside the new ones.",
		"The public sees “Recount” and its number. Figures that were public before stay until all that is counted again is in."}}
	s.drawAct(w, r, v, "Recount: granted or refused", m)
}

// decisions are all answers to requests for a recount.
func decisions(st *count.Standing) officer.ActTable {
	t := officer.ActTable{Title: "Decisions on recounts", Columns: []string{"Asked by", "Decision", "Reason", "Recorded"}, Words: true, Empty: "No recount was decided."}
	for _, d := range st.Recounts {
		row := officer.ActRow{Name: "The (Acting) Returning Officer alone"}
		if c, ok := st.Contest.Candidate(d.Candidate); ok {
			row.Name = c.BallotName()
		}
		row.Cells = []string{decisionWords(st.Contest, d), d.Reason, stamp(st.Contest, d.Officer, d.At)}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func decisionWords(c *count.Contest, d count.Recount) string {
	switch {
	case !d.Granted:
		return "refused"
	case len(d.Units) == 0:
		return fmt.Sprintf("granted: recount %d, full", d.Round)
	}
	words := fmt.Sprintf("granted: recount %d of ", d.Round)
	for i, id := range d.Units {
		if i > 0 {
			words += ", "
		}
		if u, ok := c.Unit(id); ok {
			words += u.Name
		}
	}
	return words
}
