package count_test

import (
	"slices"
	"testing"

	"resultsdesk/internal/count"
)

// lotRows: lots, winners that are named, and what is not in yet.
func lotRows() []checkRow {
	lot := func(name string, change func(*count.LotDrawn), want ...want) checkRow {
		return checkRow{name, func() []count.Finding {
			drawn := count.LotDrawn{Tied: []string{"90828", "1120"}, Chosen: []string{"90828"}, Method: "slips in envelopes"}
			if change != nil {
				change(&drawn)
			}
			return count.CheckLot(tiedCount(), drawn)
		}, want}
	}
	named := func(name string, seats int, died string, elected []string, want ...want) checkRow {
		return checkRow{name, func() []count.Finding {
			c := islingtonNorth()
			c.Seats = seats
			s := standing(c)
			if died != "" {
				s.Deceased = []count.Death{{Died: count.Died{Candidate: died}}}
			}
			return count.CheckElected(s, elected)
		}, want}
	}
	notIn := func(name string, change func(*count.Standing), want ...want) checkRow {
		return checkRow{name, func() []count.Finding {
			s := standing(islingtonNorth(), papers("", verifiedPapers), sheet("count", islingtonTally()))
			s.Sheets = map[string]count.Sheet{"count": {Tally: islingtonTally()}}
			change(s)
			return count.CheckComplete(s)
		}, want}
	}
	return []checkRow{
		lot("between those tied", nil),
		lot("one of them left out", func(l *count.LotDrawn) { l.Tied = l.Tied[:1] }, want{count.E15, "", "Jeremy Corbyn and Praful Nargund"}),
		lot("somebody else in it", func(l *count.LotDrawn) { l.Tied = append(l.Tied, "72541") }, want{count.E15, "", "not between those who are tied"}),
		lot("somebody else chosen", func(l *count.LotDrawn) { l.Chosen = []string{"72541"} }, want{count.E15, count.FieldChosen, "has to choose 1"}),
		lot("both chosen", func(l *count.LotDrawn) { l.Chosen = l.Tied }, want{count.E15, count.FieldChosen, "has to choose 1"}),
		lot("nobody said how", func(l *count.LotDrawn) { l.Method = " " }, want{count.E15, count.FieldMethod, "is missing"}),
		{"nobody tied", func() []count.Finding {
			return count.CheckLot(standing(islingtonNorth(), papers("", verifiedPapers), sheet("count", islingtonTally())), count.LotDrawn{Tied: []string{"1120", "90828"}, Chosen: []string{"1120"}, Method: "slips"})
		}, []want{{count.E15, "", "nothing to decide by lot"}}},
		named("one for one seat", 1, "", []string{"1120"}),
		named("nobody for one seat", 1, "", nil, want{count.E16, count.FieldElected, "0 are named as elected; there are 1 to elect"}),
		named("two for one seat", 1, "", []string{"1120", "90828"}, want{count.E16, count.FieldElected, "2 are named"}),
		named("nobody, where a candidate died", 1, "1120", nil),
		named("the one who died", 1, "1120", []string{"1120"}, want{count.E16, count.FieldElected, "cannot be elected"}),
		named("somebody who does not stand", 1, "", []string{"nobody"}, want{count.E16, count.FieldElected, "“nobody” cannot be elected"}),
		named("one twice for two seats", 2, "", []string{"1120", "1120"}, want{count.E16, count.FieldElected, "cannot be elected"}),
		notIn("a sheet typed by one person", func(s *count.Standing) { s.Waiting = map[string][]count.Entry{"count": {{Officer: "officer-1"}}} },
			want{count.E13, "", "1 count sheet waits for a second person. Typed by one person only: Islington North."}),
		notIn("a sheet sent back", func(s *count.Standing) { s.SentBack = map[string]count.Parked{"count": {}} }, want{count.E02, "", "1 count sheet was sent back to the table"}),
		notIn("a paper short, accepted", func(s *count.Standing) { shortOf(s, 1, 1) }),
		notIn("a paper short", func(s *count.Standing) { shortOf(s, 1, 0) }, want{count.E05, "", "1 paper short"}),
		notIn("two papers short, one accepted", func(s *count.Standing) { shortOf(s, 2, 1) }, want{count.E05, "", "2 papers short"}),
		notIn("one paper short, two accepted", func(s *count.Standing) { shortOf(s, 1, 2) }, want{count.E05, "", "1 paper short"}),
		notIn("in balance after all", func(s *count.Standing) { shortOf(s, 0, 1) }),
		notIn("one paper too many: never accepted", func(s *count.Standing) { shortOf(s, -1, 1) }, want{count.E04, "", "1 paper too many"}),
	}
}

// short takes papers away from Corbyn and accepts that some are missing.
func shortOf(s *count.Standing, papers, accepted int) {
	t := islingtonTally()
	t.Votes["1120"] -= papers
	s.Sheets = map[string]count.Sheet{"count": {Tally: t}}
	s.Residuals = map[string]count.Residual{"": {Papers: accepted}}
}

