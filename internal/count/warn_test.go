package count_test

import (
	"testing"
	"time"

	"resultsdesk/internal/count"
)

// warningRows: what is unusual, at the line and one beside it.
func warningRows() []checkRow {
	var rows []checkRow
	for _, table := range [][]checkRow{contestWarningRows(), replacedRows(), swapRows(), announcedRows()} {
		rows = append(rows, table...)
	}
	return rows
}

// contestWarningRows are sheets of a contest counted as one.
func contestWarningRows() []checkRow {
	row := func(name string, papersIn int, change func(*count.Contest), f count.Fields, want ...want) checkRow {
		return checkRow{name, func() []count.Finding {
			c := islingtonNorth()
			if change != nil {
				change(&c)
			}
			_, findings := count.CheckSheet(standing(c, papers("", papersIn)), &c.Units[0], with(islingtonSheet(), f))
			return findings
		}, want}
	}
	electors := func(n int) func(*count.Contest) {
		return func(c *count.Contest) { c.Electorate.Count, c.Previous.Electorate = n, nil }
	}
	known := func(n int) func(*count.Contest) { return func(c *count.Contest) { c.Electorate.Count = n } }
	bare := func(c *count.Contest) { c.Electorate, c.Previous = nil, nil }
	base := func(c *count.Contest) {
		c.Electorate = nil
		c.Previous.Votes = []count.PreviousVote{{ID: "lab", Party: &party("PP53", "Labour")[0], Votes: 600}, {ID: "con", Party: &party("PP52", "Conservative")[0], Votes: 400}}
	}
	thousand := func(corbyn, uncertain string) count.Fields {
		f := with(only("votes.1120", corbyn), count.Fields{"votes.77121": "11", "votes.117351": "12", "votes.117355": "1", "votes.116701": "13", "votes.90828": "14", "votes.72541": "9"})
		return with(f, count.Fields{"rejected.uncertain": uncertain})
	}
	shares := func(corbyn, lab string) count.Fields {
		return with(only("votes.1120", corbyn), count.Fields{"votes.90828": lab, "votes.117351": "250", "votes.77121": "1", "votes.117355": "2", "votes.116701": "3", "votes.72541": "4", "rejected.uncertain": "5"})
	}
	return []checkRow{
		row("as declared: nothing unusual", verifiedPapers, nil, nil),
		row("turnout of 35%", verifiedPapers, electors(140017), nil),
		row("turnout just below", verifiedPapers, electors(140018), nil, want{count.W01, "", "Turnout is 35.0%"}),
		row("turnout of 80%", verifiedPapers, electors(61258), nil),
		row("turnout just above", verifiedPapers, electors(61257), nil, want{count.W01, "", "Turnout is 80.0%"}),
		row("2% rejected", 50000, nil, count.Fields{"votes.1120": "24114", "rejected.uncertain": "910"}),
		row("one more", 50000, nil, count.Fields{"votes.1120": "24113", "rejected.uncertain": "911"}, want{count.W02, "", "1,001 of 50,000 papers; 2.0% is much"}),
		row("none rejected of 1,000", 1000, bare, thousand("940", "0"), want{count.W03, "", "No paper is rejected"}),
		row("none rejected of 999", 999, bare, thousand("939", "0")),
		row("one rejected of 1,000", 1000, bare, thousand("939", "1")),
		row("a candidate without a vote", verifiedPapers, nil, count.Fields{"votes.117355": "0", "votes.1120": "24152"}, want{count.W04, "votes.117355", "JOSLING"}),
		row("with one", verifiedPapers, nil, count.Fields{"votes.117355": "1", "votes.1120": "24151"}),
		row("a share down by 40.0 points", 1005, base, shares("540", "200")),
		row("by one vote more", 1005, base, shares("541", "199"), want{count.W05, "votes.90828", "−40.1 points"}),
		row("an electorate 10% larger", verifiedPapers, known(82678), nil),
		row("one elector more", verifiedPapers, known(82679), nil, want{count.W11, "", "82,679 differs from the previous 75,162"}),
		row("majority of 101", verifiedPapers, nil, count.Fields{"votes.1120": "20547", "votes.90828": "20446"}),
		row("majority of 100", verifiedPapers, nil, count.Fields{"votes.1120": "20546", "votes.90828": "20446", "rejected.uncertain": "100"}, want{count.W13, "", "majority is 100 over Praful Nargund"}),
		row("5 votes above the deposit line", verifiedPapers, nil, count.Fields{"votes.116701": "2455", "votes.1120": "24325"}, want{count.W14, "votes.116701", "deposit is kept"}),
		row("6 votes above", verifiedPapers, nil, count.Fields{"votes.116701": "2456", "votes.1120": "24324"}),
		row("just below the deposit line", verifiedPapers, nil, count.Fields{"votes.116701": "2450", "votes.1120": "24330"}, want{count.W14, "votes.116701", "deposit is lost"}),
		row("equal votes below", verifiedPapers, nil, count.Fields{"votes.72541": "1950", "votes.1120": "23880"}, want{count.W15, "votes.72541", "1,950 votes each"}),
	}
}

