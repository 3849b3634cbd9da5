package count

import (
	"fmt"
	"strings"
)

// reader takes figures out of the typed fields and notes what is wrong (E01, E02).
type reader struct {
	typed    Fields
	findings []Finding
}

// sheet reads a whole count sheet; findings say what could not be read.
func (r *reader) sheet(c *Contest, unit *CountUnit) Tally {
	t := Tally{Votes: map[string]int{}, Rejected: map[string]int{}}
	for i := range c.Candidates {
		cand := &c.Candidates[i]
		t.Votes[cand.ID] = r.figure(FieldVotes(cand.ID), cand.BallotName())
	}
	byHead := false
	switch {
	case !c.Election.Demands().Papers:
		byHead = !r.noHeads(c)
		t.RejectedUnknown = !byHead
		if byHead {
			r.heads(c, &t)
		}
	case unit.SendsDoubtful:
		t.Doubtful = r.figure(FieldDoubtful, "Doubtful papers")
	default:
		byHead = true
		r.heads(c, &t)
	}
	for _, line := range c.Lines() {
		r.line(line, byHead, &t)
	}
	r.unknown()
	return t
}

// noHeads tells whether every line of rejected papers is blank, and takes them out:
// whoever gave the figures did not say. Some of them blank is a figure missing.
func (r *reader) noHeads(c *Contest) bool {
	fields := []string{FieldRejected}
	for _, h := range c.Election.Type.Heads() {
		fields = append(fields, FieldHead(h.ID))
	}
	for _, line := range c.Lines() {
		if line.ByHead {
			fields = append(fields, line.Field)
		}
	}
	for _, f := range fields {
		if !r.blank(f) {
			return false
		}
	}
	for _, f := range fields {
		delete(r.typed, f)
	}
	return true
}

func (r *reader) heads(c *Contest, t *Tally) {
	before := len(r.findings)
	for _, h := range c.Election.Type.Heads() {
		t.Rejected[h.ID] = r.figure(FieldHead(h.ID), h.Label)
	}
	r.rejectedTotal(*t, len(r.findings) == before)
}

// line reads a line that the electoral system adds to a sheet.
func (r *reader) line(line Line, byHead bool, t *Tally) {
	if line.ByHead && !byHead {
		return
	}
	if line.Optional && r.blank(line.Field) {
		delete(r.typed, line.Field)
		return
	}
	t.put(line.Field, r.figure(line.Field, line.Label))
}

// put sets the figure of a line that the electoral system adds.
func (t *Tally) put(field string, n int) {
	switch field {
	case FieldUnused:
		t.Unused = &n
	case FieldInPart:
		t.InPart = n
	}
}

func (r *reader) blank(field string) bool { return strings.TrimSpace(r.typed[field]) == "" }

func (r *reader) figure(field, what string) int {
	text, present := r.typed[field]
	delete(r.typed, field)
	if !present {
		r.add(Finding{Code: E02, Field: field, Title: what + " is missing from what was sent.",
			Text: "Every candidate and every line of the sheet must be there once. Open the sheet again."})
		return 0
	}
	n, finding := readFigure(field, what, text)
	if finding != nil {
		r.add(*finding)
	}
	return n
}

// readFigure reads one figure, or says why it cannot be read (E01).
func readFigure(field, what, text string) (int, *Finding) {
	n, err := ParseFigure(text)
	if err == nil {
		return n, nil
	}
	title := fmt.Sprintf("%s: “%s” cannot be read.", what, strings.TrimSpace(text))
	if err == ErrBlank {
		title = what + ": the figure is missing."
	}
	return 0, &Finding{Code: E01, Field: field, Title: title, Text: sentence(err.Error())}
}

// rejectedTotal compares the optional total of the sheet with its heads (E06),
// where all of these could be read.
func (r *reader) rejectedTotal(t Tally, readable bool) {
	text, blank := r.typed[FieldRejected], r.blank(FieldRejected)
	delete(r.typed, FieldRejected)
	if blank {
		return
	}
	total, finding := readFigure(FieldRejected, "Rejected papers in all", text)
	switch {
	case finding != nil:
		r.add(*finding)
	case readable && total != t.RejectedPapers():
		r.add(Finding{Code: E06, Field: FieldRejected,
			Title: fmt.Sprintf("The reasons add up to %s rejected papers, the sheet says %s.", Thousands(t.RejectedPapers()), Thousands(total)),
			Hint:  hint(total-t.RejectedPapers(), figures(t.Rejected))})
	}
}

// unknown refuses what is left: figures of nobody on this ballot paper (E02).
func (r *reader) unknown() {
	for _, field := range sortedKeys(r.typed) {
		r.add(Finding{Code: E02, Field: field, Title: "A figure was sent for “" + field + "”, which is not on this sheet.",
			Text: "Open the sheet again and type it from the paper."})
	}
}

func (r *reader) add(f Finding) { r.findings = append(r.findings, f) }

func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] + "." }
