package count

import "strings"

// Amended is what of a declared result can be corrected, as it stands or would stand.
type Amended struct {
	Tally      Tally
	Papers     *int              // verified, or made by the figures of a desk that receives results; nil where nobody knows
	Electorate *Electorate       // nil where unknown
	Name       string            // of the contest
	Names      map[string]string // of candidates as readers know them, by id
	Announced  string            // "03:26" in the election's zone; empty before the declaration
}

// Fields of a correction beside those of a sheet, FieldTotal and FieldAnnounced.
const (
	FieldElectorate = "electorate"
	FieldName       = "name"
)

// FieldCandidateName is the field of a candidate's name as readers know it. What the
// ballot paper said stays.
func FieldCandidateName(candidate string) string { return "name." + candidate }

// Amended is the contest's figures as they stand, with all corrections so far.
func (s *Standing) Amended() Amended {
	a := Amended{Tally: s.Tally(), Electorate: s.Contest.Electorate, Name: s.Contest.Name, Names: map[string]string{}}
	for i := range s.Contest.Candidates {
		a.Names[s.Contest.Candidates[i].ID] = s.Contest.Candidates[i].Name()
	}
	a.Papers = s.papersFor(a.Tally)
	if !s.Announced.IsZero() {
		a.Announced = s.Announced.In(s.Contest.Election.Location()).Format("15:04")
	}
	return a
}

// Fields is a result as a correction names it: figures as digits, blank for what is
// not known. What the contest cannot have is not there.
func (a Amended) Fields(c *Contest) Fields {
	f := Fields{FieldElectorate: "", FieldAnnounced: a.Announced, FieldName: a.Name}
	for id, name := range a.Names {
		f[FieldCandidateName(id)] = name
	}
	if a.Electorate != nil {
		f[FieldElectorate] = itoa(a.Electorate.Count)
	}
	if c.Uncontested() {
		return f
	}
	if c.Election.Demands().Papers && a.Papers != nil {
		f[FieldTotal] = itoa(*a.Papers)
	}
	for _, cand := range c.Candidates {
		f[FieldVotes(cand.ID)] = itoa(a.Tally.Votes[cand.ID])
	}
	for _, h := range c.Election.Type.Heads() {
		f[FieldHead(h.ID)] = ""
		if !a.Tally.RejectedUnknown {
			f[FieldHead(h.ID)] = itoa(a.Tally.Rejected[h.ID])
		}
	}
	for _, line := range c.Lines() {
		f[line.Field] = a.Tally.line(line.Field)
	}
	return f
}

// line is the figure of a line that the electoral system adds; blank where it is not
// known.
func (t Tally) line(field string) string {
	switch {
	case field == FieldUnused && t.Unused != nil:
		return itoa(*t.Unused)
	case field == FieldInPart && !t.RejectedUnknown:
		return itoa(t.InPart)
	}
	return ""
}

// amended reads the fields back. What cannot be read is as not known: a correction
// is checked before it is made.
func (f Fields) amended(s *Standing, was Amended) Amended {
	c := s.Contest
	a := Amended{Papers: was.Papers, Name: f[FieldName], Names: map[string]string{}, Announced: f[FieldAnnounced]}
	for id := range was.Names {
		a.Names[id] = f[FieldCandidateName(id)]
	}
	if n, err := ParseFigure(f[FieldElectorate]); err == nil {
		a.Electorate = &Electorate{Count: n}
		if was.Electorate != nil {
			a.Electorate.Final, a.Electorate.Source = was.Electorate.Final, was.Electorate.Source
		}
		if was.Electorate == nil || was.Electorate.Count != n {
			a.Electorate.Source = "as corrected"
		}
	}
	if c.Uncontested() {
		a.Tally = was.Tally
		return a
	}
	a.Tally = f.tally(c)
	if n, err := ParseFigure(f[FieldTotal]); err == nil {
		a.Papers = &n
	} else if !c.Election.Demands().Papers {
		a.Papers = s.papersFor(a.Tally)
	}
	return a
}

func (f Fields) tally(c *Contest) Tally {
	t := Tally{Votes: map[string]int{}, Rejected: map[string]int{}}
	for _, cand := range c.Candidates {
		t.Votes[cand.ID], _ = ParseFigure(f[FieldVotes(cand.ID)])
	}
	for _, h := range c.Election.Type.Heads() {
		n, err := ParseFigure(f[FieldHead(h.ID)])
		if err != nil {
			t.RejectedUnknown = true
			continue
		}
		t.Rejected[h.ID] = n
	}
	for _, line := range c.Lines() {
		if text := f[line.Field]; strings.TrimSpace(text) != "" {
			n, _ := ParseFigure(text)
			t.put(line.Field, n)
		}
	}
	return t
}
