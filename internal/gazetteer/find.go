package gazetteer

import "slices"

const (
	worst   = 60  // hundredths of a question that have to match at least
	near    = 30  // hundredths behind the best that are still shown
	mostAll = 500 // hits of an answer
)

// Find gives what a question may mean, best first; equal hits always in the same order.
func (x *Index) Find(query string) []Hit {
	q := x.ask(query)
	if q.weight == 0 {
		return nil
	}
	type scored struct {
		entry, sure, score int
	}
	var all []scored
	best := worst + near
	for i, touched := range q.touched(x) {
		if !touched {
			continue
		}
		e := &x.entries[i]
		f := q.match(x, e)
		sure := int(f.weight) / q.weight
		if f.names == 0 || sure < max(worst, best-near) {
			continue
		}
		best = max(best, sure)
		all = append(all, scored{i, sure, x.score(q, e, f)})
	}
	var hits []Hit
	for _, s := range all {
		if s.sure >= best-near {
			hits = append(hits, Hit{x.entries[s.entry].Entry, s.score})
		}
	}
	slices.SortFunc(hits, compare)
	return hits[:min(len(hits), mostAll)]
}

// score is how much of the question matches and, less, how much of the name is matched;
// a name that begins as the question does goes before one that has the word inside.
func (x *Index) score(q *question, e *indexed, f found) int {
	matched := 0
	for i, w := range e.names {
		if f.names&(1<<i) != 0 {
			matched += len(x.words[w].letters)
		}
	}
	score := 10 * f.weight / float64(q.weight)
	if e.letters > 0 {
		score += 150 * float64(min(matched, q.weight)) / float64(max(matched, e.letters))
	}
	if e.Kind == Contest {
		score += 60 // most people look for their seat
	}
	if e.first >= 0 && q.words[0].quality[e.first] >= begun {
		score += 10
	}
	return int(score + 0.5)
}

// Group is the hits of a kind, best first.
type Group struct {
	Kind Kind
	Hits []Hit
}

// Groups puts hits together by kind, the kind of the best hit first. Of all of them at
// most so many are kept; a kind that matches about as well as the best has two of them
// for certain.
func Groups(hits []Hit, most int) []Group {
	kept := slices.Clone(hits[:min(len(hits), most)])
	for kind := range Nation + 1 {
		kept = reserve(kept, hits, kind)
	}
	slices.SortFunc(kept, compare)
	var groups []Group
	for _, h := range kept {
		at := slices.IndexFunc(groups, func(g Group) bool { return g.Kind == h.Kind })
		if at < 0 {
			at = len(groups)
			groups = append(groups, Group{Kind: h.Kind})
		}
		groups[at].Hits = append(groups[at].Hits, h)
	}
	return groups
}

// reserve puts the best two of a kind in the place of the last of a kind that has more.
func reserve(kept, hits []Hit, kind Kind) []Hit {
	const places, behind = 2, 100
	count := func(k Kind) (n int) {
		for _, h := range kept {
			if h.Kind == k {
				n++
			}
		}
		return n
	}
	had := count(kind)
	seen := 0
	for _, h := range hits {
		if h.Kind != kind {
			continue
		}
		if seen++; seen <= had {
			continue
		}
		if count(kind) >= places || h.Score < hits[0].Score-behind {
			break
		}
		for i := len(kept) - 1; i >= 0; i-- {
			if count(kept[i].Kind) > places {
				kept = append(slices.Delete(kept, i, i+1), h)
				break
			}
		}
	}
	return kept
}
