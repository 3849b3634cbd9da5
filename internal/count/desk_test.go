package count_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

// refusalRow is one submission that the desk refuses: who sends what at which
// stage, and what is answered.
type refusalRow struct {
	name  string
	stage count.Stage
	send  func(h *hall) (count.Receipt, error)
	code  count.Code // empty for an error without a code
	is    error      // nil for none
	words string
}

func TestRefusals(t *testing.T) {
	for _, row := range refusalRows() {
		t.Run(row.name, func(t *testing.T) {
			h := newHall(t, islingtonNorth()).at(row.stage)
			err := h.refused(func() (count.Receipt, error) { return row.send(h) })
			if row.code != "" && !slices.Contains(codes(err), row.code) {
				t.Errorf("refused by %v; want %s", codes(err), row.code)
			}
			if row.is != nil && !errors.Is(err, row.is) {
				t.Errorf("refused with %v; want %v", err, row.is)
			}
			if !strings.Contains(err.Error(), row.words) {
				t.Errorf("refused with %q; want %q", err, row.words)
			}
		})
	}
}

func refusalRows() []refusalRow {
	const wrong = "12345"
	return []refusalRow{
		{"papers before the close of poll", count.StageScheduled, verifies(officer1(), count.Fields{"papers": "49195"}), count.E09, nil, "The poll closes at 22:00 BST"},
		{"votes before the close of poll", count.StageScheduled, enters(officer1(), islingtonSheet()), count.E09, nil, "The poll closes at 22:00 BST"},
		{"votes before verified papers", count.StageAwaiting, enters(officer1(), islingtonSheet()), count.E09, nil, "before all papers of Islington North are verified"},
		{"votes when ready", count.StageReady, enters(officer1(), islingtonSheet()), count.E10, nil, "can take that back"},
		{"papers when ready", count.StageReady, verifies(clerk(), count.Fields{"papers": wrong}), count.E10, nil, "ready to be declared"},
		{"votes when declared", count.StageDeclared, enters(officer1(), islingtonSheet()), count.E10, count.ErrDeclared, "Its figures are frozen"},
		{"papers when declared", count.StageDeclared, verifies(clerk(), count.Fields{"papers": wrong}), count.E10, count.ErrDeclared, "Its figures are frozen"},
		{"sheet out of balance", count.StageVerified, enters(officer1(), with(islingtonSheet(), count.Fields{"votes.1120": "24111"})), count.E05, nil, "9 papers short"},
		{"unreadable papers", count.StageAwaiting, verifies(officer1(), count.Fields{"papers": "x"}), count.E01, nil, "cannot be read"},
		{"papers by a count officer once votes were entered", count.StageCounting, verifies(officer1(), count.Fields{"papers": wrong}), count.E10, nil, "Only the Returning Officer's clerk"},
		{"papers by the clerk once votes were entered, without a reason", count.StageCounting, verifies(clerk(), count.Fields{"papers": wrong}), count.E10, nil, "A reason is missing"},
		{"a form from before the candidates changed", count.StageVerified, func(h *hall) (count.Receipt, error) {
			e := h.entry("count", islingtonSheet())
			e.Layout--
			return h.desk.Enter(h.t.Context(), officer1(), e)
		}, count.E02, nil, "changed after this form was opened"},
		{"papers on such a form", count.StageAwaiting, func(h *hall) (count.Receipt, error) {
			v := h.verification(count.Fields{"papers": "49195"})
			v.Layout--
			return h.desk.Verify(h.t.Context(), officer1(), v)
		}, count.E02, nil, "changed after this form was opened"},
		{"another's sheet, not seen", count.StageCounting, func(h *hall) (count.Receipt, error) {
			e := h.entry("count", only("votes.1120", "49195"))
			e.Base = 0
			return h.desk.Enter(h.t.Context(), officer2(), e)
		}, count.E11, nil, "officer-1 entered the count sheet before this form was sent"},
		{"one's own sheet in another window", count.StageCounting, func(h *hall) (count.Receipt, error) {
			e := h.entry("count", only("votes.1120", "49195"))
			e.Base = 0
			return h.desk.Enter(h.t.Context(), officer1(), e)
		}, count.E11, nil, "You, in another window, entered"},
		{"another's papers, not seen", count.StageVerified, func(h *hall) (count.Receipt, error) {
			v := h.verification(count.Fields{"papers": wrong})
			v.Base = 0
			return h.desk.Verify(h.t.Context(), officer2(), v)
		}, count.E11, nil, "officer-1 entered verified papers before"},
		{"a page from before the last figure", count.StageCounting, func(h *hall) (count.Receipt, error) {
			m := h.move()
			m.Base--
			return h.desk.MakeProvisional(h.t.Context(), clerk(), m)
		}, count.E11, nil, "Look at the figures again"},
		{"a form without a key", count.StageVerified, func(h *hall) (count.Receipt, error) {
			e := h.entry("count", islingtonSheet())
			e.Key = ""
			return h.desk.Enter(h.t.Context(), officer1(), e)
		}, count.E12, nil, "no submission key"},
		{"the same form with other figures", count.StageCounting, func(h *hall) (count.Receipt, error) {
			e := h.entry("count", only("votes.1120", "49195"))
			e.Key = h.store.acts[len(h.store.acts)-2].Key // before its confirmation
			return h.desk.Enter(h.t.Context(), officer1(), e)
		}, count.E12, nil, "sent before with other figures"},
		{"no such contest", count.StageVerified, func(h *hall) (count.Receipt, error) {
			return h.desk.Enter(h.t.Context(), officer1(), count.Sending{Contest: "islington-east", Unit: "count", Key: "k"})
		}, "", count.ErrNotFound, ""},
		{"no such unit", count.StageVerified, func(h *hall) (count.Receipt, error) {
			return h.desk.Enter(h.t.Context(), officer1(), h.entry("mini-9", islingtonSheet()))
		}, "", count.ErrNotFound, ""},
	}
}

