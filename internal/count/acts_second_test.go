package count_test

import (
	"errors"
	"reflect"
	"testing"

	"resultsdesk/internal/count"
)

// blind is Islington North where each sheet is typed twice, papers verified.
func blind(t tb) *hall {
	h := openHall(t, blindDesk())
	h.verify(count.Fields{"papers": "49195"})
	return h
}

func blindDesk() count.Contest {
	c := islingtonNorth()
	c.Election.SecondPerson = count.BlindSecond
	return c
}

// types sends a sheet as an officer's own form, which shows nobody else's entry.
// Warnings are looked at and accepted with a reason.
func (h *hall) types(by count.Officer, f count.Fields) (count.Receipt, error) {
	e := h.entry("count", f)
	e.Base = h.standing().Base("count", by)
	r, err := h.desk.Enter(h.t.Context(), by, e)
	if check := new(count.CheckError); errors.As(err, &check) {
		e.Accepting = reasons(check, f)
		return h.desk.Enter(h.t.Context(), by, e)
	}
	return r, err
}

// reasons accepts all warnings of a refusal for the figures that raised them.
func reasons(check *count.CheckError, figures count.Fields) count.Accepting {
	a := count.Accepting{Seen: count.Seen(figures), Reasons: count.Fields{}}
	for _, f := range check.Findings {
		a.Reasons[count.FieldReasonFor(f.Code, f.Field)] = "read again against the sheet"
	}
	return a
}

func officer3() count.Officer { return count.Officer{ID: "officer-3", Role: count.RoleCountOfficer} }

// swapped is the sheet with the votes of Corbyn and Nargund exchanged: it adds up.
func swapped() count.Fields {
	return with(islingtonSheet(), count.Fields{"votes.1120": "16873", "votes.90828": "24120"})
}

// What one person typed changes nothing that anybody else sees.
func TestOnePersonChangesNothingPublic(t *testing.T) {
	for _, policy := range []count.SecondPerson{count.ConfirmSecond, count.BlindSecond} {
		c := islingtonNorth()
		c.Election.SecondPerson = policy
		h := openHall(t, c)
		h.verify(count.Fields{"papers": "49195"})
		before := h.standing()
		h.accepted(h.types(officer1(), islingtonSheet()))
		after := h.standing()
		if len(after.Sheets) != 0 || after.Stage() != count.StageVerified || !reflect.DeepEqual(after.Shown, before.Shown) || !reflect.DeepEqual(after.Events, before.Events) {
			t.Errorf("%s: one entry moved the count: %s, shown %v, events %v", policy, after.Stage(), after.Shown, after.Events)
		}
		wantCode(t, "provisional on one entry", h.refused(func() (count.Receipt, error) { return h.desk.MakeProvisional(t.Context(), clerk(), h.move()) }), count.E10)
	}
}

func TestConfirm(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageVerified)
	h.accepted(h.types(officer1(), swapped()))
	stale := h.confirmation("count")
	wantCode(t, "one's own entry", h.refused(func() (count.Receipt, error) { return h.desk.Confirm(t.Context(), officer1(), stale) }), count.E13)
	h.accepted(h.types(officer1(), islingtonSheet())) // seen and put right
	wantCode(t, "an entry that was replaced", h.refused(func() (count.Receipt, error) { return h.desk.Confirm(t.Context(), officer2(), stale) }), count.E11)
	if n := len(h.standing().Waiting["count"]); n != 1 {
		t.Errorf("%d entries wait; one that was seen and replaced is gone", n)
	}
	h.accepted(h.types(officer3(), swapped()))
	h.accepted(h.types(officer1(), islingtonSheet())) // put right what another typed, which the form showed
	if w := h.standing().Waiting["count"]; len(w) != 1 || w[0].Officer != "officer-1" {
		t.Errorf("waits: %+v; want officer-1's alone", w)
	}
	h.accepted(h.desk.Confirm(t.Context(), officer2(), h.confirmation("count")))
	sheet := h.standing().Sheets["count"]
	if sheet.Officer != "officer-1" || sheet.Second != "officer-2" || !sheet.Tally.Equal(islingtonTally()) || len(h.standing().Waiting) != 0 {
		t.Errorf("stands: %+v", sheet)
	}
	again := h.confirmation("count")
	wantCode(t, "what stands already", h.refused(func() (count.Receipt, error) { return h.desk.Confirm(t.Context(), officer2(), again) }), count.E11)
}

// A form that was opened before the other's entry came and says the same is a
// second reading of the sheet.
func TestTheSameSheetTypedAtOnceIsASecondPerson(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageVerified)
	first, second := h.entry("count", islingtonSheet()), h.entry("count", islingtonSheet())
	h.accepted(h.desk.Enter(t.Context(), officer1(), first))
	h.accepted(h.desk.Enter(t.Context(), officer2(), second))
	if sheet := h.standing().Sheets["count"]; sheet.Officer != "officer-1" || sheet.Second != "officer-2" {
		t.Errorf("stands: %+v", sheet)
	}
	h = newHall(t, islingtonNorth()).at(count.StageVerified)
	h.accepted(h.desk.Enter(t.Context(), officer1(), h.entry("count", islingtonSheet())))
	if r := h.accepted(h.desk.Enter(t.Context(), officer2(), h.entry("count", islingtonSheet()))); !r.Repeated || len(h.standing().Sheets) != 0 {
		t.Error("a form that showed the other's entry was taken for a second reading")
	}
}

