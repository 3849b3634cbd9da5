package count_test

import (
	"reflect"
	"testing"

	"resultsdesk/internal/count"
)

// still is a standing but for what an act and its undoing leave behind: the place in
// the ledger, and the story.
func still(s *count.Standing) count.Standing {
	n := *s
	n.Head, n.Moved, n.Events, n.At = 0, 0, nil, closes()
	return n
}

// What is taken back leaves the count exactly as it was before, whoever looks.
func TestTakingBackRestores(t *testing.T) {
	b := func(b count.Body) done { return done{body: b} }
	in, put := islingtonNorth(), b(count.Provisional{})
	waits := done{"count", count.Entered{Tally: islingtonTally()}}
	tie := journey{count.StageProvisional, in, counted(put, b(count.Consulted{}))}
	recounted := counted(put, b(count.RecountDecided{Granted: true, Reason: "close"}), sheet("count", islingtonTally()))
	for _, row := range []struct {
		name string
		from journey
		act  done
	}{
		{"papers", journey{count.StageAwaiting, in, nil}, papers("", verifiedPapers)},
		{"papers given again", journey{count.StageVerified, in, []done{papers("", 49196)}}, papers("", verifiedPapers)},
		{"a box", journey{count.StageVerifying, miniCounts(), []done{papers("highbury", 16000)}}, papers("tollington", 15000)},
		{"a box given again", journey{count.StageVerifying, miniCounts(), []done{papers("highbury", 16000)}}, papers("highbury", 15999)},
		{"a total instead of boxes", journey{count.StageVerifying, miniCounts(), []done{papers("highbury", 16000)}}, papers("", verifiedPapers)},
		{"the signature", journey{count.StageVerified, in, []done{papers("", verifiedPapers)}}, b(count.Signed{})},
		{"an entry that waits", journey{count.StageVerified, in, []done{papers("", verifiedPapers)}}, waits},
		{"sending back", journey{count.StageVerified, in, []done{papers("", verifiedPapers)}}, done{"count", count.SentBack{Note: "Table 6"}}},
		{"sending back what waits", journey{count.StageVerified, blindDesk(), []done{papers("", verifiedPapers), waits}}, done{"count", count.SentBack{Note: "Table 6"}}},
		{"a box after a total", journey{count.StageVerified, miniCounts(), []done{papers("", verifiedPapers)}}, papers("highbury", 16000)},
		{"a residual", journey{count.StageCounting, in, counted()}, b(count.ResidualAccepted{Papers: 1, Reason: "lost"})},
		{"totals", journey{count.StageCounting, in, counted()}, b(count.Rekeyed{Tally: islingtonTally()})},
		{"provisional", journey{count.StageCounting, in, counted()}, put},
		{"provisional in a recount", journey{count.StageRecount, in, recounted}, put},
		{"consultation", journey{count.StageProvisional, in, counted(put)}, b(count.Consulted{Hour: closes()})},
		{"a recount", tie, b(count.RecountDecided{Granted: true, Reason: "close"})},
		{"a recount of a unit", tie, b(count.RecountDecided{Granted: true, Reason: "close", Units: []string{"count"}})},
		{"a lot", tie, b(count.LotDrawn{Tied: []string{"1120", "90828"}, Chosen: []string{"1120"}, Method: "slips"})},
		{"ready", tie, b(count.Ready{})},
		{"reading back", journey{count.StageReady, in, counted(put, b(count.Ready{}))}, b(count.ReadBackDone{})},
		{"a death", tie, b(count.Died{Candidate: "117355"})},
		{"a cancellation", tie, b(count.Cancelled{Manner: count.Abandoned, Reason: "a flood"})},
		{"a call", journey{count.StageAwaiting, mediaDesk(), nil}, b(count.Called{Elected: []string{"1120"}})},
		{"a proposal", journey{count.StageDeclared, in, counted(put, b(count.Ready{}), b(result()))}, wrong()},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := row.from.hall(t)
			before := h.standing()
			h.happened(row.act)
			act := h.standing().Head
			h.accepted(h.desk.TakeBack(t.Context(), clerk(), h.move(), act, "a slip"))
			if after := h.standing(); !reflect.DeepEqual(still(before), still(after)) {
				t.Errorf("before\n\t%+v\nafter\n\t%+v", still(before), still(after))
			}
		})
	}
}

// A sheet that stands is taken back with its confirmation, to the figures before it.
func TestTakingASheetBack(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageVerified)
	before := h.standing()
	h.enter("count", islingtonSheet())
	first := h.standing()
	h.enter("count", with(islingtonSheet(), count.Fields{"votes.1120": "24121", "votes.90828": "16872"}))
	takeBack := func() {
		h.accepted(h.desk.TakeBack(t.Context(), clerk(), h.move(), h.standing().Sheets["count"].Seq, "a slip"))
	}
	takeBack()
	if s := h.standing(); !reflect.DeepEqual(still(s), still(first)) {
		t.Errorf("to %+v; want the figures before", s.Sheets)
	}
	takeBack()
	if s := h.standing(); len(s.Sheets) != 0 || len(s.Shown) != 0 || s.Stage() != before.Stage() {
		t.Errorf("%s with %v shown; want nothing", s.Stage(), s.Shown)
	}
}

// Who may take back what: one's own sheet, and the Returning Officer's clerk any.
func TestWhoTakesBack(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageVerified)
	h.accepted(h.types(officer1(), islingtonSheet()))
	of, m := h.standing().Head, h.move()
	m.Authority = count.OwnAuthority
	for _, by := range []count.Officer{officer2(), administrator()} {
		if err := h.refused(func() (count.Receipt, error) { return h.desk.TakeBack(t.Context(), by, m, of, "") }); err != count.ErrForbidden {
			t.Errorf("another's sheet by %s: %v", by.ID, err)
		}
	}
	wantCode(t, "by the clerk on nobody's word", h.refused(func() (count.Receipt, error) { return h.desk.TakeBack(t.Context(), clerk(), m, of, "") }), count.E10)
	h.accepted(h.desk.TakeBack(t.Context(), officer1(), m, of, ""))
	m = h.move()
	wantCode(t, "twice", h.refused(func() (count.Receipt, error) { return h.desk.TakeBack(t.Context(), officer1(), m, of, "") }), count.E10)
	h.at(count.StageDeclared)
	for _, a := range h.store.acts {
		m = h.move()
		if err := h.refused(func() (count.Receipt, error) { return h.desk.TakeBack(t.Context(), clerk(), m, a.Seq, "") }); err == nil {
			t.Errorf("%s was taken back after the declaration", a.Body.Kind())
		}
	}
}
