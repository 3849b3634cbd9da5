package feed

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"resultsdesk/internal/count"
)

// stated is what a declared result says: what is typed, from which the rest follows.
type stated struct {
	contest   count.Contest
	elected   []string
	tally     count.Tally
	unknown   bool // how many papers were rejected
	papers    *int
	announced time.Time
}

// corrections are those of a declared result, each with what followed from it: the
// figures before one are those after it with its old values put back.
func corrections(s *count.Standing) []Correction {
	if len(s.Corrections) == 0 {
		return nil
	}
	after := stated{contest: *s.Contest, elected: s.Elected, tally: s.Tally(), unknown: rejectedUnknown(s), announced: s.Announced}
	if n, ok := s.Verified(); ok && s.PapersPublic() {
		after.papers = &n
	}
	out := make([]Correction, len(s.Corrections))
	for i := len(out) - 1; i >= 0; i-- {
		c := s.Corrections[i]
		before := after.undo(c.Proposal.Changes)
		out[i] = Correction{Number: c.Number, At: inZone(c.Mark.At, &s.Contest.Election), Reason: c.Proposal.Reason, Changes: []Change{}}
		for _, a := range c.Proposal.Changes {
			out[i].Changes = append(out[i].Changes, Change{Field: a.Field, Label: label(s.Contest, a.Field), Was: a.Was, Now: a.Now})
		}
		out[i].Changes = append(out[i].Changes, followed(before, after)...)
		after = before
	}
	return out
}

// undo is what a result said before some figures were put right.
func (r stated) undo(changes []count.Amendment) stated {
	r.tally.Votes, r.tally.Rejected = maps.Clone(r.tally.Votes), maps.Clone(r.tally.Rejected)
	for _, a := range changes {
		n, err := strconv.Atoi(a.Was)
		switch a.Field {
		case count.FieldName:
			r.contest.Name = a.Was
		case count.FieldElectorate:
			r.contest.Electorate = nil
			if err == nil {
				r.contest.Electorate = &count.Electorate{Count: n}
			}
		case count.FieldTotal:
			r.papers = &n
		case count.FieldInPart:
			r.tally.InPart = n
		case count.FieldUnused:
			r.tally.Unused = &n
		default:
			if id, ok := strings.CutPrefix(a.Field, count.FieldVotes("")); ok {
				r.tally.Votes[id] = n
			}
			if id, ok := strings.CutPrefix(a.Field, count.FieldHead("")); ok {
				r.tally.Rejected[id], r.unknown = n, a.Was == ""
			}
		}
	}
	return r
}

// followed is the derived figures that differ.
func followed(before, after stated) []Change {
	var changes []Change
	was := before.derived()
	for i, d := range after.derived() {
		if d.Was = was[i].Now; d.Was != d.Now {
			changes = append(changes, d)
		}
	}
	return changes
}

// derived is all figures that follow from what is typed, always in the same order.
func (r stated) derived() []Change {
	d := count.Declare(&r.contest, r.tally, r.elected)
	out := []Change{{Field: "valid", Label: "Valid votes", Now: strconv.Itoa(d.Valid)}}
	add := func(field, label, now string) { out = append(out, Change{Field: field, Label: label, Now: now}) }
	rejected := ""
	if !r.unknown {
		rejected = strconv.Itoa(r.tally.RejectedPapers())
	}
	add("rejected", "Rejected papers", rejected)
	most := majority(&r.contest, d, false)
	if most == nil {
		most = &Majority{}
	}
	add("majority", "Majority", strconv.Itoa(most.Votes))
	add("majority.share", "Majority in per cent", percent(most.Share))
	var turned Turnout
	if t := turnout(&r.contest, d); t != nil {
		turned = *t
		add("turnout", "Turnout", percent(&turned.Percent))
	} else {
		add("turnout", "Turnout", "")
	}
	add("turnout.change", "Change in turnout", percent(turned.Change))
	add("ballot-box-turnout", "Ballot box turnout", r.boxTurnout())
	for i := range r.contest.Candidates {
		c := &r.contest.Candidates[i]
		row := d.Rows[slices.IndexFunc(d.Rows, func(r count.Row) bool { return r.Candidate.ID == c.ID })]
		add("share."+c.ID, c.Name()+", share", percent((*Tenths)(row.Share)))
		add("change."+c.ID, c.Name()+", change", percent((*Tenths)(row.Change)))
	}
	for i := range out {
		out[i].Derived = true
	}
	return out
}

func (r stated) boxTurnout() string {
	if r.papers == nil || r.contest.Electorate == nil {
		return ""
	}
	t, _ := count.Share(*r.papers, r.contest.Electorate.Count)
	return percent((*Tenths)(&t))
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
	if id, ok := strings.CutPrefix(field, count.FieldHead("")); ok {
		for _, h := range c.Election.Type.Heads() {
			if h.ID == id {
				return "Rejected: " + h.Label
			}
		}
	}
	return field
}
