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
