package count

import (
	"fmt"
	"slices"
)

// notices are what is worth knowing before agents are consulted (W13 to W15). They
// ask for nothing.
func notices(s *Standing, t Tally) []Finding {
	all := smallMajority(s, t)
	all = append(all, nearDeposit(s.Contest, t)...)
	return append(all, equalElsewhere(s, t)...)
}

// smallMajority: those present may want a recount (W13).
func smallMajority(s *Standing, t Tally) []Finding {
	elected, tied := Elect(s.Contest, t, s.deadIDs(), s.lotDrawn())
	rows := Stand(s.Contest, t).Rows
	for i := range rows {
		rows[i].Elected = slices.Contains(elected, rows[i].Candidate.ID)
	}
	votes, over := s.Contest.rules().Majority(rows)
	if over == nil || len(tied) > 0 || votes > s.Contest.Election.Type.Thresholds().SmallMajority {
		return nil
	}
	return []Finding{{Code: W13, Title: fmt.Sprintf("The majority is %s over %s.", Thousands(votes), over.Name()),
		Text: "Candidates and agents who are present may ask for a recount."}}
}

// nearDeposit: a few votes decide about a deposit (W14).
func nearDeposit(c *Contest, t Tally) []Finding {
	limits, valid := c.Election.Type.Thresholds(), t.Valid()
	if !limits.Deposits || valid == 0 {
		return nil
	}
	var all []Finding
	for i := range c.Candidates {
		cand := &c.Candidates[i]
		over := 20*t.Votes[cand.ID] - valid
		if max(over, -over) > 20*limits.DepositVotes {
			continue
		}
		verdict := "is kept"
		if lostDeposit(c, t.Votes[cand.ID], valid) {
			verdict = "is lost"
		}
		all = append(all, Finding{Code: W14, Field: FieldVotes(cand.ID), Title: cand.BallotName() + ": the deposit " + verdict + " by a few votes.",
			Text: fmt.Sprintf("%s of %s valid votes; it is kept with more than one twentieth.", Thousands(t.Votes[cand.ID]), Thousands(valid))})
	}
	return all
}

// equalElsewhere: equal votes that elect nobody need no lot, and may be one figure
// typed twice (W15). E14 has those at the elected line.
func equalElsewhere(s *Standing, t Tally) []Finding {
	_, tied := Elect(s.Contest, t, s.deadIDs(), nil)
	var all []Finding
	rows := Stand(s.Contest, t).Rows
	for i := 1; i < len(rows); i++ {
		id, votes := rows[i].Candidate.ID, rows[i].Votes
		if votes == 0 || votes != rows[i-1].Votes || slices.Contains(tied, id) {
			continue
		}
		all = append(all, Finding{Code: W15, Field: FieldVotes(id),
			Title: fmt.Sprintf("%s and %s have %s votes each.", rows[i-1].Candidate.BallotName(), rows[i].Candidate.BallotName(), Thousands(votes)),
			Text:  "No lot is needed. Is it one figure typed twice?"})
	}
	return all
}
