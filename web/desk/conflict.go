package desk

import (
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

const (
	conflictAdvice = "Compare both with the paper. Your figures are below, unchanged; sending them again replaces what stands."
	replaceButton  = "Replace with these figures"
)

// sheetConflict sets the sheet that stands beside the one that was sent.
func sheetConflict(v *sheetView) *officer.Conflict {
	sheet, in := v.st.Sheets[v.unit.ID]
	out := &officer.Conflict{Code: string(v.conflict.Code), Message: v.conflict.Message, Stands: "Nothing stands", Advice: conflictAdvice}
	if in {
		out.Stands = "Stands: " + stamp(v.st.Contest, sheet.Officer, sheet.At)
	}
	if v.locked != "" {
		out.Advice = ""
	}
	stands := standingSheet(v.st, v.unit).figures
	for _, l := range candidateLines(v.st.Contest, nil, nil, fieldIDs{}) {
		out.Rows = append(out.Rows, conflictRow(l.Label, stands[l.Field], v.typed.figures[l.Field]))
	}
	for _, l := range paperLines(v.st.Contest, v.unit, nil, nil, fieldIDs{}) {
		if !l.Optional {
			out.Rows = append(out.Rows, conflictRow(l.Label, stands[l.Field], v.typed.figures[l.Field]))
		}
	}
	return out
}

// conflictRow compares two figures as figures: 1702 and 1,702 are the same.
func conflictRow(label, stands, yours string) officer.ConflictRow {
	row := officer.ConflictRow{Label: label, Stands: dash(stands), Yours: dash(yours)}
	a, errA := count.ParseFigure(stands)
	b, errB := count.ParseFigure(yours)
	if errA == nil && errB == nil {
		row.Differs = a != b
	} else {
		row.Differs = strings.TrimSpace(stands) != strings.TrimSpace(yours)
	}
	return row
}

func dash(figure string) string {
	if strings.TrimSpace(figure) == "" {
		return "–"
	}
	return figure
}

// papersConflict sets the verified papers that stand beside those that were sent.
func papersConflict(v *papersView) *officer.Conflict {
	out := &officer.Conflict{Code: string(v.conflict.Code), Message: v.conflict.Message, Stands: "Stands", Advice: conflictAdvice}
	if v.locked != "" {
		out.Advice = ""
	}
	stands := standingPapers(v.st).figures
	for _, b := range v.st.Contest.Boxes {
		field := count.FieldBox(b.ID)
		row := conflictRow(b.Name, stands[field], v.typed.figures[field])
		if p, in := v.st.Boxes[b.ID]; in {
			row.Stands += " · " + stamp(v.st.Contest, p.Officer, p.At)
		}
		out.Rows = append(out.Rows, row)
	}
	row := conflictRow("Total only", stands[count.FieldTotal], v.typed.figures[count.FieldTotal])
	if p := v.st.Total; p != nil {
		row.Stands += " · " + stamp(v.st.Contest, p.Officer, p.At)
	}
	out.Rows = append(out.Rows, row)
	return out
}
