package count

import "math/big"

// Swing is the conventional (Butler) swing between the two parties that are first and
// second now: the mean of the one's rise and the other's fall in share of all valid
// votes, against the base.
type Swing struct {
	From, To *Candidate // to whom it went; never the same
	Points   Tenths     // percentage points, 0 or more, rounded once
}

// swing is nil unless one seat was filled and both parties have a share in the base
// (rules, section 7).
func swing(c *Contest, d *Declaration) *Swing {
	if c.Previous == nil || c.Seats != 1 || len(d.Rows) < 2 || d.Valid == 0 || c.Previous.Valid() == 0 {
		return nil
	}
	first, second := &d.Rows[0], &d.Rows[1]
	for i := range d.Rows {
		if row := &d.Rows[i]; i > 0 && row.Elected {
			first, second = row, first // votes were equal, and a lot decided
		}
	}
	firstBase, ok := c.basisOf(first.Candidate)
	if !ok {
		return nil
	}
	secondBase, ok := c.basisOf(second.Candidate)
	if !ok {
		return nil
	}
	valid, before := int64(d.Valid), int64(c.Previous.Valid())
	now := big.NewRat(int64(first.Votes-second.Votes), valid)
	then := big.NewRat(int64(firstBase-secondBase), before)
	by := now.Sub(now, then)
	by.Mul(by, big.NewRat(1, 2))
	s := &Swing{From: second.Candidate, To: first.Candidate}
	if by.Sign() < 0 {
		s.From, s.To = s.To, s.From
		by.Neg(by)
	}
	s.Points = roundTenths(by)
	return s
}
