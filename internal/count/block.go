package count

// blockVote: each paper bears as many votes as an elector has. Electors need not
// use all of them, and a paper can be rejected in part.
type blockVote struct{ plurality }

// Lines: unused votes where the count records them, and what was lost on papers
// rejected in part, which the statement of rejected papers names.
func (blockVote) Lines() []Line {
	return []Line{
		{Field: FieldInPart, Label: "Votes lost on papers rejected in part", ByHead: true},
		{Field: FieldUnused, Label: "Unused votes", Optional: true},
	}
}

// Limit is one vote a paper that was not rejected. Where there are more rejected
// papers than papers it is the sum that is wrong.
func (blockVote) Limit(_ *Contest, t Tally, papers int) int {
	if valid := papers - t.RejectedPapers() - t.Doubtful; valid >= 0 {
		return valid
	}
	return papers
}

// Difference is V + U + P + S(R + D) against S × B. Where nobody recorded U there
// is no telling how many votes are missing, but never more than S votes a paper.
func (blockVote) Difference(c *Contest, t Tally, papers int) Difference {
	each := c.votesEach()
	return Difference{
		Accounted: used(t) + each*(t.RejectedPapers()+t.Doubtful),
		Of:        each * papers, Each: each, Exact: t.Unused != nil,
	}
}

// Papers: no fewer than bear the votes, each at most one for the same candidate.
func (blockVote) Papers(c *Contest, t Tally) int {
	each := c.votesEach()
	valid := (used(t) + each - 1) / each
	if t.Unused == nil {
		for _, v := range t.Votes {
			valid = max(valid, v)
		}
	}
	return valid + t.RejectedPapers() + t.Doubtful
}

// used is the votes that valid papers account for.
func used(t Tally) int {
	n := t.Valid() + t.InPart
	if t.Unused != nil {
		n += *t.Unused
	}
	return n
}

func (c *Contest) votesEach() int { return max(1, c.VotesPerPerson) }
