package desk

import (
	"context"
	"net/http"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// calling names a winner without figures, on a desk that receives results.
func calling() act {
	return act{kind: count.KindCalled, path: "call", own: true, page: (*officers).drawCall,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			elected := ticked(v.form, prefixChosen, candidateChoices(v.st.Contest))
			if one := v.form.Get(count.FieldChosen); one != "" {
				elected = []string{one}
			}
			return d.Call(ctx, by, m, count.Called{Elected: elected, Source: sourceOf(v)})
		}}
}

func (s *officers) drawCall(w http.ResponseWriter, r *http.Request, v *asked) {
	a, c := calling(), v.st.Contest
	f := v.actForm(a, "Call the winner")
	f.Leave = contestURL(c.ID)
	if c.Seats > 1 {
		f.Inputs = append(f.Inputs, v.ticks(a, count.FieldChosen, "Elected (tick "+plural(c.Seats, "candidate")+")", "", prefixed(prefixChosen, candidateChoices(c))...))
	} else {
		f.Inputs = append(f.Inputs, v.pick(a, officer.InputRadio, count.FieldChosen, "Elected", "", "", candidateChoices(c)...))
	}
	f.Inputs = append(f.Inputs, v.pick(a, officer.InputRadio, count.FieldSource, "How the desk knows", "", "", sourceChoices()...),
		v.input(a, officer.InputText, fieldSourceNote, "Who, which number, which page", "not public"))
	if v.sent == a.path {
		v.ids["elected"] = f.Inputs[0].ID
	}
	s.drawAct(w, r, v, "Call a winner", officer.ActPage{Forms: []officer.ActForm{f}, Intro: []string{
		"The public sees the name, marked as called by this desk and without figures. Figures follow; the notice confirms them."}})
}

func sourceChoices() []officer.Choice {
	return []officer.Choice{
		{Value: string(count.SourcePhoned), Label: "by telephone from the hall"},
		{Value: string(count.SourceHeard), Label: "heard as it was declared"},
		{Value: string(count.SourceNotice), Label: "the notice was seen"},
	}
}
