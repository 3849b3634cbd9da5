package account

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"time"

	"resultsdesk/internal/count"
)

// KindFactor is what the audit calls the setting up, use and removal of second factors.
const KindFactor count.Kind = "second-factor"

// What can be wrong with a second factor.
var (
	ErrCode    = errors.New("the code is wrong")
	ErrPasskey = errors.New("the passkey was refused")
	ErrLast    = errors.New("whoever may declare, correct or administer keeps one second factor")
)

// secondTries is how many wrong second factors end a session that waits for one.
const secondTries = 5

// Factors are an officer's second factors.
type Factors struct {
	Authenticator *Authenticator // nil: none
	Passkeys      []Passkey      // in the order in which they were added
	Recovery      int            // recovery codes that are not used
	RecoveryMade  time.Time      // zero: none were made
}

// Any tells whether there is a factor to ask for. Recovery codes alone are none: they
// stand in for one.
func (f Factors) Any() bool { return f.Authenticator != nil || len(f.Passkeys) > 0 }

// FactorTx changes second factors inside a transaction; a part of Tx.
type FactorTx interface {
	Factors(officer string) (Factors, error)
	// TrySession counts a wrong second factor of a session and tells the how manieth.
	TrySession(tokenHash string) (int, error)
	// PutOffer keeps the secret that a session is shown, in place of an earlier one.
	PutOffer(session string, secret []byte) error
	// PutAuthenticator gives an officer an authenticator in place of an earlier one.
	PutAuthenticator(officer string, a Authenticator) error
	// PutPasskey adds a passkey or replaces what is kept of one.
	PutPasskey(p Passkey) error
	// PutRecovery gives an officer recovery codes in place of all earlier ones.
	PutRecovery(officer string, hashes []string, at time.Time) error
	// UseRecovery uses a recovery code up; ErrNotFound where it is none, or used.
	UseRecovery(officer, hash string, at time.Time) error
	DropAuthenticator(officer string) error
	DropPasskey(officer string, id []byte) error
	// DropFactors takes all factors of an officer away, recovery codes too.
	DropFactors(officer string) error
}

// Privileged tells whether a role may declare, correct, withdraw or set aside a
// result, or administers the desk.
func Privileged(role count.Role) bool {
	if role == count.RoleAdministrator {
		return true
	}
	weighty := []count.Kind{count.KindDeclared, count.KindProposed, count.KindCorrected, count.KindWithdrawn, count.KindVoid}
	return slices.ContainsFunc(count.ActRules(), func(r count.ActRule) bool {
		return slices.Contains(weighty, r.Kind) && slices.Contains(r.Roles, role)
	})
}

// Obliged tells whether a role signs in with a second factor, by this desk's policy.
func (b *Book) Obliged(role count.Role) bool {
	return b.second == SecondAll || b.second == SecondPrivileged && Privileged(role)
}

// Factors are the second factors of an officer.
func (b *Book) Factors(ctx context.Context, officer string) (Factors, error) {
	return b.store.Factors(ctx, officer)
}

// Proof is what somebody shows of a second factor: one of the three.
type Proof struct {
	Code     string // six digits
	Recovery string // a recovery code, as typed
	Passkey  []byte // the answer of a passkey, as the browser gave it
}

// ShowSecond shows the second factor that a session waits for. The session ends, and
// one that opens the desk takes its place; its token is returned. The error is ErrCode,
// ErrPasskey, a LimitError, or ErrSignedOut where there is no such session or it ended
// with this try.
func (b *Book) ShowSecond(ctx context.Context, token string, p Proof, at Place) (fresh string, err error) {
	s, o, err := b.pending(ctx, token, StepSecond)
	if err != nil {
		return "", err
	}
	how, err := b.ShowProof(ctx, s, p, at)
	if errors.Is(err, ErrCode) || errors.Is(err, ErrPasskey) {
		return "", errors.Join(err, b.triedSecond(ctx, token))
	}
	if err != nil {
		return "", err
	}
	return b.replace(ctx, token, s, o, how)
}

// triedSecond counts a wrong second factor; with the last one the session ends.
func (b *Book) triedSecond(ctx context.Context, token string) error {
	ended := false
	err := b.store.Account(ctx, func(tx Tx) error {
		n, err := tx.TrySession(hashToken(token))
		if ended = n >= secondTries; err == nil && ended {
			err = tx.EndSession(hashToken(token))
		}
		return err
	})
	if err == nil && ended {
		err = ErrSignedOut
	}
	return err
}

