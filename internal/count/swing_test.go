package count

import "testing"

// The conventional swing is of all valid votes and exact: Islington North's first has no
// base, so there is none; a swing to the second is told as one from the first.
func TestSwing(t *testing.T) {
	red, blue := &Party{ID: "r", Short: "Red"}, &Party{ID: "b", Short: "Blue"}
	for _, c := range []struct {
		what     string
		now      [2]int // red, blue
		base     [2]int
		redAs    *Party
		from, to string
		points   Tenths
		none     bool
	}{
		{what: "to the winner", now: [2]int{60, 40}, base: [2]int{45, 55}, redAs: red, from: "blue", to: "red", points: 150},
		{what: "from the winner", now: [2]int{51, 49}, base: [2]int{70, 30}, redAs: red, from: "red", to: "blue", points: 190},
		{what: "half a tenth away from zero", now: [2]int{1001, 999}, base: [2]int{1000, 1000}, redAs: red, from: "blue", to: "red", points: 1},
		{what: "an independent first", now: [2]int{60, 40}, base: [2]int{45, 55}, none: true},
	} {
		contest := &Contest{Seats: 1, Previous: &Previous{Votes: []PreviousVote{{Party: red, Votes: c.base[0]}, {Party: blue, Votes: c.base[1]}}}}
		first, second := &Candidate{ID: "red"}, &Candidate{ID: "blue", Parties: []Party{*blue}}
		if c.redAs != nil {
			first.Parties = []Party{*c.redAs}
		}
		d := &Declaration{Standings: Standings{Valid: c.now[0] + c.now[1], Rows: []Row{{Candidate: first, Votes: c.now[0], Elected: true}, {Candidate: second, Votes: c.now[1]}}}, Elected: []*Candidate{first}}
		s := swing(contest, d)
		if (s == nil) != c.none {
			t.Errorf("%s: %+v", c.what, s)
			continue
		}
		if s != nil && (s.From.ID != c.from || s.To.ID != c.to || s.Points != c.points) {
			t.Errorf("%s: %s from %s to %s; want %s from %s to %s", c.what, s.Points, s.From.ID, s.To.ID, c.points, c.from, c.to)
		}
	}
}
