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
	tally, whose, in := v.standing()
	out := &officer.Conflict{Code: string(v.conflict.Code), Message: v.conflict.Message, Stands: whose, Advice: conflictAdvice}
	if v.locked != "" {
		out.Advice = ""
	}
	stands, yours := count.Fields{}, reckoned(v.typed.figures)
	if in {
		stands = tallyFields(v.st.Contest, v.unit, tally)
	}
	for _, l := range allLines(v.st.Contest, v.unit) {
		if l.Part == officer.Total {
			continue
		}
		out.Rows = append(out.Rows, conflictRow(l.Label, stands[l.Field], yours[l.Field]))
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
		for _, f := range accountFields(b.ID) {
			if row := conflictRow(b.Name+", "+accountWords(f), stands[f], v.typed.figures[f]); row.Differs {
				out.Rows = append(out.Rows, row)
			}
		}
	}
	row := conflictRow("Total only", stands[count.FieldTotal], v.typed.figures[count.FieldTotal])
	if p := v.st.Total; p != nil {
		row.Stands += " · " + stamp(v.st.Contest, p.Officer, p.At)
	}
	out.Rows = append(out.Rows, row)
	return out
}
