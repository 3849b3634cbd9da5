package count_test

import (
	"os"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/count/nightscript"
	"resultsdesk/internal/pack"
)

// TestNight plays the night of the six seats to the desk.
func TestNight(t *testing.T) {
	p := playNight(t, "night.txt", sixSeats(t))
	for _, c := range sixSeats(t).Contests {
		if stage := p.standing(c.ID).Stage(); stage != count.StageDeclared {
			t.Errorf("the night ends with %s %s", c.Name, stage)
		}
	}
}

// TestHardNight plays what few nights have, all in one: ballot paper accounts, a
// recount, a tie and its lot, an adjournment, a correction, a withdrawal, a
// countermanded poll and one without opponents.
func TestHardNight(t *testing.T) {
	p := playNight(t, "hard-night.txt", hardSeats(t))
	if s := p.standing("islington-south-and-finsbury"); s.Lot == nil || len(s.Rounds) != 1 || s.Rounds[0].Sheets["mini-1"].Tally.Votes["2519"] != 2603 {
		t.Error("the figures before the recount are gone")
	}
	if s := p.standing("islington-north"); len(s.Corrections) != 1 || len(s.Corrections[0].Proposal.Changes) != 3 {
		t.Error("the correction does not say what was and what is")
	}
	if w := p.standing("tottenham").Withdrawals; len(w) != 1 || w[0].Proposal.Officer == w[0].Mark.Officer {
		t.Error("one person withdrew a result")
	}
}

// hardSeats are five of the six seats with invented divisions, where a count with all
// demands is held.
func hardSeats(t *testing.T) count.Definitions {
	t.Helper()
	whole := []count.CountUnit{{ID: "count", Name: "Count", Kind: count.Whole}}
	var hard count.Definitions
	for _, c := range sixSeats(t).Contests {
		c.Election.Profile = count.ProfileCount
		switch c.ID {
		case "holborn-and-st-pancras":
			continue
		case "tottenham":
			c.Boxes, c.Units = nil, whole
		case "hornsey-and-friern-barnet":
			c.Boxes, c.Units, c.Candidates = nil, whole, c.Candidates[6:]
		case "islington-south-and-finsbury":
			c.Electorate, c.Previous = nil, nil
			c.Boxes = []count.VerificationUnit{{ID: "angel", Name: "Angel", Kind: count.Box}, {ID: "clerkenwell", Name: "Clerkenwell", Kind: count.Box}}
			c.Units = []count.CountUnit{{ID: "mini-1", Name: "Mini-count 1", Kind: count.MiniCount, FedBy: []string{"angel"}},
				{ID: "mini-2", Name: "Mini-count 2", Kind: count.MiniCount, FedBy: []string{"clerkenwell"}}}
		}
		hard.Contests = append(hard.Contests, c)
	}
	return hard
}

func sixSeats(t *testing.T) count.Definitions {
	t.Helper()
	six, err := pack.Read(os.DirFS("../../cmd/desk/demo/pack"))
	if err != nil {
		t.Fatal(err)
	}
	return six.Definitions()
}

func playNight(t *testing.T, name string, defs count.Definitions) *player {
	t.Helper()
	script, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	steps, err := nightscript.Parse(string(script))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, name, defs)
	for _, s := range steps {
		p.play(s)
	}
	return p
}
