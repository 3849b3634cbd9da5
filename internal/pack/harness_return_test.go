package pack_test

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"resultsdesk/internal/count"
)

// paperReturn is an honest return on paper: what each unit's sheet says, and a contest
// that it is a return of.
type paperReturn struct {
	contest count.Contest
	sheets  []count.Tally // of the contest's units, in their order
	papers  []int         // in the boxes, in their order
	whole   bool          // a seat as it was, with its base and electorate
	r       *rand.Rand
}

// seatFigures are one seat of 4 July 2024 as published.
type seatFigures struct {
	contest  count.Contest
	votes    []int // of the contest's candidates, in their order
	rejected int
}

// newReturn makes a valid return of a real seat: in 1 to 8 mini-counts, each with a
// box, now and then with fewer or more candidates, and one in four as a ward of 2 or 3
// seats. The divisions are invented; the votes are real.
func newReturn(seats []seatFigures, n int, seed uint64) paperReturn {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	seat := seats[n%len(seats)]
	p := paperReturn{contest: seat.contest, whole: true, r: r}
	votes, rejected := slices.Clone(seat.votes), seat.rejected
	p.contest.Candidates = slices.Clone(seat.contest.Candidates)
	if most := 2 + r.IntN(15); r.IntN(4) == 0 {
		votes = p.resize(votes, seats[(n+1)%len(seats)], most)
		rejected = rejected * sumOf(votes) / sumOf(seat.votes) // a smaller count rejects fewer
	}
	p.contest.ID = fmt.Sprintf("%s-%d", seat.contest.ID, n)
	p.contest.Election.Profile, p.contest.Election.SecondPerson = count.ProfileCount, count.ConfirmSecond
	if n%2 == 1 {
		p.contest.Election.SecondPerson = count.BlindSecond
	}
	units := 1 + r.IntN(8)
	sends := units > 1 && r.IntN(2) == 0
	if r.IntN(4) == 0 && len(votes) > 3 {
		p.ward(votes, units, rejected)
		return p
	}
	p.divide(units, sends)
	p.deal(votes, rejected, sends)
	return p
}

// resize keeps the first candidates of the ballot paper, or adds those of the next
// seat who had few votes. Turnout stays as it was; there is no base any more.
func (p *paperReturn) resize(votes []int, next seatFigures, most int) []int {
	before := sumOf(votes)
	for i, c := range next.contest.Candidates {
		if len(votes) < most && next.votes[i] < before/20 {
			c.Number = len(votes) + 1
			p.contest.Candidates, votes = append(p.contest.Candidates, c), append(votes, next.votes[i])
		}
	}
	keep := min(most, len(votes))
	p.contest.Candidates, votes = p.contest.Candidates[:keep], votes[:keep]
	if e := p.contest.Electorate; e != nil {
		p.contest.Electorate = &count.Electorate{Count: e.Count*sumOf(votes)/before + 1}
	}
	p.contest.Previous, p.whole = nil, false
	return votes
}

func (p *paperReturn) divide(units int, sends bool) {
	p.contest.Boxes, p.contest.Units = nil, nil
	for i := range units {
		id := fmt.Sprint(i + 1)
		p.contest.Boxes = append(p.contest.Boxes, count.VerificationUnit{ID: "box-" + id, Name: "Box " + id, Kind: count.Box})
		p.contest.Units = append(p.contest.Units, count.CountUnit{ID: "mini-" + id, Name: "Mini-count " + id, Kind: count.MiniCount, FedBy: []string{"box-" + id}, SendsDoubtful: sends})
	}
	if sends {
		p.contest.Units = append(p.contest.Units, count.CountUnit{ID: "adjudication", Name: "Adjudication", Kind: count.Adjudication})
	}
}

// deal divides votes and rejected papers among the units.
func (p *paperReturn) deal(votes []int, rejected int, sends bool) {
	c := &p.contest
	weights := p.weights(len(c.Boxes))
	for range c.Units {
		p.sheets = append(p.sheets, p.blank())
	}
	for i, cand := range c.Candidates {
		for u, n := range p.split(votes[i], weights) {
			p.sheets[u].Votes[cand.ID] = n
		}
	}
	heads := c.Election.Type.Heads()
	for u, n := range p.split(rejected, weights) {
		if sends {
			p.sheets[u].Doubtful = n
			n, u = 0, len(p.sheets)-1
		}
		p.sheets[u].Rejected[heads[3].ID] += n
	}
	for u := range c.Boxes {
		p.papers = append(p.papers, p.sheets[u].Papers())
	}
	if sends {
		last := p.sheets[len(p.sheets)-1]
		last.Rejected[heads[1].ID], last.Rejected[heads[3].ID] = rejected/3, rejected-rejected/3
	}
}

// ward makes a ward of 2 or 3 seats of the votes: each paper bears as many votes, some
// of them unused, which half of the wards record.
func (p *paperReturn) ward(votes []int, units, rejected int) {
	c := &p.contest
	c.System, c.Election.Type, c.Seats = count.BlockVote, count.UKLocal, 2+p.r.IntN(2)
	c.VotesPerPerson, c.Previous, p.whole = c.Seats, nil, false
	c.Seats = min(c.Seats, len(votes)-1)
	p.divide(units, false)
	valid := max(slices.Max(votes)+len(votes)*units, sumOf(votes)*21/20/c.VotesPerPerson+len(votes)*units)
	c.Electorate = &count.Electorate{Count: 3 * (valid + rejected)}
	weights, records := p.weights(units), p.r.IntN(2) == 0
	valids := p.split(valid, weights)
	valids[0] += units * len(votes) // it has what a division of votes leaves over
	for range c.Units {
		p.sheets = append(p.sheets, p.blank())
	}
	for i, cand := range c.Candidates {
		for u, n := range inProportion(votes[i], valids) {
			p.sheets[u].Votes[cand.ID] = n
		}
	}
	for u, n := range p.split(rejected, weights) {
		p.sheets[u].Rejected[c.Election.Type.Heads()[3].ID] = n
		if unused := c.VotesPerPerson*valids[u] - p.sheets[u].Valid(); records {
			p.sheets[u].Unused = &unused
		}
		p.papers = append(p.papers, valids[u]+n)
	}
}

func (p *paperReturn) blank() count.Tally {
	t := count.Tally{Votes: map[string]int{}, Rejected: map[string]int{}}
	for i := range p.contest.Candidates {
		t.Votes[p.contest.Candidates[i].ID] = 0
	}
	return t
}

// weights are the sizes of units: the largest at most three times the smallest.
func (p *paperReturn) weights(units int) []int {
	var w []int
	for range units {
		w = append(w, 100+p.r.IntN(200))
	}
	return w
}

// split divides a figure by weights, each unit up to a fifth more or less than its
// share; the last has what is left.
func (p *paperReturn) split(n int, weights []int) []int {
	parts := inProportion(n, weights)
	for u := 1; u < len(parts); u++ {
		most := min(parts[u], parts[u-1]) / 10
		moved := p.r.IntN(2*most+1) - most
		parts[u], parts[u-1] = parts[u]+moved, parts[u-1]-moved
	}
	return parts
}

func inProportion(n int, weights []int) []int {
	parts, left := make([]int, len(weights)), n
	for u, w := range weights {
		parts[u] = n * w / sumOf(weights)
		left -= parts[u]
	}
	parts[0] += left
	return parts
}

func sumOf(figures []int) (n int) {
	for _, f := range figures {
		n += f
	}
	return n
}
