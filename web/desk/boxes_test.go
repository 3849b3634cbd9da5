package desk_test

import (
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

// stations are two boxes of one polling place and a postal session.
func stations(defs *count.Definitions, _ *desk.Options) {
	for i := range defs.Contests {
		if c := &defs.Contests[i]; c.ID == "islington-north" {
			c.Boxes = []count.VerificationUnit{{ID: "a", Name: "Box A", Kind: count.Box, Place: "Town Hall"},
				{ID: "b", Name: "Box B", Kind: count.Box, Place: "Town Hall"}, {ID: "post", Name: "Postal 1", Kind: count.PostalSession}}
			c.Units[0].FedBy = nil
		}
	}
}

// The ballot paper account says what is expected in each box; stations of one place
// may make up for each other. What was typed stays whatever is refused.
func TestBallotPaperAccounts(t *testing.T) {
	m := open(t, stations)
	papers := islington + "/papers"
	sent := map[string]string{
		"papers.a": "811", "entrusted.a": "1,200", "unused-papers.a": "388", "spoilt.a": "2", "tendered.a": "1",
		"papers.b": "699", "entrusted.b": "900", "unused-papers.b": "200", "spoilt.b": "0", "explanation.b": "one voter walked to the other table",
		"papers.post": "x",
	}
	p := m.as("officer-1").send(papers, sent).says(422, "Town Hall all its boxes: 0, the differences compensate each other",
		"difference +1", "difference −1", "Expected 810", "Expected 700")
	p.kept(papers, sent)
	p.pointsHome()
	if got := strings.Count(p.body, "<details open>"); got != 2 {
		t.Errorf("%d accounts are unfolded; want those of 2 boxes that differ", got)
	}
}

// Where only papers are verified nothing of an account is in the way.
func TestPapersWithoutAccounts(t *testing.T) {
	m := open(t, stations)
	papers := islington + "/papers"
	p := m.as("officer-1").get(papers).says(200, "Ballot paper account").silent("difference +", "difference −", "difference 0")
	if strings.Contains(p.body, "<details open") {
		t.Error("an account is unfolded that nobody typed")
	}
	m.as("officer-1").send(papers, map[string]string{"papers.a": "811", "papers.b": "699", "papers.post": "200"}).says(200, "Verified papers: stored.")
	if got, _ := m.standing().Verified(); got != 1710 {
		t.Errorf("%d papers stand; want 1,710", got)
	}
}
