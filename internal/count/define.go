package count

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// Definitions is what an import brings: the contests of an election as they
// should be. Version and Layout are not read; the desk gives them.
type Definitions struct {
	Contests []Contest
	Source   string // where it came from, for the audit
	From     string // network address, or the command line and its user, for the audit
}

// Summary says what an import did, by contest id.
type Summary struct {
	Added     []string
	Changed   []string
	Unchanged []string
	Left      []string // known to the desk, absent from what was imported: left as they are
}

// ImportError says why nothing was imported.
type ImportError struct{ Problems []Problem }

// Problem is one thing that an import may not do.
type Problem struct {
	Contest string
	Part    Part
	Message string
}

// Part is the part of a definition that a problem is in.
type Part string

const (
	PartElection   Part = "election"
	PartContest    Part = "contest"
	PartCandidates Part = "candidates"
	PartUnits      Part = "units"
	PartPrevious   Part = "previous"
)

func (e *ImportError) Error() string {
	var lines []string
	for _, p := range e.Problems {
		lines = append(lines, p.Contest+": "+p.Message)
	}
	return strings.Join(lines, "; ")
}

// Define makes new versions of the contests that differ from what the desk has,
// all in one transaction or none. It returns an *ImportError where a change comes
// too late: candidates, order, units and seats once there are verified papers,
// who sees what once the poll is closed, anything once the result is declared.
func (d *Desk) Define(ctx context.Context, defs Definitions) (Summary, error) {
	var summary Summary
	var refusal *ImportError
	var made []*Standing
	by := DeskOfficer()
	by.From = defs.From
	err := d.store.Do(ctx, func(tx Tx) error {
		summary, refusal, made = Summary{}, nil, nil
		plan, problems, err := planDefinitions(tx, defs)
		if err != nil {
			return err
		}
		if summary.Left, err = absent(tx, defs); err != nil {
			return err
		}
		apart, err := electionApart(tx, summary.Left, defs)
		if err != nil {
			return err
		}
		if problems = append(problems, apart...); len(problems) > 0 {
			refusal = &ImportError{problems}
			return tx.Audit(Attempt{At: d.clocks.Wall(), Officer: by.ID, From: by.From, Kind: KindDefined, Outcome: Refused, Detail: refusal.Error()})
		}
		for _, c := range plan {
			if !summary.note(c) {
				continue
			}
			after, err := d.define(tx, by, c.contest, defs.Source)
			if err != nil {
				return err
			}
			made = append(made, after)
		}
		if len(made) == 0 {
			return tx.Audit(Attempt{At: d.clocks.Wall(), Officer: by.ID, From: by.From, Kind: KindDefined, Outcome: Repeated, Detail: defs.Source})
		}
		return nil
	})
	if err != nil {
		return Summary{}, err
	}
	if refusal != nil {
		return Summary{}, refusal
	}
	for _, standing := range made {
		d.committed(standing)
	}
	return summary, nil
}

// planned is one contest of an import beside what the desk has.
type planned struct {
	contest Contest
	changed bool
}

func planDefinitions(tx Tx, defs Definitions) ([]planned, []Problem, error) {
	var plan []planned
	var problems []Problem
	known, err := tx.Contests()
	if err != nil {
		return nil, nil, err
	}
	number := len(known) // numbers are never given twice, because contests never go
	for _, c := range defs.Contests {
		if !c.Election.secondPersonAllowed() {
			problems = append(problems, Problem{c.ID, PartElection, fmt.Sprintf("second person “%s” does not go with the profile “%s”; only a media desk does without a second person", c.Election.SecondPerson, c.Election.Profile)})
		}
		standing, err := tx.Standing(c.ID)
		switch {
		case errors.Is(err, ErrNotFound):
			number++
			c.Version, c.Layout, c.Number = 1, 1, number
			plan = append(plan, planned{c, true})
		case err != nil:
			return nil, nil, err
		default:
			was := standing.defined
			c.Version, c.Layout, c.Number = was.Version, was.Layout, was.Number
			changed := !sameDefinition(*was, c)
			if changed {
				problems = append(problems, mayDefine(standing, &c)...)
				c.Version++
				if !sameSheet(was, &c) {
					c.Layout = c.Version
				}
			}
			plan = append(plan, planned{c, changed})
		}
	}
	return plan, problems, nil
}

// absent names the contests that the desk has and an import does not.
func absent(tx Tx, defs Definitions) ([]string, error) {
	have, err := tx.Contests()
	if err != nil {
		return nil, err
	}
	brought := map[string]bool{}
	for _, c := range defs.Contests {
		brought[c.ID] = true
	}
	var left []string
	for _, id := range have {
		if !brought[id] {
			left = append(left, id)
		}
	}
	return left, nil
}

// electionApart refuses an import whose election is another than that of a contest
// which it leaves as it is: all contests of a desk share one, and a page that shows
// several says its name, day and mode once.
func electionApart(tx Tx, left []string, defs Definitions) ([]Problem, error) {
	for _, id := range left {
		standing, err := tx.Standing(id)
		if err != nil {
			return nil, err
		}
		for _, c := range defs.Contests {
			if !sameElection(standing.Contest.Election, c.Election) {
				return []Problem{{c.ID, PartElection, fmt.Sprintf("name, date, time zone, close of poll or mode differ from those of %s, which this pack leaves out; import all contests together, or another election into a file of its own", standing.Contest.Name)}}, nil
			}
		}
	}
	return nil, nil
}

// note counts a contest and tells whether there is anything to write.
func (s *Summary) note(p planned) bool {
	switch {
	case !p.changed:
		s.Unchanged = append(s.Unchanged, p.contest.ID)
	case p.contest.Version == 1:
		s.Added = append(s.Added, p.contest.ID)
	default:
		s.Changed = append(s.Changed, p.contest.ID)
	}
	return p.changed
}

func (d *Desk) define(tx Tx, by Officer, c Contest, source string) (*Standing, error) {
	key := fmt.Sprintf("defined/%d", c.Version)
	after, err := tx.Append(Act{Contest: c.ID, Version: c.Version, Officer: by.ID, At: d.clocks.Election(), Key: key, Body: Defined{&c}})
	if err != nil {
		return nil, err
	}
	return after, tx.Audit(Attempt{At: d.clocks.Wall(), Officer: by.ID, From: by.From, Kind: KindDefined, Contest: c.ID, Key: key, Outcome: Accepted, Detail: source, Seq: after.Head})
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
	same := sameElection(a.Election, b.Election)
	a.Election = b.Election
	return same && reflect.DeepEqual(a, b)
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
		return problems
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
