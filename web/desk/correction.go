package desk

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

func correcting() act {
	return act{kind: count.KindProposed, path: "correction", own: true, page: (*officers).drawCorrection,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			changes, findings := amendments(v.st, v.form)
			if len(findings) > 0 {
				return count.Receipt{}, &count.CheckError{Findings: findings}
			}
			return d.ProposeCorrection(ctx, by, m, changes, v.form.Get(count.FieldReason))
		}}
}

// published is one line of a declared result as a correction can change it: digits
// without separators, words as they are, blank where it is not known.
type published struct {
	field, value string
	words        bool   // no figure
	number       string // place on the ballot paper; empty for what is no candidate’s
}

func publishedLines(st *count.Standing) []published {
	c, t := st.Contest, st.Tally()
	var lines []published
	for _, cand := range c.Candidates {
		lines = append(lines, published{field: count.FieldVotes(cand.ID), value: strconv.Itoa(t.Votes[cand.ID]), number: strconv.Itoa(cand.Number)})
	}
	for _, h := range c.Election.Type.Heads() {
		line := published{field: count.FieldHead(h.ID), value: strconv.Itoa(t.Rejected[h.ID])}
		if t.RejectedUnknown {
			line.value = ""
		}
		lines = append(lines, line)
	}
	if papers, ok := st.Verified(); ok {
		lines = append(lines, published{field: count.FieldTotal, value: strconv.Itoa(papers)})
	}
	electorate := published{field: count.FieldElectorate}
	if c.Electorate != nil {
		electorate.value = strconv.Itoa(c.Electorate.Count)
	}
	return append(lines, electorate, published{field: count.FieldName, value: c.Name, words: true},
		published{field: count.FieldAnnounced, value: st.Announced.Format(time.RFC3339), words: true})
}

// amendments are the lines that were changed in a form, and only those.
func amendments(st *count.Standing, form map[string][]string) (changes []count.Amendment, findings []count.Finding) {
	for _, line := range publishedLines(st) {
		values, there := form[line.field]
		if !there {
			continue
		}
		now, finding := amended(st, line, strings.TrimSpace(values[0]))
		switch {
		case finding != nil:
			findings = append(findings, *finding)
		case now != line.value:
			changes = append(changes, count.Amendment{Field: line.field, Was: line.value, Now: now})
		}
	}
	if len(changes)+len(findings) == 0 {
		findings = append(findings, count.Finding{Title: "Nothing was changed.", Text: "Type over the figures that are wrong; leave the others as they are."})
	}
	return changes, findings
}

func amended(st *count.Standing, line published, typed string) (string, *count.Finding) {
	name := lineName(st.Contest, line.field)
	switch {
	case line.field == count.FieldAnnounced:
		return announcedAgain(st, line, typed)
	case line.words && typed == "":
		return "", &count.Finding{Code: count.E01, Field: line.field, Title: name + ": nothing is typed."}
	case line.words, typed == "" && (line.value == "" || line.field == count.FieldElectorate):
		return typed, nil
	}
	n, err := count.ParseFigure(typed)
	if err != nil {
		return "", &count.Finding{Code: count.E01, Field: line.field, Title: fmt.Sprintf("%s: “%s” cannot be read.", name, typed), Text: capital(err.Error()) + "."}
	}
	return strconv.Itoa(n), nil
}

// announcedAgain reads a time of day as the one nearest to the time that was
// published.
func announcedAgain(st *count.Standing, line published, typed string) (string, *count.Finding) {
	zone := st.Contest.Election.Location()
	was := st.Announced.In(zone)
	if typed == was.Format("15:04") {
		return line.value, nil
	}
	clock, err := time.ParseInLocation("15:04", strings.Replace(typed, ".", ":", 1), zone)
	if err != nil {
		return "", &count.Finding{Code: count.E01, Field: line.field, Title: fmt.Sprintf("The time “%s” cannot be read.", typed), Text: "Write it as 03:26."}
	}
	at := time.Date(was.Year(), was.Month(), was.Day(), clock.Hour(), clock.Minute(), 0, 0, zone)
	if at.Sub(was) > 12*time.Hour {
		at = at.AddDate(0, 0, -1)
	} else if was.Sub(at) > 12*time.Hour {
		at = at.AddDate(0, 0, 1)
	}
	return at.UTC().Format(time.RFC3339), nil
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
		name, value := lineName(v.st.Contest, line.field), line.shown(v.st)
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

// shown is a published line as people read it.
func (p published) shown(st *count.Standing) string { return shownAs(st, p.field, p.value) }

func shownAs(st *count.Standing, field, value string) string {
	if at, err := time.Parse(time.RFC3339, value); err == nil && field == count.FieldAnnounced {
		return at.In(st.Contest.Election.Location()).Format("15:04")
	}
	if n, err := strconv.Atoi(value); err == nil && field != count.FieldName {
		return count.Thousands(n)
	}
	return value
}
