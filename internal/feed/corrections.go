package feed

import (
	"maps"
	"strconv"
	"strings"

	"resultsdesk/internal/count"
)

// corrections are those of a declared result, each with what followed from it: the
// result before one is that after it with its old values put back.
func corrections(s *count.Standing) []Correction {
	if len(s.Corrections) == 0 {
		return nil
	}
	out := make([]Correction, len(s.Corrections))
	after := s
	for i := len(out) - 1; i >= 0; i-- {
		c := s.Corrections[i]
		before := without(after, c.Proposal.Changes)
		out[i] = Correction{Number: c.Number, At: inZone(c.Mark.At, &s.Contest.Election), Reason: c.Proposal.Reason, Changes: []Change{}}
		for _, a := range c.Proposal.Changes {
			out[i].Changes = append(out[i].Changes, Change{Field: a.Field, Label: label(s.Contest, a.Field), Was: a.Was, Now: a.Now})
		}
		out[i].Changes = append(out[i].Changes, followed(before, after)...)
		after = before
	}
	return out
}

// without is how a declared contest stood before some figures were put right.
func without(s *count.Standing, changes []count.Amendment) *count.Standing {
	before, contest, t := *s, *s.Contest, s.Tally()
	t.Votes, t.Rejected = maps.Clone(t.Votes), maps.Clone(t.Rejected)
	for _, a := range changes {
		n, err := strconv.Atoi(a.Was)
		switch a.Field {
		case count.FieldElectorate:
			contest.Electorate = nil
			if err == nil {
				contest.Electorate = &count.Electorate{Count: n}
			}
		case count.FieldTotal:
			before.Total = &count.Paper{Papers: n}
		case count.FieldInPart:
			t.InPart = n
		case count.FieldUnused:
			if t.Unused = nil; err == nil {
				t.Unused = &n
			}
		default:
			if id, ok := strings.CutPrefix(a.Field, count.FieldVotes("")); ok {
				t.Votes[id] = n
			}
			if id, ok := strings.CutPrefix(a.Field, count.FieldHead("")); ok {
				t.Rejected[id], t.RejectedUnknown = n, a.Was == ""
			}
		}
	}
	before.Contest, before.Corrected, before.Corrections = &contest, &t, nil
	return &before
}

// followed is the derived figures that differ.
func followed(before, after *count.Standing) []Change {
	var changes []Change
	was := map[string]string{}
	for _, d := range derived(before) {
		was[d.Field] = d.Now
	}
	for _, d := range derived(after) {
		if d.Was = was[d.Field]; d.Was != d.Now {
			changes = append(changes, d)
		}
	}
	return changes
}

// derived is all figures that follow from what is typed, always in the same order. A
// result without a poll has none.
func derived(s *count.Standing) []Change {
	if s.Contest.Uncontested() {
		return nil
	}
	c := Contest{Candidates: definition(s).Candidates}
	result(&c, s, s.Declaration())
	out := []Change{{Field: "valid", Label: "Valid votes", Now: strconv.Itoa(*c.Valid)}}
	add := func(field, label, now string) { out = append(out, Change{Field: field, Label: label, Now: now}) }
	total := ""
	if c.Rejected != nil {
		total = strconv.Itoa(c.Rejected.Total)
	}
	add("rejected", "Rejected papers", total)
	if m := c.Majority; m != nil {
		add("majority", "Majority", strconv.Itoa(m.Votes))
		add("majority.share", "Majority in per cent", percent(m.Share))
	}
	add("swing", "Swing", swung(&c))
	now, moved := turned(c.Turnout)
	add("turnout", "Turnout", now)
	add("turnout.change", "Change in turnout", moved)
	now, _ = turned(c.BoxTurnout)
	add("ballot-box-turnout", "Ballot box turnout", now)
	for _, candidate := range s.Contest.Candidates {
		line := c.line(candidate.ID)
		add("share."+line.ID, line.Name+", share", percent(line.Share))
		add("change."+line.ID, line.Name+", change", percent(line.Change))
	}
	for i := range out {
		out[i].Derived = true
	}
	return out
}

// swung is the swing to the member elected, below zero where it went the other way;
// blank where there is none.
func swung(c *Contest) string {
	if c.Swing == nil {
		return ""
	}
	points := c.Swing.Points
	if !c.line(c.Swing.To).Elected {
		points = -points
	}
	return percent(&points)
}

// turned is a turnout and its change as texts; blank where they are not known.
func turned(t *Turnout) (now, moved string) {
	if t == nil {
		return "", ""
	}
	return percent(&t.Percent), percent(t.Change)
}

// percent is a percentage as JSON has it, "-29.9"; blank where there is none.
func percent(t *Tenths) string {
	if t == nil {
		return ""
	}
	return strings.Replace(count.Tenths(*t).String(), "−", "-", 1)
}

// label is how people call a field of a result.
func label(c *count.Contest, field string) string {
	switch field {
	case count.FieldName:
		return "Name"
	case count.FieldElectorate:
		return "Electorate"
	case count.FieldAnnounced:
		return "Time of the declaration"
	case count.FieldTotal:
		return "Verified papers"
	case count.FieldInPart:
		return "Votes rejected in part"
	case count.FieldUnused:
		return "Votes not used"
	}
	if id, ok := strings.CutPrefix(field, count.FieldVotes("")); ok {
		if candidate, ok := c.Candidate(id); ok {
			return candidate.Name()
		}
	}
	if id, ok := strings.CutPrefix(field, count.FieldCandidateName("")); ok {
		if candidate, ok := c.Candidate(id); ok {
			return "Name of candidate " + strconv.Itoa(candidate.Number)
		}
	}
	if id, ok := strings.CutPrefix(field, count.FieldHead("")); ok {
		for _, h := range c.Election.Type.Heads() {
			if h.ID == id {
				return "Rejected: " + h.Label
			}
		}
	}
	return field
}
