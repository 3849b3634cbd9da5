package account

import (
	"context"
	"errors"
	"slices"
	"time"

	"resultsdesk/internal/count"
)

// Sessions are the open sessions of an officer, newest first.
func (b *Book) Sessions(ctx context.Context, officer string) ([]Session, error) {
	all, err := b.store.Sessions(ctx, officer, "")
	return b.unended(all), err
}

// unended leaves out what has ended and was not yet taken away.
func (b *Book) unended(all []Session) []Session {
	now := b.wall()
	return slices.DeleteFunc(all, func(s Session) bool { return s.ended(now) })
}

// Alive tells whether the session with an id is open and its person at work: the
// sockets of any other are closed. A fault of the store ends none.
func (b *Book) Alive(ctx context.Context, id string) bool {
	s, o, err := b.store.SessionByID(ctx, id)
	if err != nil {
		return !errors.Is(err, ErrSignedOut)
	}
	return !o.Disabled && s.Step == StepNone && !s.ended(b.wall())
}

// End ends a session by its id: one's own, or any for an administrator. One that has
// ended already is no error; count.ErrForbidden for another's.
func (b *Book) End(ctx context.Context, by count.Officer, id string) error {
	s, _, err := b.store.SessionByID(ctx, id)
	if errors.Is(err, ErrSignedOut) {
		return nil
	}
	if err != nil {
		return err
	}
	return b.administer(ctx, by, KindSession, s.Officer, "session ended", func(tx Tx) (string, error) { return "", tx.CloseSession(id) })
}

// EndAll ends the sessions of an officer but one, which may be none: one's own, or
// anybody's for an administrator; count.ErrForbidden.
func (b *Book) EndAll(ctx context.Context, by count.Officer, officer, but string) error {
	return b.administer(ctx, by, KindSession, officer, "sessions ended", func(tx Tx) (string, error) {
		all, err := tx.Sessions(officer, "")
		for _, s := range all {
			if s.ID != but {
				err = errors.Join(err, tx.CloseSession(s.ID))
			}
		}
		return "", err
	})
}

// Member is an officer as an administrator sees one.
type Member struct {
	Officer
	Sessions []Session // open ones, newest first
	SignedIn time.Time // last; zero: never
}

// Staff are all officers, by id, for an administrator; count.ErrForbidden for others.
func (b *Book) Staff(ctx context.Context, by count.Officer) ([]Member, error) {
	if !MayAdminister(by) {
		return nil, count.ErrForbidden
	}
	all, err := b.Officers(ctx)
	if err != nil {
		return nil, err
	}
	sessions, err := b.Sessions(ctx, "")
	if err != nil {
		return nil, err
	}
	last, err := b.store.SignIns(ctx)
	var staff []Member
	for _, o := range all {
		m := Member{Officer: o, SignedIn: last[o.ID]}
		for _, s := range sessions {
			if s.Officer == o.ID {
				m.Sessions = append(m.Sessions, s)
			}
		}
		staff = append(staff, m)
	}
	return staff, err
}
