package count_test

import (
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

// twoStations are two stations in one polling place, and a third elsewhere.
func twoStations() count.Contest {
	c := miniCounts()
	c.Boxes[0].Place, c.Boxes[1].Place, c.Boxes[2].Place = "school", "school", "library"
	return c
}

// box is a box with its papers and its ballot paper account: entrusted, unused, spoilt.
func boxWithAccount(id, papers, entrusted, unused, spoilt string) count.Fields {
	return count.Fields{"papers." + id: papers, "entrusted." + id: entrusted, "unused-papers." + id: unused, "spoilt." + id: spoilt, "tendered." + id: "", "explanation." + id: ""}
}

// accountRows are boxes with ballot paper accounts.
func accountRows() []checkRow {
	row := func(name string, before []done, f count.Fields, want ...want) checkRow {
		return checkRow{name, func() []count.Finding {
			_, _, findings := count.CheckPapers(standing(twoStations(), before...), f)
			return findings
		}, want}
	}
	short := func(id string, papers int) done {
		return done{id, count.Verified{Papers: papers, Account: &count.Account{Entrusted: 1000, Unused: 500}}}
	}
	agrees := boxWithAccount("postal", "495", "1000", "500", "5")
	return []checkRow{
		row("the box agrees with its account", nil, agrees),
		row("tendered papers are not in the box", nil, with(agrees, count.Fields{"tendered.postal": "3"})),
		row("no account", nil, count.Fields{"papers.postal": "495"}),
		row("one paper fewer than expected", nil, boxWithAccount("postal", "494", "1000", "500", "5"), want{count.W10, "explanation.postal", "1 fewer than the ballot paper account expects"}),
		row("one paper more, explained", nil, with(boxWithAccount("postal", "496", "1000", "500", "5"), count.Fields{"explanation.postal": "one of the county poll's"})),
		row("half an account", nil, boxWithAccount("postal", "495", "1000", "", "5"), want{count.E01, "unused-papers.postal", "papers unused: the figure is missing"}),
		row("an account without papers", nil, boxWithAccount("postal", "", "1000", "500", "5"), want{count.E01, "papers.postal", "figure is missing"}),
		row("more came back than was handed out", nil, boxWithAccount("postal", "0", "1000", "996", "5"), want{count.E05, "entrusted.postal", "1,000 papers were entrusted; unused and spoilt come to 1,001"}),
		row("all came back", nil, boxWithAccount("postal", "0", "1000", "995", "5")),
		row("an explanation of 500 characters", nil, with(agrees, count.Fields{"explanation.postal": strings.Repeat("é", 500)})),
		row("one character more", nil, with(agrees, count.Fields{"explanation.postal": strings.Repeat("é", 501)}), want{count.E01, "explanation.postal", "more than 500 characters"}),
		row("the other station of the place is not in yet", nil, boxWithAccount("highbury", "499", "1000", "500", "0")),
		row("it makes up for this one", []done{short("tollington", 501)}, boxWithAccount("highbury", "499", "1000", "500", "0")),
		row("it does not quite", []done{short("tollington", 502)}, boxWithAccount("highbury", "499", "1000", "500", "0"),
			want{count.W10, "explanation.highbury", "1 fewer"}, want{count.W10, "explanation.tollington", "2 more"}),
		row("another place does not help", []done{short("postal", 501)}, with(boxWithAccount("highbury", "499", "1000", "500", "0"), boxWithAccount("tollington", "500", "1000", "500", "0")),
			want{count.W10, "explanation.highbury", "1 fewer"}, want{count.W10, "explanation.postal", "1 more"}),
		row("as many papers as provisional electors", nil, count.Fields{"papers": "72582"}),
		row("one more", nil, count.Fields{"papers": "72583"}, want{count.W12, "papers", "provisional electorate"}),
	}
}

// The statement has each box with what was expected and counted; an account that a
// form does not show stays as it is.
func TestVariances(t *testing.T) {
	account := &count.Account{Entrusted: 1000, Unused: 500, Spoilt: 5}
	s := standing(twoStations(), done{"highbury", count.Verified{Papers: 494, Account: account}})
	all := count.Variances(s)
	if len(all) != 3 || all[0].Variance != -1 || all[0].Counted != 494 || !all[0].Waiting || all[0].Open() || all[1].Verified {
		t.Errorf("%+v", all)
	}
	boxes, _, _ := count.CheckPapers(s, count.Fields{"papers.highbury": "495"})
	if got := boxes["highbury"]; got.Papers != 495 || got.Account != account {
		t.Errorf("%+v; want 495 papers on the account that stands", got)
	}
	boxes, _, _ = count.CheckPapers(s, boxWithAccount("highbury", "495", "", "", ""))
	if got := boxes["highbury"]; got.Account != nil {
		t.Errorf("%+v; want no account", got)
	}
	s = standing(twoStations(), done{"postal", count.Verified{Papers: 494, Account: account}})
	sameFindings(t, count.CheckStatement(s), []want{{count.W10, "explanation.postal", "494 papers were counted, 495 are expected"}})
}
