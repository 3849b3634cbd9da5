package desk

import (
	"net/url"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// beside gives a sheet's page what can be done with the sheet besides typing it, and
// what was said of its figures.
func (v *sheetView) beside(m *officer.SheetPage) {
	c := v.st.Contest
	address := unitURL(c.ID, v.unit.ID)
	if e := v.entry; e != nil && !v.sent {
		m.Reasons = acceptedRows(v.st, v.unit, e.Officer, e.Accepted)
		if e.Officer == v.by.ID && v.st.May(count.KindTakenBack) == nil {
			m.TakeBack = &officer.Form{Action: address + "/take-back", Key: newKey(), Base: strconv.FormatInt(e.Seq, 10)}
		}
	} else if sheet, in := v.st.Sheets[v.unit.ID]; in && !v.sent {
		m.Reasons = acceptedRows(v.st, v.unit, sheet.Officer, sheet.Accepted)
		m.Contest = append(m.Contest, sourceRows(sheet.Source)...)
	}
	if v.st.Allows(v.by, count.KindSentBack) && v.st.May(count.KindSentBack) == nil {
		m.SendBack = &officer.Remark{Form: officer.Form{Action: address + "/send-back", Key: newKey(), Base: "0"}, ID: "send-back",
			Value: v.noteTyped, Findings: beside(v.asideFound, count.FieldNote)}
	}
	m.Shortfall = v.shortfall()
	m.Contest = append(m.Contest, v.acceptedShortfalls()...)
}

// shortfall asks the Returning Officer's clerk how many papers stay missing; nil
// where nobody can accept that now. A sheet without papers of its own balances with
// the contest, and so does what is missing there.
func (v *sheetView) shortfall() *officer.Shortfall {
	c := v.st.Contest
	if !v.st.Allows(v.by, count.KindResidual) || v.st.May(count.KindResidual) != nil {
		return nil
	}
	papers, own := v.st.Handed(v.unit)
	if sheet, in := v.st.Sheets[v.unit.ID]; in && own && sheet.Tally.Papers() == papers {
		return nil // nothing is missing
	}
	f := &officer.Shortfall{
		Form:   officer.Form{Action: unitURL(c.ID, v.unit.ID) + "/residual", Key: newKey(), Base: strconv.FormatInt(v.st.Moved, 10)},
		Papers: officer.Line{ID: "residual", Field: count.FieldResidual, Label: "Papers that stay missing", Value: v.missing.Papers, Findings: beside(v.asideFound, count.FieldResidual)},
		Reason: officer.Reason{ID: "residual-reason", Field: count.FieldReason, Value: v.missing.Reason, Findings: beside(v.asideFound, count.FieldReason)},
		Open:   v.asideFound != nil,
	}
	of := []officer.Choice{{Value: scopeUnit, Label: "On this sheet", Chosen: v.missing.Unit != ""}, {Value: scopeContest, Label: "In the contest as a whole", Chosen: v.missing.Unit == "" && v.asideFound != nil}}
	switch {
	case len(c.Units) == 1:
		of = of[:1]
	case !own:
		of = of[1:]
	}
	f.Of = officer.Choices{ID: "residual-of", Field: fieldScope, Legend: "Where are they missing?", All: of}
	return f
}

// What a shortfall is of.
const (
	fieldScope   = "of"
	scopeUnit    = "sheet"
	scopeContest = "contest"
)

// acceptedShortfalls are those of the sheet and of the contest, with their reasons.
func (v *sheetView) acceptedShortfalls() []officer.Row {
	var rows []officer.Row
	for _, of := range []string{v.unit.ID, ""} {
		if r, is := v.st.Residuals[of]; is {
			label := "Shortfall accepted, this sheet"
			if of == "" {
				label = "Shortfall accepted, the contest"
			}
			rows = append(rows, officer.Row{Label: label, Note: "“" + r.Reason + "” " + stamp(v.st.Contest, r.Officer, r.At), Value: plural(r.Papers, "paper")})
		}
	}
	return rows
}

// sourceChoice asks a desk that receives results where these are from.
func sourceChoice(chosen count.Source, found []count.Finding, ids fieldIDs) *officer.Source {
	s := &officer.Source{Note: chosen.Note, NoteField: fieldSourceNote, NoteID: "source-note"}
	s.Choices = officer.Choices{ID: "source", Field: count.FieldSource, Legend: "Where are the figures from?", Findings: beside(found, count.FieldSource)}
	ids[count.FieldSource] = s.Choices.ID
	for _, kind := range []count.SourceKind{count.SourcePhoned, count.SourceHeard, count.SourceNotice} {
		s.Choices.All = append(s.Choices.All, officer.Choice{Value: string(kind), Label: sourceWords(kind), Chosen: kind == chosen.Kind})
	}
	return s
}

func sourceWords(kind count.SourceKind) string {
	switch kind {
	case count.SourcePhoned:
		return "By telephone from the hall"
	case count.SourceHeard:
		return "Heard as it was declared"
	}
	return "Seen on the notice"
}

func sourceRows(s count.Source) []officer.Row {
	if s.Kind == "" {
		return nil
	}
	return []officer.Row{{Label: "Source of the figures", Note: s.Note, Value: sourceWords(s.Kind)}}
}

// saidOnSheet is what the sheet's page says of the form that led to it; nil for
// nothing. What it says is read from the count and not from the address.
func saidOnSheet(v *sheetView, q url.Values) *officer.Notice {
	switch what, _ := v.task(); {
	case q.Get("sent") == "sheet" && what == deciding:
		return v.decide(q.Has("again"))
	case q.Get("sent") == string(count.KindResidual) && len(v.acceptedShortfalls()) > 0:
		return &officer.Notice{Title: "The shortfall is accepted.", Text: "It stands beside the figures, with its reason."}
	}
	return nil
}
