package count_test

import (
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

// want is a finding that a check must make: its code, its field, and words that
// an officer must read in it.
type want struct {
	code  count.Code
	field string
	words string
}

// checkRow is one case of a check.
type checkRow struct {
	name  string
	check func() []count.Finding
	want  []want
}

func TestChecks(t *testing.T) {
	for _, row := range checkRows() {
		t.Run(row.name, func(t *testing.T) { sameFindings(t, row.check(), row.want) })
	}
}

// checkRows are the rows of all tables of checks; rules_test.go looks in them for
// each code.
func checkRows() []checkRow {
	var rows []checkRow
	for _, table := range [][]checkRow{wholeSheetRows(), partSheetRows(), hintRows(), paperRows(), completeRows(), tieRows(),
		warningRows(), accountRows(), blockRows(), mediaRows(), lotRows(), correctionRows()} {
		rows = append(rows, table...)
	}
	return rows
}

func sameFindings(t *testing.T, got []count.Finding, want []want) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d findings; want %d: %+v", len(got), len(want), got)
	}
	for i, w := range want {
		f := got[i]
		if w.code == count.W09 { // a hint is part of the finding that it explains
			if !strings.Contains(f.Hint, w.words) {
				t.Errorf("hint %q; want %q", f.Hint, w.words)
			}
			continue
		}
		if all := f.Title + " " + f.Text + " " + f.Hint; f.Code != w.code || f.Field != w.field || !strings.Contains(all, w.words) {
			t.Errorf("finding %s %q %q; want %s %q %q", f.Code, f.Field, all, w.code, w.field, w.words)
		}
	}
}

// wholeSheetRows are sheets of a contest counted as one, on 49,195 papers.
func wholeSheetRows() []checkRow {
	row := func(name string, changes count.Fields, want ...want) checkRow {
		return checkRow{name, func() []count.Finding { return checkWhole(with(islingtonSheet(), changes)) }, want}
	}
	without := func(name, field string, want ...want) checkRow {
		f := islingtonSheet()
		delete(f, field)
		return checkRow{name, func() []count.Finding { return checkWhole(f) }, want}
	}
	return []checkRow{
		row("as declared", nil),
		row("figure left blank", count.Fields{"votes.1120": ""}, want{count.E01, "votes.1120", "CORBYN, Jeremy: the figure is missing."}),
		row("head left blank", count.Fields{"rejected.uncertain": " "}, want{count.E01, "rejected.uncertain", "type 0 if there are none"}),
		row("point instead of comma", count.Fields{"votes.1120": "24.120"}, want{count.E01, "votes.1120", "“24.120” cannot be read"}),
		row("negative", count.Fields{"votes.117355": "-32"}, want{count.E01, "votes.117355", "whole number"}),
		without("candidate missing", "votes.117355", want{count.E02, "votes.117355", "JOSLING, Paul Dominic is missing"}),
		without("head missing", "rejected.over-voted", want{count.E02, "rejected.over-voted", "Voting for more than one candidate is missing"}),
		row("candidate of another seat", count.Fields{"votes.2567": "0"}, want{count.E02, "votes.2567", "not on this sheet"}),
		row("doubtful papers where the heads are typed", count.Fields{"doubtful": "0"}, want{count.E02, "doubtful", "not on this sheet"}),
		row("all faults together", count.Fields{"votes.1120": "", "votes.90828": "x", "votes.2567": "0"},
			want{count.E01, "votes.1120", ""}, want{count.E01, "votes.90828", ""}, want{count.E02, "votes.2567", ""}),
		row("unreadable figure: sums are not judged", count.Fields{"votes.1120": "", "votes.90828": "99999"}, want{count.E01, "votes.1120", ""}),
		without("missing figure: sums are not judged", "votes.1120", want{count.E02, "votes.1120", ""}),

		row("total of the heads agrees", count.Fields{"rejected": "189"}),
		row("total of the heads left blank", count.Fields{"rejected": ""}),
		row("total of the heads one less", count.Fields{"rejected": "188"}, want{count.E06, "rejected", "add up to 189 rejected papers, the sheet says 188"}),
		row("total of the heads one more", count.Fields{"rejected": "190"}, want{count.E06, "rejected", "the sheet says 190"}),
		row("total of the heads unreadable", count.Fields{"rejected": "x"}, want{count.E01, "rejected", "“x” cannot be read"}),
		row("unreadable head: its total is not judged", count.Fields{"rejected.uncertain": "", "rejected": "189"}, want{count.E01, "rejected.uncertain", ""}),

		row("all papers for one", only("votes.1120", "49,195")),
		row("one vote more than papers", only("votes.1120", "49,196"), want{count.E03, "votes.1120", "49,196 votes are more than the 49,195 papers"}),
		row("two with more votes than papers: both named, sums not judged", with(only("votes.1120", "49,196"), count.Fields{"votes.90828": "49,196"}),
			want{count.E03, "votes.1120", ""}, want{count.E03, "votes.90828", ""}),
		row("one paper too many", count.Fields{"votes.1120": "24,121"}, want{count.E04, "", "1 paper too many"}),
		row("one paper short", count.Fields{"votes.1120": "24,119"}, want{count.E05, "", "1 paper short"}),
		row("both sums in figures", count.Fields{"votes.1120": "24,117"}, want{count.E05, "", "come to 49,192; 49,195 papers were verified"}),
	}
}

