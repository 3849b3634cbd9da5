package count

import "slices"

// plurality elects the candidates with most votes, one a seat: what first past the
// post and block vote share.
type plurality struct{}

// Elect fills the seats above the elected line, then those at it. Equal votes
// there, for fewer seats than there are candidates, need a lot.
func (plurality) Elect(c *Contest, t Tally, deceased []string, lot *LotDrawn) (elected, tied []string) {
	rows := Stand(c, t).Rows
	if c.Uncontested() {
		return candidateIDs(rows), nil
	}
	line, left := rows[c.Seats-1].Votes, c.Seats
	var at []string
	for _, r := range rows {
		dead := slices.Contains(deceased, r.Candidate.ID)
		switch {
		case r.Votes > line:
			left-- // a seat that a dead candidate won stays empty (rule 61)
			if !dead {
				elected = append(elected, r.Candidate.ID)
			}
		case r.Votes == line && !dead: // a dead candidate among the tied is ignored (rule 62)
			at = append(at, r.Candidate.ID)
		}
	}
	switch {
	case len(at) <= left:
		return append(elected, at...), nil
	case lot.decides(at, left):
		return append(elected, lot.Chosen...), nil
	}
	return elected, at
}

func candidateIDs(rows []Row) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r.Candidate.ID)
	}
	return out
}

// decides tells whether a lot was drawn between exactly these candidates, for
// exactly so many seats.
func (l *LotDrawn) decides(tied []string, seats int) bool {
	if l == nil || !sameSet(l.Tied, tied) || len(l.Chosen) != seats {
		return false
	}
	for i, id := range l.Chosen {
		if !slices.Contains(tied, id) || slices.Contains(l.Chosen[:i], id) {
			return false
		}
	}
	return true
}

// Majority is the votes of the lowest elected less those of the highest who is not. A
// candidate who died with more than these is passed over: that seat stays empty.
func (plurality) Majority(rows []Row) (votes int, over *Candidate) {
	lowest := -1
	for _, r := range rows {
		if r.Elected {
			lowest = r.Votes
		}
	}
	for _, r := range rows {
		if !r.Elected && r.Votes <= lowest {
			return lowest - r.Votes, r.Candidate
		}
	}
	return 0, nil
}

// sameSet tells whether two lists name the same things, each once.
func sameSet(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b) && len(slices.Compact(slices.Clone(a))) == len(a)
}