func verifies(by count.Officer, f count.Fields) func(*hall) (count.Receipt, error) {
	return func(h *hall) (count.Receipt, error) {
		return h.desk.Verify(h.t.Context(), by, h.verification(f))
	}
}

func enters(by count.Officer, f count.Fields) func(*hall) (count.Receipt, error) {
	return func(h *hall) (count.Receipt, error) {
		return h.desk.Enter(h.t.Context(), by, h.entry("count", f))
	}
}

// Checks run in the order permission, key, state, base, figures: what an officer
// reads first is what has to be put right first.
func TestOrderOfChecks(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageCounting)
	e := h.entry("count", count.Fields{})
	e.Base, e.Key = 0, ""
	send := func(by count.Officer) error {
		return h.refused(func() (count.Receipt, error) { return h.desk.Enter(t.Context(), by, e) })
	}
	if err := send(administrator()); !errors.Is(err, count.ErrForbidden) {
		t.Errorf("without permission: %v", err)
	}
	wantCode(t, "without a key", send(officer1()), count.E12)
	h.moves(h.desk.MakeProvisional)
	h.consult()
	h.moves(h.desk.MakeReady)
	e.Key = h.key()
	wantCode(t, "when ready", send(officer1()), count.E10)
	h.accepted(takeReadyBack(h.desk, t.Context(), clerk(), h.move()))
	wantCode(t, "on an old base", send(officer1()), count.E11)
	e.Base = h.standing().Sheets["count"].Seq
	wantCode(t, "empty", send(officer1()), count.E02)
}

func wantCode(t *testing.T, what string, err error, code count.Code) {
	t.Helper()
	if !slices.Contains(codes(err), code) {
		t.Errorf("%s: %v; want %s", what, err, code)
	}
}

// A form sent twice, by a double click or after a lost reply, makes one act and
// gets the first answer again, also after the declaration.
func TestSentTwice(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageVerified)
	e := h.entry("count", islingtonSheet())
	first := h.accepted(h.desk.Enter(t.Context(), officer1(), e))
	h.at(count.StageDeclared)
	h.now = h.now.Add(6 * time.Hour)
	acts, pokes := len(h.store.acts), h.pokes

	e.Figures = with(e.Figures, count.Fields{"votes.1120": " 24120 "}) // the same figure, typed another way
	again := h.accepted(h.desk.Enter(t.Context(), officer1(), e))
	if again.Seq != first.Seq || !again.At.Equal(first.At) || !again.Repeated || first.Repeated {
		t.Errorf("first answer %d at %s, then %d at %s (repeated %t); want the same", first.Seq, first.At, again.Seq, again.At, again.Repeated)
	}
	if len(h.store.acts) != acts || h.pokes != pokes {
		t.Error("the second made an act")
	}
	if line := h.store.audit[len(h.store.audit)-1]; line.Outcome != count.Repeated || line.Seq != first.Seq || line.From != "192.0.2.1" {
		t.Errorf("audit %+v; want a repeat of %d from officer-1's address", line, first.Seq)
	}
}