// replacedRows are sheets that replace one that stands, as declared.
func replacedRows() []checkRow {
	row := func(name string, f count.Fields, want ...want) checkRow {
		return checkRow{name, func() []count.Finding { return replaceSheet(f, nil) }, want}
	}
	recount := func(name string, f count.Fields, want ...want) checkRow {
		return checkRow{name, func() []count.Finding {
			return replaceSheet(f, func(s *count.Standing) { s.Recount = &count.Recount{Round: 1} })
		}, want}
	}
	down := want{count.W06, "votes.1120", "fewer than the 24,120 that stand"}
	return []checkRow{
		row("one vote fewer", count.Fields{"votes.1120": "24119", "rejected.uncertain": "100"}, down),
		recount("one vote fewer in a recount", count.Fields{"votes.1120": "24119", "rejected.uncertain": "100"}),
		row("one vote more", count.Fields{"votes.1120": "24121", "rejected.uncertain": "98"}),
		row("two exchanged", count.Fields{"votes.117351": "1710", "votes.72541": "1950"},
			want{count.W06, "votes.117351", ""}, want{count.W07, "votes.117351", "HARRIES, Karen Anne and NELSON, Martyn look exchanged"}),
		recount("two exchanged in a recount", count.Fields{"votes.117351": "1710", "votes.72541": "1950"}, want{count.W07, "votes.117351", "look exchanged"}),
		row("two small figures exactly exchanged", count.Fields{"votes.77121": "1710", "votes.72541": "1661"}, want{count.W06, "votes.72541", ""}, want{count.W07, "votes.77121", "look exchanged"}),
		{"two exchanged against the count before", func() []count.Finding {
			return replaceSheet(count.Fields{"votes.117351": "1710", "votes.72541": "1950"}, func(s *count.Standing) {
				s.Rounds, s.Sheets, s.Recount = []count.Superseded{{Sheets: s.Sheets}}, nil, &count.Recount{Round: 1}
			})
		}, []want{{count.W07, "votes.117351", "look exchanged"}}},
		row("another leader", count.Fields{"votes.1120": "20000", "votes.90828": "20993"}, down, want{count.W07, "", "NARGUND, Praful now has most votes, no longer CORBYN"}),
		recount("another leader in a recount", count.Fields{"votes.1120": "20000", "votes.90828": "20993"}),
		row("ten times", count.Fields{"votes.117355": "320", "votes.1120": "23832"}, down, want{count.W08, "votes.117355", "320 votes, where 32 stood"}),
		row("nearly ten times", count.Fields{"votes.117355": "319", "votes.1120": "23833"}, down),
		row("a tenth", count.Fields{"votes.72541": "171", "votes.1120": "25659"}, want{count.W06, "votes.72541", ""}, want{count.W08, "votes.72541", "a tenth"}),
		row("more than a tenth", count.Fields{"votes.72541": "172", "votes.1120": "25658"}, want{count.W06, "votes.72541", ""}),
	}
}

func replaceSheet(f count.Fields, change func(*count.Standing)) []count.Finding {
	c := islingtonNorth()
	s := standing(c, papers("", verifiedPapers))
	s.Sheets = map[string]count.Sheet{"count": {Tally: islingtonTally()}}
	if change != nil {
		change(s)
	}
	_, findings := count.CheckSheet(s, &c.Units[0], with(islingtonSheet(), f))
	return findings
}

