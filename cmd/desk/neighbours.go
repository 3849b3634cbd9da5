package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"resultsdesk/internal/count"
)

// Times of a neighbour's count, from the close of poll. They are invented; the order
// of declarations is that of 2024.
const (
	firstPapers   = 25 * time.Minute // from the close of poll to the first verified papers
	betweenPapers = 5 * time.Minute
	firstSheet    = 80 * time.Minute
	betweenSheets = 13 * time.Minute
	lastActs      = 48 * time.Minute // from when every sheet is in to the declaration
	betweenSeats  = 11 * time.Minute // by which each neighbour is later than the one before
)

// step is one act of a neighbour's count that is due at a time of the night.
type step struct {
	due time.Time
	do  func(ctx context.Context) error
}

// countNeighbours counts all contests but the one that waits for the visitor,
// mini-count by mini-count, through the same desk as a person's entry. At each tick
// it looks at the election clock; it ends with ctx. What a kept file holds already
// is answered with what was done.
func countNeighbours(ctx context.Context, desk *count.Desk, figures map[string]contestFigures, tick <-chan time.Time) error {
	standings, err := desk.Counts(ctx, count.DeskOfficer())
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return err
	}
	var steps []step
	late := time.Duration(0)
	for _, s := range standings {
		if s.Contest.ID == demoContest {
			continue
		}
		steps = append(steps, neighbourSteps(desk, s.Contest, figures[s.Contest.ID], late)...)
		late += betweenSeats
	}
	slices.SortStableFunc(steps, func(a, b step) int { return a.due.Compare(b.due) })
	for _, s := range steps {
		for desk.Now().Before(s.due) {
			select {
			case <-ctx.Done():
				return nil
			case <-tick:
			}
		}
		if err := s.do(ctx); err != nil && ctx.Err() == nil {
			return fmt.Errorf("count the neighbours: %w", err)
		}
	}
	return nil
}

// neighbourSteps is one neighbour's night.
func neighbourSteps(desk *count.Desk, c *count.Contest, figures contestFigures, late time.Duration) []step {
	officer := count.Officer{ID: neighbour, Role: count.RoleCountOfficer}
	clerk := count.Officer{ID: neighbourClerk, Role: count.RoleReturningOfficer}
	start := c.Election.Closes.Add(late)
	var steps []step
	add := func(after time.Duration, do func(ctx context.Context) error) {
		steps = append(steps, step{start.Add(after), do})
	}
	after := firstPapers
	for i, typed := range papersAsVerified(c, figures[unitPapers]) {
		add(after, func(ctx context.Context) error { return verify(ctx, desk, officer, c, typed, i) })
		after += betweenPapers
	}
	after = firstSheet
	for _, u := range unitsAsCounted(c) {
		add(after, func(ctx context.Context) error { return enter(ctx, desk, officer, clerk, c, u.ID, figures[u.ID]) })
		after += betweenSheets
	}
	acts := actsAfterSheets(desk, officer, clerk)
	for i, last := range acts {
		after += lastActs / time.Duration(len(acts))
		add(after, func(ctx context.Context) error {
			s, err := desk.Count(ctx, clerk, c.ID)
			if err != nil || s.Declared != nil {
				return err
			}
			_, err = last(ctx, s, count.Move{Contest: c.ID, Key: fmt.Sprintf("demo/%d", i), Base: s.Moved, Authority: count.ReturningOfficer})
			return err
		})
	}
	return steps
}

// actsAfterSheets is what follows when every sheet is in.
func actsAfterSheets(desk *count.Desk, officer, clerk count.Officer) []func(context.Context, *count.Standing, count.Move) (count.Receipt, error) {
	return []func(context.Context, *count.Standing, count.Move) (count.Receipt, error){
		func(ctx context.Context, _ *count.Standing, m count.Move) (count.Receipt, error) {
			return desk.MakeProvisional(ctx, clerk, m)
		},
		func(ctx context.Context, _ *count.Standing, m count.Move) (count.Receipt, error) {
			return desk.Consult(ctx, clerk, m, count.Hearing{})
		},
		func(ctx context.Context, _ *count.Standing, m count.Move) (count.Receipt, error) {
			return desk.MakeReady(ctx, clerk, m)
		},
		func(ctx context.Context, s *count.Standing, m count.Move) (count.Receipt, error) {
			m.Authority = count.OwnAuthority
			typed, t := count.Fields{}, s.Tally()
			for _, c := range s.ToReadBack() {
				typed[count.FieldVotes(c.ID)] = count.Thousands(t.Votes[c.ID])
			}
			return desk.ReadBack(ctx, officer, m, typed)
		},
		func(ctx context.Context, _ *count.Standing, m count.Move) (count.Receipt, error) {
			return desk.Declare(ctx, clerk, m, count.Announcement{})
		},
	}
}

// papersAsVerified gives the boxes half by half: first some, then all of them.
func papersAsVerified(c *count.Contest, all count.Fields) []count.Fields {
	some := count.Fields{}
	for _, b := range c.Boxes[:len(c.Boxes)/2] {
		some[count.FieldBox(b.ID)] = all[count.FieldBox(b.ID)]
	}
	return []count.Fields{some, maps.Clone(all)}
}

// unitsAsCounted puts adjudication last: it decides what the others sent.
func unitsAsCounted(c *count.Contest) []count.CountUnit {
	var tables, adjudication []count.CountUnit
	for _, u := range c.Units {
		if u.Kind == count.Adjudication {
			adjudication = append(adjudication, u)
		} else {
			tables = append(tables, u)
		}
	}
	return append(tables, adjudication...)
}

func verify(ctx context.Context, desk *count.Desk, by count.Officer, c *count.Contest, typed count.Fields, n int) error {
	s, err := desk.Count(ctx, by, c.ID)
	if err != nil {
		return err
	}
	_, err = desk.Verify(ctx, by, count.Verification{Contest: c.ID, Key: fmt.Sprintf("demo/papers/%d", n), Layout: s.Contest.Layout, Base: s.VerifiedSeq(), Figures: typed})
	return doneBefore(err)
}

// enter types a unit's sheet; a second person confirms it.
func enter(ctx context.Context, desk *count.Desk, by, second count.Officer, c *count.Contest, unit string, typed count.Fields) error {
	s, err := desk.Count(ctx, by, c.ID)
	if err != nil {
		return err
	}
	_, err = desk.Enter(ctx, by, count.Sending{Contest: c.ID, Unit: unit, Key: "demo/" + unit, Layout: s.Contest.Layout, Base: s.Base(unit, by), Figures: typed})
	if err := doneBefore(err); err != nil {
		return err
	}
	if s, err = desk.Count(ctx, second, c.ID); err != nil {
		return err
	}
	for _, waits := range s.Waiting[unit] {
		_, err = desk.Confirm(ctx, second, count.Confirmation{Contest: c.ID, Unit: unit, Key: "demo/confirmed/" + unit, Entry: waits.Seq})
	}
	return doneBefore(err)
}

// doneBefore drops a refusal that only says that this night is further already.
func doneBefore(err error) error {
	if further := (*count.StateError)(nil); errors.As(err, &further) && further.Code == count.E10 {
		return nil
	}
	return err
}
