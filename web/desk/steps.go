package desk

import (
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// steps draws where a count is on its way: the states of its profile in short. The
// contest's page lists every step with who did it.
func steps(st *count.Standing) []officer.Step {
	labels, at := stepsOf(st)
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

func stepsOf(st *count.Standing) (labels []string, at int) {
	stage := st.Stage()
	switch {
	case st.Contest.Uncontested():
		return []string{"Uncontested", "Declared"}, 0
	case st.Contest.Election.Profile == count.ProfileMedia:
		return []string{"Winner called", "Figures", "Confirmed"}, map[count.Stage]int{count.StageCalled: 1, count.StageReported: 2}[stage]
	}
	at = map[count.Stage]int{
		count.StageVerified: 1, count.StageCounting: 1, count.StageRecount: 1, count.StageProvisional: 2, count.StageWithdrawn: 2,
		count.StageReady: 3, count.StageDeclared: 4,
	}[stage]
	return []string{"Verified papers", "Count sheets", "Provisional", "Ready", "Declared"}, at
}

// tasks draws the steps of a night, each with who did it or who is needed.
func tasks(all []nightTask) []officer.Task {
	var out []officer.Task
	now := true
	for _, t := range all {
		one := officer.Task{Label: t.label, By: t.by, State: officer.StepLater}
		switch {
		case t.done:
			one.State = officer.StepDone
		case now:
			one.State, now = officer.StepNow, false
		}
		out = append(out, one)
	}
	return out
}
