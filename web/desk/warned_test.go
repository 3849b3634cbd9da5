package desk_test

import (
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

// What is unlikely about a whole count is accepted with a tick and a reason, and not
// without. Who does not decide it is not shown it: it may say who leads.
func TestWarningOnTheWholeCount(t *testing.T) {
	m := open(t, func(defs *count.Definitions, _ *desk.Options) {
		for i := range defs.Contests {
			if c := &defs.Contests[i]; c.ID == "islington-north" {
				c.Units = []count.CountUnit{{ID: "count", Name: "North tables", Kind: count.Table}, {ID: "south", Name: "South tables", Kind: count.Table}}
			}
		}
	}).verified()
	all, none := figures(map[string]string{"votes.117355": "0", "votes.116701": "2692"}), map[string]string{}
	for field := range all {
		none[field] = "0"
	}
	for unit, sheet := range map[string]map[string]string{"count": all, "south": none} {
		m.as("officer-1").insist(islington+"/units/"+unit, sheet).says(200, "sent")
		m.as("officer-2").reads(islington + "/units/" + unit)
	}
	clerk, button := m.as("clerk"), islington+"/provisional"
	m.as("officer-1").get(islington).says(200).silent("W04")
	clerk.get(islington).says(200, "W04", "Why it is right")
	p := clerk.press(islington, "provisional").says(422, "W04")
	p.pointsHome()
	clerk.post(button, typed(p.accepting(button), ro())).says(200, "The count is provisional.")
}
