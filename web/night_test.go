package web_test

import (
	"fmt"
	"testing"

	"resultsdesk/internal/feed"
)

// house is an overview of seats of which parties have some, and others are still to come.
func house(t *testing.T, seats int, parties map[string]int) *feed.Bulletin {
	t.Helper()
	var contests []*feed.Bulletin
	add := func(b *feed.Bulletin, party string) {
		b = named(b, fmt.Sprintf("seat-%03d", len(contests)), fmt.Sprintf("Seat %03d", len(contests)), int64(100+len(contests)))
		if party != "" {
			lines := []feed.Candidate{b.Contest.Candidates[1]}
			lines[0].Label, lines[0].Elected = party, true
			lines[0].Parties = []feed.Party{{ID: party, Name: party, Short: party}}
			if party == "Independent" {
				lines[0].Parties = nil
			}
			b.Contest.Candidates = lines
		}
		contests = append(contests, b)
	}
	for party, n := range parties {
		for range n {
			add(declared(), party)
		}
	}
	for len(contests) < seats {
		add(closed(), "")
	}
	return overview(contests...)
}

// The headline says what the figures mean in every kind of house: on the way, level, a
// landslide, hung, and hung for certain before the last seat.
func TestNightInWords(t *testing.T) {
	for _, c := range []struct {
		seats   int
		parties map[string]int
		want    string
	}{
		{31, nil, "0 of 31 declared"},
		{31, map[string]int{"Independent": 2}, "2 of 31 declared"},
		{31, map[string]int{"Red": 9, "Blue": 5}, "Red has 9 of the 16 seats it needs; 14 of 31 declared"},
		{31, map[string]int{"Red": 5, "Blue": 5}, "and another party are level on 5 of the 16 seats needed; 10 of 31 declared"},
		{31, map[string]int{"Red": 15, "Independent": 1}, "Red has 15 of the 16 seats it needs; 16 of 31 declared"},
		{31, map[string]int{"Red": 16, "Blue": 5}, "Red has a majority: 16 of 31 seats; 21 of 31 declared"},
		{31, map[string]int{"Red": 29, "Blue": 2}, "Red wins with 29 of 31 seats; a majority is 16"},
		{31, map[string]int{"Red": 12, "Blue": 11, "Teal": 7}, "No party can reach the 16 seats of a majority; Red has 12; 30 of 31 declared"},
		{31, map[string]int{"Red": 15, "Blue": 14, "Teal": 2}, "No majority: Red is the largest party with 15 of 31 seats"},
		{30, map[string]int{"Red": 15, "Blue": 15}, "and another party are level on 15 of 30 seats"},
		{30, map[string]int{"Red": 15, "Blue": 14, "Teal": 1}, "No majority: Red is the largest party with 15 of 30 seats"}, // half is no majority
		{5, map[string]int{"Red": 3}, "3 of 5 declared"},                                                                    // no house
	} {
		h, _ := public(t, house(t, c.seats, c.parties))
		mustSay(t, get(t, h, "/"), c.want+" – Results Desk")
	}
}

// A seat whose poll was cancelled is filled on another day: it is neither to come tonight
// nor a reason to wait.
func TestNightWithoutACancelledSeat(t *testing.T) {
	night := house(t, 31, map[string]int{"Red": 14, "Blue": 16})
	night.Overview.Cancelled = 1
	h, _ := public(t, night)
	mustSay(t, get(t, h, "/"), "Blue wins with 16 of 31 seats; a majority is 16")
}

// Nor is one to come whose result is that nobody was returned.
func TestNightWithASeatWithoutAMember(t *testing.T) {
	night := house(t, 31, map[string]int{"Red": 15, "Blue": 14, "Teal": 1})
	night.Overview.Declared = 31
	h, _ := public(t, night)
	mustSay(t, get(t, h, "/"), "No majority: Red is the largest party with 15 of 31 seats")
}

// The overview of a large house shows bar, scorecard, gains and lists, each in words too.
func TestOverviewOfAHouse(t *testing.T) {
	night := house(t, 31, map[string]int{"Red": 9, "Blue": 5})
	h, _ := public(t, night)
	page := get(t, h, "/")
	mustSay(t, page, "16 for a majority", "14 declared, 0 counting, 17 to come", "Red 9 seats", "Latest declarations", "Closest so far", "Gains and losses")
	mustSay(t, get(t, h, "/cy/"), "Red: 9 o’r 16 sedd sydd eu hangen; 14 o 31 wedi’u datgan", "16 i gael mwyafrif")
}
