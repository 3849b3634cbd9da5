package rehearsal_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/rehearsal"
)

// sources is a folder of the House of Commons Library's files, beside the project or
// where DESK_TESTDATA says.
func sources(t *testing.T, year string) string {
	t.Helper()
	data := os.Getenv("DESK_TESTDATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "shared", "data")
	}
	folder := filepath.Join(data, "uk-ge"+year)
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the House of Commons Library's files are not at %s", folder)
	}
	return folder
}

func read(t *testing.T, year string, seed uint64) *rehearsal.Night {
	t.Helper()
	folder := sources(t, year)
	base := rehearsal.NoBase
	if rehearsal.HasBase(folder) {
		base = folder
	}
	n, err := rehearsal.Read(rehearsal.Plan{Sources: rehearsal.Sources{Results: folder, Base: base}, MiniCounts: 4, Seed: seed, Publish: "declared"})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The sheets of every contest of both nights come to what was published that night, and
// to the papers of the boxes that feed them; the clock is in order.
func TestEveryNightAddsUp(t *testing.T) {
	for year, want := range map[string]struct{ valid, first, corrected, figures int }{
		"2024": {28_809_340, 28_808_662, 23, 31},
		"2019": {32_014_110, 32_014_110, 0, 0},
	} {
		n := read(t, year, 1)
		valid, declared, corrected, figures := 0, 0, 0, 0
		for i, c := range n.Contests {
			valid, declared, figures = valid+c.Final.Valid, declared+c.First.Valid, figures+len(c.Amendments())
			if c.Corrected() {
				corrected++
			}
			if i > 0 && c.Declared.Before(n.Contests[i-1].Declared) || c.Declared.Before(c.Election.Closes) {
				t.Errorf("%s is declared out of turn, at %v", c.ID, c.Declared)
			}
			holdCounts(t, c)
		}
		if len(n.Contests) != 650 || valid != want.valid || declared != want.first || corrected != want.corrected || figures != want.figures {
			t.Errorf("%s: %d contests, %d valid, %d declared, %d figures of %d corrected; want %+v", year, len(n.Contests), valid, declared, figures, corrected, want)
		}
	}
}

// holdCounts holds each round of a count to the papers, and the last to the declaration.
func holdCounts(t *testing.T, c *rehearsal.Contest) {
	t.Helper()
	papers := 0
	for _, n := range c.Papers() {
		papers += n
	}
	for _, round := range c.Round {
		sum := round.Tally()
		if sum.Papers() != papers || papers != c.First.Papers() {
			t.Errorf("%s: sheets of %d papers, boxes of %d; %d were published", c.ID, sum.Papers(), papers, c.First.Papers())
		}
		for u, s := range round.Sheets {
			handed := 0
			for _, box := range c.Units[u].FedBy {
				handed += c.Papers()[box]
			}
			if s.Papers() != handed {
				t.Errorf("%s, %s: %d papers; its boxes hold %d", c.ID, c.Units[u].ID, s.Papers(), handed)
			}
		}
	}
	if last := c.Round[len(c.Round)-1].Tally(); !reflect.DeepEqual(last.Votes, c.First.Votes) {
		t.Errorf("%s: counted %v; declared %v", c.ID, last.Votes, c.First.Votes)
	}
	for _, s := range c.Steps() {
		if s.At.Before(c.Election.Closes) || s.At.After(c.Declared) {
			t.Errorf("%s is at %v", s, s.At)
		}
	}
}

// The same seed is the same night, and another is another.
func TestANightIsItsSeed(t *testing.T) {
	a, b, other := read(t, "2024", 7), read(t, "2024", 7), read(t, "2024", 8)
	if !reflect.DeepEqual(a, b) {
		t.Error("the same seed made two nights")
	}
	if reflect.DeepEqual(a.Contests[0].Round, other.Contests[0].Round) {
		t.Error("another seed made the same division")
	}
}

// A mistake always changes what is typed: else it proves nothing that it is refused.
func TestSlipsAreMistakes(t *testing.T) {
	for _, kind := range []rehearsal.SlipKind{rehearsal.SlipDigit, rehearsal.SlipSwapped, rehearsal.SlipZero, rehearsal.SlipComma, rehearsal.SlipLetter, rehearsal.SlipBlank, rehearsal.SlipPapers} {
		for n := range 2000 {
			if got, err := count.ParseFigure(rehearsal.Spoiled(kind, n)); err == nil && got == n {
				t.Fatalf("%s: %d is typed as %q", kind, n, rehearsal.Spoiled(kind, n))
			}
		}
	}
}
