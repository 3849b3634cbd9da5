package count

import (
	"fmt"
	"math/big"
)

// CheckContest finds what is unusual in a complete count before it is made
// provisional: warnings W01 to W05, W07, W11 and W12, notices W13 to W15. Where the
// contest is counted as one they came with its sheet; what was accepted there is not
// asked again.
func CheckContest(s *Standing) []Finding {
	all := warnContest(s, s.Tally())
	if len(s.Contest.Units) > 1 {
		return all
	}
	var left []Finding
	for _, f := range all {
		if !acceptedIn(s.Sheets[s.Contest.Units[0].ID].Accepted, f) {
			left = append(left, f)
		}
	}
	return left
}

func acceptedIn(accepted []Acceptance, f Finding) bool {
	for _, a := range accepted {
		if a.Code == f.Code && a.Field == f.Field {
			return true
		}
	}
	return false
}

// warnContest judges the figures of a whole contest.
func warnContest(s *Standing, t Tally) []Finding {
	c := s.Contest
	a := Amended{Tally: t, Electorate: c.Electorate, Papers: s.papersFor(t)}
	var all []Finding
	all = append(all, warnTurnout(c, a)...)
	all = append(all, warnRejected(c, a)...)
	all = append(all, warnCandidates(c, t)...)
	all = append(all, warnBase(c, t)...)
	all = append(all, warnElectors(c)...)
	if !c.Election.Demands().Papers {
		all = append(all, warnElectorate(c, s.papersOf(t))...)
	}
	return append(all, notices(s, t)...)
}

// papersFor is the papers of a contest's figures: those verified or, on a desk that
// receives results, those that the figures make; nil where nobody knows.
func (s *Standing) papersFor(t Tally) *int {
	if s.Contest.Election.Demands().Papers {
		papers, ok := s.Verified()
		if !ok {
			return nil
		}
		return &papers
	}
	papers := s.papersOf(t)
	if exact := s.Contest.rules().Difference(s.Contest, t, papers).Exact; !exact || t.RejectedUnknown {
		return nil
	}
	return &papers
}

// warnTurnout: outside the usual band (W01).
func warnTurnout(c *Contest, a Amended) []Finding {
	band := c.Election.Type.Thresholds()
	valid, known := validPapers(c, a)
	if a.Electorate == nil || !known {
		return nil
	}
	share, ok := Share(valid, a.Electorate.Count)
	if !ok || 100*valid >= band.TurnoutLow*a.Electorate.Count && 100*valid <= band.TurnoutHigh*a.Electorate.Count {
		return nil
	}
	return []Finding{{Code: W01, Title: fmt.Sprintf("Turnout is %s%%.", share),
		Text: fmt.Sprintf("Valid votes are %s of %s electors. Usual are %d to %d%%. Is a part of the count missing, or the electorate that of another area?",
			Thousands(valid), Thousands(a.Electorate.Count), band.TurnoutLow, band.TurnoutHigh)}}
}

// warnRejected: very many rejected papers, or none (W02, W03).
func warnRejected(c *Contest, a Amended) []Finding {
	limits := c.Election.Type.Thresholds()
	if a.Papers == nil {
		return nil
	}
	rejected, papers := a.Tally.RejectedPapers(), *a.Papers
	switch share, _ := Share(rejected, papers); {
	case 1000*rejected > limits.RejectedPerMille*papers:
		return []Finding{{Code: W02, Title: fmt.Sprintf("%s%% of the papers are rejected.", share),
			Text: fmt.Sprintf("%s of %s papers; %s%% is much.", Thousands(rejected), Thousands(papers), Tenths(limits.RejectedPerMille))}}
	case rejected == 0 && papers >= limits.NoRejected:
		return []Finding{{Code: W03, Title: "No paper is rejected.", Text: fmt.Sprintf("Among %s papers there is nearly always one.", Thousands(papers))}}
	}
	return nil
}

// warnCandidates: nobody voted for a candidate (W04), or a party's share changed by
// very much (W05).
func warnCandidates(c *Contest, t Tally) []Finding {
	limit, valid := c.Election.Type.Thresholds().ShareChange, t.Valid()
	var all []Finding
	for i := range c.Candidates {
		cand := &c.Candidates[i]
		votes := t.Votes[cand.ID]
		if votes == 0 {
			all = append(all, Finding{Code: W04, Field: FieldVotes(cand.ID), Title: cand.BallotName() + " has no vote at all.",
				Text: "A candidate nearly always has the votes of a few friends. Was a line left out?"})
			continue
		}
		before, ok := c.basisOf(cand)
		if !ok || c.Seats > 1 || !changedBeyond(votes, valid, before, c.Previous.Valid(), limit) {
			continue
		}
		change, _ := Change(votes, valid, before, c.Previous.Valid())
		all = append(all, Finding{Code: W05, Field: FieldVotes(cand.ID),
			Title: fmt.Sprintf("%s: the share of %s changed by %s points.", cand.BallotName(), cand.Label(), change.Signed()),
			Text:  fmt.Sprintf("A change of more than %d points is very rare.", limit)})
	}
	return all
}

// changedBeyond tells whether two shares differ by more than so many points, exactly.
func changedBeyond(part, whole, part2, whole2, points int) bool {
	if whole <= 0 || whole2 <= 0 {
		return false
	}
	d := new(big.Rat).Sub(big.NewRat(int64(part), int64(whole)), big.NewRat(int64(part2), int64(whole2)))
	return d.Abs(d).Cmp(big.NewRat(int64(points), 100)) > 0
}

// warnElectors: an electorate far from the previous one (W11).
func warnElectors(c *Contest) []Finding {
	if c.Electorate == nil || c.Previous == nil || c.Previous.Electorate == nil {
		return nil
	}
	now, before := c.Electorate.Count, *c.Previous.Electorate
	limit := c.Election.Type.Thresholds().ElectorateChange
	if 100*max(now-before, before-now) <= limit*before {
		return nil
	}
	return []Finding{{Code: W11, Title: fmt.Sprintf("The electorate of %s differs from the previous %s by more than %d%%.", Thousands(now), Thousands(before), limit),
		Text: "Is it the electorate of this area? Turnout is wrong where it is not."}}
}
