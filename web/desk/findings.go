package desk

import (
	"fmt"
	"slices"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// fieldIDs is where each field of a form stands in the page.
type fieldIDs map[string]string

// add gives a line its place in the page. The place is of the page only; figures
// are keyed by field.
func (ids fieldIDs) add(field string) string {
	ids[field] = fmt.Sprintf("figure-%d", len(ids)+1)
	return ids[field]
}

// summary is all findings together, each with a link to its field. One without a
// field in the page links to what helps: the form afresh where it is out of date
// (E02), else the whole.
func (ids fieldIDs) summary(all []count.Finding, afresh, whole officer.Link) []officer.Finding {
	var out []officer.Finding
	for _, f := range all {
		shown := officer.Finding{Code: string(f.Code), Title: f.Title, Text: f.Text, Hint: f.Hint, Link: whole}
		if id, there := ids[count.FieldReasonFor(f.Code, f.Field)]; there {
			shown.Link = officer.Link{URL: "#" + id, Text: "Look at the paper and say why"}
		} else if id, there := ids[f.Field]; there {
			shown.Link = officer.Link{URL: "#" + id, Text: "Go to the field"}
		} else if f.Code == count.E02 {
			shown.Link = afresh
		}
		out = append(out, shown)
	}
	return out
}

// formFindings is the summary of a form of figures at an address.
func (ids fieldIDs) formFindings(all []count.Finding, address string) []officer.Finding {
	return ids.summary(all, officer.Link{URL: address, Text: "Open it again"}, officer.Link{URL: "#figures", Text: "Check every figure against the paper"})
}

// beside is what was found wrong with one field. Warnings stand there with their
// answers instead.
func beside(all []count.Finding, field string) []officer.Finding {
	var out []officer.Finding
	for _, f := range all {
		if f.Field == field && f.Code.Severity() != count.Warning {
			out = append(out, officer.Finding{Title: f.Title, Text: f.Text, Hint: f.Hint})
		}
	}
	return out
}

// focusFirst puts the cursor where typing goes on: the first empty figure that must
// be there, else the first. After a refusal the message has the focus instead.
func focusFirst(refused bool, groups ...[]officer.Line) {
	if refused {
		return
	}
	var first *officer.Line
	for _, lines := range groups {
		for i := range lines {
			l := &lines[i]
			if first == nil {
				first = l
			}
			if l.Value == "" && !l.Optional {
				l.Focus = true
				return
			}
		}
	}
	if first != nil {
		first.Focus = true
	}
}

// refuses tells whether anything found keeps a form from being stored whatever is
// said to it.
func refuses(all []count.Finding) bool {
	return slices.ContainsFunc(all, func(f count.Finding) bool { return f.Code.Severity() == count.Refusal })
}
