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
		}, count.E11, nil, "officer-1 entered Islington North before this form was sent"},
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
			e.Key = h.standing().lastKey(h)
			return h.desk.Enter(h.t.Context(), officer1(), e)
		}, count.E12, nil, "sent before with other figures"},
		{"no such contest", count.StageVerified, func(h *hall) (count.Receipt, error) {
			return h.desk.Enter(h.t.Context(), officer1(), count.Entry{Contest: "islington-east", Unit: "count", Key: "k"})
		}, "", count.ErrNotFound, ""},
		{"no such unit", count.StageVerified, func(h *hall) (count.Receipt, error) {
			return h.desk.Enter(h.t.Context(), officer1(), h.entry("mini-9", islingtonSheet()))
		}, "", count.ErrNotFound, ""},
		{"a tie made ready", count.StageVerified, func(h *hall) (count.Receipt, error) {
			h.enter("count", with(only("votes.1120", "24597"), count.Fields{"votes.90828": "24597", "rejected.uncertain": "1"}))
			h.moves(h.desk.MakeProvisional)
			h.now = h.now.Add(time.Minute)
			return h.onlyRefused(h.desk.MakeReady)
		}, count.E14, nil, "Equal votes: Jeremy Corbyn and Praful Nargund"},
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
