package count_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

// wardOf is a local contest of so many candidates under the blind policy, on a desk
// that demands the code of the printed sheet; its papers are verified. Nobody real
// stands in it: what failed was places, not people.
func wardOf(t *testing.T, candidates, papers int) *hall {
	c := islingtonNorth()
	c.Election.Type, c.Election.Profile, c.Election.SecondPerson = count.UKLocal, count.ProfileCount, count.BlindSecond
	c.Previous, c.Candidates = nil, nil
	for i := range candidates {
		c.Candidates = append(c.Candidates, count.Candidate{ID: fmt.Sprintf("id-%d", 900-i), Number: i + 1, Surname: fmt.Sprintf("Candidate %d", i+1)})
	}
	h := openHall(t, c)
	h.verify(count.Fields{"papers": count.Thousands(papers)})
	return h
}

// sheetOf is a ward's sheet with votes by place on the ballot paper.
func sheetOf(h *hall, votes ...int) count.Fields {
	f := count.Fields{}
	for i, c := range h.standing().Contest.Candidates {
		f[count.FieldVotes(c.ID)] = count.Thousands(votes[i])
	}
	for i, head := range h.standing().Contest.Election.Type.Heads() {
		f[count.FieldHead(head.ID)] = fmt.Sprint(1 + i)
	}
	return f
}

// keysSheet types a sheet with its printed code, and accepts warnings with a reason.
func (h *hall) keysSheet(by count.Officer, code string, f count.Fields) (count.Receipt, error) {
	e := h.entry("count", f)
	e.Base, e.Code = h.standing().Base("count", by), code
	r, err := h.desk.Enter(h.t.Context(), by, e)
	if check := new(count.CheckError); errors.As(err, &check) && len(count.Refusals(check.Findings)) == 0 {
		e.Accepting = reasons(check, f)
		return h.desk.Enter(h.t.Context(), by, e)
	}
	return r, err
}

func paperSum(f count.Fields) int {
	n := 0
	for _, text := range f {
		v, _ := count.ParseFigure(text)
		n += v
	}
	return n
}

// Newham, 3 May 2018: 14 candidates in three wards got the votes of others, because
// one list was ordered by the surname used and the other by the legal surname, and
// figures were copied by place. Everything added up.
//
// Here a figure belongs to a candidate's id, whatever the order of a list. An entry
// that was copied by place from a list in another order adds up too, and the desk
// cannot see it; it waits, because a second person types from the printed sheet, and
// exactly the lines that moved come back. Not claimed: two people who copy from the
// same wrong list agree, and the desk cannot know.
func TestNewham2018(t *testing.T) {
	votes := []int{1201, 1187, 1102, 961, 954, 903, 511, 502, 498, 244, 231, 219, 118, 97}
	papers := paperSum(sheetOf(wardOf(t, len(votes), 1), votes...))
	h := wardOf(t, len(votes), papers)
	code := count.SheetCode(h.standing().Contest, "count", 0)
	byPlace := append(slices.Clone(votes[1:]), votes[0]) // the list begins with another surname
	h.accepted(h.keysSheet(officer1(), code, sheetOf(h, byPlace...)))
	h.accepted(h.keysSheet(officer2(), code, sheetOf(h, votes...)))
	s := h.standing()
	if len(s.Sheets) != 0 || len(s.Differing("count", officer2())) != len(votes) {
		t.Fatalf("%d sheets stand, %d lines come back; want none and all %d", len(s.Sheets), len(s.Differing("count", officer2())), len(votes))
	}
	h.accepted(h.keysSheet(officer1(), code, sheetOf(h, votes...))) // decided against the paper
	for i, c := range h.standing().Contest.Candidates {
		if got := h.standing().Tally().Votes[c.ID]; got != votes[i] {
			t.Errorf("%s has %d votes; want %d", c.ID, got, votes[i])
		}
	}
	// A form made before the order changed is refused, whatever it says (Antrim 2020).
	e := h.entry("count", sheetOf(h, votes...))
	e.Layout--
	wantCode(t, "a list in the old order", h.refused(func() (count.Receipt, error) { return h.desk.Enter(t.Context(), officer1(), e) }), count.E02)
}