// Two officers with the same key are two submissions.
func TestKeysAreAnOfficersOwn(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageVerified)
	e := h.entry("count", islingtonSheet())
	h.accepted(h.desk.Enter(t.Context(), officer1(), e))
	e.Figures = only("votes.1120", "49195")
	err := h.refused(func() (count.Receipt, error) { return h.desk.Enter(t.Context(), officer2(), e) })
	wantCode(t, "another officer", err, count.E11)
}

// Figures that stand already are answered with what stands, on whatever they were
// based, and leave a provisional count provisional.
func TestEqualFiguresChangeNothing(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageProvisional)
	sheet, verified := h.standing().Sheets["count"], *h.standing().Total
	acts := len(h.store.acts)
	for name, send := range map[string]func() (count.Receipt, error){
		"on what stands": func() (count.Receipt, error) {
			return h.desk.Enter(t.Context(), officer2(), h.entry("count", islingtonSheet()))
		},
		"on an empty form": func() (count.Receipt, error) {
			e := h.entry("count", islingtonSheet())
			e.Base = 0
			return h.desk.Enter(t.Context(), officer2(), e)
		},
	} {
		if r := h.accepted(send()); !r.Repeated || r.Seq != sheet.Seq || !r.At.Equal(sheet.At) {
			t.Errorf("%s: answered %+v; want the sheet of act %d", name, r, sheet.Seq)
		}
	}
	for _, base := range []int64{verified.Seq, 0} {
		h.now = h.now.Add(time.Minute)
		v := h.verification(count.Fields{"papers": "49,195"})
		v.Base, v.Reason = base, "read again"
		if r := h.accepted(h.desk.Verify(t.Context(), clerk(), v)); !r.Repeated || r.Seq != verified.Seq || !r.At.Equal(verified.At) {
			t.Errorf("papers on base %d: answered %+v; want those of act %d at %s", base, r, verified.Seq, verified.At)
		}
	}
	if stage := h.standing().Stage(); len(h.store.acts) != acts || stage != count.StageProvisional {
		t.Errorf("%d acts more, the count is %s", len(h.store.acts)-acts, stage)
	}
}

// An entry while provisional returns the count to counting.
func TestEntryWhileProvisional(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageProvisional)
	h.enter("count", with(islingtonSheet(), count.Fields{"votes.1120": "24119", "votes.90828": "16874"}))
	if s := h.standing(); s.Stage() != count.StageCounting || s.Tally().Votes["90828"] != 16874 {
		t.Errorf("%s with %d for Nargund; want counting with 16,874", s.Stage(), s.Tally().Votes["90828"])
	}
}

// A fault is no refusal: nothing of the transaction stays, neither act nor audit.
func TestFaultLeavesNothing(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageVerified)
	h.store.faultAt = count.KindEntered
	acts, lines, before, pokes := len(h.store.acts), len(h.store.audit), h.standing(), h.pokes
	e := h.entry("count", islingtonSheet())
	if _, err := h.desk.Enter(t.Context(), officer1(), e); !errors.Is(err, errFault) {
		t.Fatalf("answered %v; want the fault", err)
	}
	if len(h.store.acts) != acts || len(h.store.audit) != lines || h.standing() != before || h.pokes != pokes {
		t.Error("the fault left something behind")
	}
	h.store.faultAt = ""
	if r := h.accepted(h.desk.Enter(t.Context(), officer1(), e)); r.Repeated {
		t.Error("sent again after the fault, the form was taken for a repeat")
	}
}

// Reading is bound to the officer's own contests.
func TestOfficersSeeTheirOwnCounts(t *testing.T) {
	south := islingtonNorth()
	south.ID, south.Name = "islington-south-and-finsbury", "Islington South and Finsbury"
	h := newHall(t, islingtonNorth(), south)
	by := count.Officer{ID: "officer-3", Role: count.RoleCountOfficer, Contests: []string{south.ID}}
	mine, err := h.desk.Counts(t.Context(), by)
	if err != nil || len(mine) != 1 || mine[0].Contest.ID != south.ID {
		t.Errorf("sees %d counts, %v; want Islington South and Finsbury", len(mine), err)
	}
	if _, err := h.desk.Count(t.Context(), by, "islington-north"); !errors.Is(err, count.ErrForbidden) {
		t.Errorf("another's count: %v; want forbidden", err)
	}
	if s, err := h.desk.Count(t.Context(), by, south.ID); err != nil || s.Contest.ID != south.ID {
		t.Errorf("own count: %v", err)
	}
}
