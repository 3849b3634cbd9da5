package desk

import (
	"fmt"
	"net/url"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// Prefixes of the fields with which a warning is accepted.
const (
	prefixWhy  = "why."
	prefixTick = "tick."
)

// accepting reads the ticks and reasons of a form. Most acts on a count as a whole
// have no figures of their own: their warnings are about those that stand, which the
// base names.
func accepting(form url.Values) count.Accepting {
	a := count.Accepting{Seen: form.Get(fieldSeen), Reasons: count.Fields{}}
	if a.Seen == "" {
		a.Seen = count.Seen(nil)
	}
	for name := range form {
		if why, ok := strings.CutPrefix(name, prefixWhy); ok && form.Get(prefixTick+why) != "" {
			a.Reasons[name] = form.Get(name)
		}
	}
	return a
}

// warnings are those that have to be accepted with an act: what the desk answered to
// it, or what is known beforehand.
func (v *asked) warnings(a act, known []count.Finding) []officer.ActWarning {
	if v.sent == a.path && len(v.findings) > 0 {
		known = v.findings
	}
	var out []officer.ActWarning
	for _, f := range known {
		if f.Code.Severity() != count.Warning {
			continue
		}
		why := count.FieldReasonFor(f.Code, f.Field)
		tick := prefixTick + strings.TrimPrefix(why, prefixWhy)
		id := fmt.Sprintf("why-%s-%d", a.path, len(out)+1)
		out = append(out, officer.ActWarning{ID: id, Code: string(f.Code), Title: f.Title, Text: f.Text, Hint: f.Hint,
			TickField: tick, Ticked: v.typed(a, tick) != "", ReasonField: why, Reason: v.typed(a, why)})
		if v.sent == a.path {
			v.ids[f.Field] = id
		}
	}
	return out
}
