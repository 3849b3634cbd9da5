package count_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

// deskMove is one of the Returning Officer's moves.
type deskMove = func(*count.Desk, context.Context, count.Officer, count.Move) (count.Receipt, error)

func movesBy(by count.Officer, move deskMove) func(*hall) (count.Receipt, error) {
	return func(h *hall) (count.Receipt, error) { return move(h.desk, h.t.Context(), by, h.move()) }
}

func stages() []count.Stage {
	return []count.Stage{count.StageScheduled, count.StageAwaiting, count.StageVerified, count.StageCounting,
		count.StageProvisional, count.StageReady, count.StageDeclared}
}

// Each move starts from one stage and leads to one; from any other it is refused.
// Nothing leads away from declared, and nothing but ready leads there.
func TestMoves(t *testing.T) {
	for _, row := range []struct {
		name     string
		move     deskMove
		from, to count.Stage
	}{
		{"make provisional", (*count.Desk).MakeProvisional, count.StageCounting, count.StageProvisional},
		{"make ready", (*count.Desk).MakeReady, count.StageProvisional, count.StageReady},
		{"take back", takeReadyBack, count.StageReady, count.StageProvisional},
		{"declare", declareNow, count.StageReady, count.StageDeclared},
	} {
		for _, stage := range stages() {
			t.Run(row.name+" when "+string(stage), func(t *testing.T) {
				h := newHall(t, islingtonNorth()).at(stage)
				send := func() (count.Receipt, error) { return movesBy(clerk(), row.move)(h) }
				if stage == row.from {
					if r := h.accepted(send()); r.Standing.Stage() != row.to || h.standing().Stage() != row.to {
						t.Errorf("now %s; want %s", h.standing().Stage(), row.to)
					}
					return
				}
				err := h.refused(send)
				if stage == count.StageScheduled && !slices.Contains(codes(err), count.E10) {
					wantCode(t, "before the close of poll", err, count.E09)
					return
				}
				wantCode(t, "from another stage", err, count.E10)
				if errors.Is(err, count.ErrDeclared) != (stage == count.StageDeclared) {
					t.Errorf("refused with %v: is it declared?", err)
				}
			})
		}
	}
}

// A deputy may make a count provisional; the rest is the Returning Officer's own.
func TestAuthority(t *testing.T) {
	for _, row := range []struct {
		name  string
		move  deskMove
		from  count.Stage
		takes []count.Authority
	}{
		{"make provisional", (*count.Desk).MakeProvisional, count.StageCounting, []count.Authority{count.ReturningOfficer, count.Deputy}},
		{"make ready", (*count.Desk).MakeReady, count.StageProvisional, []count.Authority{count.ReturningOfficer}},
		{"take back", takeReadyBack, count.StageReady, []count.Authority{count.ReturningOfficer}},
		{"declare", declareNow, count.StageReady, []count.Authority{count.ReturningOfficer}},
	} {
		for _, authority := range []count.Authority{count.OwnAuthority, count.Deputy, count.ReturningOfficer, "mayor"} {
			t.Run(row.name+" on authority "+string(authority), func(t *testing.T) {
				h := newHall(t, islingtonNorth()).at(row.from)
				m := h.move()
				m.Authority = authority
				send := func() (count.Receipt, error) { return row.move(h.desk, t.Context(), clerk(), m) }
				if !slices.Contains(row.takes, authority) {
					wantCode(t, "authority", h.refused(send), count.E10)
					return
				}
				h.accepted(send())
				if last := h.store.acts[len(h.store.acts)-1]; last.Authority != authority || last.Officer != clerk().ID {
					t.Errorf("in the ledger on authority %q by %q", last.Authority, last.Officer)
				}
			})
		}
	}
}

