package countmodel

import "resultsdesk/internal/count"

// balanced is a sheet for a unit that adds up with the others.
func (n *Night) balanced(s *count.Standing, u *count.CountUnit) count.Tally {
	sent, elsewhere, later := 0, 0, 0 // doubtful papers, papers of the other tables, tables to come
	for _, other := range s.Contest.Units {
		sheet, in := s.Sheets[other.ID]
		switch {
		case other.ID == u.ID || other.Kind == count.Adjudication:
		case in:
			sent += sheet.Tally.Doubtful
			elsewhere += sheet.Tally.Papers()
		default:
			later++
		}
	}
	if u.Kind == count.Adjudication {
		return n.decided(s.Contest, u, sent)
	}
	papers, own := s.Handed(u)
	switch verified, _ := s.Verified(); {
	case !s.Contest.Election.Demands().Papers:
		papers = n.Hall.papers[0]
	case own:
	case later > 0:
		papers = n.upTo("share of the papers", max(verified-elsewhere, 0)/(later+1))
	default:
		papers = max(verified-elsewhere, 0)
	}
	return n.decided(s.Contest, u, papers)
}

// decided divides papers among candidates, heads of rejection and adjudication.
func (n *Night) decided(c *count.Contest, u *count.CountUnit, papers int) count.Tally {
	t := blank(c, u)
	aside := n.upTo("aside", min(papers, 1+papers/9))
	if u.SendsDoubtful {
		t.Doubtful = aside
	} else {
		t.Rejected[pick(n, "head", c.Election.Type.Heads()...).ID] = aside
	}
	valid := papers - aside
	if c.System != count.BlockVote {
		n.share(c, t.Votes, valid)
		return t
	}
	used := 0
	for range 2 { // two candidates have one vote of many papers, and perhaps a third of some
		id := pick(n, "candidate", c.Candidates...).ID
		more := n.upTo("votes", min(valid-t.Votes[id], 2*valid-used))
		t.Votes[id] += more
		used += more
	}
	if left := 2*valid - used; n.chance("unused votes recorded", 2) {
		t.InPart = n.upTo("in part", min(left, 1))
		left -= t.InPart
		t.Unused = &left
	}
	return t
}

// share gives all votes to one or two candidates, often the same two and as often
// equally, so that there are ties.
func (n *Night) share(c *count.Contest, votes map[string]int, valid int) {
	first, second := "1120", "90828"
	if n.chance("others", 4) {
		first, second = pick(n, "candidate", c.Candidates...).ID, pick(n, "candidate", c.Candidates...).ID
	}
	part := n.upTo("votes", valid)
	if n.chance("equal", 3) {
		part = valid / 2
	}
	votes[first] += part
	votes[second] += valid - part
}

func blank(c *count.Contest, u *count.CountUnit) count.Tally {
	t := count.Tally{Votes: map[string]int{}, Rejected: map[string]int{}}
	for i := range c.Candidates {
		t.Votes[c.Candidates[i].ID] = 0
	}
	if !u.SendsDoubtful {
		for _, h := range c.Election.Type.Heads() {
			t.Rejected[h.ID] = 0
		}
	}
	return t
}

// Typed is a tally as somebody types it into a unit's form.
func Typed(c *count.Contest, u *count.CountUnit, t count.Tally) count.Fields {
	f := count.Fields{}
	for id, votes := range t.Votes {
		f[count.FieldVotes(id)] = count.Thousands(votes)
	}
	if u.SendsDoubtful {
		f[count.FieldDoubtful] = count.Thousands(t.Doubtful)
	} else {
		for _, h := range c.Election.Type.Heads() {
			f[count.FieldHead(h.ID)] = count.Thousands(t.Rejected[h.ID])
		}
	}
	if c.System != count.BlockVote {
		return f
	}
	if !u.SendsDoubtful {
		f[count.FieldInPart] = count.Thousands(t.InPart)
	}
	f[count.FieldUnused] = ""
	if t.Unused != nil {
		f[count.FieldUnused] = count.Thousands(*t.Unused)
	}
	return f
}
