package desk

import (
	"context"
	"net/http"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// Prefix of the fields of what a candidate's exception is about.
const prefixNote = "note."

func consulting() act {
	return act{kind: count.KindConsulted, path: "consulted", own: true, page: (*officers).drawConsulted,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			return d.Consult(ctx, by, m, hearing(v))
		}}
}

func hearing(v *asked) count.Hearing {
	h := count.Hearing{Hour: v.form.Get(count.FieldHour)}
	for _, c := range v.st.Contest.Candidates {
		if kind := v.form.Get(count.FieldException(c.ID)); kind != "" {
			h.Exceptions = append(h.Exceptions, count.Exception{Candidate: c.ID, Kind: count.ExceptionKind(kind), Note: v.form.Get(prefixNote + c.ID)})
		}
	}
	return h
}

// drawConsulted asks when those present were consulted and who did not agree.
func (s *officers) drawConsulted(w http.ResponseWriter, r *http.Request, v *asked) {
	a, c := consulting(), v.st.Contest
	f := v.actForm(a, "Those present were consulted")
	f.Leave = contestURL(c.ID)
	f.Inputs = []officer.Input{v.input(a, officer.InputHour, count.FieldHour, "Consulted at", "hh:mm; leave it empty if that is now ("+v.now+")")}
	for _, cand := range c.Candidates {
		name := candidateName(&cand)
		f.Inputs = append(f.Inputs,
			v.pick(a, officer.InputSelect, count.FieldException(cand.ID), name, "", "",
				officer.Choice{Label: "nothing to say, or not present"},
				officer.Choice{Value: string(count.AsksRecount), Label: exceptionWords(count.AsksRecount)},
				officer.Choice{Value: string(count.Objects), Label: exceptionWords(count.Objects)}),
			v.input(a, officer.InputText, prefixNote+cand.ID, "What was said, "+name, ""))
	}
	m := officer.ActPage{Forms: []officer.ActForm{f}, Intro: []string{
		"Candidates and election agents who are there are shown the provisional figures and may ask for a recount. It is an opportunity for those present: who is away holds nothing up (rule 46).",
		"Whoever asks for a recount gets an answer before the result is made ready."}}
	m.Tables = exceptionTable(v.st)
	s.drawAct(w, r, v, "Those present were consulted", m)
}

func exceptionTable(st *count.Standing) []officer.ActTable {
	if st.Consulted == nil {
		return nil
	}
	t := officer.ActTable{Title: "Consulted at " + st.Contest.Election.Clock(st.Consulted.Hour), Columns: []string{"Candidate", "Said", "Note"}, Words: true, Empty: "Nobody objected or asked for a recount."}
	for _, e := range st.Consulted.Exceptions {
		if c, ok := st.Contest.Candidate(e.Candidate); ok {
			t.Rows = append(t.Rows, officer.ActRow{Name: c.BallotName(), Cells: []string{exceptionWords(e.Kind), e.Note}})
		}
	}
	return []officer.ActTable{t}
}

func exceptionWords(kind count.ExceptionKind) string {
	if kind == count.AsksRecount {
		return "asks for a recount"
	}
	return "objects"
}
