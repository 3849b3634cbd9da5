package count_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"pgregory.net/rapid"

	"resultsdesk/internal/count"
)

// tb is what a test and a property have in common.
type tb interface {
	rapid.TB
	Context() context.Context
}

// hall is a desk on a store in memory, with a clock that the test sets.
type hall struct {
	t     tb
	store *memStore
	desk  *count.Desk
	now   time.Time
	pokes int
	keys  int
}

// newHall is a desk with the contests imported, an hour before the close of poll.
func newHall(t tb, contests ...count.Contest) *hall {
	h := &hall{t: t, store: newMemStore(), now: closes().Add(-time.Hour)}
	clock := func() time.Time { return h.now }
	h.desk = count.NewDesk(h.store, count.Clocks{Election: clock, Wall: clock}, func(*count.Standing) { h.pokes++ })
	if _, err := h.desk.Define(t.Context(), count.Definitions{Contests: contests}); err != nil {
		t.Fatal(err)
	}
	return h
}

// openHall is a desk at 22:30, the polls closed.
func openHall(t tb, contests ...count.Contest) *hall {
	h := newHall(t, contests...)
	h.now = closes().Add(30 * time.Minute)
	h.closePolls()
	return h
}

func (h *hall) closePolls() {
	h.t.Helper()
	if _, err := h.desk.ClosePolls(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) standing() *count.Standing {
	h.t.Helper()
	s, err := h.store.Standing(h.t.Context(), "islington-north")
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

// key is a new submission key.
func (h *hall) key() string { h.keys++; return fmt.Sprintf("key-%d", h.keys) }

// verification, entry and move are forms as the page shows them now.
func (h *hall) verification(f count.Fields) count.Verification {
	s := h.standing()
	return count.Verification{Contest: s.Contest.ID, Key: h.key(), Layout: s.Contest.Layout, Base: s.VerifiedSeq(), Figures: f}
}

func (h *hall) entry(unit string, f count.Fields) count.Sending {
	s := h.standing()
	return count.Sending{Contest: s.Contest.ID, Unit: unit, Key: h.key(), Layout: s.Contest.Layout, Base: s.Base(unit, officer1()), Figures: f}
}

func (h *hall) move() count.Move {
	s := h.standing()
	return count.Move{Contest: s.Contest.ID, Key: h.key(), Base: s.Moved, Authority: count.ReturningOfficer}
}

func (h *hall) verify(f count.Fields) count.Receipt {
	h.t.Helper()
	return h.accepted(h.desk.Verify(h.t.Context(), officer1(), h.verification(f)))
}

// enter types a sheet, accepts what is unusual in it with a reason, and has it
// confirmed.
func (h *hall) enter(unit string, f count.Fields) count.Receipt {
	h.t.Helper()
	e := h.entry(unit, f)
	r, err := h.desk.Enter(h.t.Context(), officer1(), e)
	if check := new(count.CheckError); errors.As(err, &check) {
		e.Accepting = reasons(check, f)
		r, err = h.desk.Enter(h.t.Context(), officer1(), e)
	}
	h.accepted(r, err)
	return h.accepted(h.desk.Confirm(h.t.Context(), officer2(), h.confirmation(unit)))
}

// confirmation is the page on which a second officer reads the entry that waits.
func (h *hall) confirmation(unit string) count.Confirmation {
	s := h.standing()
	c := count.Confirmation{Contest: s.Contest.ID, Unit: unit, Key: h.key()}
	for _, e := range s.Waiting[unit] {
		c.Entry = e.Seq
	}
	return c
}

// consult, readBack and declare are what follows the figures.
func (h *hall) consult(exceptions ...count.Exception) count.Receipt {
	h.t.Helper()
	return h.accepted(h.desk.Consult(h.t.Context(), clerk(), h.move(), count.Hearing{Exceptions: exceptions}))
}

func (h *hall) readBack() count.Receipt {
	h.t.Helper()
	s, m := h.standing(), h.move()
	m.Authority = count.OwnAuthority
	typed := count.Fields{}
	for _, c := range s.ToReadBack() {
		typed[count.FieldVotes(c.ID)] = count.Thousands(s.Tally().Votes[c.ID])
	}
	return h.accepted(h.desk.ReadBack(h.t.Context(), officer2(), m, typed))
}

func declareNow(d *count.Desk, ctx context.Context, by count.Officer, m count.Move) (count.Receipt, error) {
	return d.Declare(ctx, by, m, count.Announcement{})
}

// takeReadyBack undoes ready; where the count is not ready there is nothing to undo.
func takeReadyBack(d *count.Desk, ctx context.Context, by count.Officer, m count.Move) (count.Receipt, error) {
	s, err := d.Count(ctx, by, m.Contest)
	if err != nil {
		return count.Receipt{}, err
	}
	var of int64
	if s.Ready != nil {
		of = s.Ready.Seq
	}
	return d.TakeBack(ctx, by, m, of, "")
}

type mover func(context.Context, count.Officer, count.Move) (count.Receipt, error)

func (h *hall) moves(move mover) count.Receipt {
	h.t.Helper()
	m := h.move()
	r, err := move(h.t.Context(), clerk(), m)
	if check := new(count.CheckError); errors.As(err, &check) {
		m.Accepting = reasons(check, nil)
		r, err = move(h.t.Context(), clerk(), m)
	}
	return h.accepted(r, err)
}

// at brings Islington North, counted as one, to a stage.
func (h *hall) at(stage count.Stage) *hall {
	h.t.Helper()
	for _, step := range []struct {
		from count.Stage
		do   func()
	}{
		{count.StageScheduled, func() { h.now = closes().Add(30 * time.Minute); h.closePolls() }},
		{count.StageAwaiting, func() { h.verify(count.Fields{"papers": "49195"}) }},
		{count.StageVerified, func() { h.enter("count", islingtonSheet()) }},
		{count.StageCounting, func() { h.moves(h.desk.MakeProvisional); h.consult() }},
		{count.StageProvisional, func() { h.moves(h.desk.MakeReady); h.readBack() }},
		{count.StageReady, func() { h.accepted(declareNow(h.desk, h.t.Context(), clerk(), h.move())) }},
	} {
		now := h.standing().Stage()
		if now == stage {
			return h
		}
		if now == step.from {
			step.do()
		}
	}
	if got := h.standing().Stage(); got != stage {
		h.t.Fatalf("Islington North is %s; want %s", got, stage)
	}
	return h
}

func (h *hall) accepted(r count.Receipt, err error) count.Receipt {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

// refused holds that a call changed nothing but the audit, by one line.
func (h *hall) refused(call func() (count.Receipt, error)) error {
	h.t.Helper()
	acts, lines, pokes, before := len(h.store.acts), len(h.store.audit), h.pokes, h.standing()
	receipt, err := call()
	if err == nil {
		h.t.Fatalf("accepted: %+v", receipt)
	}
	if len(h.store.acts) != acts || h.standing() != before || h.pokes != pokes {
		h.t.Errorf("the refusal %q changed the count", err)
	}
	if got := len(h.store.audit); got != lines+1 {
		h.t.Fatalf("the refusal %q made %d lines of the audit; want 1", err, got-lines)
	}
	if line := h.store.audit[lines]; line.Detail != err.Error() || line.Seq != 0 ||
		(line.Outcome != count.Refused && line.Outcome != count.Conflict) {
		h.t.Errorf("audit %+v; want the refusal %q", line, err)
	}
	return err
}

func officer1() count.Officer {
	return count.Officer{ID: "officer-1", Role: count.RoleCountOfficer, From: "192.0.2.1"}
}
func officer2() count.Officer { return count.Officer{ID: "officer-2", Role: count.RoleCountOfficer} }
func clerk() count.Officer {
	return count.Officer{ID: "returning-officer-clerk", Role: count.RoleReturningOfficer}
}
func administrator() count.Officer {
	return count.Officer{ID: "administrator", Role: count.RoleAdministrator}
}

// codes are the rules that an error names.
func codes(err error) []count.Code {
	var check *count.CheckError
	var state *count.StateError
	var conflict *count.ConflictError
	switch {
	case errors.As(err, &check):
		var all []count.Code
		for _, f := range check.Findings {
			all = append(all, f.Code)
		}
		return all
	case errors.As(err, &state):
		return []count.Code{state.Code}
	case errors.As(err, &conflict):
		return []count.Code{conflict.Code}
	}
	return nil
}
