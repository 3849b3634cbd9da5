package pack_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

// wardBallot is a ballot of 6 May 2021 as Democracy Club collected it: 53 wards of
// Rotherham and Sheffield, 26 of them with two or three seats.
type wardBallot struct {
	ID         string `json:"ballot_paper_id"`
	Papers     *int   `json:"num_turnout_reported"`
	Rejected   *int   `json:"num_spoilt_ballots"`
	Electorate *int   `json:"total_electorate"`
	Results    []struct {
		Votes      int  `json:"num_ballots"`
		Won        bool `json:"is_winner"`
		Membership struct {
			Party struct {
				ID   string `json:"id"`
				Name string `json:"name"`
			} `json:"on_behalf_of"`
			Person struct {
				ID   int    `json:"id"`
				Name string `json:"name"`
			} `json:"person"`
			Post struct {
				ID    string `json:"id"`
				Label string `json:"label"`
			} `json:"post"`
		} `json:"membership"`
	} `json:"candidate_results"`
}

// readWards reads the ballots from ../shared/data beside the project, or from where
// DESK_TESTDATA says.
func readWards(t *testing.T) []wardBallot {
	t.Helper()
	data := os.Getenv("DESK_TESTDATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "shared", "data")
	}
	text, err := os.ReadFile(filepath.Join(data, "local-2021", "rotherham-sheffield.json"))
	if err != nil {
		t.Skipf("the ward ballots of 2021 are not at %s", data)
	}
	var all []wardBallot
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// contest is the ward as a desk defines it. The source gives no seats: there were as
// many as winners. Nor does it give the order of the ballot paper.
func (b wardBallot) contest(t *testing.T) (c *count.Contest, figures count.Tally, winners []string) {
	t.Helper()
	c = &count.Contest{
		ID: b.ID, Version: 1, Layout: 1, System: count.FirstPastThePost, Publish: count.PublishDeclared,
		Election: count.Election{Name: "Local elections", Date: "2021-05-06", Zone: "Europe/London", Type: count.UKLocal,
			Mode: count.Rehearsal, Profile: count.ProfileCount, SecondPerson: count.ConfirmSecond},
		Units: []count.CountUnit{{ID: "count", Name: "The whole count", Kind: count.Whole}},
	}
	if b.Electorate != nil {
		c.Electorate = &count.Electorate{Count: *b.Electorate, Final: true, Source: "Democracy Club"}
	}
	figures = count.Tally{Votes: map[string]int{}, Rejected: map[string]int{}}
	for i, r := range b.Results {
		m := r.Membership
		c.Name, c.GSS = m.Post.Label, strings.TrimPrefix(m.Post.ID, "gss:")
		cand := count.Candidate{ID: strconv.Itoa(m.Person.ID), Number: i + 1, Surname: m.Person.Name, Description: m.Party.Name}
		if id, ok := strings.CutPrefix(m.Party.ID, "party:"); ok {
			cand.Parties = []count.Party{{ID: "PP" + id, Name: m.Party.Name, Short: m.Party.Name}}
		}
		c.Candidates = append(c.Candidates, cand)
		figures.Votes[cand.ID] = r.Votes
		if r.Won {
			winners = append(winners, cand.ID)
		}
	}
	c.Seats, c.VotesPerPerson = len(winners), len(winners)
	if c.Seats > 1 {
		c.System = count.BlockVote
	}
	return c, figures, winners
}

// wardWinners is who the desk finds elected, by id; a tie at the last seat fails.
func wardWinners(t *testing.T, c *count.Contest, figures count.Tally) []string {
	t.Helper()
	elected, tied := count.Elect(c, figures)
	if len(tied) > 0 {
		t.Errorf("%s: %v are tied", c.Name, tied)
	}
	return elected
}

// TestEveryWard holds the winners that the desk finds to those that were declared.
func TestEveryWard(t *testing.T) {
	seats, several, sameParty := 0, 0, 0
	all := readWards(t)
	for _, b := range all {
		c, figures, want := b.contest(t)
		got := wardWinners(t, c, figures)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v are elected; declared were %v", c.Name, got, want)
		}
		seats += c.Seats
		parties := map[string]int{}
		for _, cand := range c.Candidates {
			if p := cand.Party(); p != nil {
				parties[p.ID]++
			}
		}
		if c.System == count.BlockVote {
			several++
			if len(parties) < len(c.Candidates) {
				sameParty++
			}
		}
	}
	// 27 of the 28 wards of Sheffield elected one, the others two or three.
	if len(all) != 53 || several != 26 || seats != 88 || sameParty != several {
		t.Errorf("%d wards, %d with several seats, %d seats, %d where a party has several candidates", len(all), several, seats, sameParty)
	}
}

// What is odd in the figures as volunteers typed them. A desk must not take these for
// counted papers.
func TestWardsWithOddFigures(t *testing.T) {
	var noElectorate, noRejected, noPapers int
	var odd []string
	for _, b := range readWards(t) {
		c, figures, _ := b.contest(t)
		if c.Electorate == nil {
			noElectorate++
		}
		if b.Rejected == nil {
			noRejected++
		}
		if b.Papers == nil {
			noPapers++
			continue
		}
		good := *b.Papers
		if b.Rejected != nil {
			good -= *b.Rejected
		}
		// Each paper that is not rejected has at most one vote a seat.
		if figures.Valid() > c.VotesPerPerson*good {
			odd = append(odd, fmt.Sprintf("%s: %d papers for %d votes", c.Name, *b.Papers, figures.Valid()))
		}
	}
	slices.Sort(odd)
	// Turnouts in per cent, typed where papers belong.
	want := []string{"Crookes & Crosspool: 47 papers for 6980 votes", "Manor Castle: 22 papers for 3328 votes"}
	if !slices.Equal(odd, want) {
		t.Errorf("odd are %q, want %q", odd, want)
	}
	if noElectorate != 28 || noRejected != 28 || noPapers != 26 {
		t.Errorf("%d wards without electorate, %d without rejected papers, %d without papers; want 28, 28 and 26", noElectorate, noRejected, noPapers)
	}
}
