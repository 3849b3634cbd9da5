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

// A lot between three may elect the one whom the ballot paper has last: the swing is to
// the member elected and to nobody who was not.
func TestSwingAfterALotOfThree(t *testing.T) {
	contest, d := &Contest{Seats: 1, Previous: &Previous{}}, &Declaration{Standings: Standings{Valid: 30}}
	for i, id := range []string{"red", "blue", "teal"} {
		p := Party{ID: id, Short: id}
		contest.Previous.Votes = append(contest.Previous.Votes, PreviousVote{Party: &p, Votes: 60 - 20*i})
		d.Rows = append(d.Rows, Row{Candidate: &Candidate{ID: id, Parties: []Party{p}}, Votes: 10, Elected: id == "teal"})
	}
	d.Elected = []*Candidate{d.Rows[2].Candidate}
	if s := swing(contest, d); s == nil || s.To.ID != "teal" || s.From.ID != "red" {
		t.Errorf("%+v; want a swing from red to teal", s)
	}
}
