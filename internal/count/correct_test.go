package count_test

import (
	"testing"

	"resultsdesk/internal/count"
)

// declared is Islington North's result as it stood on the night.
func declaredResult(c count.Contest, t count.Tally) *count.Standing {
	s := standing(c, papers("", t.Papers()))
	s.Sheets = map[string]count.Sheet{c.Units[0].ID: {Tally: t}}
	s.Declared, s.Elected, s.Announced = &count.Mark{}, []string{"1120"}, closes().Add(5*60*60*1e9+26*60*1e9)
	return s
}

func amendment(field, was, now string) count.Amendment {
	return count.Amendment{Field: field, Was: was, Now: now}
}

// correctionRows are corrections of the result.
func correctionRows() []checkRow {
	row := func(name string, changes []count.Amendment, want ...want) checkRow {
		return checkRow{name, func() []count.Finding {
			_, findings := count.CheckCorrection(declaredResult(islingtonNorth(), islingtonTally()), changes)
			return findings
		}, want}
	}
	final := islingtonNorth()
	final.Electorate.Final = true
	return []checkRow{
		row("nothing", nil, want{count.E01, "", "Nothing is corrected"}),
		row("the electorate", []count.Amendment{amendment("electorate", "72582", "72,852")}),
		row("the electorate becomes unknown", []count.Amendment{amendment("electorate", "72582", "")}),
		row("nobody on the register", []count.Amendment{amendment("electorate", "72582", "0")}, want{count.E08, "electorate", "one or more"}),
		row("a slip between two candidates", []count.Amendment{amendment("votes.72541", "1710", "1700"), amendment("votes.116701", "2660", "2670")}),
		row("rejected papers and papers", []count.Amendment{amendment("rejected.uncertain", "99", "26"), amendment("papers", "49195", "49122")}),
		row("the name and the hour", []count.Amendment{amendment("name", "Islington North", "Islington"), amendment("announced", "03:26", "03:24")}),
		row("the papers do not balance any more", []count.Amendment{amendment("rejected.uncertain", "99", "26")}, want{count.E05, "", "73 papers short"}),
		row("more votes than papers", []count.Amendment{amendment("votes.1120", "24120", "24121")}, want{count.E04, "", "1 paper too many"}),
		row("more votes for one than papers", []count.Amendment{amendment("votes.1120", "24120", "49196")}, want{count.E03, "votes.1120", ""}),
		row("another winner", []count.Amendment{amendment("votes.1120", "24120", "16873"), amendment("votes.90828", "16873", "24120")}, want{count.E10, "", "withdraw it"}),
		row("a tie", []count.Amendment{amendment("votes.1120", "24120", "20496"), amendment("votes.90828", "16873", "20496"), amendment("rejected.uncertain", "99", "100")}, want{count.E10, "", "Jeremy Corbyn and Praful Nargund have equal votes"}),
		row("on a figure that does not stand", []count.Amendment{amendment("electorate", "72583", "72852")}, want{count.E11, "electorate", "“72582” stands there"}),
		row("to what stands", []count.Amendment{amendment("electorate", "72582", "72,582")}, want{count.E01, "electorate", "stands there already"}),
		row("unreadable", []count.Amendment{amendment("votes.1120", "24120", "many")}, want{count.E01, "votes.1120", "cannot be read"}),
		row("left blank", []count.Amendment{amendment("votes.1120", "24120", "")}, want{count.E01, "votes.1120", "figure is missing"}),
		row("one figure twice", []count.Amendment{amendment("electorate", "72582", "72852"), amendment("electorate", "72852", "72853")}, want{count.E02, "electorate", "twice"}),
		row("nobody's votes", []count.Amendment{amendment("votes.1", "0", "1")}, want{count.E02, "votes.1", "not in this result"}),
		row("an hour that is none", []count.Amendment{amendment("announced", "03:26", "25:00")}, want{count.E01, "announced", "cannot be read"}),
		{"more papers than final electors", func() []count.Finding {
			_, findings := count.CheckCorrection(declaredResult(final, islingtonTally()), []count.Amendment{amendment("electorate", "72582", "49194")})
			return findings
		}, []want{{count.E07, "papers", "49,195 papers are more than the 49,194 electors"}}},
	}
}