// A count out of balance, or tied at the top, does not get as far as declared.
func TestMovesCheckTheFigures(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageCounting)
	v := h.verification(count.Fields{"papers": "49196"})
	v.Reason = "a postal paper found in its envelope"
	h.accepted(h.desk.Verify(t.Context(), clerk(), v))
	wantCode(t, "one paper short", h.refused(func() (count.Receipt, error) { return movesBy(clerk(), (*count.Desk).MakeProvisional)(h) }), count.E05)

	h = newHall(t, islingtonNorth()).at(count.StageVerified)
	h.enter("count", with(only("votes.1120", "24597"), count.Fields{"votes.90828": "24597", "rejected.uncertain": "1"}))
	h.moves(h.desk.MakeProvisional)
	h.consult()
	wantCode(t, "a tie", h.refused(func() (count.Receipt, error) { return movesBy(clerk(), (*count.Desk).MakeReady)(h) }), count.E14)
}

// The time announced in the hall is the last such time that is not in the future.
func TestAnnounced(t *testing.T) {
	at := func(day, hour, minute, second int) time.Time {
		return time.Date(2024, 7, day, hour-1, minute, second, 0, time.UTC) // BST
	}
	for _, row := range []struct {
		typed string
		now   time.Time
		want  time.Time // zero: refused
	}{
		{"", at(5, 3, 28, 14), at(5, 3, 28, 14)},
		{"03:26", at(5, 3, 28, 14), at(5, 3, 26, 0)},
		{" 3.26 ", at(5, 3, 28, 14), at(5, 3, 26, 0)},
		{"03:28", at(5, 3, 28, 0), at(5, 3, 28, 0)},
		{"23:59", at(5, 0, 1, 0), at(4, 23, 59, 0)}, // before midnight
		{"22:00", at(5, 3, 28, 0), at(4, 22, 0, 0)}, // the close of poll itself
		{"21:59", at(5, 3, 28, 0), time.Time{}},     // before it
		{"03:29", at(5, 3, 28, 59), time.Time{}},    // in the future
		{"24:00", at(5, 3, 28, 0), time.Time{}},
		{"03:60", at(5, 3, 28, 0), time.Time{}},
		{"03:6", at(5, 3, 28, 0), time.Time{}},
		{"0326", at(5, 3, 28, 0), time.Time{}},
		{"03:26 am", at(5, 3, 28, 0), time.Time{}},
		{"-0:26", at(5, 3, 28, 0), time.Time{}},
		{"03:+6", at(5, 3, 28, 0), time.Time{}},
		{"half past three", at(5, 3, 28, 0), time.Time{}},
	} {
		h := newHall(t, islingtonNorth()).at(count.StageReady)
		h.now = row.now
		m := h.move()
		send := func() (count.Receipt, error) {
			return h.desk.Declare(t.Context(), clerk(), m, count.Announcement{Announced: row.typed})
		}
		if row.want.IsZero() {
			wantCode(t, row.typed, h.refused(send), count.E01)
			continue
		}
		r := h.accepted(send())
		if s := h.standing(); !s.Announced.Equal(row.want) || !s.Declared.At.Equal(row.now) || !r.At.Equal(row.now) {
			t.Errorf("%q at %s: announced %s, declared %s; want %s", row.typed, row.now, s.Announced, s.Declared.At, row.want)
		}
	}
}

// A tick on an hour that is unlikely counts for that hour, not for the next one.
func TestAnHourIsLookedAtAgain(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageReady)
	h.now = closes().Add(30 * time.Hour)
	declare := func(announced, seen string) (count.Receipt, error) {
		m := h.move()
		m.Accepting = count.Accepting{Seen: count.Seen(count.Fields{count.FieldAnnounced: seen}), Reasons: count.Fields{count.FieldReasonFor(count.W16, count.FieldAnnounced): "counted on the second day"}}
		return h.desk.Declare(t.Context(), clerk(), m, count.Announcement{Announced: announced})
	}
	wantCode(t, "ticked for another hour", h.refused(func() (count.Receipt, error) { return declare("02:59", "03:26") }), count.W16)
	h.accepted(declare("03:26", "03:26"))
}