func TestBlind(t *testing.T) {
	h := blind(t)
	h.accepted(h.types(officer1(), islingtonSheet()))
	if r := h.accepted(h.types(officer1(), islingtonSheet())); !r.Repeated {
		t.Error("the same person was a second one")
	}
	wantCode(t, "reading the screen", h.refused(func() (count.Receipt, error) { return h.desk.Confirm(t.Context(), officer2(), h.confirmation("count")) }), count.E13)
	h.accepted(h.types(officer2(), islingtonSheet()))
	if sheet := h.standing().Sheets["count"]; sheet.Officer != "officer-2" || sheet.Second != "officer-1" || !sheet.Tally.Equal(islingtonTally()) {
		t.Errorf("stands: %+v", sheet)
	}
}

// Entries that differ are both kept; each typist is told which fields, no figure.
// A third person decides, and each figure is one that two people typed.
func TestBlindDiffers(t *testing.T) {
	h := blind(t)
	h.accepted(h.types(officer1(), islingtonSheet()))
	h.accepted(h.types(officer2(), swapped()))
	s := h.standing()
	if len(s.Waiting["count"]) != 2 || len(s.Sheets) != 0 || s.Stage() != count.StageVerified {
		t.Fatalf("%d entries wait, %d sheets stand, %s", len(s.Waiting["count"]), len(s.Sheets), s.Stage())
	}
	want := []string{"votes.1120", "votes.90828"}
	for _, by := range []count.Officer{officer1(), officer2()} {
		if got := s.Differing("count", by); !reflect.DeepEqual(got, want) {
			t.Errorf("%s is told %v; want %v", by.ID, got, want)
		}
	}
	if got := s.Differing("count", officer3()); got != nil {
		t.Errorf("somebody who typed nothing is told %v", got)
	}
	h.accepted(h.types(officer3(), swapped()))
	if sheet := h.standing().Sheets["count"]; sheet.Officer != "officer-3" || sheet.Second != "officer-2" || len(h.standing().Waiting) != 0 {
		t.Errorf("stands by %s and %s; want officer-3 and officer-2, who typed the same", sheet.Officer, sheet.Second)
	}
}

// A sheet that goes back to its table takes what waits with it, never what stands.
func TestSendBack(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageCounting)
	stands := h.standing().Sheets["count"]
	h.accepted(h.types(officer1(), swapped()))
	park := count.Parking{Contest: "islington-north", Unit: "count", Key: h.key()}
	wantCode(t, "without a note", h.refused(func() (count.Receipt, error) { return h.desk.SendBack(t.Context(), officer2(), park) }), count.E01)
	park.Note, park.Key = "Table 6: count the bundles of Corbyn again", h.key()
	h.accepted(h.desk.SendBack(t.Context(), officer2(), park))
	s := h.standing()
	if s.SentBack["count"].Note != park.Note || len(s.Waiting) != 0 || !reflect.DeepEqual(s.Sheets["count"], stands) {
		t.Errorf("sent back %+v, waiting %v, stands %+v", s.SentBack, s.Waiting, s.Sheets["count"])
	}
	h.enter("count", with(islingtonSheet(), count.Fields{"votes.1120": "24119", "votes.90828": "16874"}))
	if len(h.standing().SentBack) != 0 {
		t.Error("the sheet came again and is still at its table")
	}
}

// The contest's totals are typed blind from the paper summary, by somebody who did not
// type every sheet. What differs comes back by name only, and both are kept.
func TestRekey(t *testing.T) {
	c := miniCounts()
	h := journey{count.StageCounting, c, append(allBoxes(),
		sheet("mini-1", votes(10000, 5900, 100)), sheet("mini-2", votes(9000, 5950, 50)),
		sheet("table", votes(10000, 8000, 195)), sheet("adjudication", adjudicated(45, 300)))}.hall(t)
	whole := count.CountUnit{Kind: count.Whole}
	right := adjudicated(29045, 300)
	right.Votes["90828"] = 19850
	rekey := func(by count.Officer, f count.Fields) (count.Receipt, error) {
		m := h.move()
		m.Authority = count.OwnAuthority
		return h.desk.Rekey(t.Context(), by, m, count.Totals{Figures: f})
	}
	wantCode(t, "by who typed every sheet", h.refused(func() (count.Receipt, error) { return rekey(officer1(), typed(&whole, right)) }), count.E13)
	slip := with(typed(&whole, right), count.Fields{"votes.90828": "19580"})
	h.accepted(rekey(officer2(), slip))
	if s := h.standing(); s.Rekeyed.Agrees || s.Rekeyed.Tally.Votes["90828"] != 19580 || !reflect.DeepEqual(s.RekeyDiffers(), []string{"votes.90828"}) {
		t.Errorf("a slip: agrees %t, differs in %v", s.Rekeyed.Agrees, s.RekeyDiffers())
	}
	h.accepted(rekey(officer2(), typed(&whole, right)))
	if s := h.standing(); !s.Rekeyed.Agrees || s.RekeyDiffers() != nil || s.Tally().Votes["90828"] != 19850 {
		t.Errorf("the same totals: agrees %t, differs in %v", s.Rekeyed.Agrees, s.RekeyDiffers())
	}
}
