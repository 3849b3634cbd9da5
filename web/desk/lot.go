package desk

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// Fields of a lot.
const (
	prefixChosen   = "chosen."
	fieldWitnessed = "witnessed"
)

func drawingLot() act {
	return act{kind: count.KindLot, path: "lot", own: true, page: (*officers).drawLot,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			tied, _ := undecided(v.st)
			chosen := ticked(v.form, prefixChosen, candidateChoices(v.st.Contest))
			if one := v.form.Get(count.FieldChosen); one != "" {
				chosen = []string{one}
			}
			return d.DrawLot(ctx, by, m, count.LotDrawn{Tied: tied, Chosen: chosen,
				Method: strings.TrimSpace(v.form.Get(count.FieldMethod)), Witnessed: strings.TrimSpace(v.form.Get(fieldWitnessed))})
		}}
}

// undecided is who has equal votes at the elected line, and how many seats are left
// for them, as long as no lot decided it.
func undecided(st *count.Standing) (tied []string, seats int) {
	_, tied = st.Winners()
	if len(tied) == 0 || st.Lot != nil {
		return nil, 0
	}
	return tied, st.SeatsLeft(tied)
}

// drawLot asks on whom the lot fell. There is a form only where there is a tie.
func (s *officers) drawLot(w http.ResponseWriter, r *http.Request, v *asked) {
	a, c := drawingLot(), v.st.Contest
	tied, seats := undecided(v.st)
	f := v.actForm(a, "Record the lot")
	f.Leave = contestURL(c.ID)
	if f.Locked == "" && len(tied) == 0 {
		f.Locked = "There is nothing to decide by lot: no candidates have equal votes where one vote more would elect one of them."
		if v.st.Lot != nil {
			f.Locked = "The lot was drawn: " + lotSentence(v.st)
		}
	}
	var people []officer.Choice
	for _, id := range tied {
		if cand, ok := c.Candidate(id); ok {
			people = append(people, officer.Choice{Value: id, Label: candidateName(cand) + ", " + count.Thousands(v.st.Tally().Votes[id]) + " votes"})
		}
	}
	if seats > 1 {
		f.Inputs = append(f.Inputs, v.ticks(a, count.FieldChosen, fmt.Sprintf("The lot fell on (tick %d)", seats), "", prefixed(prefixChosen, people)...))
	} else {
		f.Inputs = append(f.Inputs, v.pick(a, officer.InputRadio, count.FieldChosen, "The lot fell on", "", "", people...))
	}
	f.Inputs = append(f.Inputs,
		v.input(a, officer.InputText, count.FieldMethod, "How it was drawn", "such as “slips in envelopes”"),
		v.input(a, officer.InputText, fieldWitnessed, "In view of", "who was there"))
	s.drawAct(w, r, v, "Lot", officer.ActPage{Forms: []officer.ActForm{f}, Intro: []string{
		"Votes are equal at the elected line. Nobody is elected by the order of a list: the Returning Officer decides by lot, in view of those present (rule 49).",
		"The votes stay as they are. The public sees that the lot decided."}})
}

// lotSentence says in words what a lot decided.
func lotSentence(st *count.Standing) string {
	return "the votes of " + st.Contest.Names(st.Lot.Tied) + " are equal; the lot fell on " + st.Contest.Names(st.Lot.Chosen) + "."
}
