package count

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Move is an act of the Returning Officer that moves a count to another stage.
type Move struct {
	Contest   string
	Key       string
	Base      int64 // Standing.Moved that the page showed
	Authority Authority
	Announced string // declaration only: "03:26" in the election's time zone; blank is now
}

// MakeProvisional says that the count is complete and in balance and puts it to
// those present.
func (d *Desk) MakeProvisional(ctx context.Context, by Officer, m Move) (Receipt, error) {
	return d.move(ctx, by, m, KindProvisional, func(s *Standing, _ time.Time) (Body, error) {
		return Provisional{}, found(CheckComplete(s))
	})
}

// MakeReady says that agreement was sought and the statement is prepared.
func (d *Desk) MakeReady(ctx context.Context, by Officer, m Move) (Receipt, error) {
	return d.move(ctx, by, m, KindReady, func(s *Standing, _ time.Time) (Body, error) {
		return Ready{}, found(append(CheckComplete(s), CheckTie(s)...))
	})
}

// TakeBack undoes ready, so that figures can be entered again.
func (d *Desk) TakeBack(ctx context.Context, by Officer, m Move) (Receipt, error) {
	return d.move(ctx, by, m, KindTakenBack, func(*Standing, time.Time) (Body, error) {
		return TakenBack{}, nil
	})
}

// Declare declares the result (rule 50). From then on the figures are frozen.
func (d *Desk) Declare(ctx context.Context, by Officer, m Move) (Receipt, error) {
	return d.move(ctx, by, m, KindDeclared, func(s *Standing, now time.Time) (Body, error) {
		if findings := append(CheckComplete(s), CheckTie(s)...); len(findings) > 0 {
			return nil, found(findings)
		}
		announced, finding := announcedAt(s, m.Announced, now)
		if finding != nil {
			return nil, found([]Finding{*finding})
		}
		elected, _ := s.Winners()
		return Declared{Announced: announced, Elected: elected}, nil
	})
}

func found(f []Finding) error {
	if len(f) == 0 {
		return nil
	}
	return &CheckError{f}
}

// move is what all moves share: state, authority, base, then the move's own
// checks.
func (d *Desk) move(ctx context.Context, by Officer, m Move, kind Kind, body func(*Standing, time.Time) (Body, error)) (Receipt, error) {
	attempt := Attempt{Kind: kind, Contest: m.Contest, Key: m.Key}
	return d.submit(ctx, by, attempt, digest(kind, m.Contest, "", nil, m.Announced, string(m.Authority)), func(s *submission, standing *Standing) error {
		if err := mayMove(standing, kind); err != nil {
			return s.refuse(err)
		}
		if !m.Authority.suffices(kind) {
			return s.refuse(&CheckError{[]Finding{{Code: E10, Field: FieldAuthority, Title: "Say on whose authority this is done.",
				Text: "Only the Returning Officer, or for a provisional result a deputy authorised in writing, can do this."}}})
		}
		if standing.Moved != m.Base {
			return s.refuse(&ConflictError{Code: E11, Standing: standing,
				Message: "Something changed on this count after the page was opened. Look at the figures again."})
		}
		b, err := body(standing, s.now)
		if err != nil {
			return s.refuse(err)
		}
		return s.accept(standing, "", m.Authority, b)
	})
}

// Names of the fields of a move.
const (
	FieldAuthority = "authority"
	FieldAnnounced = "announced"
)

// mayMove is the state machine of the moves: where each may start from.
func mayMove(s *Standing, kind Kind) error {
	from := map[Kind]Stage{
		KindProvisional: StageCounting,
		KindReady:       StageProvisional,
		KindTakenBack:   StageReady,
		KindDeclared:    StageReady,
	}[kind]
	stage := s.Stage()
	if stage == from {
		return nil
	}
	if stage == StageDeclared {
		return mayType(s)
	}
	return &StateError{Code: E10, Stage: stage, Message: fmt.Sprintf("%s is %s; this can be done only when it is %s.", s.Contest.Name, stage, from)}
}

// announcedAt reads the time of the announcement: the last such time on the clock
// of the election's zone that is not in the future, and not before the poll
// closed (W16).
func announcedAt(s *Standing, typed string, now time.Time) (time.Time, *Finding) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return now, nil
	}
	hour, minute, ok := parseClock(typed)
	if !ok {
		return now, &Finding{Code: E01, Field: FieldAnnounced, Title: fmt.Sprintf("The time “%s” cannot be read.", typed), Text: "Write it as 03:26, or leave it empty if that is now."}
	}
	e := &s.Contest.Election
	local := now.In(e.Location())
	at := time.Date(local.Year(), local.Month(), local.Day(), hour, minute, 0, 0, e.Location())
	if at.After(now) {
		at = time.Date(local.Year(), local.Month(), local.Day()-1, hour, minute, 0, 0, e.Location())
	}
	if at.Before(e.Closes) {
		return now, &Finding{Code: E01, Field: FieldAnnounced, Title: fmt.Sprintf("%s is in the future, or before the poll closed.", typed),
			Text: fmt.Sprintf("It is now %s; the poll closed at %s.", e.Clock(now), e.Clock(e.Closes))}
	}
	return at, nil
}

func parseClock(s string) (hour, minute int, ok bool) {
	h, m, found := strings.Cut(strings.Replace(s, ".", ":", 1), ":")
	if !found || len(m) != 2 || len(h) < 1 || len(h) > 2 || strings.ContainsAny(h+m, "+-") {
		return 0, 0, false
	}
	hour, err := strconv.Atoi(h)
	if err != nil || hour < 0 || hour > 23 {
		return 0, 0, false
	}
	minute, err = strconv.Atoi(m)
	if err != nil || minute < 0 || minute > 59 {
		return 0, 0, false
	}
	return hour, minute, true
}

// Clock writes a time as people read it, in the election's zone: "03:26 BST".
func (e *Election) Clock(t time.Time) string { return t.In(e.Location()).Format("15:04 MST") }
