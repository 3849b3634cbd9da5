package count_test

import (
	"slices"
	"testing"

	"resultsdesk/internal/count"
)

// The result of Islington North as declared on 5 July 2024, whole.
func TestDeclareIslingtonNorth(t *testing.T) {
	c := islingtonNorth()
	elected, tied := count.Elect(&c, islingtonTally(), nil, nil)
	if !slices.Equal(elected, []string{"1120"}) || tied != nil {
		t.Fatalf("elected %v, tied %v; want Corbyn", elected, tied)
	}
	d := declare(&c, islingtonTally(), elected)
	sameRows(t, d.Rows, []rowWant{
		{1, "Jeremy Corbyn", 24120, "49.2", "N/A", true, false},
		{2, "Praful Nargund", 16873, "34.4", "−29.9", false, false},
		{3, "Sheridan Kates", 2660, "5.4", "−2.6", false, false},
		{4, "Karen Harries", 1950, "4.0", "−6.2", false, true},
		{5, "Martyn Nelson", 1710, "3.5", "+2.1", false, true},
		{6, "Vikas Aggarwal", 1661, "3.4", "−12.3", false, true},
		{7, "Paul Josling", 32, "0.1", "N/A", false, true},
	})
	if d.Valid != 49006 || d.Tally.RejectedPapers() != 189 || d.Valid+d.Tally.RejectedPapers() != verifiedPapers {
		t.Errorf("%d valid, %d rejected; want 49,006 and 189", d.Valid, d.Tally.RejectedPapers())
	}
	if len(d.Elected) != 1 || d.Elected[0].ID != "1120" || d.RunnerUp == nil || d.RunnerUp.ID != "90828" {
		t.Errorf("elected %v, runner-up %v; want Corbyn and Nargund", d.Elected, d.RunnerUp)
	}
	if d.Majority != 7247 || tenths(d.MajorityShare) != "14.8" {
		t.Errorf("majority %d (%s%%); want 7,247 (14.8%%)", d.Majority, tenths(d.MajorityShare))
	}
	if tenths(d.Turnout) != "67.5" || signed(d.TurnoutChange) != "−4.1" {
		t.Errorf("turnout %s%%, %s; want 67.5%%, −4.1", tenths(d.Turnout), signed(d.TurnoutChange))
	}
	if got := d.Outcome.Text(); got != "Independent gain from Labour" {
		t.Errorf("outcome %q", got)
	}
}

// declare derives a result from figures that all came on one sheet.
func declare(c *count.Contest, t count.Tally, elected []string) count.Declaration {
	return count.Declare(&count.Standing{Contest: c, Sheets: map[string]count.Sheet{c.Units[0].ID: {Tally: t}}}, elected)
}

type rowWant struct {
	place         int
	name          string
	votes         int
	share, change string
	elected, lost bool
}

