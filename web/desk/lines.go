package desk

import (
	"fmt"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

func candidateLines(c *count.Contest, figures count.Fields, found []count.Finding, ids fieldIDs) []officer.Line {
	var lines []officer.Line
	for _, cand := range c.Candidates {
		field := count.FieldVotes(cand.ID)
		_, worked := reckon(figures[field])
		lines = append(lines, officer.Line{
			ID: ids.add(field), Field: field, Part: officer.Votes, Number: fmt.Sprint(cand.Number),
			Label: cand.BallotName(), Note: cand.Description, Value: figures[field], Findings: beside(found, field),
			Bundles: true, Worked: worked,
		})
	}
	return lines
}

// paperLines are the lines under the candidates: doubtful papers, or rejected ones
// by head with the total that the paper may give. Who only receives results may not
// have been told how many were rejected.
func paperLines(c *count.Contest, unit *count.CountUnit, figures count.Fields, found []count.Finding, ids fieldIDs) []officer.Line {
	var lines []officer.Line
	received := !c.Election.Demands().Papers
	add := func(field, label, note string, part officer.Part, optional bool) {
		lines = append(lines, officer.Line{ID: ids.add(field), Field: field, Part: part, Optional: optional,
			Label: label, Note: note, Value: figures[field], Findings: beside(found, field)})
	}
	if unit.SendsDoubtful && !received {
		add(count.FieldDoubtful, "Doubtful papers", "sent to adjudication", officer.Other, false)
		return lines
	}
	for i, h := range c.Election.Type.Heads() {
		note := "rejected papers"
		if received && i == 0 {
			note = "rejected papers; leave all of them empty where nobody said"
		}
		add(count.FieldHead(h.ID), h.Label, note, officer.Other, received)
	}
	add(count.FieldRejected, "Rejected papers in all", "if the sheet gives it: it is compared with the reasons above", officer.Total, true)
	return lines
}

// systemLines are what the electoral system adds to a sheet: votes that went to nobody,
// where each elector has several.
func systemLines(c *count.Contest, unit *count.CountUnit, figures count.Fields, found []count.Finding, ids fieldIDs) []officer.Line {
	var lines []officer.Line
	received := !c.Election.Demands().Papers
	for _, l := range c.Lines() {
		if l.ByHead && unit.SendsDoubtful && !received {
			continue // decided at adjudication
		}
		note := "votes, not papers"
		if l.Optional {
			note += "; if the sheet gives them"
		}
		lines = append(lines, officer.Line{ID: ids.add(l.Field), Field: l.Field, Part: officer.Aside, Optional: l.Optional || received,
			Label: l.Label, Note: note, Value: figures[l.Field], Findings: beside(found, l.Field)})
	}
	return lines
}

// allLines are the lines of a unit's sheet from top to bottom, without figures.
func allLines(c *count.Contest, unit *count.CountUnit) []officer.Line {
	lines := append(candidateLines(c, nil, nil, fieldIDs{}), paperLines(c, unit, nil, nil, fieldIDs{})...)
	return append(lines, systemLines(c, unit, nil, nil, fieldIDs{})...)
}

// codeLine asks for the code of the printed sheet, first of all: what is typed then
// lands on the sheet that is in the hand.
func codeLine(c *count.Contest, typed string, found []count.Finding, ids fieldIDs) officer.Line {
	demanded := c.Election.Demands().SheetCode
	note := "at the top of the sheet, such as 042-07-3"
	if !demanded {
		note += "; if the sheet has one"
	}
	return officer.Line{ID: ids.add(count.FieldCode), Field: count.FieldCode, Part: officer.Code, Optional: !demanded,
		Label: "Code of the printed sheet", Note: note, Value: typed, Findings: beside(found, count.FieldCode)}
}

// tallyFields is a tally as the fields of a unit's form.
func tallyFields(c *count.Contest, unit *count.CountUnit, t count.Tally) count.Fields {
	f := count.Fields{}
	for _, cand := range c.Candidates {
		f[count.FieldVotes(cand.ID)] = count.Thousands(t.Votes[cand.ID])
	}
	for _, l := range allLines(c, unit) {
		switch l.Field {
		case count.FieldDoubtful:
			f[l.Field] = count.Thousands(t.Doubtful)
		case count.FieldInPart:
			f[l.Field] = count.Thousands(t.InPart)
		case count.FieldUnused:
			if t.Unused != nil {
				f[l.Field] = count.Thousands(*t.Unused)
			}
		}
	}
	for _, h := range c.Election.Type.Heads() {
		if !t.RejectedUnknown && !(unit.SendsDoubtful && c.Election.Demands().Papers) {
			f[count.FieldHead(h.ID)] = count.Thousands(t.Rejected[h.ID])
		}
	}
	return f
}
