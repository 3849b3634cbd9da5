package rehearsal

import (
	"context"
	"strconv"

	"resultsdesk/internal/feed"
)

// add adds a contest to the totals of the night, as it is published.
func (s *scoring) add(b *feed.Bulletin) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, c := &s.Totals, b.Contest
	if t.Seats == nil {
		t.Seats, t.Votes = map[string]int{}, map[string]int{}
	}
	for _, line := range c.Candidates {
		party := abbreviation(line.Parties)
		if line.Votes != nil {
			t.Votes[party] += *line.Votes
		}
		if line.Elected {
			t.Seats[party]++
		}
	}
	if c.Valid != nil {
		t.Valid += *c.Valid
	}
	if c.Rejected != nil {
		t.Invalid += c.Rejected.Total
	}
	if c.Electorate != nil {
		t.Electorate += c.Electorate.Count
	}
}

func abbreviation(parties []feed.Party) string {
	if len(parties) == 0 {
		return "Ind"
	}
	return parties[0].Abbr
}

// sourceTotals are the totals of the night by its sources.
func (n *Night) sourceTotals() Totals {
	t := Totals{Seats: map[string]int{}, Votes: map[string]int{}}
	for _, c := range n.Contests {
		t.Valid, t.Invalid, t.Electorate = t.Valid+c.Final.Valid, t.Invalid+c.Final.Invalid, t.Electorate+c.Final.Electorate
		most := ""
		for _, cand := range c.Candidates {
			party := "Ind"
			if p := cand.Party(); p != nil {
				party = p.Abbr
			}
			t.Votes[party] += c.Final.Votes[cand.ID]
			if most == "" || c.Final.Votes[cand.ID] > c.Final.Votes[most] {
				most = cand.ID
			}
		}
		winner, _ := c.Candidate(most)
		party := "Ind"
		if p := winner.Party(); p != nil {
			party = p.Abbr
		}
		t.Seats[party]++
	}
	return t
}

// night compares the totals of the night.
func (s *scoring) night(context.Context) error {
	got, want := s.Totals, s.Player.night.sourceTotals()
	is := func(what string, got, want int) { s.same("the night", what, strconv.Itoa(got), strconv.Itoa(want)) }
	is("valid", got.Valid, want.Valid)
	is("rejected", got.Invalid, want.Invalid)
	is("electorate", got.Electorate, want.Electorate)
	for party := range want.Votes {
		is("votes of "+party, got.Votes[party], want.Votes[party])
		is("seats of "+party, got.Seats[party], want.Seats[party])
	}
	return nil
}
