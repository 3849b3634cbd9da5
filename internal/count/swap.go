package count

import "fmt"

// expected is the share that a candidate is expected to have, and has.
type expected struct {
	candidate *Candidate
	share     int // now, in hundredths of a per cent
	before    int // expected, likewise
}

// hundredths of a per cent; enough to compare with, never for a legal threshold.
func hundredths(part, whole int) int { return int(int64(part) * 10_000 / int64(whole)) }

// crossed finds the two candidates whose shares would fit what is expected best if
// they were exchanged; nil where no two fit so much better.
func crossed(all []expected, e Exchange) (a, b *Candidate) {
	best := 0
	for i, x := range all {
		for _, y := range all[i+1:] {
			apart := distance(x.share, x.before) + distance(y.share, y.before)
			fit := distance(x.share, y.before) + distance(y.share, x.before)
			if apart >= 100*e.Points && e.Times*fit <= apart && apart-fit > best {
				a, b, best = x.candidate, y.candidate, apart-fit
			}
		}
	}
	return a, b
}

// warnUnits holds a unit's shares to those of the other units that are in (W07). The
// adjudication table sees papers of its own kind.
func warnUnits(s *Standing, unit *CountUnit, t Tally) *Finding {
	limits := s.Contest.Election.Type.Thresholds().OtherUnits
	others := s.tallyBut(unit.ID)
	if unit.Kind == Adjudication || others.Valid() < limits.Votes || t.Valid() == 0 {
		return nil
	}
	var all []expected
	for i := range s.Contest.Candidates {
		c := &s.Contest.Candidates[i]
		all = append(all, expected{c, hundredths(t.Votes[c.ID], t.Valid()), hundredths(others.Votes[c.ID], others.Valid())})
	}
	return suspicion(all, limits, "the other sheets")
}

// warnBase holds a contest's shares to those of the previous result (W07).
func warnBase(c *Contest, t Tally) []Finding {
	limits := c.Election.Type.Thresholds().Base
	if c.Previous == nil || c.Seats > 1 || c.Previous.Valid() == 0 || t.Valid() < limits.Votes {
		return nil
	}
	var all []expected
	for i := range c.Candidates {
		cand := &c.Candidates[i]
		if before, ok := c.basisOf(cand); ok {
			all = append(all, expected{cand, hundredths(t.Votes[cand.ID], t.Valid()), hundredths(before, c.Previous.Valid())})
		}
	}
	if f := suspicion(all, limits, "the previous result"); f != nil {
		return []Finding{*f}
	}
	return nil
}

func suspicion(all []expected, limits Exchange, with string) *Finding {
	a, b := crossed(all, limits)
	if a == nil {
		return nil
	}
	return &Finding{Code: W07, Field: FieldVotes(a.ID),
		Title: fmt.Sprintf("%s and %s look exchanged.", a.BallotName(), b.BallotName()),
		Text:  "Their figures would fit " + with + " far better the other way round. Read both against the sheet, with the names."}
}