// ShowProof checks what an officer shows of a second factor in a session, and says for
// the audit what it was. A code or answer counts once, for whatever it was shown. The
// error is ErrCode, ErrPasskey or a LimitError; refusals are on record.
func (b *Book) ShowProof(ctx context.Context, s Session, p Proof, at Place) (how string, err error) {
	end, err := b.limits.begin(s.Officer, at.Address)
	if err != nil {
		return "", err
	}
	defer func() { end(!errors.Is(err, ErrCode) && !errors.Is(err, ErrPasskey)) }()
	switch {
	case p.Passkey != nil:
		how = "passkey"
		err = b.showPasskey(ctx, s, p.Passkey)
	case p.Recovery != "":
		how = "recovery code"
		err = b.useRecovery(ctx, s.Officer, p.Recovery, at)
	default:
		how = "authenticator"
		err = b.showCode(ctx, s.Officer, p.Code)
	}
	if errors.Is(err, ErrCode) || errors.Is(err, ErrPasskey) {
		err = errors.Join(err, b.store.Account(ctx, func(tx Tx) error {
			return tx.Audit(b.attempt(s.Officer, at.Address, KindFactor, count.Refused, how))
		}))
	}
	return how, err
}

// pending finds a session that waits for a step.
func (b *Book) pending(ctx context.Context, token string, step Step) (Session, Officer, error) {
	s, o, err := b.store.Session(ctx, hashToken(token))
	if err == nil && (o.Disabled || s.ended(b.wall()) || s.Step != step) {
		err = ErrSignedOut
	}
	return s, o, err
}

// replace ends a session that waited for a step and opens one that waits for nothing
// under another token: whoever knew the first one does not know this one.
func (b *Book) replace(ctx context.Context, token string, s Session, o Officer, how string, more ...func(Tx, time.Time) error) (string, error) {
	fresh := rand.Text()
	err := b.store.Account(ctx, func(tx Tx) error {
		now := b.wall()
		for _, do := range more {
			if err := do(tx, now); err != nil {
				return err
			}
		}
		return errors.Join(
			tx.EndSession(hashToken(token)),
			tx.OpenSession(hashToken(fresh), newSession(o, StepNone, s.Place, now)),
			tx.Audit(b.attempt(o.ID, s.Address, KindSignIn, count.Accepted, how)),
		)
	})
	return fresh, err
}

// ResetFactors takes all second factors of an officer away, for instance of a lost
// telephone, and ends the officer's sessions. Whom the policy obliges sets a new one up
// with the next sign-in. by is who did it.
func (b *Book) ResetFactors(ctx context.Context, by count.Officer, id string) error {
	o, err := b.person(ctx, id)
	if err != nil {
		return err
	}
	return b.store.Account(ctx, func(tx Tx) error {
		return errors.Join(tx.DropFactors(o.ID), tx.EndSessions(o.ID, b.wall().Add(-SessionLength)),
			tx.Audit(b.attempt(by.ID, by.From, KindFactor, count.Accepted, o.ID+": all second factors reset")))
	})
}

// RemoveAuthenticator takes an officer's own authenticator away; ErrLast.
func (b *Book) RemoveAuthenticator(ctx context.Context, by count.Officer) error {
	return b.remove(ctx, by, "authenticator removed", func(tx Tx) error { return tx.DropAuthenticator(by.ID) })
}

// RemovePasskey takes one of an officer's own passkeys away; ErrLast.
func (b *Book) RemovePasskey(ctx context.Context, by count.Officer, id []byte) error {
	return b.remove(ctx, by, "passkey removed", func(tx Tx) error { return tx.DropPasskey(by.ID, id) })
}

func (b *Book) remove(ctx context.Context, by count.Officer, what string, drop func(Tx) error) error {
	var refused error
	err := b.store.Account(ctx, func(tx Tx) error {
		f, err := tx.Factors(by.ID)
		if err != nil {
			return err
		}
		left := len(f.Passkeys)
		if f.Authenticator != nil {
			left++
		}
		if left <= 1 && b.Obliged(by.Role) {
			refused = ErrLast
			return tx.Audit(b.attempt(by.ID, by.From, KindFactor, count.Refused, what))
		}
		return errors.Join(drop(tx), tx.Audit(b.attempt(by.ID, by.From, KindFactor, count.Accepted, what)))
	})
	return errors.Join(refused, err)
}
