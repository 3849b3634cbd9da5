package rehearsal

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"

	"resultsdesk/internal/count"
)

// Count is one round of a contest's count.
type Count struct {
	Sheets []count.Tally // of the contest's mini-counts, in their order
}

// Tally is the sum of the sheets.
func (c Count) Tally() count.Tally {
	t := count.Tally{}
	for _, s := range c.Sheets {
		t = t.Plus(s)
	}
	return t
}

// The heads under which rejected papers are divided. All that is corrected stands
// under the first.
const (
	headUncertain  = "uncertain"
	headOverVoted  = "over-voted"
	postalOfFirst  = 3 // the postal session holds a third of the first mini-count's papers
	recountUnder   = 100
	postal         = "postal-1"
	boxPrefix      = "box-"
	miniPrefix     = "mini-"
	leastMiniCount = 1
)

// divide makes each contest a count in mini-counts that add up to what was published.
// The division is invented; the sums are real. Where few votes decided there is a
// recount, whose first count was a few votes out.
func (n *Night) divide() {
	for _, c := range n.Contests {
		r := rand.New(rand.NewPCG(n.Seed, hashed(c.ID)))
		c.Units, c.Boxes = units(max(n.MiniCounts, leastMiniCount))
		last := c.split(r)
		c.Round = []Count{last}
		if a, b := c.leaders(); c.First.Votes[a]-c.First.Votes[b] < recountUnder {
			c.Round = []Count{last.out(r, a, b), last}
		}
		c.Slips = slips(r, c)
	}
}

func hashed(id string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id)) // never fails
	return h.Sum64()
}

// units are a contest's mini-counts, each fed by a box, the first by a postal session
// too.
func units(n int) (units []count.CountUnit, boxes []count.VerificationUnit) {
	for i := 1; i <= n; i++ {
		box := fmt.Sprint(boxPrefix, i)
		boxes = append(boxes, count.VerificationUnit{ID: box, Name: fmt.Sprint("Box ", i), Kind: count.Box})
		units = append(units, count.CountUnit{ID: fmt.Sprint(miniPrefix, i), Name: fmt.Sprint("Mini-count ", i), Kind: count.MiniCount, FedBy: []string{box}})
	}
	boxes = append(boxes, count.VerificationUnit{ID: postal, Name: "Postal session 1", Kind: count.PostalSession})
	units[0].FedBy = append(units[0].FedBy, postal)
	return units, boxes
}

// split divides the figures of the declaration among the mini-counts.
func (c *Contest) split(r *rand.Rand) Count {
	var out Count
	var weights []int
	for range c.Units {
		weights = append(weights, 100+r.IntN(200))
		out.Sheets = append(out.Sheets, count.Tally{Votes: map[string]int{}, Rejected: map[string]int{}})
	}
	for _, cand := range c.Candidates {
		for u, votes := range parts(r, c.First.Votes[cand.ID], weights) {
			out.Sheets[u].Votes[cand.ID] = votes
		}
	}
	over := min(c.First.Invalid, c.Final.Invalid) / 3
	for head, papers := range map[string]int{headOverVoted: over, headUncertain: c.First.Invalid - over} {
		for u, n := range inProportion(papers, weights) {
			out.Sheets[u].Rejected[head] = n
		}
	}
	return out
}

// parts divides a figure by weights, each part up to a fifth more or less than its
// share.
func parts(r *rand.Rand, n int, weights []int) []int {
	out := inProportion(n, weights)
	for u := 1; u < len(out); u++ {
		most := min(out[u], out[u-1]) / 10
		moved := r.IntN(2*most+1) - most
		out[u], out[u-1] = out[u]+moved, out[u-1]-moved
	}
	return out
}

func inProportion(n int, weights []int) []int {
	out, left, sum := make([]int, len(weights)), n, 0
	for _, w := range weights {
		sum += w
	}
	for u, w := range weights {
		out[u] = n * w / sum
		left -= out[u]
	}
	out[0] += left
	return out
}

// leaders are who is first and second by the figures of the declaration.
func (c *Contest) leaders() (first, second string) {
	ids := make([]string, 0, len(c.Candidates))
	for _, cand := range c.Candidates {
		ids = append(ids, cand.ID)
	}
	slices.SortStableFunc(ids, func(a, b string) int { return c.First.Votes[b] - c.First.Votes[a] })
	return ids[0], ids[1]
}

// out is a count in which up to three votes of one were counted for another in each
// mini-count, as bundles are mistaken.
func (k Count) out(r *rand.Rand, from, to string) Count {
	var first Count
	for _, s := range k.Sheets {
		wrong := s.Plus(count.Tally{}) // a copy
		n := min(wrong.Votes[from], 1+r.IntN(3))
		wrong.Votes[from], wrong.Votes[to] = wrong.Votes[from]-n, wrong.Votes[to]+n
		first.Sheets = append(first.Sheets, wrong)
	}
	return first
}

// Papers are the verified papers by box: those of the sheets that each feeds.
func (c *Contest) Papers() map[string]int {
	papers := map[string]int{}
	for u, s := range c.Round[0].Sheets {
		n := s.Papers()
		if u == 0 {
			papers[postal] = n / postalOfFirst
			n -= papers[postal]
		}
		papers[fmt.Sprint(boxPrefix, u+1)] = n
	}
	return papers
}

// Amendments are what has to be put right in the declared result, in the order of the
// form: votes, rejected papers, verified papers, electorate, names.
func (c *Contest) Amendments() []count.Amendment {
	var all []count.Amendment
	put := func(field, was, now string) {
		if was != now {
			all = append(all, count.Amendment{Field: field, Was: was, Now: now})
		}
	}
	figure := func(field string, was, now int) { put(field, fmt.Sprint(was), fmt.Sprint(now)) }
	for _, cand := range c.Candidates {
		figure(count.FieldVotes(cand.ID), c.First.Votes[cand.ID], c.Final.Votes[cand.ID])
	}
	over := min(c.First.Invalid, c.Final.Invalid) / 3
	figure(count.FieldHead(headUncertain), c.First.Invalid-over, c.Final.Invalid-over)
	figure(count.FieldTotal, c.First.Papers(), c.Final.Papers())
	figure(count.FieldElectorate, c.First.Electorate, c.Final.Electorate)
	put(count.FieldName, c.First.Name, c.Final.Name)
	for _, cand := range c.Candidates {
		put(count.FieldCandidateName(cand.ID), c.First.Names[cand.ID], c.Final.Names[cand.ID])
	}
	return all
}
