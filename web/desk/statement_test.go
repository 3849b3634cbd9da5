package desk

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// wardOf is a contest of three candidates, a, b and c, with seats of a kind.
func wardOf(kind count.ElectionType, seats int) *count.Contest {
	c := &count.Contest{Name: "Highbury", Number: 1, Seats: seats, VotesPerPerson: seats, Election: count.Election{Type: kind, Zone: "Europe/London"},
		Boxes: []count.VerificationUnit{{ID: "1", Name: "Box 1", Place: "School"}, {ID: "2", Name: "Box 2", Place: "School"}, {ID: "p", Name: "Postal session", Kind: count.PostalSession}}}
	for _, id := range []string{"a", "b", "c"} {
		c.Candidates = append(c.Candidates, count.Candidate{ID: id, Surname: "Candidate " + strings.ToUpper(id)})
	}
	if seats > 1 {
		c.System = count.BlockVote
	}
	return c
}

func readyWith(c *count.Contest, a, b, d int) *count.Standing {
	return &count.Standing{Contest: c, Ready: &count.Mark{}, Provisional: &count.Mark{},
		Sheets: map[string]count.Sheet{"count": {Tally: count.Tally{Votes: map[string]int{"a": a, "b": b, "c": d}}}}}
}

// readOut is all words of a statement.
func readOut(m officer.PrintStatement) string {
	words := []string{m.Worth}
	for _, b := range m.Blocks {
		words = append(words, b.Text...)
		for _, r := range b.Rows {
			words = append(words, fmt.Sprint(r.Cells))
		}
	}
	return strings.Join(words, "\n")
}

func TestWhoIsDeclaredElected(t *testing.T) {
	lot := readyWith(wardOf(count.UKParliament, 1), 500, 500, 20)
	lot.Lot = &count.Lot{LotDrawn: count.LotDrawn{Tied: []string{"a", "b"}, Chosen: []string{"b"}}}
	dead := readyWith(wardOf(count.UKParliament, 1), 500, 400, 20)
	dead.Deceased = []count.Death{{Died: count.Died{Candidate: "a"}}}
	void := readyWith(wardOf(count.UKParliament, 1), 500, 400, 20)
	void.Declared, void.Elected, void.Void = &count.Mark{}, []string{"a"}, &count.Voided{Reference: "[2023] EWHC 2034 (KB)"}
	for _, c := range []struct {
		name string
		st   *count.Standing
		want string
		not  string
	}{
		{"tie", readyWith(wardOf(count.UKParliament, 1), 500, 500, 20), "A lot must decide", "duly elected"},
		{"lot", lot, "Following an equality of votes, lots were drawn and, as a consequence, an additional vote was allotted to Candidate B.\nAnd I hereby declare that Candidate B is duly elected", "Candidate A is"},
		{"dead", dead, "Candidate A, who has died, was given the majority of votes.", "duly elected"},
		{"two seats", readyWith(wardOf(count.UKLocal, 2), 500, 30, 400), "Candidate A and Candidate C are duly elected as councillors for Highbury.", "Member"},
		{"void", void, "This result was set aside: [2023] EWHC 2034 (KB)", "DRAFT"},
	} {
		got := readOut(declarationScript(c.st))
		if !strings.Contains(got, c.want) || strings.Contains(got, c.not) {
			t.Errorf("%s: the declaration reads\n%s\nwant %q and not %q", c.name, got, c.want, c.not)
		}
	}
}

// A wrong box is seen in its own line, and stations of one place that hold each
// other's papers are named.
func TestVerificationStatement(t *testing.T) {
	paper := func(papers, entrusted, unused, spoilt int, why string) count.Paper {
		return count.Paper{Papers: papers, Account: &count.Account{Entrusted: entrusted, Unused: unused, Spoilt: spoilt, Tendered: 2}, Explanation: why}
	}
	st := &count.Standing{Contest: wardOf(count.UKParliament, 1), Boxes: map[string]count.Paper{
		"1": paper(901, 1500, 595, 5, "one paper of box 2"), "2": paper(699, 1200, 500, 0, ""), "p": {Papers: 2000},
	}}
	m := verificationStatement(st)
	got := readOut(m)
	for _, want := range []string{"NOT SIGNED", "School: the variances of its stations compensate each other.", "Verified ballot papers: 3,600"} {
		if !strings.Contains(got, want) {
			t.Errorf("the statement does not say %q:\n%s", want, got)
		}
	}
	var cells [][]string
	for _, r := range m.Blocks[0].Rows {
		var row []string
		for _, c := range r.Cells {
			row = append(row, c.Text)
		}
		cells = append(cells, row)
	}
	want := [][]string{
		{"Box 1", "1,500", "595", "5", "2", "900", "901", "+1", "one paper of box 2"},
		{"Box 2", "1,200", "500", "0", "2", "700", "699", "−1", ""},
		{"Postal session", "–", "–", "–", "–", "–", "2,000", "–", ""},
		{"In all", "2,700", "1,095", "5", "4", "1,600", "3,600", "0", "accounts of 2 of them"},
	}
	if !slices.EqualFunc(cells, want, slices.Equal) {
		t.Errorf("the boxes are\n%v\nwant\n%v", cells, want)
	}
	st.Boxes["2"] = paper(700, 1200, 500, 0, "")
	if strings.Contains(readOut(verificationStatement(st)), "compensate") {
		t.Error("one variance alone is said to be compensated")
	}
	st.Signed = &count.Mark{Officer: "clerk"}
	if got := verificationStatement(st).Worth; !strings.HasPrefix(got, "Signed at ") || !strings.HasSuffix(got, " by clerk") {
		t.Errorf("a signed statement says %q", got)
	}
}

// A vote that could be given and was not has a line, and papers count for each vote.
func TestBlockVoteSheet(t *testing.T) {
	lines, tick := sums(wardOf(count.UKLocal, 3), "rejected", officer.Box{Label: "Papers handed to the count"})
	if n := len(systemLines(wardOf(count.UKLocal, 3), summary(), nil, nil, fieldIDs{})); n != 2 || len(lines) != 4 || !strings.Contains(lines[3].Note, "three for each") || !strings.Contains(tick, "unused") {
		t.Errorf("%d lines for votes of nobody, sums %v, %q", n, lines, tick)
	}
}
