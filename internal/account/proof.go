package account

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"resultsdesk/internal/count"
)

// MostWrong is how many wrong PINs or proofs in a row end a session.
const MostWrong = 5

// WrongError is ErrWrong for a PIN or a proof, with how many tries are left. With none
// left the session has ended.
type WrongError struct{ Left int }

// Error implements error.
func (e *WrongError) Error() string { return fmt.Sprintf("%v; tries left: %d", ErrWrong, e.Left) }

// Unwrap makes it an ErrWrong.
func (e *WrongError) Unwrap() error { return ErrWrong }

// KindProof is what the audit calls showing who one is in an open session.
const KindProof count.Kind = "proof"

// Proof is how somebody shows, or shows again, who it is: one of these.
type Proof struct {
	Passphrase string
	Code       string // six digits of an authenticator
	Recovery   string // a recovery code, as typed
	Passkey    []byte // the answer of a passkey to BeginProof, as the browser gave it
}

// Prove has the person of a session show again who it is: see Session.Fresh. The
// session goes on under a new token. The error is a WrongError, a LimitError, ErrBusy or
// ErrSignedOut.
func (b *Book) Prove(ctx context.Context, token string, p Proof, from string) (next string, err error) {
	end, err := b.mayProve(ctx, token, p, from)
	if err != nil {
		return "", err
	}
	defer func() { end(!errors.Is(err, ErrWrong)) }()
	next = rand.Text()
	err = b.guarded(ctx, guarded{
		kind: KindProof, from: from,
		find:  func(tx Tx) (Session, error) { return b.signedIn(tx, token) },
		right: func(s Session) (bool, error) { return b.proves(ctx, s, p) },
		then: func(tx Tx, s Session) error {
			s.Proved = b.wall()
			return errors.Join(tx.PutSession(s), tx.GiveToken(s.ID, hashToken(next)))
		},
	})
	return next, err
}

// proves tells whether a proof is that of a session's officer.
func (b *Book) proves(ctx context.Context, s Session, p Proof) (bool, error) {
	if p.Passphrase == "" {
		return b.shows(ctx, s, p)
	}
	o, err := b.store.Officer(ctx, s.Officer)
	if err != nil || o.Passphrase == "" {
		return false, err
	}
	return b.matches(ctx, o.Passphrase, p.Passphrase)
}

// guarded is something that a person of an open session may get wrong a few times.
type guarded struct {
	kind  count.Kind
	from  string
	find  func(Tx) (Session, error)
	right func(Session) (bool, error)
	then  func(Tx, Session) error
}

// guarded counts a try before it looks at it: tries that come at once are no more than
// those that come one after another. The last wrong one ends the session.
func (b *Book) guarded(ctx context.Context, g guarded) error {
	var s Session
	err := b.store.Account(ctx, func(tx Tx) (err error) {
		if s, err = g.find(tx); err != nil {
			return err
		}
		if s.Wrong >= MostWrong {
			return ErrSignedOut
		}
		s.Wrong++
		return tx.PutSession(s)
	})
	if err != nil {
		return err
	}
	right, err := g.right(s)
	if err != nil {
		return err
	}
	if !right {
		return b.wrong(ctx, g, s)
	}
	return b.store.Account(ctx, func(tx Tx) error {
		now, err := g.find(tx) // again: it may have ended meanwhile
		if err != nil {
			return err
		}
		now.Wrong = 0
		return errors.Join(g.then(tx, now), tx.Audit(b.attempt(s.Officer, g.from, g.kind, count.Accepted, "")))
	})
}

func (b *Book) wrong(ctx context.Context, g guarded, s Session) error {
	left := MostWrong - s.Wrong
	detail := fmt.Sprintf("wrong %d of %d", s.Wrong, MostWrong)
	err := b.store.Account(ctx, func(tx Tx) error {
		var ended error
		if left == 0 {
			detail += ", session ended"
			ended = tx.CloseSession(s.ID)
		}
		return errors.Join(ended, tx.Audit(b.attempt(s.Officer, g.from, g.kind, count.Refused, detail)))
	})
	if err != nil {
		return err
	}
	return &WrongError{Left: left}
}
