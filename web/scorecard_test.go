package web

import (
	"fmt"
	"strings"
	"testing"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

func english(t *testing.T) *lang.Language {
	t.Helper()
	words, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	return words.English()
}

func partyLine(id string, seats, votes int) feed.PartyLine {
	return feed.PartyLine{Party: feed.Party{ID: id, Name: id, Short: id, Colour: "#e4003b"}, Seats: seats, Votes: votes, Stood: 1, Share: feed.ShareOf(votes, 1000)}
}

// A state says in words what it compares: the same seats, with which result, and how many
// of them can be compared.
func TestScorecardSaysWhatSoFarMeans(t *testing.T) {
	notional := &feed.Base{Kind: "notional", Date: "2019-12-12"}
	for want, s := range map[string]feed.State{
		"No seat is declared yet.": {Seats: 73, Base: notional},
		"Shares are of the votes in the 12 of 73 seats declared. Changes compare the same seats with the notional 2019 result.": {Seats: 73, Filled: 12, Compared: 12, Base: notional},
		"All 73 seats are declared. 72 of them have an earlier result: net change compares those with the 2019 result.":         {Seats: 73, Filled: 73, Compared: 72, Base: &feed.Base{Kind: "actual", Date: "2019-12-12"}},
		"The one seat is declared. There is no earlier result to compare with.":                                                 {Seats: 1, Filled: 1},
	} {
		if got := scorecard(english(t), s, nil).Note; got != want {
			t.Errorf("%q\nwant %q", got, want)
		}
	}
}

// Whoever has a large part of the votes has a card also without seats; the small ones
// share one, and nothing is lost: cards add up to the state.
func TestScorecardShowsTheProminent(t *testing.T) {
	s := feed.State{Seats: 30, Filled: 20, Compared: 20, Valid: 1000}
	for i := range 12 {
		s.Parties = append(s.Parties, partyLine(fmt.Sprint("small", i), 1, 10))
	}
	s.Parties = append([]feed.PartyLine{partyLine("Red", 8, 500)}, append(s.Parties, partyLine("Teal", 0, 300))...)
	cards := scorecard(english(t), s, &feed.Others{Parties: 4, Votes: 80}).Parties
	if len(cards) != cardsShown+1 || cards[0].Name != "Red" || cards[cardsShown-1].Name != "Teal" {
		t.Fatalf("%+v", cards)
	}
	last := cards[cardsShown]
	if last.Name != "Others" || last.Seats != "6" || last.Share != "14.0%" || last.Href != "" {
		t.Errorf("others %+v; want 6 seats and 140 of 1,000 votes", last)
	}
}

// What data bring into a scorecard stays text.
func TestScorecardOfHostileNames(t *testing.T) {
	p := partyLine(`x"><script>`, 1, 5)
	p.Colour = `red" onload="x`
	html, err := render(view.StateOfParties(english(t), scorecard(english(t), feed.State{Seats: 1, Filled: 1, Valid: 5, Parties: []feed.PartyLine{p}}, nil)))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(html), "<script") || strings.Contains(string(html), "onload") {
		t.Errorf("%s", html)
	}
}