// swapRows: figures that fit far better the other way round.
func swapRows() []checkRow {
	unitRow := func(name string, corbyn, nargund int, want ...want) checkRow {
		return checkRow{name, func() []count.Finding {
			c := miniCounts()
			s := standing(c, allBoxes()...)
			s.Sheets = map[string]count.Sheet{"mini-1": {Tally: votes(10000, 5900, 100)}}
			u, _ := c.Unit("mini-2")
			_, findings := count.CheckSheet(s, u, typed(u, votes(corbyn, nargund, 50)))
			return findings
		}, want}
	}
	return []checkRow{
		unitRow("as at the other tables", 9000, 5950),
		unitRow("the other way round", 5950, 9000, want{count.W07, "votes.1120", "would fit the other sheets far better"}),
		unitRow("closer, but no exchange", 7400, 7550),
		{"adjudication sees papers of its own kind", func() []count.Finding {
			c := miniCounts()
			s := standing(c, allBoxes()...)
			s.Sheets = map[string]count.Sheet{"mini-1": {Tally: votes(10000, 5900, 100)}}
			tally := adjudicated(37, 0)
			tally.Votes["90828"] = 63
			u, _ := c.Unit("adjudication")
			_, findings := count.CheckSheet(s, u, typed(u, tally))
			return findings
		}, nil},
		{"against the previous result", func() []count.Finding {
			return checkAll(with(islingtonSheet(), count.Fields{"votes.90828": "1950", "votes.117351": "24120", "votes.1120": "16873"}))
		}, []want{{count.W05, "votes.90828", "−60.3"}, {count.W07, "votes.117351", "would fit the previous result far better"}}},
	}
}

// checkAll is everything that is found in a sheet of the contest counted as one.
func checkAll(f count.Fields) []count.Finding {
	c := islingtonNorth()
	_, findings := count.CheckSheet(standing(c, papers("", verifiedPapers)), &c.Units[0], f)
	return findings
}

func announcedRows() []checkRow {
	row := func(name string, after time.Duration, want ...want) checkRow {
		return checkRow{name, func() []count.Finding {
			e := generalElection()
			return count.CheckAnnounced(&e, closes().Add(after))
		}, want}
	}
	return []checkRow{
		row("announced at the close of poll", 0),
		row("a minute before", -time.Minute, want{count.W16, count.FieldAnnounced, "21:59 BST on 4 July 2024"}),
		row("a day after", 24*time.Hour),
		row("a minute more", 24*time.Hour+time.Minute, want{count.W16, count.FieldAnnounced, "22:01 BST on 5 July 2024"}),
	}
}

// A warning that came with the sheet of a contest counted as one, and was accepted
// there, is not asked again when the count is made provisional.
func TestAcceptedOnTheSheetIsNotAskedAgain(t *testing.T) {
	tally := islingtonTally()
	tally.Votes["117355"], tally.Votes["1120"] = 0, 24152
	s := standing(islingtonNorth(), papers("", verifiedPapers))
	s.Sheets = map[string]count.Sheet{"count": {Tally: tally}}
	sameFindings(t, count.CheckContest(s), []want{{count.W04, "votes.117355", ""}})
	s.Sheets["count"] = count.Sheet{Tally: tally, Accepted: []count.Acceptance{{Code: count.W04, Field: "votes.1120", Reason: "another's"}}}
	sameFindings(t, count.CheckContest(s), []want{{count.W04, "votes.117355", ""}})
	s.Sheets["count"] = count.Sheet{Tally: tally, Accepted: []count.Acceptance{{Code: count.W04, Field: "votes.117355", Reason: "as on the sheet"}}}
	sameFindings(t, count.CheckContest(s), nil)
}

// Contest-level warnings wait for the whole: a mini-count without rejected papers or
// with a candidate who has no vote there is nothing unusual.
func TestPartsAreNotJudgedAsTheWhole(t *testing.T) {
	c := miniCounts()
	s := standing(c, allBoxes()...)
	_, findings := count.CheckSheet(s, &c.Units[0], typed(&c.Units[0], votes(10000, 5900, 100)))
	sameFindings(t, findings, nil)
	s.Sheets = map[string]count.Sheet{"mini-1": {Tally: votes(10000, 5900, 100)}, "mini-2": {Tally: votes(9000, 5950, 50)},
		"table": {Tally: votes(10000, 8000, 195)}, "adjudication": {Tally: adjudicated(45, 300)}}
	if found := count.CheckContest(s); len(found) != 5 {
		t.Errorf("%+v; want five candidates without a vote", found)
	}
}
