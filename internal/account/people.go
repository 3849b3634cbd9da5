package account

import (
	"context"
	"crypto/rand"
	"errors"

	"resultsdesk/internal/count"
)

// KindPIN is what the audit calls coming back at a laptop by PIN.
const KindPIN count.Kind = "pin"

// signedIn is the open session of a token that has nothing left to show.
func (b *Book) signedIn(tx Tx, token string) (Session, error) {
	s, err := b.here(tx, token)
	if err == nil && s.Step != StepNone {
		err = ErrSignedOut
	}
	return s, err
}

// here is the open session that a browser has: of who works, or of one who waits for
// the PIN.
func (b *Book) here(tx Tx, token string) (Session, error) {
	s, err := tx.Session(hashToken(token))
	if err == nil && (s.ended(b.wall()) || s.Step != StepNone && s.Step != StepPIN) {
		err = ErrSignedOut
	}
	return s, err
}

// waits tells whether a session waits for the PIN of its person.
func (b *Book) waits(s Session) bool {
	return s.Step == StepPIN && s.PIN != "" && !s.ended(b.wall())
}

// People are the sessions at the laptop of a token: its own first, whether its person
// works or waits, then those that wait for their PIN. ErrSignedOut.
func (b *Book) People(ctx context.Context, token string) ([]Session, error) {
	own, _, err := b.store.Session(ctx, hashToken(token))
	if err != nil || own.ended(b.wall()) || own.Step != StepNone && own.Step != StepPIN {
		return nil, errors.Join(ErrSignedOut, err)
	}
	all, err := b.store.Sessions(ctx, "", own.Laptop)
	people := []Session{own}
	for _, s := range all {
		if s.ID != own.ID && b.waits(s) {
			people = append(people, s)
		}
	}
	return people, err
}

// StepAside has a session wait for its PIN, so that another person can sign in at the
// same laptop. The error is ErrNoPIN where none was chosen, or ErrSignedOut.
func (b *Book) StepAside(ctx context.Context, token string) error {
	return b.store.Account(ctx, func(tx Tx) error {
		s, err := b.here(tx, token)
		if err != nil {
			return err
		}
		if s.PIN == "" {
			return ErrNoPIN
		}
		s.Step = StepPIN
		return tx.PutSession(s)
	})
}

// Change has the person whose session waits at a laptop come back by PIN. Both tokens
// end: that person's session opens with the one returned, and who worked until now
// needs a PIN to come back, or has signed out where there is none. The error is a
// WrongError, or ErrSignedOut where nothing waits there.
func (b *Book) Change(ctx context.Context, token, id, pin, from string) (next string, err error) {
	next = rand.Text()
	err = b.guarded(ctx, guarded{
		kind: KindPIN, from: from,
		find: func(tx Tx) (Session, error) {
			own, err := b.here(tx, token)
			if err != nil {
				return own, err
			}
			s, err := tx.SessionByID(id)
			if err == nil && (s.Laptop != own.Laptop || !b.waits(s)) {
				err = ErrSignedOut
			}
			return s, err
		},
		right: func(s Session) (bool, error) { return b.matches(ctx, s.PIN, pin) },
		then: func(tx Tx, s Session) error {
			if err := b.makeRoom(tx, token, s.ID); err != nil {
				return err
			}
			s.Step, s.Used = StepNone, b.wall()
			return errors.Join(tx.PutSession(s), tx.GiveToken(s.ID, hashToken(next)))
		},
	})
	return next, err
}

// makeRoom ends a browser's token. Who works under it waits for the PIN then.
func (b *Book) makeRoom(tx Tx, token, but string) error {
	s, err := b.here(tx, token)
	if err != nil || s.ID == but {
		return err
	}
	if s.PIN == "" {
		return tx.CloseSession(s.ID)
	}
	s.Step = StepPIN
	return errors.Join(tx.PutSession(s), tx.GiveToken(s.ID, hashToken(rand.Text())))
}

// Supersede ends the token that a browser had before somebody signed in there. A
// session that waits for its PIN goes on waiting; any other ends.
func (b *Book) Supersede(ctx context.Context, token string) error {
	return b.store.Account(ctx, func(tx Tx) error {
		s, err := tx.Session(hashToken(token))
		switch {
		case errors.Is(err, ErrSignedOut):
			return nil
		case err != nil:
			return err
		case b.waits(s):
			return tx.GiveToken(s.ID, hashToken(rand.Text()))
		}
		return tx.CloseSession(s.ID)
	})
}

// Leave ends a session. Where others wait at its laptop the token returned lets them
// come back by PIN, and opens nothing else. from is the network address, for the audit.
func (b *Book) Leave(ctx context.Context, token, from string) (waiting string, err error) {
	err = b.store.Account(ctx, func(tx Tx) error {
		own, err := tx.Session(hashToken(token))
		if errors.Is(err, ErrSignedOut) {
			return nil
		}
		if err != nil {
			return err
		}
		others, err := tx.Sessions("", own.Laptop)
		if err != nil {
			return err
		}
		for _, s := range others {
			if s.ID != own.ID && b.waits(s) {
				waiting = rand.Text()
				err = tx.GiveToken(s.ID, hashToken(waiting))
				break
			}
		}
		return errors.Join(err, tx.CloseSession(own.ID), tx.Audit(b.attempt(own.Officer, from, KindSignOut, count.Accepted, "")))
	})
	return waiting, err
}

// LeaveAll ends every session at the laptop of a token.
func (b *Book) LeaveAll(ctx context.Context, token string) error {
	return b.store.Account(ctx, func(tx Tx) error {
		own, err := b.here(tx, token)
		if err != nil {
			return err
		}
		return errors.Join(closeAt(tx, "", own.Laptop), tx.Audit(b.attempt(own.Officer, own.Address, KindSignOut, count.Accepted, "everyone at the laptop")))
	})
}

// closeAt ends the sessions at a laptop, of one officer or of all.
func closeAt(tx Tx, officer, laptop string) error {
	if laptop == "" {
		return nil
	}
	all, err := tx.Sessions(officer, laptop)
	for _, s := range all {
		err = errors.Join(err, tx.CloseSession(s.ID))
	}
	return err
}
