package count

import (
	"context"
	"fmt"
	"strings"
)

// Definitions is what an import brings: the contests of an election as they
// should be. Version and Layout are not read; the desk gives them.
type Definitions struct {
	Contests []Contest
	Source   string // where it came from, for the audit
	From     string // network address, or the command line and its user, for the audit
}

// Summary says what an import did, or would do: contests by id.
type Summary struct {
	Added     []string
	Changed   []string
	Unchanged []string
	Left      []string // known to the desk, absent from what was imported: left as they are
	Edits     []Edit   // of the contests in Changed, in their order
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
// all in one transaction or none. It returns an *ImportError, beside what would have
// changed, where a change comes too late: candidates, order, units and seats once there are verified papers,
// who sees what once the poll is closed, anything once the result is declared.
func (d *Desk) Define(ctx context.Context, defs Definitions) (Summary, error) {
	var plan plan
	var refusal *ImportError
	var made []*Standing
	by := DeskOfficer()
	by.From = defs.From
	err := d.store.Do(ctx, func(tx Tx) error {
		refusal, made = nil, nil
		known, err := standings(tx)
		if err != nil {
			return err
		}
		plan = planOf(known, defs)
		if len(plan.problems) > 0 {
			refusal = &ImportError{plan.problems}
			return tx.Audit(Attempt{At: d.clocks.Wall(), Officer: by.ID, From: by.From, Kind: KindDefined, Outcome: Refused, Detail: refusal.Error()})
		}
		for _, c := range plan.write {
			after, err := d.define(tx, by, c, defs.Source)
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
		return plan.Summary, refusal
	}
	for _, standing := range made {
		d.committed(standing)
	}
	return plan.Summary, nil
}

// Preview says what Define would do, and writes nothing. Where Define would refuse, it
// gives the same *ImportError, beside what would have changed.
func (d *Desk) Preview(ctx context.Context, defs Definitions) (Summary, error) {
	all, err := d.store.Standings(ctx)
	if err != nil {
		return Summary{}, err
	}
	plan := planOf(all, defs)
	if len(plan.problems) > 0 {
		return plan.Summary, &ImportError{plan.problems}
	}
	return plan.Summary, nil
}

// standings are those of all contests inside a transaction.
func standings(tx Tx) ([]*Standing, error) {
	ids, err := tx.Contests()
	if err != nil {
		return nil, err
	}
	var all []*Standing
	for _, id := range ids {
		s, err := tx.Standing(id)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

func (d *Desk) define(tx Tx, by Officer, c Contest, source string) (*Standing, error) {
	key := fmt.Sprintf("defined/%d", c.Version)
	after, err := tx.Append(Act{Contest: c.ID, Version: c.Version, Officer: by.ID, At: d.clocks.Election(), Key: key, Body: Defined{&c}})
	if err != nil {
		return nil, err
	}
	return after, tx.Audit(Attempt{At: d.clocks.Wall(), Officer: by.ID, From: by.From, Kind: KindDefined, Contest: c.ID, Key: key, Outcome: Accepted, Detail: source, Seq: after.Head})
}
