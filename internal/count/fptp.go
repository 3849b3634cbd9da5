package count

// firstPastThePost: each paper bears one vote, so that votes and rejected papers
// are papers.
type firstPastThePost struct{ plurality }

// Lines: none. What is not a vote is a rejected paper.
func (firstPastThePost) Lines() []Line { return nil }

// Limit is one vote a paper.
func (firstPastThePost) Limit(_ *Contest, _ Tally, papers int) int { return papers }

// Difference is V + R + D against B.
func (firstPastThePost) Difference(_ *Contest, t Tally, papers int) Difference {
	return Difference{Accounted: t.Papers(), Of: papers, Each: 1, Exact: true}
}

// Papers is V + R + D.
func (firstPastThePost) Papers(_ *Contest, t Tally) int { return t.Papers() }
