package pack_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"resultsdesk/internal/count"
)

// TestWardsOf2021 counts the 53 wards of Rotherham and Sheffield of 6 May 2021, 26 of
// them with two or three seats. Winners are those declared; honest figures raise no
// alarm; a percentage typed where papers belong is stopped.
func TestWardsOf2021(t *testing.T) {
	wards := readWards(t)
	several, percentages := 0, 0
	for _, w := range wards {
		c := w.contest()
		if c.Seats > 1 {
			several++
		}
		s := &count.Standing{Contest: c}
		if c.Election.Profile == count.ProfileCount {
			s.Total = &count.Paper{Papers: *w.Papers}
		}
		tally, findings := count.CheckSheet(s, &c.Units[0], w.sheet(c))
		if w.Papers != nil && *w.Papers <= 100 {
			percentages++
			if len(findings) == 0 || findings[0].Code != count.E03 {
				t.Errorf("%s: %d “papers” give %+v; want E03", w.ID, *w.Papers, findings)
			}
		} else if loud := slices.DeleteFunc(findings, quiet); len(loud) > 0 {
			t.Errorf("%s: %+v", w.ID, loud)
		}
		elected, tied := count.Elect(c, tally, nil, nil)
		slices.Sort(elected)
		if declared := w.winners(); !slices.Equal(elected, declared) || tied != nil {
			t.Errorf("%s: elected %v, tied %v; declared were %v", w.ID, elected, tied, declared)
		}
	}
	if len(wards) != 53 || several != 26 || percentages != 2 {
		t.Errorf("%d wards, %d with several seats, %d with a percentage for papers", len(wards), several, percentages)
	}
}

func quiet(f count.Finding) bool { return f.Severity() == count.Notice }

type publishedWard struct {
	ID         string `json:"ballot_paper_id"`
	Papers     *int   `json:"num_turnout_reported"`
	Spoilt     *int   `json:"num_spoilt_ballots"`
	Electorate *int   `json:"total_electorate"`
	Candidates []struct {
		ID     int  `json:"id"`
		Winner bool `json:"is_winner"`
		Votes  int  `json:"num_ballots"`
	} `json:"candidate_results"`
}

func readWards(t *testing.T) []publishedWard {
	t.Helper()
	data := os.Getenv("DESK_TESTDATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "shared", "data")
	}
	text, err := os.ReadFile(filepath.Join(data, "local-2021", "rotherham-sheffield.json"))
	if err != nil {
		t.Skipf("the ward results of 2021 are not at %s", data)
	}
	var wards []publishedWard
	if err := json.Unmarshal(text, &wards); err != nil {
		t.Fatal(err)
	}
	return wards
}

// contest is the ward, on a desk that verifies where papers were published and on one
// that receives results elsewhere.
func (w publishedWard) contest() *count.Contest {
	seats := len(w.winners())
	c := &count.Contest{ID: w.ID, Name: w.ID, System: count.BlockVote, Seats: seats, VotesPerPerson: seats,
		Election: count.Election{Type: count.UKLocal, Profile: count.ProfileMedia},
		Units:    []count.CountUnit{{ID: "count", Name: w.ID, Kind: count.Whole}}}
	if seats == 1 {
		c.System = count.FirstPastThePost
	}
	if w.Papers != nil {
		c.Election.Profile = count.ProfileCount
	}
	if w.Electorate != nil {
		c.Electorate = &count.Electorate{Count: *w.Electorate, Final: true}
	}
	for _, r := range w.Candidates {
		c.Candidates = append(c.Candidates, count.Candidate{ID: strconv.Itoa(r.ID), Surname: strconv.Itoa(r.ID)})
	}
	return c
}

func (w publishedWard) winners() []string {
	var ids []string
	for _, r := range w.Candidates {
		if r.Winner {
			ids = append(ids, strconv.Itoa(r.ID))
		}
	}
	slices.Sort(ids)
	return ids
}

// sheet has the ward's figures. Reasons of rejection, unused votes and votes lost in
// part were not published.
func (w publishedWard) sheet(c *count.Contest) count.Fields {
	f := count.Fields{}
	rejected := ""
	if w.Papers != nil {
		rejected = "0"
	}
	for _, h := range count.UKLocal.Heads() {
		f[count.FieldHead(h.ID)] = rejected
	}
	if w.Spoilt != nil {
		f[count.FieldHead("local-uncertain")] = strconv.Itoa(*w.Spoilt)
	}
	if c.System == count.BlockVote {
		f[count.FieldUnused], f[count.FieldInPart] = "", rejected
	}
	for _, r := range w.Candidates {
		f[count.FieldVotes(strconv.Itoa(r.ID))] = strconv.Itoa(r.Votes)
	}
	return f
}
