package desk

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// answers are what an officer says to warnings: a tick that the paper was looked at,
// and a reason. They hold for the figures that they were given on.
type answers struct {
	seen    string          // count.Seen of those figures
	ticked  map[string]bool // by the field of the reason
	reasons count.Fields
}

// Fields of answers in a form.
const (
	fieldSeen  = "seen"
	tickPrefix = "looked."
)

// whyPrefix begins the field of every reason.
func whyPrefix() string {
	before, _, _ := strings.Cut(count.FieldReasonFor("", ""), ".")
	return before + "."
}

func tickFor(reason string) string { return tickPrefix + strings.TrimPrefix(reason, whyPrefix()) }

func isAnswer(field string) bool {
	return field == fieldSeen || strings.HasPrefix(field, tickPrefix) || strings.HasPrefix(field, whyPrefix())
}

func readAnswers(form url.Values) answers {
	a := answers{seen: form.Get(fieldSeen), ticked: map[string]bool{}, reasons: count.Fields{}}
	for name := range form {
		if strings.HasPrefix(name, whyPrefix()) {
			a.reasons[name] = form.Get(name)
			a.ticked[name] = form.Has(tickFor(name))
		}
	}
	return a
}

// on is the answers for figures: none where a figure changed since.
func (a answers) on(figures count.Fields) answers {
	if seen := count.Seen(figures); a.seen != seen {
		return answers{seen: seen}
	}
	return a
}

// accepting is the answers as the count takes them.
func (a answers) accepting() count.Accepting {
	out := count.Accepting{Seen: a.seen, Reasons: count.Fields{}}
	for field, reason := range a.reasons {
		if a.ticked[field] {
			out.Reasons[field] = reason
		}
	}
	return out
}

// warnings are those of a field, each with its answer; field "" is for all that have
// no line on the page. Two of one rule on one field are answered together.
func (a answers) warnings(found []count.Finding, field string, ids fieldIDs) []officer.Warning {
	var out []officer.Warning
	for _, f := range found {
		if _, line := ids[f.Field]; f.Code.Severity() != count.Warning || (field != "" && f.Field != field) || (field == "" && line) {
			continue
		}
		reason := count.FieldReasonFor(f.Code, f.Field)
		w := officer.Warning{Code: string(f.Code), Title: f.Title, Text: f.Text, Hint: f.Hint}
		if _, above := ids[reason]; !above {
			ids[reason] = fmt.Sprintf("warning-%d", len(ids)+1)
			w.ID, w.Tick, w.Reason = ids[reason], tickFor(reason), reason
			w.Ticked, w.Value = a.ticked[reason], a.reasons[reason]
			w.Missing = a.ticked[reason] != (strings.TrimSpace(a.reasons[reason]) != "")
		}
		out = append(out, w)
	}
	return out
}

// kept are answers to warnings that this page does not show, because something else
// was refused first: they go on with the form.
func (a answers) kept(ids fieldIDs) []officer.Field {
	var out []officer.Field
	for _, reason := range slices.Sorted(maps.Keys(a.reasons)) {
		if _, shown := ids[reason]; shown {
			continue
		}
		out = append(out, officer.Field{Name: reason, Value: a.reasons[reason]})
		if a.ticked[reason] {
			out = append(out, officer.Field{Name: tickFor(reason), Value: "1"})
		}
	}
	return out
}

// answer gives the lines of a form their warnings, and the form what goes on with it.
// It returns the warnings that belong to no line.
func (a answers) answer(found []count.Finding, form *officer.Form, ids fieldIDs, groups ...[]officer.Line) []officer.Warning {
	for _, lines := range groups {
		for i := range lines {
			lines[i].Warnings = a.warnings(found, lines[i].Field, ids)
		}
	}
	whole := a.warnings(found, "", ids)
	form.Seen, form.Kept = a.seen, a.kept(ids)
	return whole
}

// acceptedRows are the reasons given for warnings, with whose they are.
func acceptedRows(st *count.Standing, unit *count.CountUnit, officerID string, accepted []count.Acceptance) []officer.Row {
	labels := map[string]string{"": sheetName(unit)}
	for _, l := range allLines(st.Contest, unit) {
		labels[l.Field] = l.Label
	}
	var rows []officer.Row
	for _, a := range accepted {
		rows = append(rows, officer.Row{Label: labels[a.Field], Note: string(a.Code) + " · “" + a.Reason + "”", Value: officerID})
	}
	return rows
}
