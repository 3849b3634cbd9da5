package count_test

import (
	"testing"

	"resultsdesk/internal/count"
)

// mediaRows are sheets of a desk that receives results, and of contests without a
// poll.
func mediaRows() []checkRow {
	media := func(name string, f count.Fields, want ...want) checkRow {
		return checkRow{name, func() []count.Finding {
			c := received()
			_, findings := count.CheckSheet(standing(c), &c.Units[0], with(islingtonSheet(), f))
			return findings
		}, want}
	}
	noPoll := func(name string, change func(*count.Standing), words string) checkRow {
		return checkRow{name, func() []count.Finding {
			c := islingtonNorth()
			s := standing(c, papers("", verifiedPapers))
			change(s)
			_, sheet := count.CheckSheet(s, &s.Contest.Units[0], islingtonSheet())
			_, _, boxes := count.CheckPapers(s, count.Fields{"papers": "1"})
			return append(append(sheet, boxes...), count.CheckComplete(s)...)
		}, []want{{count.E17, "", words}, {count.E17, "", words}, {count.E17, "", words}}}
	}
	blank := count.Fields{"rejected.official-mark": "", "rejected.over-voted": "", "rejected.identifiable": " ", "rejected.uncertain": ""}
	return []checkRow{
		media("votes and rejected papers, with no verified papers", nil),
		media("rejected papers not known", blank),
		media("some of them not known", count.Fields{"rejected.over-voted": ""}, want{count.E01, "rejected.over-voted", "figure is missing"}),
		media("more papers than electors", count.Fields{"votes.1120": "47508"}, want{count.E07, "papers", "72,583 papers are more than the 72,582 electors"}),
		media("doubtful papers are no matter of such a desk", count.Fields{"doubtful": "0"}, want{count.E02, "doubtful", ""}),
		{"more papers than provisional electors", func() []count.Finding {
			c := received()
			c.Electorate.Final = false
			_, findings := count.CheckSheet(standing(c), &c.Units[0], with(islingtonSheet(), count.Fields{"votes.1120": "47508"}))
			return findings
		}, []want{{count.W01, "", ""}, {count.W05, "votes.90828", ""}, {count.W12, "papers", "72,583 papers"}}},
		noPoll("as many candidates as seats", func(s *count.Standing) { s.Contest.Candidates = s.Contest.Candidates[:1] }, "uncontested"),
		noPoll("the poll was countermanded", func(s *count.Standing) {
			s.Cancelled = &count.Cancellation{Cancelled: count.Cancelled{Manner: count.Countermanded}}
		}, "countermanded"),
	}
}

// received is Islington North on a desk that receives results.
func received() count.Contest {
	c := islingtonNorth()
	c.Election.Profile = count.ProfileMedia
	c.Electorate.Final = true
	return c
}

// What nobody said is not zero: neither the papers nor what is derived from them.
func TestRejectedUnknown(t *testing.T) {
	c := received()
	f := islingtonSheet()
	for _, h := range count.UKParliament.Heads() {
		f[count.FieldHead(h.ID)] = ""
	}
	tally, findings := count.CheckSheet(standing(c), &c.Units[0], f)
	if len(findings) > 0 || !tally.RejectedUnknown || len(tally.Rejected) != 0 {
		t.Fatalf("%+v, %+v", tally, findings)
	}
	if tally.Equal(islingtonTally()) || !tally.Plus(count.Tally{}).RejectedUnknown {
		t.Error("unknown is lost")
	}
	s := standing(c)
	s.Sheets = map[string]count.Sheet{"count": {Tally: tally}}
	sameFindings(t, count.CheckComplete(s), nil)
	if d := count.Declare(s, []string{"1120"}); !d.Tally.RejectedUnknown || d.Majority != 7247 || tenths(d.Turnout) != "67.5" {
		t.Errorf("%+v", d)
	}
}
