package rehearsal

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"resultsdesk/internal/count"
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
		return independents
	}
	return parties[0].Abbr
}

// sourceTotals are the totals of the night by its sources.
func (n *Night) sourceTotals() Totals {
	t := Totals{Seats: map[string]int{}, Votes: map[string]int{}}
	for _, c := range n.Contests {
		t.Valid, t.Invalid, t.Electorate = t.Valid+c.Final.Valid, t.Invalid+c.Final.Invalid, t.Electorate+c.Final.Electorate
		for _, cand := range c.Candidates {
			t.Votes[abbreviated(&cand)] += c.Final.Votes[cand.ID]
		}
		t.Seats[abbreviated(c.winner())]++
	}
	return t
}

func abbreviated(c *count.Candidate) string {
	if p := c.Party(); p != nil {
		return p.Abbr
	}
	return independents
}

// independents is how the Library abbreviates who stands for no party.
const independents = "Ind"

// winner is who has most votes by the corrected figures.
func (c *Contest) winner() *count.Candidate {
	most := &c.Candidates[0]
	for i := range c.Candidates {
		if cand := &c.Candidates[i]; c.Final.Votes[cand.ID] > c.Final.Votes[most.ID] {
			most = cand
		}
	}
	return most
}

// night compares the totals of the night: as the contests' files add up, and as the
// overview has them.
func (s *scoring) night(ctx context.Context) error {
	got, want := s.Totals, s.Player.night.sourceTotals()
	is := func(what string, got, want int) { s.same("the night", what, strconv.Itoa(got), strconv.Itoa(want)) }
	is("valid", got.Valid, want.Valid)
	is("rejected", got.Invalid, want.Invalid)
	is("electorate", got.Electorate, want.Electorate)
	for party := range want.Votes {
		is("votes of "+party, got.Votes[party], want.Votes[party])
		is("seats of "+party, got.Seats[party], want.Seats[party])
	}
	data, err := s.get(ctx, "/api/v1/overview.json")
	if err != nil {
		return err
	}
	var b feed.Bulletin
	if err := json.Unmarshal(data, &b); err != nil || b.Overview == nil {
		return fmt.Errorf("the overview's file cannot be read: %w", err)
	}
	if b.Overview.Contests == len(s.Player.night.Contests) {
		s.overview(b.Overview, want)
	}
	return nil
}

// overview compares what the overview adds up.
func (s *scoring) overview(o *feed.Overview, want Totals) {
	is := func(what string, got, want int) {
		s.same("the overview", what, strconv.Itoa(got), strconv.Itoa(want))
	}
	is("declared", o.Declared, len(s.Player.night.Contests))
	is("seats filled", o.State.Filled, len(s.Player.night.Contests))
	is("valid", o.State.Valid, want.Valid)
	rejected, turnout, others := "", "", want.Valid
	if o.State.Rejected != nil {
		rejected = strconv.Itoa(*o.State.Rejected)
	}
	if o.State.Turnout != nil {
		turnout = percent(&o.State.Turnout.Percent)
	}
	s.same("the overview", "rejected", rejected, strconv.Itoa(want.Invalid))
	s.same("the overview", "turnout", turnout, tenths(want.Valid, want.Electorate))
	seats, votes := s.Player.night.byParty()
	shown := map[string]feed.PartyLine{}
	for _, line := range o.State.Parties {
		shown[line.ID] = line
		is("votes of "+line.Short, line.Votes, votes[line.ID])
		s.same("the overview", "share of "+line.Short, percent(line.Share), tenths(votes[line.ID], want.Valid))
		others -= votes[line.ID]
	}
	s.same("the overview", "lines of parties", strconv.Itoa(len(o.State.Parties)), strconv.Itoa(len(shown)))
	for id := range votes {
		got := ""
		if line, has := shown[id]; has {
			got = strconv.Itoa(line.Seats)
		} else if seats[id] == 0 {
			continue // among the others
		}
		s.same("the overview", "seats of "+id, got, strconv.Itoa(seats[id]))
	}
	rest := 0
	if o.Others != nil {
		rest = o.Others.Votes
	}
	is("votes of others", rest, others)
}

// byParty are seats and votes by the id of the party.
func (n *Night) byParty() (seats, votes map[string]int) {
	seats, votes = map[string]int{}, map[string]int{}
	for _, c := range n.Contests {
		for _, cand := range c.Candidates {
			votes[lineOf(&cand)] += c.Final.Votes[cand.ID]
		}
		seats[lineOf(c.winner())]++
	}
	return seats, votes
}

func lineOf(c *count.Candidate) string {
	if p := c.Party(); p != nil {
		return p.ID
	}
	return feed.IndependentLine
}
