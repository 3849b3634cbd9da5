package count_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"resultsdesk/internal/count"
)

// drawTally draws what a unit returns; up to most figures a line.
func drawTally(t *rapid.T, u count.CountUnit, most int) count.Tally {
	figure := rapid.IntRange(0, most)
	tally := count.Tally{Votes: map[string]int{}, Rejected: map[string]int{}}
	for _, c := range islingtonNorth().Candidates {
		tally.Votes[c.ID] = figure.Draw(t, c.Surname)
	}
	if u.SendsDoubtful {
		tally.Doubtful = figure.Draw(t, "doubtful")
		return tally
	}
	for _, h := range count.UKParliament.Heads() {
		tally.Rejected[h.ID] = figure.Draw(t, h.ID)
	}
	return tally
}

// The order in which units come in changes neither the count nor what it lacks,
// and the total is the sum of the units, line by line.
func TestOrderOfUnitsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := miniCounts()
		var sheets []done
		want := map[string]int{}
		for _, u := range c.Units {
			tally := drawTally(t, u, 2000)
			sheets = append(sheets, sheet(u.ID, tally))
			for id, n := range tally.Votes {
				want["votes "+id] += n
			}
			for id, n := range tally.Rejected {
				want["rejected "+id] += n
			}
			want["doubtful"] += tally.Doubtful
		}
		one := standing(c, append(allBoxes(), sheets...)...)
		other := standing(c, append(allBoxes(), rapid.Permutation(sheets).Draw(t, "order")...)...)
		for _, s := range []*count.Standing{one, other} {
			tally := s.Tally()
			got := map[string]int{"doubtful": tally.Doubtful}
			for id, n := range tally.Votes {
				got["votes "+id] = n
			}
			for id, n := range tally.Rejected {
				got["rejected "+id] = n
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("the total is %v; its units add up to %v", got, want)
			}
			if !s.ShownTally().Equal(tally) {
				t.Fatalf("all units are in and %+v is shown of %+v", s.ShownTally(), tally)
			}
		}
		if a, b := count.CheckComplete(one), count.CheckComplete(other); !reflect.DeepEqual(a, b) {
			t.Fatalf("one order lacks %+v, the other %+v", a, b)
		}
	})
}

// drawActs draws a course of a count as a function that makes it anew, so that two
// folds share nothing.
func drawActs(t *rapid.T) func() []count.Act {
	c := miniCounts()
	var makers []func() done
	for range rapid.IntRange(1, 30).Draw(t, "acts") {
		switch rapid.SampledFrom([]string{"box", "total", "sheet", "sheet", "sheet", "stage"}).Draw(t, "act") {
		case "box":
			b, n := rapid.SampledFrom(c.Boxes).Draw(t, "box"), rapid.IntRange(0, 20000).Draw(t, "papers")
			makers = append(makers, func() done { return papers(b.ID, n) })
		case "total":
			n := rapid.IntRange(0, 60000).Draw(t, "papers")
			makers = append(makers, func() done { return papers("", n) })
		case "sheet":
			u := rapid.SampledFrom(c.Units).Draw(t, "unit")
			tally := drawTally(t, u, 300)
			makers = append(makers, func() done { return sheet(u.ID, tally.Plus(count.Tally{})) })
		case "stage":
			body := rapid.SampledFrom([]count.Body{count.Provisional{}, count.Ready{}, count.TakenBack{}}).Draw(t, "stage")
			makers = append(makers, func() done { return done{"", body} })
		}
	}
	return func() []count.Act {
		c := miniCounts()
		acts := []count.Act{{Seq: 1, Body: count.Defined{Contest: &c}}, {Seq: 2, Body: count.PollClosed{Hour: closes()}}}
		for i, make := range makers {
			d := make()
			acts = append(acts, count.Act{Seq: int64(i + 3), Contest: c.ID, Unit: d.unit, Officer: "officer-1", At: closes().Add(time.Duration(i) * time.Minute), Body: d.body})
		}
		return acts
	}
}

// A standing is never changed by what follows: each one kept along the way is
// still what a fold of its acts alone gives.
func TestAfterLeavesItsReceiver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		acts := drawActs(t)
		along := []*count.Standing{{}}
		for _, a := range acts() {
			along = append(along, along[len(along)-1].After(a))
		}
		for i, kept := range along {
			if alone := count.Fold(acts()[:i]); !reflect.DeepEqual(kept, alone) {
				t.Fatalf("after %d acts it stood at\n%+v\nand what followed made it\n%+v", i, alone, kept)
			}
		}
	})
}

// Running figures never grow by fewer than 500 papers before all units are in; a unit
// that is shown may be put right at any time, with no paper more.
func TestShownNeverMovesByLittle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &count.Standing{}
		for _, a := range drawActs(t)() {
			before := s
			s = s.After(a)
			grown := 0
			for u, tally := range s.Shown {
				more := tally.Papers() - before.Shown[u].Papers()
				if more <= 0 && u != a.Unit && !tally.Equal(before.Shown[u]) {
					t.Fatalf("an entry for %q changed what is shown of %q", a.Unit, u)
				}
				grown += max(0, more)
			}
			for u := range before.Shown {
				if _, still := s.Shown[u]; !still {
					t.Fatalf("%q is no longer shown", u)
				}
			}
			if grown > 0 && grown < count.SmallestStep && len(s.Sheets) < len(s.Contest.Units) {
				t.Fatalf("what is shown grew by %d papers", grown)
			}
			if len(s.Sheets) == len(miniCounts().Units) && !s.ShownTally().Equal(s.Tally()) {
				t.Fatal("all units are in and not all are shown")
			}
		}
	})
}
