package count_test

import (
	"testing"

	"resultsdesk/internal/count"
)

// What went wrong at real counts, and what of it the figures alone would have
// stopped. Figures that were reported are the real ones; the rest is filled up.

// Putney 2024: a spreadsheet left out 6,558 votes, and Labour was declared with
// 20,952, not 24,113.
func TestPutney2024(t *testing.T) {
	c := twoCandidates()
	const left, labour, counted = 6558, 20952, 42000
	sheet := count.Fields{"votes.lab": count.Thousands(labour), "votes.other": count.Thousands(counted - labour)}
	_, findings := count.CheckSheet(standing(c, papers("", counted+left+100)), &c.Units[0], headed(sheet, "100"))
	sameFindings(t, findings, []want{{count.E05, "", "6,558 papers short"}})

	c.Units = []count.CountUnit{{ID: "a", Name: "Tables 1 to 9", Kind: count.Table}, {ID: "b", Name: "Table 10", Kind: count.Table}}
	s := standing(c, papers("", counted+left+100))
	s.Sheets = map[string]count.Sheet{"a": {Tally: count.Tally{Votes: map[string]int{"lab": labour, "other": counted - labour}, Rejected: map[string]int{"uncertain": 100}}}}
	sameFindings(t, count.CheckComplete(s), []want{{count.E02, "", "Not in yet: Table 10."}})
}

// Plymouth Sutton and Devonport 2017: the mini-count of one ward, 6,587 votes, was not
// carried into the declaration.
func TestPlymouth2017(t *testing.T) {
	c := twoCandidates()
	c.Boxes = []count.VerificationUnit{{ID: "others", Name: "Other wards", Kind: count.Box}, {ID: "efford", Name: "Efford and Lipson", Kind: count.Box}}
	c.Units = []count.CountUnit{{ID: "others", Name: "Other wards", Kind: count.MiniCount, FedBy: []string{"others"}}, {ID: "efford", Name: "Efford and Lipson", Kind: count.MiniCount, FedBy: []string{"efford"}}}
	s := standing(c, papers("others", 45000), papers("efford", 6587))
	s.Sheets = map[string]count.Sheet{"others": {Tally: count.Tally{Votes: map[string]int{"lab": 24000, "other": 21000}}}}
	sameFindings(t, count.CheckComplete(s), []want{{count.E02, "", "Not in yet: Efford and Lipson."}})
	_, findings := count.CheckSheet(s, &c.Units[1], headed(count.Fields{"votes.lab": "0", "votes.other": "0"}, "0"))
	sameFindings(t, findings, []want{{count.E05, "", "6,587 papers short"}})
}

// Lewisham, Forest Hill 2014: a shared tally sheet was entered twice, 1,708 votes, and
// there were more than three votes a paper. Unused votes were not recorded.
func TestLewisham2014(t *testing.T) {
	const each, votes = 3, 9000
	c := twoCandidates()
	c.Election.Type, c.System, c.Seats, c.VotesPerPerson = count.UKLocal, count.BlockVote, each, each
	c.Candidates = append(c.Candidates, count.Candidate{ID: "c", Surname: "C"}, count.Candidate{ID: "d", Surname: "D"})
	sheet := headed(count.Fields{"votes.lab": "2800", "votes.other": "2600", "votes.c": "2400", "votes.d": "1200", "unused": ""}, "0")
	s := standing(c, papers("", votes/each+100))
	_, findings := count.CheckSheet(s, &c.Units[0], sheet)
	sameFindings(t, count.Refusals(findings), nil)
	twice := with(sheet, count.Fields{"votes.d": count.Thousands(1200 + 1708)})
	_, findings = count.CheckSheet(s, &c.Units[0], twice)
	sameFindings(t, findings, []want{{count.E04, "", "1,408 votes too many"}})
}

// Highworth 2019: 2,477 papers and 41,939 votes, ten candidates with more than 3,000
// each, and the wrong person took the seat.
func TestHighworth2019(t *testing.T) {
	c := twoCandidates()
	c.Election.Type, c.System, c.Seats, c.VotesPerPerson = count.UKLocal, count.BlockVote, 15, 15
	c.Candidates = nil
	f := count.Fields{"unused": ""}
	var wants []want
	for i := range 17 {
		id := string(rune('a' + i))
		c.Candidates = append(c.Candidates, count.Candidate{ID: id, Surname: id})
		f[count.FieldVotes(id)] = "1,500"
		if i < 10 {
			f[count.FieldVotes(id)] = "3,143"
			wants = append(wants, want{count.E03, count.FieldVotes(id), "3,143 votes are more than the 2,477 papers"})
		}
	}
	f[count.FieldVotes("q")] = "1,509"
	tally, findings := count.CheckSheet(standing(c, papers("", 2477)), &c.Units[0], headed(f, "0"))
	sameFindings(t, findings, wants)
	if tally.Valid() != 41939 {
		t.Errorf("%d votes; reported were 41,939", tally.Valid())
	}
}

// Port Adelaide Enfield 2018: 447 was read as 1147, and the wrong candidate won.
func TestPortAdelaideEnfield2018(t *testing.T) {
	c := twoCandidates()
	s := standing(c, papers("", 1400))
	right := headed(count.Fields{"votes.lab": "447", "votes.other": "950"}, "3")
	_, findings := count.CheckSheet(s, &c.Units[0], right)
	sameFindings(t, count.Refusals(findings), nil)
	_, findings = count.CheckSheet(s, &c.Units[0], with(right, count.Fields{"votes.lab": "1147"}))
	sameFindings(t, findings, []want{{count.E04, "", "700 papers too many"}})
}

// twoCandidates is a contest counted as one, with nothing to compare with.
func twoCandidates() count.Contest {
	c := islingtonNorth()
	c.Electorate, c.Previous = nil, nil
	c.Candidates = []count.Candidate{{ID: "lab", Surname: "Labour"}, {ID: "other", Surname: "Others"}}
	return c
}

// headed is a sheet with its rejected papers, all void for uncertainty; a ward's where
// it has a line for unused votes.
func headed(f count.Fields, uncertain string) count.Fields {
	if _, ward := f["unused"]; ward {
		return with(f, count.Fields{"rejected.local-official-mark": "0", "rejected.local-over-voted": "0", "rejected.local-identifiable": "0", "rejected.local-uncertain": uncertain, "in-part": "0"})
	}
	return with(f, count.Fields{"rejected.official-mark": "0", "rejected.over-voted": "0", "rejected.identifiable": "0", "rejected.uncertain": uncertain})
}
