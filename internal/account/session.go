package account

import (
	"context"
	"crypto/rand"
	"time"

	"resultsdesk/internal/count"
)

// How long a session lasts: at most one night, and half an hour after its person last
// did something (ASVS 7.3).
const (
	SessionLength = 12 * time.Hour
	SessionIdle   = 30 * time.Minute

	// SecondLength is how long a passphrase waits for its second factor.
	SecondLength = 10 * time.Minute
)

// ProofLength is how long who showed who it is need not do so again before an act that
// is meant for one person alone (ASVS 7.5.3).
const ProofLength = 10 * time.Minute

// usedEvery is how exact the time of last use is kept: a click need not cost a write.
const usedEvery = time.Minute

// Step is what a session still needs before it opens anything.
type Step string

// What a session may need.
const (
	StepNone   Step = ""       // nothing: its officer is signed in
	StepSecond Step = "second" // its second factor
	StepEnrol  Step = "enrol"  // a second factor to be set up first
	StepPIN    Step = "pin"    // its PIN: another person has the laptop, or nobody
)

// Place is where somebody signs in from.
type Place struct {
	Address string // network address
	Device  string // the browser, in words; for the list of sessions
	Laptop  string // sessions of the same browser share it; empty: a new one is made
}

// Session is an open session.
type Session struct {
	ID      string // by which it is listed and ended; it opens nothing
	Officer string
	Step    Step
	Place
	Began  time.Time
	Used   time.Time // when its person last did something, to the minute
	Proved time.Time // when its person last showed who it is
	PIN    string    // argon2id, PHC form; empty: none was chosen
	Wrong  int       // tries of PIN or proof since the last right one
	At     time.Time // when the book looked at it; not kept
}

// IdleEnd is when the session ends unless its laptop is used.
func (s Session) IdleEnd() time.Time { return s.Used.Add(SessionIdle) }

// End is when the session ends however it is used.
func (s Session) End() time.Time { return s.Began.Add(SessionLength) }

// Fresh tells whether its person showed lately who it is.
func (s Session) Fresh() bool { return s.At.Sub(s.Proved) < ProofLength }

func newSession(o Officer, step Step, at Place, now time.Time) Session {
	if at.Laptop == "" {
		at.Laptop = rand.Text()
	}
	return Session{ID: rand.Text(), Officer: o.ID, Step: step, Place: at, Began: now, Used: now, Proved: now}
}

// ended tells whether a session is over.
func (s Session) ended(now time.Time) bool {
	return !now.Before(s.End()) || !now.Before(s.IdleEnd()) || s.Step == StepSecond && now.Sub(s.Began) >= SecondLength
}

// Signed is who a token belongs to: the officer and the session; ErrSignedOut where it
// has ended. active says that a person did something: that keeps the session from
// ending idle. A page that looks for news by itself is not active. Whoever asks looks
// at Session.Step before letting anybody in.
func (b *Book) Signed(ctx context.Context, token string, active bool) (count.Officer, Session, error) {
	s, o, err := b.store.Session(ctx, hashToken(token))
	if err != nil {
		return count.Officer{}, s, err
	}
	now := b.wall()
	s.At = now
	if o.Disabled || s.ended(now) {
		return count.Officer{}, s, ErrSignedOut
	}
	if active && now.Sub(s.Used) >= usedEvery {
		// A store that takes nothing now, on a full disk for instance, keeps nobody from reading.
		err := b.store.Account(ctx, func(tx Tx) error { return tx.UseSession(hashToken(token), now) })
		if err != nil && !count.NotStored(err) {
			return count.Officer{}, s, err
		}
		if err == nil {
			s.Used = now
		}
	}
	return count.Officer{ID: o.ID, Role: o.Role, Contests: o.Contests}, s, nil
}