func checkWhole(f count.Fields) []count.Finding {
	c := islingtonNorth()
	_, findings := count.CheckSheet(standing(c, papers("", verifiedPapers)), &c.Units[0], f)
	return count.Refusals(findings)
}

// only is a sheet with a figure in one field and 0 in all others.
func only(field, figure string) count.Fields {
	f := islingtonSheet()
	for other := range f {
		f[other] = "0"
	}
	f[field] = figure
	return f
}

// partSheetRows are sheets of mini-counts: 16,000 papers at Highbury and 15,000 at
// Tollington go to one mini-count each, 18,195 postal papers to a table that has
// no papers of its own.
func partSheetRows() []checkRow {
	row := func(name, unitID string, tally count.Tally, in []done, want ...want) checkRow {
		return checkRow{name, func() []count.Finding {
			c := miniCounts()
			u, _ := c.Unit(unitID)
			_, findings := count.CheckSheet(standing(c, append(allBoxes(), in...)...), u, typed(u, tally))
			return count.Refusals(findings)
		}, want}
	}
	counted := []done{sheet("mini-1", votes(10000, 5900, 100)), sheet("mini-2", votes(9000, 5950, 50)), sheet("table", votes(10000, 8000, 195))}
	return []checkRow{
		row("votes and doubtful papers are the papers handed out", "mini-1", votes(10000, 5900, 100), nil),
		row("one short of the papers handed out", "mini-1", votes(10000, 5900, 99), nil, want{count.E05, "", "this mini-count was handed 16,000"}),
		row("one more than the papers handed out", "mini-1", votes(10000, 5900, 101), nil, want{count.E04, "", "Votes and doubtful papers come to 16,001"}),
		row("one has more votes than the papers handed out", "mini-1", votes(16001, 0, 0), nil, want{count.E03, "votes.1120", "more than the 16,000 papers"}),
		row("another's papers do not help", "mini-2", votes(10000, 5900, 100), nil, want{count.E04, "", "1,000 papers too many"}),
		row("a table without papers may be short", "table", votes(1, 0, 0), nil),
		row("a table without papers may take all of the contest", "table", votes(49195, 0, 0), nil),
		row("but not one more", "table", votes(49000, 196, 0), nil, want{count.E04, "", "only 49,195 of the verified papers are not yet accounted for"}),
		row("doubtful papers come back through adjudication and are not held against a table", "table", votes(49000, 195, 300), nil),
		row("adjudication takes what is left", "adjudication", adjudicated(45, 300), counted),
		row("but not one more", "adjudication", adjudicated(46, 300), counted, want{count.E04, "", "only 345 of the verified papers"}),
		row("a sheet replaced is not held against itself", "table", votes(10000, 8100, 95), counted),
	}
}

// allBoxes are 49,195 papers in three boxes.
func allBoxes() []done {
	return []done{papers("highbury", 16000), papers("tollington", 15000), papers("postal", 18195)}
}

// hintRows: what a difference often comes from.
func hintRows() []checkRow {
	row := func(name string, changes count.Fields, words string) checkRow {
		return checkRow{name, func() []count.Finding { return checkWhole(with(islingtonSheet(), changes)) }, []want{{code: count.W09, words: words}}}
	}
	return []checkRow{
		row("9 too many", count.Fields{"votes.116701": "2669"}, "two digits typed in the wrong order"),
		row("transposed digits", count.Fields{"votes.1120": "24210"}, "two digits typed in the wrong order"),
		row("transposed hundreds", count.Fields{"votes.90828": "18673"}, "two digits typed in the wrong order"),
		row("10 short", count.Fields{"votes.1120": "24110", "rejected.official-mark": "6", "rejected.uncertain": "98"}, "bundle of 10:"),
		row("20 too many", count.Fields{"votes.1120": "24140"}, "bundle of 20:"),
		row("25 short", count.Fields{"votes.1120": "24095"}, "bundle of 25:"),
		row("50 too many", count.Fields{"votes.1120": "24170"}, "bundle of 50:"),
		row("100 short", count.Fields{"votes.1120": "24020"}, "bundle of 100:"),
		row("a figure missing", count.Fields{"votes.72541": "49"}, "is one missing"), // short by Aggarwal's 1,661
		row("a figure twice", count.Fields{"votes.72541": "3371"}, "typed twice"),    // over by Aggarwal's 1,661
		row("twice a figure", count.Fields{"votes.72541": "1646"}, "twice one of the figures"),
		row("a head typed twice, in the total of the heads", count.Fields{"rejected": "175"}, "typed twice"),
	}
}

func TestNoHintWithoutAPattern(t *testing.T) {
	for _, typed := range []string{"24119", "24121", "24131", "24069"} { // off by 1, 1, 11 and 51
		findings := checkWhole(with(islingtonSheet(), count.Fields{"votes.1120": typed}))
		if len(findings) != 1 || findings[0].Hint != "" {
			t.Errorf("%s: %+v; want one finding without a hint", typed, findings)
		}
	}
}