func sameRows(t *testing.T, got []count.Row, want []rowWant) {
	t.Helper()
	for i, r := range got {
		row := rowWant{r.Place, r.Candidate.Name(), r.Votes, tenths(r.Share), signed(r.Change), r.Elected, r.LostDeposit}
		if i >= len(want) || row != want[i] {
			t.Errorf("row %d: %+v; want %+v", i+1, row, want[min(i, len(want)-1)])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d rows; want %d", len(got), len(want))
	}
}

func tenths(p *count.Tenths) string {
	if p == nil {
		return "N/A"
	}
	return p.String()
}

func signed(p *count.Tenths) string {
	if p == nil {
		return "N/A"
	}
	return p.Signed()
}

// A running count has shares, and nothing that belongs to a declared result.
func TestStand(t *testing.T) {
	c := islingtonNorth()
	s := count.Stand(&c, count.Tally{Votes: map[string]int{"1120": 30, "90828": 20, "116701": 20, "72541": 30}})
	sameRows(t, s.Rows, []rowWant{
		{1, "Jeremy Corbyn", 30, "30.0", "N/A", false, false}, // equal votes: ballot paper order, one place
		{1, "Martyn Nelson", 30, "30.0", "N/A", false, false},
		{3, "Sheridan Kates", 20, "20.0", "N/A", false, false},
		{3, "Praful Nargund", 20, "20.0", "N/A", false, false},
		{5, "Vikas Aggarwal", 0, "0.0", "N/A", false, false},
		{5, "Karen Harries", 0, "0.0", "N/A", false, false},
		{5, "Paul Josling", 0, "0.0", "N/A", false, false},
	})
	none := count.Stand(&c, count.Tally{})
	for i, r := range none.Rows {
		if r.Share != nil || r.Place != 1 || r.Candidate != &c.Candidates[i] {
			t.Errorf("no votes yet: %s has place %d and share %s", r.Candidate.Name(), r.Place, tenths(r.Share))
		}
	}
}

// A deposit is kept with more than one twentieth of the valid votes (rule 53),
// never judged by the rounded share: 5.0% may be on either side.
func TestLostDeposit(t *testing.T) {
	for _, row := range []struct {
		votes, others int
		lost          bool
	}{
		{1000, 19000, true},  // exactly one twentieth
		{1001, 18999, false}, // one vote more
		{999, 19001, true},
		{2451, 46555, false}, // Islington North's line is 2,450.3
		{2450, 46556, true},
		{0, 0, true},
	} {
		c := islingtonNorth()
		d := declare(&c, count.Tally{Votes: map[string]int{"116701": row.votes, "1120": row.others}}, []string{"1120"})
		for _, r := range d.Rows {
			if r.Candidate.ID == "116701" && r.LostDeposit != row.lost {
				t.Errorf("%d of %d votes (%s%%): deposit lost %t; want %t", row.votes, d.Valid, tenths(r.Share), r.LostDeposit, row.lost)
			}
		}
	}
}

// Hold or gain, by who won the base and who is elected now.
func TestOutcome(t *testing.T) {
	independent := func(candidate string) count.PreviousVote {
		return count.PreviousVote{ID: "ind", Label: count.Independent, Candidate: candidate, Votes: 40000}
	}
	for _, row := range []struct {
		name    string
		change  func(*count.Contest)
		elected string
		want    string
	}{
		{"another party's member", nil, "116701", "Green gain from Labour"},
		{"the same party's", nil, "90828", "Labour hold"},
		{"an independent from a party", nil, "1120", "Independent gain from Labour"},
		{"no base", func(c *count.Contest) { c.Previous = nil }, "1120", ""},
		{"an empty base", func(c *count.Contest) { c.Previous.Votes = nil }, "1120", ""},
		{"a tied base", func(c *count.Contest) { c.Previous.Votes[1].Votes = c.Previous.Votes[0].Votes }, "1120", ""},
		{"a tie below the base's winner", func(c *count.Contest) { c.Previous.Votes[1].Votes = c.Previous.Votes[2].Votes }, "90828", "Labour hold"},
		{"a notional base", func(c *count.Contest) { c.Previous.Kind = count.Notional }, "90828", "Labour hold"},
		{"the same independent", func(c *count.Contest) { c.Previous.Votes = append(c.Previous.Votes, independent("1120")) }, "1120", "Independent hold"},
		{"another independent", func(c *count.Contest) { c.Previous.Votes = append(c.Previous.Votes, independent("117355")) }, "1120", "Independent gain from Independent"},
		{"an independent after one who does not stand again", func(c *count.Contest) { c.Previous.Votes = append(c.Previous.Votes, independent("")) }, "1120", "Independent gain from Independent"},
		{"a party from an independent", func(c *count.Contest) { c.Previous.Votes = append(c.Previous.Votes, independent("1120")) }, "90828", "Labour gain from Independent"},
		{"a joint candidate of the party that held it", func(c *count.Contest) {
			c.Candidates[5].Parties = append(party("PP53", "Labour"), party("PP119", "Co-operative")...)
		}, "90828", "Labour hold"},
		{"the party's registration counts, not its name", func(c *count.Contest) { c.Previous.Votes[4].Votes = 40000 }, "72541", "Reform UK hold"}, // won as Brexit
	} {
		c := islingtonNorth()
		if row.change != nil {
			row.change(&c)
		}
		d := declare(&c, islingtonTally(), []string{row.elected})
		if got := d.Outcome.Text(); got != row.want {
			t.Errorf("%s: %q; want %q", row.name, got, row.want)
		}
	}
}

// What is not known is not shown, and never shown as 0.
func TestUnknownIsNotZero(t *testing.T) {
	c := islingtonNorth()
	c.Electorate = nil
	if d := declare(&c, islingtonTally(), []string{"1120"}); d.Turnout != nil || d.TurnoutChange != nil || d.Majority != 7247 {
		t.Errorf("electorate unknown: turnout %s, %s, majority %d", tenths(d.Turnout), signed(d.TurnoutChange), d.Majority)
	}
	c = islingtonNorth()
	c.Previous.Electorate = nil
	if d := declare(&c, islingtonTally(), []string{"1120"}); tenths(d.Turnout) != "67.5" || d.TurnoutChange != nil || signed(d.Rows[1].Change) != "−29.9" {
		t.Errorf("electorate of the base unknown: turnout %s, %s", tenths(d.Turnout), signed(d.TurnoutChange))
	}
	c = islingtonNorth()
	c.Previous = nil
	d := declare(&c, islingtonTally(), []string{"1120"})
	for _, r := range d.Rows {
		if r.Change != nil {
			t.Errorf("no base: %s changed by %s", r.Candidate.Name(), signed(r.Change))
		}
	}
	if tenths(d.Turnout) != "67.5" || d.TurnoutChange != nil {
		t.Errorf("no base: turnout %s, %s", tenths(d.Turnout), signed(d.TurnoutChange))
	}
}

// Change measures the party: an independent has none, also against an independent
// of the base, and a party that did not stand before has none.
func TestChangeMeasuresTheParty(t *testing.T) {
	c := islingtonNorth()
	c.Previous.Votes = append(c.Previous.Votes, count.PreviousVote{ID: "ind", Label: count.Independent, Candidate: "1120", Votes: 10})
	c.Candidates[6].Parties = party("PP17545", "Party of Women")
	c.Candidates[5].Parties = append(party("PP53", "Labour"), party("PP119", "Co-operative")...)
	d := declare(&c, islingtonTally(), []string{"1120"})
	for _, r := range d.Rows {
		switch r.Candidate.ID {
		case "1120", "117355", "72541":
			if r.Change != nil {
				t.Errorf("%s changed by %s; want N/A", r.Candidate.Name(), signed(r.Change))
			}
		case "90828":
			if signed(r.Change) != "−29.9" {
				t.Errorf("the joint candidate changed by %s; want the main party's −29.9", signed(r.Change))
			}
		}
	}
}

// After a lot the elected candidate has as many votes as the runner-up, who may
// stand above on the ballot paper: the majority is 0.
func TestMajorityAfterALot(t *testing.T) {
	c := islingtonNorth()
	d := declare(&c, count.Tally{Votes: map[string]int{"1120": 24503, "90828": 24503}}, []string{"90828"})
	if d.Majority != 0 || d.RunnerUp == nil || d.RunnerUp.ID != "1120" || len(d.Elected) != 1 || d.Elected[0].ID != "90828" {
		t.Errorf("majority %d over %v", d.Majority, d.RunnerUp)
	}
	c.Seats = 2
	d = declare(&c, islingtonTally(), []string{"1120", "90828"})
	if d.Majority != 16873-2660 || d.RunnerUp.ID != "116701" {
		t.Errorf("two seats: majority %d over %s; want the lowest elected over the highest not elected", d.Majority, d.RunnerUp.Name())
	}
}

// Names are written as ballot papers and as readers know them.
func TestNames(t *testing.T) {
	for _, row := range []struct {
		candidate    count.Candidate
		ballot, name string
	}{
		{islingtonNorth().Candidates[2], "HARRIES, Karen Anne", "Karen Harries"},
		{islingtonNorth().Candidates[1], "CORBYN, Jeremy", "Jeremy Corbyn"},
		{count.Candidate{Surname: "ap Dafydd"}, "AP DAFYDD", "ap Dafydd"},
	} {
		if b, n := row.candidate.BallotName(), row.candidate.Name(); b != row.ballot || n != row.name {
			t.Errorf("%q and %q; want %q and %q", b, n, row.ballot, row.name)
		}
	}
}