// Green v Hannah-Wood [2023] EWHC 2034 (KB): 242 and 177 votes were exchanged because
// a supervisor wrote them on a blank sheet in an order that was not that of the ballot
// paper, and the wrong person was declared.
//
// A blank sheet has no code, so its figures are not taken at all. Exchanged figures
// with the code of the printed sheet add up and wait; the second person, from the
// printed sheet, brings back these two lines and no other. Not claimed: if the printed
// sheet itself was filled in wrongly both agree. The agents see it when they are
// consulted; the desk does not.
func TestGreenVHannahWood(t *testing.T) {
	right, exchanged := []int{242, 177, 160}, []int{177, 242, 160}
	papers := paperSum(sheetOf(wardOf(t, 3, 1), right...))
	h := wardOf(t, 3, papers)
	c := h.standing().Contest
	blank := h.refused(func() (count.Receipt, error) { return h.keysSheet(officer1(), "", sheetOf(h, exchanged...)) })
	wantCode(t, "a blank sheet", blank, count.E02)
	code := count.SheetCode(c, "count", 0)
	h.accepted(h.keysSheet(officer1(), code, sheetOf(h, exchanged...)))
	h.accepted(h.keysSheet(officer2(), code, sheetOf(h, right...)))
	want := []string{count.FieldVotes(c.Candidates[1].ID), count.FieldVotes(c.Candidates[0].ID)}
	if s := h.standing(); len(s.Sheets) != 0 || !reflect.DeepEqual(s.Differing("count", officer1()), want) {
		t.Errorf("%d sheets stand, %v come back; want %v", len(s.Sheets), s.Differing("count", officer1()), want)
	}
	if s := h.standing(); s.Stage() != count.StageVerified || len(s.Shown) != 0 {
		t.Errorf("%s, shown %v", s.Stage(), s.Shown)
	}
}

// Mansfield 2017, the wrong winner announced aloud; Broxtowe 2011, a wife declared for
// her husband of the same surname. The figures were right, the name read out was not.
//
// Before the declaration another person than the one who declares types the votes of
// who is elected and of the runner-up, each asked for by full name and party, from the
// signed sheet. With the two in the wrong order it is refused, with the name. Not
// claimed: the desk hears nothing that is said on the stage.
func TestMansfield2017Broxtowe2011(t *testing.T) {
	c := islingtonNorth()
	for i, forename := range map[int]string{1: "First", 5: "Second"} { // two of one surname, as at Broxtowe
		c.Candidates[i].Surname, c.Candidates[i].Forenames = "Candidate", forename
	}
	h := openHall(t, c).at(count.StageVerified)
	h.enter("count", islingtonSheet())
	h.moves(h.desk.MakeProvisional)
	h.consult()
	h.moves(h.desk.MakeReady)
	asked := h.standing().ToReadBack()
	if len(asked) != 2 || asked[0].Name() != "First Candidate" || asked[1].Name() != "Second Candidate" || asked[1].Label() != "Labour" {
		t.Fatalf("asked for %v", asked)
	}
	back := func(first, second string) (count.Receipt, error) {
		m := h.move()
		m.Authority = count.OwnAuthority
		return h.desk.ReadBack(t.Context(), officer2(), m, count.Fields{"votes.1120": first, "votes.90828": second})
	}
	err := h.refused(func() (count.Receipt, error) { return back("16873", "24120") })
	wantCode(t, "the other of that name", err, count.E13)
	for _, name := range []string{"First Candidate", "Second Candidate"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("refused with %q; want the full name %s", err, name)
		}
	}
	h.accepted(back("24120", "16873"))
	m := h.move()
	wantCode(t, "declared by who read back", h.refused(func() (count.Receipt, error) {
		return h.desk.Declare(t.Context(), count.Officer{ID: "officer-2", Role: count.RoleReturningOfficer}, m, count.Announcement{})
	}), count.E13)
}
