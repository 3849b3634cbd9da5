package desk

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/internal/operation"
	"resultsdesk/web/view/officer"
)

// shownTopics is how many topics the operator's page names.
const shownTopics = 20

// showOperations shows an administrator how the desk does: every value with what to do
// about it, in words. No figure of a count is on it.
func (s *officers) showOperations(w http.ResponseWriter, r *http.Request, _ count.Officer) error {
	st := s.Operation()
	m := officer.OperationsPage{Page: s.frame(r, "Operations"), At: st.At.UTC().Format("15:04:05 UTC")}
	worst := operation.Fine
	wrong := map[operation.Grade][]string{}
	for _, v := range st.Verdicts() {
		worst = max(worst, v.Grade)
		wrong[v.Grade] = append(wrong[v.Grade], v.Name)
		line := officer.Vital{Name: v.Name, Value: v.Value, State: v.Grade.Words(), Alarm: v.Grade == operation.Act, Look: v.Grade == operation.Look}
		if v.Grade != operation.Fine {
			line.Runbook = "/desk/runbook#" + v.Anchor
		}
		m.Vitals = append(m.Vitals, line)
	}
	m.Sum = map[operation.Grade]string{operation.Fine: "All is fine.", operation.Look: "Look at these: ", operation.Act: "Act now: "}[worst]
	if worst != operation.Fine {
		m.Sum += strings.Join(wrong[worst], ", ") + "."
	}
	m.Alarm = worst == operation.Act
	m.Topics, m.MoreTopics = topicsOf(st.Viewers)
	for _, f := range st.Last {
		m.Faults = append(m.Faults, officer.FaultLine{At: f.At.Format("2 Jan 15:04:05 UTC"), Incident: f.Incident, Text: f.Text, Route: f.Route})
	}
	s.draw(w, r, http.StatusOK, officer.Operations(m))
	return nil
}

// topicsOf are the topics with the most viewers, and words for the rest.
func topicsOf(a operation.Audience) (rows []officer.Row, more string) {
	names := slices.SortedFunc(maps.Keys(a.Topics), func(x, y string) int { return cmp.Or(a.Topics[y]-a.Topics[x], cmp.Compare(x, y)) })
	rest := 0
	for i, name := range names {
		if i >= shownTopics {
			rest += a.Topics[name]
			continue
		}
		rows = append(rows, officer.Row{Label: name, Value: count.Thousands(a.Topics[name])})
	}
	if rest > 0 {
		more = fmt.Sprintf("and %s on %s more", count.Thousands(rest), strconv.Itoa(len(names)-shownTopics))
	}
	return rows, more
}
