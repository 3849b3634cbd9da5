package count_test

import (
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

// ward is a ward with three seats. Its figures are invented; who stands is not.
func ward() count.Contest {
	c := islingtonNorth()
	c.Election.Type = count.UKLocal
	c.System, c.Seats, c.VotesPerPerson = count.BlockVote, 3, 3
	c.Electorate, c.Previous = nil, nil
	return c
}

// wardSheet is 1,000 papers: 10 rejected, 2,900 votes, 5 lost in part, 65 not used.
func wardSheet() count.Fields {
	return count.Fields{
		"votes.1120": "700", "votes.77121": "600", "votes.116701": "550", "votes.90828": "400", "votes.117351": "300", "votes.72541": "250", "votes.117355": "100",
		"rejected.local-official-mark": "1", "rejected.local-over-voted": "2", "rejected.local-identifiable": "3", "rejected.local-uncertain": "4",
		"in-part": "5", "unused": "65",
	}
}

// blockRows are sheets of the ward.
func blockRows() []checkRow {
	row := func(name string, accepted int, f count.Fields, want ...want) checkRow {
		return checkRow{name, func() []count.Finding {
			c := ward()
			s := standing(c, papers("", 1000))
			if accepted > 0 {
				s.Residuals = map[string]count.Residual{"": {Papers: accepted}}
			}
			_, findings := count.CheckSheet(s, &c.Units[0], with(wardSheet(), f))
			return findings
		}, want}
	}
	return []checkRow{
		row("three votes a paper, all accounted for", 0, nil),
		row("a vote short", 0, count.Fields{"unused": "64"}, want{count.E05, "", "1 vote short. Votes, unused votes, votes lost in part and 3 for each of the rejected papers come to 2,999; 1,000 papers were verified, which bear 3,000 votes."}),
		row("a vote too many", 0, count.Fields{"unused": "66"}, want{count.E04, "", "1 vote too many"}),
		row("a vote short, a paper accepted as missing", 1, count.Fields{"unused": "64"}),
		row("three votes short, a paper accepted as missing", 1, count.Fields{"unused": "62"}),
		row("four votes short are two papers", 1, count.Fields{"unused": "61"}, want{count.E05, "", "4 votes short"}),
		row("unused votes not recorded: fewer votes than papers bear", 0, count.Fields{"unused": ""}),
		row("as many votes as papers bear", 0, count.Fields{"unused": "", "votes.1120": "765"}),
		row("one more", 0, count.Fields{"unused": "", "votes.1120": "766"}, want{count.E04, "", "1 vote too many"}),
		row("as many votes as papers not rejected", 0, count.Fields{"unused": "", "votes.1120": "990", "votes.77121": "270", "votes.90828": "410"}),
		row("one more than papers not rejected", 0, count.Fields{"unused": "", "votes.1120": "991", "votes.77121": "370"},
			want{count.E03, "votes.1120", "991 votes are more than the 990 papers that were not rejected"}),
		row("votes lost in part left blank", 0, count.Fields{"in-part": ""}, want{count.E01, "in-part", "rejected in part: the figure is missing"}),
		row("a parliamentary head", 0, count.Fields{"rejected.official-mark": "0"}, want{count.E02, "rejected.official-mark", "not on this sheet"}),
		row("small majority for the last seat", 0, count.Fields{"votes.90828": "450", "unused": "15"}, want{count.W13, "", "The majority is 100 over Praful Nargund"}),
	}
}

// The elected line of a block vote lies between the last who is elected and the first
// who is not.
func TestBlockVoteElects(t *testing.T) {
	for _, row := range []struct {
		name          string
		votes         []int // Aggarwal, Corbyn, Harries, Josling, Kates
		lot           *count.LotDrawn
		died          string
		elected, tied []string
	}{
		{"three with most votes", []int{5, 4, 3, 2, 1}, nil, "", []string{"77121", "1120", "117351"}, nil},
		{"equal, but all of them fit", []int{3, 3, 3, 2, 1}, nil, "", []string{"77121", "1120", "117351"}, nil},
		{"two for the last seat", []int{5, 4, 3, 3, 1}, nil, "", []string{"77121", "1120"}, []string{"117351", "117355"}},
		{"three for two seats", []int{5, 3, 3, 3, 1}, nil, "", []string{"77121"}, []string{"1120", "117351", "117355"}},
		{"three for two seats, by lot", []int{5, 3, 3, 3, 1}, &count.LotDrawn{Tied: []string{"117355", "1120", "117351"}, Chosen: []string{"117355", "1120"}}, "", []string{"77121", "117355", "1120"}, nil},
		{"a lot for one seat too few", []int{5, 3, 3, 3, 1}, &count.LotDrawn{Tied: []string{"117355", "1120", "117351"}, Chosen: []string{"117355"}}, "", []string{"77121"}, []string{"1120", "117351", "117355"}},
		{"a lot between others", []int{5, 4, 3, 3, 1}, &count.LotDrawn{Tied: []string{"117351", "116701"}, Chosen: []string{"117351"}}, "", []string{"77121", "1120"}, []string{"117351", "117355"}},
		{"a seat that a dead candidate won stays empty", []int{5, 4, 3, 2, 1}, nil, "77121", []string{"1120", "117351"}, nil},
		{"two for the last seat, one of them dead", []int{5, 4, 3, 3, 1}, nil, "117351", []string{"77121", "1120", "117355"}, nil},
		{"equal below the line", []int{5, 4, 3, 1, 1}, nil, "", []string{"77121", "1120", "117351"}, nil},
	} {
		c := ward()
		c.Candidates = c.Candidates[:5]
		tally := count.Tally{Votes: map[string]int{}}
		for i, n := range row.votes {
			tally.Votes[c.Candidates[i].ID] = n
		}
		if elected, tied := count.Elect(&c, tally, []string{row.died}, row.lot); !slices.Equal(elected, row.elected) || !slices.Equal(tied, row.tied) {
			t.Errorf("%s: elected %v, tied %v; want %v and %v", row.name, elected, tied, row.elected, row.tied)
		}
	}
}

// A ward's result has a majority and no hold or gain, change, deposit or turnout of
// votes: several seats have none.
func TestDeclareAWard(t *testing.T) {
	c := ward()
	c.Electorate = &count.Electorate{Count: 2000}
	s := standing(c, papers("", 1000))
	tally, _ := count.CheckSheet(s, &c.Units[0], wardSheet())
	s.Sheets = map[string]count.Sheet{"count": {Tally: tally}}
	elected, tied := s.Winners()
	if !slices.Equal(elected, []string{"1120", "77121", "116701"}) || tied != nil {
		t.Fatalf("elected %v, tied %v", elected, tied)
	}
	d := count.Declare(s, elected)
	if d.Majority != 150 || d.RunnerUp.ID != "90828" || d.MajorityShare != nil || d.Outcome.Text() != "" {
		t.Errorf("majority %d over %v, %q", d.Majority, d.RunnerUp, d.Outcome.Text())
	}
	if tenths(d.Turnout) != "49.5" || d.TurnoutChange != nil {
		t.Errorf("turnout %s; want 990 papers of 2,000 electors", tenths(d.Turnout))
	}
	for _, r := range d.Rows {
		if r.LostDeposit || r.Change != nil {
			t.Errorf("%s: deposit lost %t, change %v", r.Candidate.Name(), r.LostDeposit, r.Change)
		}
	}
}

// Unused votes of a sum are known only where all its parts know them.
func TestUnusedVotesOfASum(t *testing.T) {
	five, six := 5, 6
	with5, with6 := count.Tally{Votes: map[string]int{"a": 1}, Unused: &five}, count.Tally{Votes: map[string]int{"a": 1}, Unused: &six}
	without := count.Tally{Votes: map[string]int{"a": 1}}
	if got := (count.Tally{}).Plus(with5).Plus(with6).Unused; got == nil || *got != 11 {
		t.Errorf("5 and 6 make %v", got)
	}
	if got := with5.Plus(without).Unused; got != nil {
		t.Errorf("5 and unknown make %d", *got)
	}
}

// A ward counted at two tables that send doubtful papers to adjudication: sums are of
// votes, and what adjudication returns is known in papers only with its unused votes.
func TestWardWithAdjudication(t *testing.T) {
	c := ward()
	c.Boxes = []count.VerificationUnit{{ID: "a", Name: "A", Kind: count.Box}}
	c.Units = []count.CountUnit{{ID: "a", Name: "Table A", Kind: count.MiniCount, FedBy: []string{"a"}, SendsDoubtful: true}, {ID: "adj", Name: "Adjudication", Kind: count.Adjudication}}
	s := standing(c, papers("a", 1000))
	f := wardSheet()
	for field := range f {
		if !strings.HasPrefix(field, "votes.") {
			delete(f, field)
		}
	}
	f["doubtful"], f["unused"] = "10", "70"
	table, findings := count.CheckSheet(s, &c.Units[0], f)
	sameFindings(t, findings, nil)
	_, findings = count.CheckSheet(s, &c.Units[0], with(f, count.Fields{"doubtful": "9"}))
	sameFindings(t, findings, []want{{count.E05, "", "3 votes short"}})
	adjudicate := func(corbyn, uncertain, unused string) []count.Finding {
		sheet := wardSheet()
		for field := range sheet {
			sheet[field] = "0"
		}
		sheet["votes.1120"], sheet["rejected.local-uncertain"], sheet["unused"] = corbyn, uncertain, unused
		s.Sheets = map[string]count.Sheet{"a": {Tally: table}}
		tally, refused := count.CheckSheet(s, &c.Units[1], sheet)
		if refused = count.Refusals(refused); len(refused) > 0 {
			return refused
		}
		s.Sheets = map[string]count.Sheet{"a": {Tally: table}, "adj": {Tally: tally}}
		return count.CheckComplete(s)
	}
	sameFindings(t, adjudicate("4", "6", "8"), nil)
	sameFindings(t, adjudicate("4", "5", "8"), []want{{count.E05, "", "1 doubtful paper is not adjudicated yet"}})
	sameFindings(t, adjudicate("4", "5", ""), nil) // fewer votes than papers bear: nobody can tell
	sameFindings(t, adjudicate("4", "7", ""), []want{{count.E03, "votes.1120", "4 votes are more than the 3 papers"}})
}
