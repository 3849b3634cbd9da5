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
	p := playNight(t, "hard-night.txt", nightscript.HardSeats(sixSeats(t)))
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
