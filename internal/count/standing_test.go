package count_test

import (
	"testing"
	"time"

	"resultsdesk/internal/count"
)

// Running figures move when the units newly in hold 500 papers, when all are in,
// or when a unit that is shown is replaced.
func TestShown(t *testing.T) {
	small := votes(200, 99, 0) // 299 papers
	for _, row := range []struct {
		name  string
		acts  []done
		shown int // votes
	}{
		{"nothing in", nil, 0},
		{"499 papers in", []done{sheet("table", votes(400, 99, 0))}, 0},
		{"500 papers in", []done{sheet("table", votes(400, 100, 0))}, 500},
		{"doubtful papers are papers", []done{sheet("table", votes(400, 99, 1))}, 499},
		{"two small units, together enough", []done{sheet("mini-1", small), sheet("mini-2", votes(150, 51, 0))}, 500},
		{"two small units, together one short", []done{sheet("mini-1", small), sheet("mini-2", votes(150, 50, 0))}, 0},
		{"a small unit after a large one", []done{sheet("table", votes(600, 0, 0)), sheet("mini-1", small)}, 600},
		{"a shown unit put right", []done{sheet("table", votes(600, 0, 0)), sheet("mini-1", small), sheet("table", votes(599, 0, 1))}, 599},
		{"a shown unit with one paper more", []done{sheet("table", votes(600, 0, 0)), sheet("table", votes(601, 0, 0))}, 600},
		{"a shown unit with 500 papers more", []done{sheet("table", votes(600, 0, 0)), sheet("table", votes(1100, 0, 0))}, 1100},
		{"a placeholder filled with a few papers", []done{sheet("table", votes(600, 0, 0)), sheet("mini-1", votes(0, 0, 0)), sheet("mini-1", small)}, 600},
		{"a waiting unit replaced by as small a one", []done{sheet("table", votes(600, 0, 0)), sheet("mini-1", small), sheet("mini-1", votes(300, 0, 0))}, 600},
		{"a waiting unit replaced by a large one", []done{sheet("table", votes(600, 0, 0)), sheet("mini-1", small), sheet("mini-1", votes(500, 0, 0))}, 1100},
		{"all in", []done{sheet("table", votes(600, 0, 0)), sheet("mini-1", small), sheet("mini-2", votes(1, 0, 0)), sheet("adjudication", adjudicated(1, 0))}, 901},
	} {
		s := standing(miniCounts(), append(allBoxes(), row.acts...)...)
		if got := s.ShownTally().Valid(); got != row.shown {
			t.Errorf("%s: %d votes shown; want %d", row.name, got, row.shown)
		}
	}
}

// The story of a count has one line a step; a step of the count replaces the one
// before it, and a figure that is not shown makes no line.
func TestEvents(t *testing.T) {
	s := standing(miniCounts(), append(allBoxes(),
		sheet("mini-1", votes(10000, 5900, 100)), sheet("mini-2", votes(9000, 5950, 50)),
		sheet("table", votes(10000, 8000, 195)), sheet("adjudication", adjudicated(45, 300)),
		done{"", count.Provisional{}}, done{"", count.Ready{}}, done{"", count.TakenBack{Undoes: count.KindReady}}, done{"", count.Ready{}},
		done{"", count.Declared{Announced: closes().Add(5 * time.Hour), Elected: []string{"1120"}}})...)
	want := []count.Event{
		{Kind: count.EventPollClosed}, {Kind: count.EventVerified, Sum: verifiedPapers}, {Kind: count.EventCounting, In: 4, Of: 4},
		{Kind: count.EventProvisional}, {Kind: count.EventReady}, {Kind: count.EventTakenBack}, {Kind: count.EventReady}, {Kind: count.EventDeclared},
	}
	if len(s.Events) != len(want) {
		t.Fatalf("%+v; want %d lines", s.Events, len(want))
	}
	for i, w := range want {
		got := s.Events[i]
		if i == len(want)-1 && !got.At.Equal(closes().Add(5*time.Hour)) {
			t.Errorf("declared at %s; want the time announced", got.At)
		}
		got.At = w.At
		if got != w {
			t.Errorf("line %d: %+v; want %+v", i+1, got, w)
		}
	}

	hidden := standing(miniCounts(), append(allBoxes(), sheet("table", votes(400, 99, 0)))...)
	if n := len(hidden.Events); n != 2 {
		t.Errorf("a figure that is not shown made a line: %+v", hidden.Events)
	}
}

// A page to move the stage stays good when only the definition changed.
func TestMovedIgnoresDefinitions(t *testing.T) {
	c := islingtonNorth()
	before := standing(c, papers("", verifiedPapers))
	after := before.After(count.Act{Seq: before.Head + 1, Contest: c.ID, Body: count.Defined{Contest: &c}})
	if after.Moved != before.Moved || after.Head != before.Head+1 {
		t.Errorf("moved %d, head %d; want %d and %d", after.Moved, after.Head, before.Moved, before.Head+1)
	}
}
