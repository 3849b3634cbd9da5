package count_test

import (
	"testing"

	"resultsdesk/internal/count"
)

// completeRows are whole counts as they stand before they are made provisional.
func completeRows() []checkRow {
	mini := func(name string, in []done, want ...want) checkRow {
		return checkRow{name, func() []count.Finding {
			return count.CheckComplete(standing(miniCounts(), append(allBoxes(), in...)...))
		}, want}
	}
	mini1, mini2 := sheet("mini-1", votes(10000, 5900, 100)), sheet("mini-2", votes(9000, 5950, 50))
	table := sheet("table", votes(10000, 8000, 195))
	return []checkRow{
		mini("complete and in balance", []done{mini1, mini2, table, sheet("adjudication", adjudicated(45, 300))}),
		mini("no sheet in", nil, want{count.E02, "", "4 of 4 count sheets are missing. Not in yet: Mini-count 1, Mini-count 2, Table, Adjudication."}),
		mini("adjudication not in", []done{mini1, mini2, table}, want{count.E02, "", "1 of 4 count sheets are missing. Not in yet: Adjudication."}),
		mini("one doubtful paper not decided", []done{mini1, mini2, table, sheet("adjudication", adjudicated(44, 300))}, want{count.E05, "", "1 doubtful paper is not adjudicated yet"}),
		mini("two doubtful papers not decided", []done{mini1, mini2, table, sheet("adjudication", adjudicated(45, 298))}, want{count.E05, "", "2 doubtful papers are not adjudicated yet"}),
		mini("adjudication returns more than it was sent", []done{mini1, mini2, table, sheet("adjudication", adjudicated(46, 300))}, want{count.E05, "", "more papers than were sent to it: 1 paper too many"}),
		mini("a table without papers short", []done{mini1, mini2, sheet("table", votes(9991, 8000, 195)), sheet("adjudication", adjudicated(45, 300))},
			want{count.E05, "", "9 papers short. Votes and rejected papers of all sheets come to 49,186; 49,195 papers were verified."}),
		mini("a table without papers over", []done{mini1, mini2, sheet("table", votes(10009, 8000, 195)), sheet("adjudication", adjudicated(45, 300))},
			want{count.E04, "", "9 papers too many"}),
		mini("papers verified again after the sheets", []done{mini1, mini2, table, sheet("adjudication", adjudicated(45, 300)), papers("postal", 18194)},
			want{count.E04, "", "1 paper too many"}),
		mini("papers moved between boxes after the sheets: the whole balances, its parts do not",
			[]done{mini1, mini2, table, sheet("adjudication", adjudicated(45, 300)), papers("highbury", 16001), papers("tollington", 14999)},
			want{count.E05, "", "Mini-count 1"}, want{count.E04, "", "Mini-count 2"}),
	}
}

// tieRows are whole counts with equal votes somewhere.
func tieRows() []checkRow {
	row := func(name string, seats int, f map[string]int, want ...want) checkRow {
		return checkRow{name, func() []count.Finding {
			c := islingtonNorth()
			c.Seats = seats
			return count.CheckTie(standing(c, papers("", verifiedPapers), sheet("count", count.Tally{Votes: f})))
		}, want}
	}
	return []checkRow{
		row("one ahead by one", 1, map[string]int{"1120": 20001, "90828": 20000}),
		row("two ahead and equal", 1, map[string]int{"1120": 20000, "90828": 20000, "116701": 10}, want{count.E14, "", "Equal votes: Jeremy Corbyn and Praful Nargund."}),
		row("three ahead and equal", 1, map[string]int{"1120": 7, "90828": 7, "116701": 7}, want{count.E14, "", "by lot"}),
		row("equal for second place", 1, map[string]int{"1120": 20000, "90828": 10, "116701": 10}),
		row("equal below", 1, map[string]int{"1120": 20000, "90828": 100, "116701": 10, "117351": 10}),
		row("no votes at all", 1, nil, want{count.E14, "", "Vikas Aggarwal"}),
		row("two seats for two who are equal", 2, map[string]int{"1120": 20000, "90828": 20000, "116701": 10}),
		row("equal at the second seat", 2, map[string]int{"1120": 20000, "90828": 10, "116701": 10}, want{count.E14, "", "Sheridan Kates and Praful Nargund"}),
	}
}

// Nobody is elected by the order of a list.
func TestElectNamesNobodyInATie(t *testing.T) {
	c := islingtonNorth()
	elected, tied := count.Elect(&c, count.Tally{Votes: map[string]int{"1120": 20000, "90828": 20000}}, nil, nil)
	if len(elected) != 0 || len(tied) != 2 {
		t.Errorf("elected %v, tied %v; want nobody elected and two tied", elected, tied)
	}
	elected, tied = count.Elect(&c, count.Tally{Votes: map[string]int{"1120": 20000, "90828": 19999}}, nil, nil)
	if len(elected) != 1 || elected[0] != "1120" || len(tied) != 0 {
		t.Errorf("elected %v, tied %v; want Corbyn alone", elected, tied)
	}
}