// tied is a count with two candidates equal at the elected line.
func tiedCount() *count.Standing {
	s := standing(islingtonNorth(), papers("", 40010))
	s.Sheets = map[string]count.Sheet{"count": {Tally: count.Tally{Votes: map[string]int{"1120": 20000, "90828": 20000, "116701": 10}}}}
	return s
}

// The whole is short by what its units are short, as accepted; a unit that came into
// balance since needs its no more.
func TestAcceptedResidualsOfUnits(t *testing.T) {
	c := miniCounts()
	s := standing(c, allBoxes()...)
	s.Residuals = map[string]count.Residual{"mini-1": {Papers: 2}}
	_, findings := count.CheckSheet(s, &c.Units[0], typed(&c.Units[0], votes(9998, 5900, 100)))
	sameFindings(t, count.Refusals(findings), nil)
	_, findings = count.CheckSheet(s, &c.Units[0], typed(&c.Units[0], votes(9997, 5900, 100)))
	sameFindings(t, count.Refusals(findings), []want{{count.E05, "", "3 papers short"}})
	sheets := func(first int) map[string]count.Sheet {
		return map[string]count.Sheet{"mini-1": {Tally: votes(first, 5900, 100)}, "mini-2": {Tally: votes(9000, 5950, 50)},
			"table": {Tally: votes(10000, 8000, 195)}, "adjudication": {Tally: adjudicated(45, 300)}}
	}
	s.Residuals = map[string]count.Residual{"": {Papers: 2}}
	_, findings = count.CheckSheet(s, &c.Units[0], typed(&c.Units[0], votes(9998, 5900, 100)))
	sameFindings(t, count.Refusals(findings), []want{{count.E05, "", "2 papers short"}}) // the contest's is not the unit's
	s.Residuals = map[string]count.Residual{"mini-1": {Papers: 2}}
	for _, first := range []int{9998, 10000} {
		s.Sheets = sheets(first)
		sameFindings(t, count.CheckComplete(s), nil)
	}
	s.Sheets = sheets(9999)
	sameFindings(t, count.CheckComplete(s), []want{{count.E05, "", "Mini-count 1: 1 paper short"}})
}

// Death of a candidate, rules 61 and 62.
func TestElectWhereACandidateDied(t *testing.T) {
	c := islingtonNorth()
	for _, row := range []struct {
		name          string
		votes         map[string]int
		died          string
		elected, tied []string
	}{
		{"with most votes: nobody is elected", map[string]int{"1120": 10, "90828": 9}, "1120", nil, nil},
		{"with fewer", map[string]int{"1120": 10, "90828": 9}, "90828", []string{"1120"}, nil},
		{"tied with one: the other is elected", map[string]int{"1120": 10, "90828": 10}, "1120", []string{"90828"}, nil},
		{"tied with two: a lot between these", map[string]int{"1120": 10, "90828": 10, "116701": 10}, "1120", nil, []string{"116701", "90828"}},
	} {
		if elected, tied := count.Elect(&c, count.Tally{Votes: row.votes}, []string{row.died}, nil); !slices.Equal(elected, row.elected) || !slices.Equal(tied, row.tied) {
			t.Errorf("%s: elected %v, tied %v; want %v and %v", row.name, elected, tied, row.elected, row.tied)
		}
	}
}

// Results that are not of the usual kind.
func TestDeclareOtherwise(t *testing.T) {
	s := tiedCount()
	s.Lot = &count.Lot{LotDrawn: count.LotDrawn{Tied: []string{"90828", "1120"}, Chosen: []string{"90828"}}}
	elected, open := s.Winners()
	if d := count.Declare(s, elected); len(open) > 0 || !d.ByLot || d.Majority != 0 || d.Elected[0].ID != "90828" || d.RunnerUp.ID != "1120" || d.Rows[0].Votes != 20000 {
		t.Errorf("by lot: %+v", d)
	}
	s = standing(islingtonNorth(), papers("", verifiedPapers), sheet("count", islingtonTally()))
	s.Sheets = map[string]count.Sheet{"count": {Tally: islingtonTally()}}
	s.Deceased = []count.Death{{Died: count.Died{Candidate: "117351"}}, {Died: count.Died{Candidate: "1120"}}}
	elected, _ = s.Winners()
	d := count.Declare(s, elected)
	if len(d.Elected) != 0 || d.Majority != 0 || d.RunnerUp != nil || d.MajorityShare != nil || d.Outcome.Text() != "" || d.ByLot {
		t.Errorf("the dead candidate has most votes: %+v", d)
	}
	if d.Rows[3].Candidate.ID != "117351" || d.Rows[3].LostDeposit || !d.Rows[4].LostDeposit {
		t.Error("the deposit of a candidate who died is not lost")
	}
	c := islingtonNorth()
	c.Candidates = c.Candidates[5:6]
	s = standing(c)
	elected, _ = s.Winners()
	d = count.Declare(s, elected)
	if !d.Uncontested || len(d.Elected) != 1 || d.Rows[0].Share != nil || d.Rows[0].LostDeposit || d.Turnout != nil || d.RunnerUp != nil || d.Outcome.Text() != "Labour hold" {
		t.Errorf("uncontested: %+v", d)
	}
}
