package desk

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

func readingBack() act {
	return act{kind: count.KindReadBack, path: "read-back", own: true, page: (*officers).drawReadBack,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			return d.ReadBack(ctx, by, m, figuresOfForm(v.form))
		}}
}

// drawReadBack asks another officer for figures of the signed sheet. The desk's own
// are not on the page.
func (s *officers) drawReadBack(w http.ResponseWriter, r *http.Request, v *asked) {
	a, c := readingBack(), v.st.Contest
	f := v.actForm(a, "Compare with the desk")
	f.Leave, f.Head = contestURL(c.ID), "Votes"
	switch {
	case f.Locked != "":
	case v.st.ReadBack != nil && v.sent == "":
		f.Locked = "The figures were read back by " + stamp(c, v.st.ReadBack.Officer, v.st.ReadBack.At) + "."
	case v.st.Ready.Officer == v.by.ID:
		f.Locked = "You made this count ready yourself. Another officer types the figures back from the signed sheet."
	}
	if f.Locked == "" {
		people := slices.Clone(v.st.ToReadBack())
		slices.SortFunc(people, func(a, b *count.Candidate) int { return a.Number - b.Number })
		for _, cand := range people {
			field := count.FieldVotes(cand.ID)
			f.Lines = append(f.Lines, officer.Line{ID: v.place(a, field), Field: field, Part: officer.Votes, Number: strconv.Itoa(cand.Number),
				Label: cand.BallotName(), Note: cand.Description, Value: v.typed(a, field), Findings: v.wrongWith(a, field)})
		}
	}
	focusFirst(v.sent != "", f.Lines)
	s.drawAct(w, r, v, "Read back from the signed sheet", officer.ActPage{Forms: []officer.ActForm{f}, Intro: []string{
		"Take the sheet that was signed and type what it says. It is the last look at the paper before the declaration."}})
}
