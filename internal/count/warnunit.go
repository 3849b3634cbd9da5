package count

import "fmt"

// warnUnit compares a unit's sheet with the one that it replaces and with the other
// units of the contest (W06 to W08).
func warnUnit(s *Standing, unit *CountUnit, t Tally) []Finding {
	var all []Finding
	stands, in := s.Sheets[unit.ID]
	recount := s.Recount != nil
	if in && !recount {
		all = append(all, wentDown(s.Contest, stands.Tally, t)...)
	}
	if before, ok := s.lastSheet(unit); ok {
		swaps := exchanged(s.Contest, before, t)
		if len(swaps) == 0 && in && !recount {
			swaps = leaderChanged(s.Contest, before, t)
		}
		all = append(all, swaps...)
		all = append(all, tenfold(s.Contest, before, t)...)
	}
	if swap := warnUnits(s, unit, t); swap != nil && !hasCode(all, W07) {
		all = append(all, *swap)
	}
	return all
}

func hasCode(all []Finding, code Code) bool {
	for _, f := range all {
		if f.Code == code {
			return true
		}
	}
	return false
}

// lastSheet is the unit's figures that stand or, in a recount, stood before it.
func (s *Standing) lastSheet(unit *CountUnit) (Tally, bool) {
	if sheet, in := s.Sheets[unit.ID]; in {
		return sheet.Tally, true
	}
	for i := len(s.Rounds) - 1; i >= 0; i-- {
		if sheet, in := s.Rounds[i].Sheets[unit.ID]; in {
			return sheet.Tally, true
		}
	}
	return Tally{}, false
}

// wentDown: votes that were counted are gone (W06). In a recount they may be.
func wentDown(c *Contest, before, t Tally) []Finding {
	var all []Finding
	for i := range c.Candidates {
		cand := &c.Candidates[i]
		if was, now := before.Votes[cand.ID], t.Votes[cand.ID]; now < was {
			all = append(all, Finding{Code: W06, Field: FieldVotes(cand.ID),
				Title: fmt.Sprintf("%s: %s votes, fewer than the %s that stand.", cand.BallotName(), Thousands(now), Thousands(was)),
				Text:  "A sheet replaces the one before it; it is not added to it. Say why the figure goes down."})
		}
	}
	return all
}

// leastExchanged is the votes by which two figures must differ before their
// exchange is more than noise.
const leastExchanged = 50

// exchanged: one candidate's figure is now about what another's was, and the other
// way round (W07).
func exchanged(c *Contest, before, t Tally) []Finding {
	var all []Finding
	for i := range c.Candidates {
		for j := i + 1; j < len(c.Candidates); j++ {
			a, b := &c.Candidates[i], &c.Candidates[j]
			apart := distance(t.Votes[a.ID], before.Votes[a.ID]) + distance(t.Votes[b.ID], before.Votes[b.ID])
			crossed := distance(t.Votes[a.ID], before.Votes[b.ID]) + distance(t.Votes[b.ID], before.Votes[a.ID])
			if apart >= 2*leastExchanged && 10*crossed <= apart || apart > 0 && crossed == 0 {
				all = append(all, Finding{Code: W07, Field: FieldVotes(a.ID),
					Title: fmt.Sprintf("%s and %s look exchanged.", a.BallotName(), b.BallotName()),
					Text: fmt.Sprintf("They have %s and %s votes; before, %s and %s.", Thousands(t.Votes[a.ID]), Thousands(t.Votes[b.ID]),
						Thousands(before.Votes[a.ID]), Thousands(before.Votes[b.ID]))})
			}
		}
	}
	return all
}

func distance(a, b int) int { return max(a-b, b-a) }

// leaderChanged: somebody else has most votes on this sheet than before (W07).
func leaderChanged(c *Contest, before, t Tally) []Finding {
	was, now := leader(c, before), leader(c, t)
	if was == nil || now == nil || was == now {
		return nil
	}
	return []Finding{{Code: W07, Title: fmt.Sprintf("%s now has most votes, no longer %s.", now.BallotName(), was.BallotName()),
		Text: "Read both figures against the sheet, with the names."}}
}

// leader is the candidate with most votes; nil where two have.
func leader(c *Contest, t Tally) *Candidate {
	rows := Stand(c, t).Rows
	if len(rows) > 1 && rows[0].Votes == rows[1].Votes {
		return nil
	}
	return rows[0].Candidate
}

// leastTenfold is the votes below which a factor of ten says nothing.
const leastTenfold = 100

// tenfold: ten times what stood, or a tenth: a digit too many or too few (W08).
func tenfold(c *Contest, before, t Tally) []Finding {
	var all []Finding
	for i := range c.Candidates {
		cand := &c.Candidates[i]
		was, now := before.Votes[cand.ID], t.Votes[cand.ID]
		times := ""
		switch {
		case was > 0 && now >= leastTenfold && now >= 10*was:
			times = "ten times as many, or more"
		case was >= leastTenfold && was >= 10*now:
			times = "a tenth of that, or less"
		default:
			continue
		}
		all = append(all, Finding{Code: W08, Field: FieldVotes(cand.ID),
			Title: fmt.Sprintf("%s: %s votes, where %s stood.", cand.BallotName(), Thousands(now), Thousands(was)),
			Text:  "That is " + times + ". Is a digit missing, or one too many?"})
	}
	return all
}
