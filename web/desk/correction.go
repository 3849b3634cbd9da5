package desk

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

func correcting() act {
	return act{kind: count.KindProposed, path: "correction", own: true, fresh: true, page: (*officers).drawCorrection,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			return d.ProposeCorrection(ctx, by, m, amendments(v.st, v.form), v.form.Get(count.FieldReason))
		}}
}

// published is one line of a declared result as a correction can change it: digits
// without separators, words as they are, blank where it is not known.
type published struct {
	field, value string
	words        bool   // no figure
	number       string // place on the ballot paper; empty for what is no candidate’s
}

// publishedLines are what a correction can change, in the order of the sheet, then
// what is of the contest.
func publishedLines(st *count.Standing) []published {
	c, stands := st.Contest, st.Amended().Fields(st.Contest)
	var lines []published
	add := func(line published) {
		value, has := stands[line.field]
		if line.value = value; has {
			lines = append(lines, line)
		}
	}
	for _, cand := range c.Candidates {
		add(published{field: count.FieldVotes(cand.ID), number: strconv.Itoa(cand.Number)})
	}
	for _, h := range c.Election.Type.Heads() {
		add(published{field: count.FieldHead(h.ID)})
	}
	for _, l := range c.Lines() {
		add(published{field: l.Field})
	}
	add(published{field: count.FieldTotal})
	add(published{field: count.FieldElectorate})
	add(published{field: count.FieldName, words: true})
	add(published{field: count.FieldAnnounced, words: true})
	for _, cand := range c.Candidates {
		add(published{field: count.FieldCandidateName(cand.ID), words: true})
	}
	return lines
}

// amendments are the lines that were changed in a form, and only those. Whether they
// can be read is judged with the correction.
func amendments(st *count.Standing, form url.Values) []count.Amendment {
	var changes []count.Amendment
	for _, line := range publishedLines(st) {
		now := strings.TrimSpace(form.Get(line.field))
		if n, err := count.ParseFigure(now); err == nil && !line.words {
			now = strconv.Itoa(n)
		}
		if form.Has(line.field) && now != line.value {
			changes = append(changes, count.Amendment{Field: line.field, Was: line.value, Now: now})
		}
	}
	return changes
}

// drawCorrection shows the published figures to type over.
func (s *officers) drawCorrection(w http.ResponseWriter, r *http.Request, v *asked) {
	a, c := correcting(), v.st.Contest
	f := v.actForm(a, "Propose the correction")
	f.Leave, f.Head = contestURL(c.ID), "Put right"
	if f.Locked == "" && v.st.Proposal != nil {
		f.Locked = v.st.Proposal.Officer + " proposed a change already. Confirm it or take it back first."
	}
	if v.st.Declared != nil {
		v.correctionLines(a, &f)
	}
	f.Inputs = append(f.Inputs, v.input(a, officer.InputLong, count.FieldReason, "Reason", "published with the correction"))
	s.drawAct(w, r, v, "Correct the published result", officer.ActPage{Forms: []officer.ActForm{f}, Intro: []string{
		"Type over what is wrong and leave the rest. The winner cannot change this way: a result that was published in error is withdrawn.",
		"Nothing public changes before a second person confirms it. Then the new figures are public, with the old ones beside them and the reason."}})
}

func (v *asked) correctionLines(a act, f *officer.ActForm) {
	for _, line := range publishedLines(v.st) {
		name, value := lineName(v.st.Contest, line.field), shownAs(line.field, line.value)
		note := "published: " + dash(value)
		if v.sent == a.path {
			value = v.form.Get(line.field)
		}
		if line.words {
			in := v.input(a, officer.InputText, line.field, name, note)
			in.Value = value
			f.Inputs = append(f.Inputs, in)
			continue
		}
		f.Lines = append(f.Lines, officer.Line{ID: v.place(a, line.field), Field: line.field, Part: officer.Votes, Number: line.number, Label: name, Note: note,
			Value: value, Findings: v.wrongWith(a, line.field)})
	}
}

// shownAs is a published line as people read it.
func shownAs(field, value string) string {
	if n, err := strconv.Atoi(value); err == nil && field != count.FieldName && !strings.HasPrefix(field, count.FieldCandidateName("")) {
		return count.Thousands(n)
	}
	return value
}