// A result is what its corrections made of it, and the next one starts from there.
func TestCorrectionsAddUp(t *testing.T) {
	s := declaredResult(islingtonNorth(), islingtonTally())
	for i, changes := range [][]count.Amendment{
		{amendment("electorate", "72582", "72852")},
		{amendment("rejected.uncertain", "99", "26"), amendment("papers", "49195", "49122")},
	} {
		if _, findings := count.CheckCorrection(s, changes); len(findings) > 0 {
			t.Fatalf("correction %d: %+v", i+1, findings)
		}
		s = s.After(count.Act{Seq: s.Head + 1, Body: count.Proposed{Changes: changes}})
		s = s.After(count.Act{Seq: s.Head + 1, Body: count.Corrected{Proposal: s.Head}})
	}
	now := s.Amended()
	if now.Electorate.Count != 72852 || now.Electorate.Source == "" || *now.Papers != 49122 || now.Tally.RejectedPapers() != 116 || now.Announced != "03:26" {
		t.Errorf("%+v", now)
	}
	if d := count.Declare(s, s.Elected); tenths(d.Turnout) != "67.3" || signed(d.TurnoutChange) != "−4.3" || d.Tally.RejectedPapers() != 116 || d.Majority != 7247 {
		t.Errorf("turnout %s, %s, rejected %d", tenths(d.Turnout), signed(d.TurnoutChange), d.Tally.RejectedPapers())
	}
	_, findings := count.CheckCorrection(s, []count.Amendment{amendment("electorate", "72582", "72853")})
	sameFindings(t, findings, []want{{count.E11, "electorate", "72852"}})
}

// A desk that receives results learns of the rejected papers later: under all heads or
// none.
func TestRejectedPapersBecomeKnown(t *testing.T) {
	unknown := islingtonTally()
	unknown.Rejected, unknown.RejectedUnknown = map[string]int{}, true
	s := declaredResult(received(), unknown)
	some := []count.Amendment{amendment("rejected.official-mark", "", "5"), amendment("rejected.over-voted", "", "71"), amendment("rejected.identifiable", "", "14")}
	_, findings := count.CheckCorrection(s, some)
	sameFindings(t, findings, []want{{count.E01, "rejected.uncertain", "figure is missing"}})
	now, findings := count.CheckCorrection(s, append(some, amendment("rejected.uncertain", "", "99")))
	if len(findings) > 0 || now.Tally.RejectedUnknown || now.Tally.RejectedPapers() != 189 || *now.Papers != verifiedPapers {
		t.Errorf("%+v, %+v", now, findings)
	}
}

// A result that was declared short of its papers, as accepted, may stay so.
func TestCorrectionKeepsAnAcceptedResidual(t *testing.T) {
	s := declaredResult(islingtonNorth(), islingtonTally())
	s.Total = &count.Paper{Papers: verifiedPapers + 1}
	s.Residuals = map[string]count.Residual{"": {Papers: 1}}
	for _, row := range []struct {
		changes []count.Amendment
		want    []want
	}{
		{[]count.Amendment{amendment("votes.72541", "1710", "1700"), amendment("votes.116701", "2660", "2670")}, nil},
		{[]count.Amendment{amendment("votes.72541", "1710", "1711")}, nil}, // the missing paper was found
		{[]count.Amendment{amendment("votes.72541", "1710", "1709")}, []want{{count.E05, "", "2 papers short"}}},
	} {
		_, findings := count.CheckCorrection(s, row.changes)
		sameFindings(t, findings, row.want)
	}
}
