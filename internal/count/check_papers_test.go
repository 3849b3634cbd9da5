package count_test

import (
	"maps"
	"testing"

	"resultsdesk/internal/count"
)

// paperRows are verified papers as typed, for three boxes and 72,582 electors.
func paperRows() []checkRow {
	row := func(name string, f count.Fields, want ...want) checkRow {
		return checkRow{name, func() []count.Finding { return checkPapers(miniCounts(), f) }, want}
	}
	final := func(name string, f count.Fields, want ...want) checkRow {
		c := miniCounts()
		c.Electorate = &count.Electorate{Count: 72582, Final: true}
		return checkRow{name, func() []count.Finding { return checkPapers(c, f) }, want}
	}
	unboxed := func(name string, f count.Fields, want ...want) checkRow {
		return checkRow{name, func() []count.Finding { return checkPapers(islingtonNorth(), f) }, want}
	}
	boxes := func(highbury, tollington, postal string) count.Fields {
		return count.Fields{"papers.highbury": highbury, "papers.tollington": tollington, "papers.postal": postal}
	}
	return []checkRow{
		row("one box", boxes("16000", "", "")),
		row("all boxes", boxes("16,000", "15,000", "18,195")),
		row("the total only", count.Fields{"papers": "49195"}),
		row("all boxes and their total", with(boxes("16000", "15000", "18195"), count.Fields{"papers": "49195"})),
		row("nothing", boxes("", " ", ""), want{count.E01, "papers.highbury", "No figure is typed"}),
		row("a box unreadable", boxes("16000", "15 000", ""), want{count.E01, "papers.tollington", "“15 000” cannot be read"}),
		row("a total unreadable", count.Fields{"papers": "many"}, want{count.E01, "papers", "cannot be read"}),
		row("two boxes unreadable, together", boxes("x", "y", ""), want{count.E01, "papers.highbury", ""}, want{count.E01, "papers.tollington", ""}),
		row("a box of another seat", with(boxes("16000", "", ""), count.Fields{"papers.mildmay": "5"}), want{count.E02, "papers.mildmay", "not on this sheet"}),
		row("a total with a box missing", with(boxes("16000", "15000", ""), count.Fields{"papers": "49195"}), want{count.E05, "papers", "2 of 3 boxes"}),
		row("a total one more than the boxes", with(boxes("16000", "15000", "18195"), count.Fields{"papers": "49196"}), want{count.E05, "papers", "add up to 49,195 papers, the total says 49,196"}),
		row("a total with transposed digits", with(boxes("16000", "15000", "18195"), count.Fields{"papers": "49159"}), want{code: count.W09, words: "wrong order"}),

		final("as many papers as electors", count.Fields{"papers": "72582"}),
		final("one paper more than electors", count.Fields{"papers": "72583"}, want{count.E07, "papers", "72,583 papers are more than the 72,582 electors"}),
		final("boxes of one paper more than electors", boxes("40000", "32000", "583"), want{count.E07, "papers", "72,583"}),
		row("more papers than a provisional electorate", count.Fields{"papers": "72583"}),

		unboxed("a contest without boxes gives its total", count.Fields{"papers": "49,195"}),
		unboxed("left blank", count.Fields{"papers": ""}, want{count.E01, "papers", "figure is missing"}),
		unboxed("not sent", count.Fields{}, want{count.E02, "papers", "missing from what was sent"}),
	}
}

func checkPapers(c count.Contest, f count.Fields) []count.Finding {
	_, _, findings := count.CheckPapers(standing(c), f)
	return count.Refusals(findings)
}

// What was typed comes out as figures: a box left blank is not verified yet, and
// is not a box with 0 papers.
func TestPapersRead(t *testing.T) {
	c := miniCounts()
	boxes, total, findings := count.CheckPapers(standing(c), count.Fields{"papers.highbury": "16,000", "papers.tollington": "", "papers.postal": "0"})
	if want := map[string]count.Verified{"highbury": {Papers: 16000}, "postal": {}}; !maps.Equal(boxes, want) || total != nil || findings != nil {
		t.Errorf("boxes %v, total %v, findings %v; want %v and no total", boxes, total, findings, want)
	}
	boxes, total, _ = count.CheckPapers(standing(c), count.Fields{"papers": "49195"})
	if len(boxes) != 0 || total == nil || total.Papers != 49195 {
		t.Errorf("boxes %v, total %v; want the total only", boxes, total)
	}
}
