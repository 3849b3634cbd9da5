package count_test

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"resultsdesk/internal/count"
	"resultsdesk/internal/count/countmodel"
)

// nightSteps is how long a random night is. With the 100 nights that rapid plays at
// each of the halls that is 105,000 steps.
const nightSteps = 150

// TestRandomNights lets random officers do random things at small counts of each
// profile, on fresh and on stale pages, and has an auditor who knows only the rules
// read the ledger after each step.
func TestRandomNights(t *testing.T) {
	for _, hall := range countmodel.Halls() {
		t.Run(hall.Name, func(t *testing.T) {
			var reached countmodel.Reached
			steps := 0
			rapid.Check(t, func(t *rapid.T) {
				n := newNight(t, hall)
				for range nightSteps {
					n.step()
					steps++
				}
				n.foldsToTheSame()
				reached.Plus(n.auditor.Reached)
			})
			t.Logf("%d steps: %+v", steps, reached)
			for _, missed := range missed(hall.Contest, reached) {
				t.Errorf("no night reached %q", missed)
			}
		})
	}
}

// missed is what nights at a hall should have got to and did not.
func missed(c count.Contest, r countmodel.Reached) []string {
	want := map[string]int{"declared": r.Declared, "corrected": r.Corrected, "withdrawn": r.Withdrawn, "taken back": r.TakenBack, "cancelled": r.Cancelled}
	if c.Election.Profile != count.ProfileMedia { // such a desk counts nothing
		want["recounted"], want["drawn by lot"], want["declared by lot"], want["residual"] = r.Recounted, r.Lots, r.ByLot, r.Residuals
	}
	var missed []string
	for what, n := range want {
		if n == 0 {
			missed = append(missed, what)
		}
	}
	return missed
}

// dice are rapid's, so that a night that goes wrong is told in few steps.
type dice struct{ t *rapid.T }

// Roll is even: rapid's own numbers are mostly small.
func (d dice) Roll(what string, n int) int {
	size, of := 0, 1
	for of < 8*n {
		size, of = 2*size, 2*of
		if rapid.Bool().Draw(d.t, what) {
			size++
		}
	}
	return size * n / of
}

// night is a random night on a store in memory.
type night struct {
	*countmodel.Night
	t       *rapid.T
	store   *memStore
	auditor *countmodel.Auditor
	pokes   int
	story   []string
}

func newNight(t *rapid.T, hall countmodel.Hall) *night {
	n := &night{t: t, store: newMemStore()}
	n.auditor = countmodel.NewAuditor(n.fatalf)
	n.Night = countmodel.New(hall, dice{t}, n.standing)
	desk := count.NewDesk(n.store, count.Clocks{Election: n.Clock, Wall: n.Clock}, func(*count.Standing) { n.pokes++ })
	if err := n.Begin(t.Context(), desk); err != nil {
		t.Fatal(err)
	}
	n.auditor.Read(n.store.acts...)
	return n
}

func (n *night) fatalf(format string, args ...any) {
	n.t.Helper()
	n.t.Fatalf("%s\n%v", fmt.Sprintf(format, args...), n.story)
}

func (n *night) standing() *count.Standing { return n.store.standings[n.Hall.Contest.ID] }

// step takes one step and holds what every answer owes: a refusal or a repeat
// changes nothing but one line of the audit, an acceptance adds a line for each act.
func (n *night) step() {
	acts, lines, pokes, before := len(n.store.acts), len(n.store.audit), n.pokes, n.standing()
	step, err := n.Next(n.t.Context())
	if err != nil {
		n.t.Fatal(err)
	}
	if step == nil { // time passed; the poll may have closed
		n.auditor.Read(n.store.acts[acts:]...)
		return
	}
	receipt, err := step.Do(n.t.Context())
	n.Answered(step, receipt, err)
	added := len(n.store.acts) - acts
	n.story = append(n.story, fmt.Sprintf("%s: %v\n", step.Name, err))
	n.auditor.Read(n.store.acts[acts:]...)
	switch {
	case err != nil || receipt.Repeated:
		if added != 0 || n.standing() != before || len(n.store.audit) != lines+1 || n.pokes != pokes {
			n.fatalf("%d acts, %d lines and %d tellings for an answer without an act: %v", added, len(n.store.audit)-lines, n.pokes-pokes, err)
		}
	case added == 0 || len(n.store.audit) != lines+added || n.pokes != pokes+1 || receipt.Seq != int64(len(n.store.acts)):
		n.fatalf("%d acts, %d lines and %d tellings for an acceptance", added, len(n.store.audit)-lines, n.pokes-pokes)
	}
	if first := step.Again; first != nil && (err != nil || !receipt.Repeated || receipt.Seq != first.Seq || !receipt.At.Equal(first.At)) {
		n.fatalf("first answered %+v, then %+v, %v", first, receipt, err)
	}
	if added > 0 {
		n.auditor.Agrees(n.standing())
		n.restored(step)
	}
}

// restored holds that an act taken back at once leaves the count as it was before it.
func (n *night) restored(step *countmodel.Step) {
	last := len(n.store.acts) - 1
	back, ok := n.store.acts[last].Body.(count.TakenBack)
	if !ok || back.Of != int64(last) || step.Undoes != back.Of || back.Undoes == count.KindEntered {
		return // a sheet is taken back as a whole, with who confirmed it
	}
	was, is := count.Fold(n.store.acts[:last-1]), n.standing()
	if countmodel.Replaces(was, back.Undoes, n.store.acts[last].Unit) {
		return
	}
	if a, b := countmodel.Shape(was), countmodel.Shape(is); a != b {
		n.fatalf("taken back, %s leaves\n%s\nbefore it stood at\n%s", back.Undoes, b, a)
	}
}

// foldsToTheSame: what the desk holds is what the ledger says.
func (n *night) foldsToTheSame() {
	if folded := count.Fold(n.store.acts); !reflect.DeepEqual(folded, n.standing()) {
		n.fatalf("the desk has %+v, the ledger folds to %+v", n.standing(), folded)
	}
}
