package count

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// plan is what an import would do, and why it may not.
type plan struct {
	Summary
	write    []Contest // the new versions
	problems []Problem
}

// planOf holds an import against what the desk knows.
func planOf(known []*Standing, defs Definitions) plan {
	var p plan
	known = slices.SortedFunc(slices.Values(known), func(a, b *Standing) int { return strings.Compare(a.Contest.ID, b.Contest.ID) })
	byID := map[string]*Standing{}
	for _, s := range known {
		byID[s.Contest.ID] = s
	}
	number := len(known) // numbers are never given twice, because contests never go
	brought := map[string]bool{}
	for _, c := range defs.Contests {
		brought[c.ID] = true
		if !c.Election.secondPersonAllowed() {
			p.problems = append(p.problems, Problem{c.ID, PartElection, fmt.Sprintf("second person “%s” does not go with the profile “%s”; only a media desk does without a second person", c.Election.SecondPerson, c.Election.Profile)})
		}
		if s := byID[c.ID]; s != nil {
			p.change(s, c)
			continue
		}
		number++
		c.Version, c.Layout, c.Number = 1, 1, number
		p.Added = append(p.Added, c.ID)
		p.write = append(p.write, c)
	}
	var left []*Standing
	for _, s := range known {
		if !brought[s.Contest.ID] {
			left = append(left, s)
			p.Left = append(p.Left, s.Contest.ID)
		}
	}
	p.problems = append(p.problems, electionApart(left, defs)...)
	return p
}

// change plans the next version of a contest, where it differs.
func (p *plan) change(s *Standing, c Contest) {
	was := s.defined
	c.Version, c.Layout, c.Number = was.Version, was.Layout, was.Number
	if sameDefinition(*was, c) {
		p.Unchanged = append(p.Unchanged, c.ID)
		return
	}
	p.problems = append(p.problems, mayDefine(s, &c)...)
	c.Version++
	if !sameSheet(was, &c) {
		c.Layout = c.Version
	}
	p.Changed = append(p.Changed, c.ID)
	p.Edits = append(p.Edits, Edits(was, &c)...)
	p.write = append(p.write, c)
}

// electionApart refuses an import whose election is another than that of a contest
// which it leaves as it is: all contests of a desk share one, and a page that shows
// several says its name, day and mode once.
func electionApart(left []*Standing, defs Definitions) []Problem {
	for _, s := range left {
		for _, c := range defs.Contests {
			if !sameElection(s.Contest.Election, c.Election) {
				return []Problem{{c.ID, PartElection, fmt.Sprintf("name, date, time zone, close of poll or mode differ from those of %s, which this pack leaves out; import all contests together, or another election into a file of its own", s.Contest.Name)}}
			}
		}
	}
	return nil
}

// sameElection compares all that is defined of an election: not its version, which
// the store gives.
func sameElection(a, b Election) bool {
	same := a.Closes.Equal(b.Closes)
	a.Version, a.Closes = b.Version, b.Closes
	return same && a == b
}

// sameDefinition compares all that is defined of a contest.
func sameDefinition(a, b Contest) bool {
	same := sameElection(a.Election, b.Election) && sameTime(a.Expected, b.Expected)
	a.Election, a.Expected = b.Election, b.Expected
	return same && reflect.DeepEqual(a, b)
}

func sameTime(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}

// mayDefine says what of a change comes too late.
func mayDefine(s *Standing, next *Contest) []Problem {
	was := s.defined
	var problems []Problem
	refuse := func(part Part, format string, args ...any) {
		problems = append(problems, Problem{was.ID, part, fmt.Sprintf(format, args...)})
	}
	if was.Election.Mode != next.Election.Mode {
		refuse(PartElection, "the desk's file is for a %s election and stays so; a %s one needs a file of its own", was.Election.Mode, next.Election.Mode)
	}
	if s.Declared != nil {
		refuse(PartContest, "the result of %s is declared; its definition cannot change any more", was.Name)
		return problems
	}
	if s.Closed != nil {
		if !was.Election.Closes.Equal(next.Election.Closes) || was.Election.Date != next.Election.Date || was.Election.Zone != next.Election.Zone {
			refuse(PartElection, "the poll is closed; date, time zone and close of poll cannot change any more")
		}
		a, b := was.Election, next.Election
		if a.Type != b.Type || a.Profile != b.Profile || a.SecondPerson != b.SecondPerson {
			refuse(PartElection, "the poll is closed; type, profile and second person cannot change any more, because what was counted so far was counted by them")
		}
		if was.Publish != next.Publish {
			refuse(PartElection, "the poll is closed; what is public while counting (publish) cannot be changed by an import")
		}
	}
	if s.VerifiedSeq() == 0 && !s.voted() {
		return append(problems, namedGone(s, next)...)
	}
	if !sameCandidates(was.Candidates, next.Candidates) {
		refuse(PartCandidates, "papers of %s are verified; candidates and their order cannot change any more", was.Name)
	}
	if !sameUnits(was, next) {
		refuse(PartUnits, "papers of %s are verified; boxes and count units cannot change any more", was.Name)
	}
	if was.Seats != next.Seats || was.VotesPerPerson != next.VotesPerPerson || was.System != next.System {
		refuse(PartContest, "papers of %s are verified; seats and electoral system cannot change any more", was.Name)
	}
	if e, ok := s.Verified(); ok && next.Electorate != nil && next.Electorate.Final && e > next.Electorate.Count {
		refuse(PartContest, "%s papers are verified, more than the electorate of %s", Thousands(e), Thousands(next.Electorate.Count))
	}
	return problems
}

// namedGone refuses to drop a candidate whom an act names, while there are no figures.
func namedGone(s *Standing, next *Contest) []Problem {
	var problems []Problem
	check := func(id, act string, seq int64) {
		if _, stays := next.Candidate(id); !stays {
			problems = append(problems, Problem{next.ID, PartCandidates, fmt.Sprintf("candidate %s is named in the ledger (act %d: %s) and cannot be left out; take that back first", id, seq, act)})
		}
	}
	for _, d := range s.Deceased {
		check(d.Candidate, "a candidate died", d.Seq)
	}
	if s.Called != nil {
		for _, id := range s.Called.Elected {
			check(id, "a winner was called", s.Called.Seq)
		}
	}
	return problems
}

// sameSheet tells whether two versions have the same count sheets.
func sameSheet(a, b *Contest) bool {
	return sameCandidates(a.Candidates, b.Candidates) && sameUnits(a, b) && a.Seats == b.Seats &&
		a.VotesPerPerson == b.VotesPerPerson && a.System == b.System
}

// sameCandidates compares candidacies and their order. A party's name or colour
// may change without changing who stands.
func sameCandidates(a, b []Candidate) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		x, y := a[i], b[i]
		if len(x.Parties) != len(y.Parties) {
			return false
		}
		for j := range x.Parties {
			if x.Parties[j].ID != y.Parties[j].ID {
				return false
			}
		}
		x.Parties, y.Parties = nil, nil
		if !reflect.DeepEqual(x, y) {
			return false
		}
	}
	return true
}

func sameUnits(a, b *Contest) bool {
	return reflect.DeepEqual(a.Boxes, b.Boxes) && reflect.DeepEqual(a.Units, b.Units)
}
