package desk

import (
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// steps draws where a count is on its way from verified papers to declaration.
func steps(st *count.Standing) []officer.Step {
	labels := []string{"Verified papers", "Count sheets", "Provisional", "Ready", "Declared"}
	at := map[count.Stage]int{
		count.StageVerified: 1, count.StageCounting: 1, count.StageProvisional: 2, count.StageReady: 3, count.StageDeclared: 4,
	}[st.Stage()]
	var out []officer.Step
	for i, label := range labels {
		step := officer.Step{Label: label, State: officer.StepLater}
		switch {
		case i < at || st.Declared != nil:
			step.State = officer.StepDone
		case i == at:
			step.State = officer.StepNow
		}
		out = append(out, step)
	}
	return out
}
