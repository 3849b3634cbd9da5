package pack_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/pack"
)

// harnessSeed makes all returns.
const harnessSeed = 2024

// harnessDoc is where the table stands.
const harnessDoc = "../../docs/harness.md"

// TestOperatorErrors types valid returns that were made from the real seats of 2024,
// each with every slip of the table, and holds what stopped it to what has to.
// DESK_HARNESS says how many returns, and writes the table.
func TestOperatorErrors(t *testing.T) {
	returns := 150
	text := os.Getenv("DESK_HARNESS")
	if text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		returns = n
	}
	data := os.Getenv("DESK_TESTDATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "shared", "data")
	}
	h := newHarness()
	for n, seats := 0, realSeats(t, data); n < returns; n++ {
		h.play(t, newReturn(seats, n, harnessSeed))
	}
	h.demands(t)
	if text != "" {
		if err := os.WriteFile(harnessDoc, []byte(h.markdown()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	doc, err := os.ReadFile(harnessDoc)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range h.names() {
		if !strings.Contains(string(doc), "| "+name+" |") {
			t.Errorf("docs/harness.md does not name %q", name)
		}
	}
}

// realSeats are the seats of 4 July 2024 with their figures.
func realSeats(t *testing.T, data string) []seatFigures {
	t.Helper()
	folder := libraryFolder(t, filepath.Join(data, "uk-ge2024"))
	p, err := pack.ReadHOC(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	votes, rejected := map[string]int{}, map[string]int{}
	for _, row := range libraryRows(t, filepath.Join(folder, "candidates.csv")) {
		votes[row["ONS ID"]+row["DC Person ID"]] = number(t, row["Votes"])
	}
	for _, row := range libraryRows(t, filepath.Join(folder, "constituencies.csv")) {
		rejected[row["ONS ID"]] = number(t, row["Invalid votes"])
	}
	var seats []seatFigures
	for _, c := range p.Definitions().Contests {
		s := seatFigures{contest: c, rejected: rejected[c.GSS]}
		for _, cand := range c.Candidates {
			s.votes = append(s.votes, votes[c.GSS+cand.ID])
		}
		seats = append(seats, s)
	}
	return seats
}

// harness counts what stopped what.
type harness struct {
	returns, wards, sheets int
	refused, sheetsWarned  int // honest sheets
	whole, wholeWarned     int // returns of a seat as it was
	changed, changedWarned int // returns with other candidates, or of a ward
	papers, ward           map[string]map[net]int
	warnedAlone            int // slips that a warning met and no second person would have
}

func newHarness() *harness {
	return &harness{papers: map[string]map[net]int{}, ward: map[string]map[net]int{}}
}

const (
	unitMissing = "batch missing"
	unitTwice   = "batch twice"
	bothSwap    = "both typists make the same swap"
	paperSwap   = "the paper itself has the swap"
)

func (h *harness) names() []string {
	names := []string{unitMissing, unitTwice, bothSwap, paperSwap}
	for _, s := range slips() {
		names = append(names, s.name)
	}
	return names
}

func (h *harness) note(p *paperReturn, name string, by net) {
	all := h.papers
	if p.contest.System == count.BlockVote {
		all = h.ward
	}
	if all[name] == nil {
		all[name] = map[net]int{}
	}
	all[name][by]++
}

// play counts a return honestly, and then once for each slip.
func (h *harness) play(t *testing.T, p paperReturn) {
	t.Helper()
	at := p.r.IntN(len(p.contest.Boxes))
	b, alarms := newTable(t, &p, at)
	h.honest(t, b, at, alarms)
	for _, s := range slips() {
		wrong := b.by(b.tray.copy())
		f := wrong.form(at)
		if !s.make(&p, wrong.standing(), &f) {
			continue
		}
		by, also := wrong.slipped(f)
		if by == warned && !also {
			h.warnedAlone++
		}
		h.note(&p, s.name, by)
	}
	h.missing(b, at)
	for name, paper := range map[string]bool{bothSwap: false, paperSwap: true} {
		wrong := b.by(b.tray.copy())
		f := wrong.form(at)
		if swapped(&p, nil, &f) {
			h.note(&p, name, wrong.bothWrong(f, paper))
		}
	}
}

// honest ends the count as it is on paper.
func (h *harness) honest(t *testing.T, b *table, at int, alarms [2]int) {
	t.Helper()
	right := b.by(b.tray.copy())
	right.honest(at, &alarms)
	warnings, err := right.provisional()
	if err != nil {
		alarms[0]++
		t.Errorf("%s: an honest count was refused: %v", b.p.contest.ID, err)
	}
	h.returns++
	h.sheets += len(b.p.sheets)
	h.refused, h.sheetsWarned = h.refused+alarms[0], h.sheetsWarned+alarms[1]
	soft := 0
	if warnings || alarms[1] > 0 {
		soft = 1
	}
	if b.p.whole {
		h.whole, h.wholeWarned = h.whole+1, h.wholeWarned+soft
		return
	}
	h.changed, h.changedWarned = h.changed+1, h.changedWarned+soft
	if b.p.contest.System == count.BlockVote {
		h.wards++
	}
}

// missing leaves a unit out, and sends one twice.
func (h *harness) missing(b *table, at int) {
	left := b.by(b.tray.copy())
	by := nobody
	if _, err := left.provisional(); err != nil {
		by = atOnce
	}
	h.note(b.p, unitMissing, by)
	again := b.by(b.tray.copy())
	var alarms [2]int
	again.honest(at, &alarms)
	before := again.standing().Tally()
	by = nobody
	if _, err := again.enter("officer-1", again.form(at), true); err != nil || again.standing().Tally().Equal(before) {
		by = atOnce // it counts once
	}
	h.note(b.p, unitTwice, by)
}

// demands holds what stopped each slip to what has to.
func (h *harness) demands(t *testing.T) {
	t.Helper()
	if h.refused > 0 {
		t.Errorf("%d honest sheets and counts were refused", h.refused)
	}
	if 50*h.wholeWarned > h.whole+150 && h.whole < 1000 || h.whole >= 1000 && 50*h.wholeWarned > h.whole { // a few of a sample may be odd by chance
		t.Errorf("%d of %d honest returns of whole seats raised a warning; at most 2%% may", h.wholeWarned, h.whole)
	}
	if h.warnedAlone > 0 {
		t.Errorf("%d slips met a warning and would have met no second person", h.warnedAlone)
	}
	for _, s := range slips() {
		got := h.papers[s.name]
		if got[nobody] > 0 || h.ward[s.name][nobody] > 0 || len(got) == 0 {
			t.Errorf("%s: %v, in wards %v; nobody stopped some, or none was tried", s.name, got, h.ward[s.name])
		}
		if s.demand == "at once" && got[warned]+got[second] > 0 {
			t.Errorf("%s: %v; all have to be stopped at once", s.name, got)
		}
	}
	for name, want := range map[string]net{unitMissing: atOnce, unitTwice: atOnce, bothSwap: totals, paperSwap: nobody} {
		for _, got := range []map[net]int{h.papers[name], h.ward[name]} {
			if len(got) != 1 || got[want] == 0 {
				t.Errorf("%s: %v; want all by %q", name, got, want)
			}
		}
	}
}

func (h *harness) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, `# What the desk catches

Made by `+"`make harness`"+`: %s valid returns, made from the %d real seats of 4 July 2024 (seed %d), in 1 to
8 mini-counts with a box each, with or without an adjudication table, 2 to 16 candidates; %s of them as wards of 2 or 3
seats, half of which record unused votes. The divisions are invented, the votes are real. Each return is typed into a
desk of the profile `+"`count`"+` as an operator meets it, once right and once with each slip; every second one
under `+"`confirm`"+`, where the second person reads the right sheet against the screen, the others under
`+"`blind`"+`, where they type it. The test in internal/pack holds these classes on a sample in every `+"`make test`"+`.

- **At once**: the desk refuses the figures.
- **Warning**: the desk asks for a typed reason; the sheet is looked at. Behind each warning the second person stands too.
- **Second person**: another officer, from the right sheet.
- **Totals**: the contest's totals, typed blind from a summary that was added up independently on paper.
- **Nobody**: it would be declared.

`, count.Thousands(h.returns), 650, harnessSeed, count.Thousands(h.wards))
	writeTable(&b, "One vote a paper", h.names(), h.papers)
	writeTable(&b, "Two or three votes a paper", h.names(), h.ward)
	fmt.Fprintf(&b, `Where nobody records the votes that electors did not use, a ward's sheet has no sum that must come out: a figure that is
too low is then for the second person alone.

## False alarms

%s honest sheets in %s honest returns: %d refused. Of %s returns of a whole seat as it was, %s raised a warning of votes or papers,
W01 to W08 (%s%%); of %s with other candidates or as a ward, which are less like any real election, %s (%s%%).

## What cannot be caught

A swap that stands on the count sheet itself: two people who type, or read, the same wrong sheet agree, and so does a
summary that is added up from it. No figure is impossible and none is odd. What is left is the printed sheet, with the
names in the order of the ballot paper; the agents who see the provisional figures; and, after the declaration, an
election court.
`, count.Thousands(h.sheets), count.Thousands(h.returns), h.refused, count.Thousands(h.whole), count.Thousands(h.wholeWarned), rate(h.wholeWarned, h.whole),
		count.Thousands(h.changed), count.Thousands(h.changedWarned), rate(h.changedWarned, h.changed))
	return b.String()
}

func writeTable(b *strings.Builder, title string, names []string, all map[string]map[net]int) {
	fmt.Fprintf(b, "## %s\n\n| Slip | Tried | At once | Warning | Second person | Totals | Nobody |\n|---|--:|--:|--:|--:|--:|--:|\n", title)
	order := append(slices.Clone(names[4:]), names[:4]...)
	for _, name := range order {
		tried := 0
		for by, n := range all[name] {
			if by != harmless {
				tried += n
			}
		}
		fmt.Fprintf(b, "| %s | %s |", name, count.Thousands(tried))
		for _, by := range []net{atOnce, warned, second, totals, nobody} {
			fmt.Fprintf(b, " %s |", share(all[name][by], tried))
		}
		b.WriteString("\n")
	}
	b.WriteString("\n")
}

func share(n, of int) string {
	if n == 0 {
		return ""
	}
	return count.Thousands(n) + " (" + rate(n, of) + "%)"
}

func rate(n, of int) string {
	if of == 0 {
		return "0.0"
	}
	return strconv.FormatFloat(100*float64(n)/float64(of), 'f', 1, 64)
}
