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
	// PutOffer keeps the secret that a session is shown, in place of an earlier one.
	PutOffer(session string, secret []byte) error
	DropOffer(session string) error
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
// result, write to the public in its own words, or administers the desk.
func Privileged(role count.Role) bool {
	if role == count.RoleAdministrator {
		return true
	}
	weighty := []count.Kind{count.KindDeclared, count.KindProposed, count.KindCorrected, count.KindWithdrawn, count.KindVoid, count.KindNoted}
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

// ShowSecond shows the second factor that a session waits for. It goes on under a new
// token, which opens the desk; whoever knew the first one does not know this one. The
// error is a WrongError, a LimitError or ErrSignedOut.
func (b *Book) ShowSecond(ctx context.Context, token string, p Proof, at Place) (next string, err error) {
	end, err := b.mayProve(ctx, token, p, at.Address)
	if err != nil {
		return "", err
	}
	defer func() { end(err) }()
	next = rand.Text()
	err = b.guarded(ctx, guarded{
		kind: KindFactor, from: at.Address,
		find: func(tx Tx) (Session, error) {
			s, err := tx.Session(hashToken(token))
			if err == nil && (s.ended(b.wall()) || s.Step != StepSecond) {
				err = ErrSignedOut
			}
			return s, err
		},
		right: func(s Session) (bool, error) { return b.shows(ctx, s, p) },
		then:  func(tx Tx, s Session) error { return b.opened(tx, s, next) },
	})
	return next, err
}

// mayProve asks the limits whether a session may try a proof.
func (b *Book) mayProve(ctx context.Context, token string, p Proof, address string) (end func(error), err error) {
	s, o, err := b.store.Session(ctx, hashToken(token))
	if err == nil && (o.Disabled || s.ended(b.wall())) {
		err = ErrSignedOut
	}
	if err != nil {
		return nil, err
	}
	name, err := b.limits.begin(o.ID, address)
	if err != nil || p.Code == "" {
		return name, err
	}
	digits, err := b.limits.digits(o.ID)
	if err != nil {
		name(err)
		return nil, err
	}
	return func(err error) { name(err); digits(err) }, nil
}

// shows tells whether a second factor is that of a session's officer. A code or an
// answer counts once, for whatever it was shown.
func (b *Book) shows(ctx context.Context, s Session, p Proof) (bool, error) {
	err := ErrCode
	switch {
	case p.Passkey != nil:
		err = b.showPasskey(ctx, s, p.Passkey)
	case p.Recovery != "":
		err = b.useRecovery(ctx, s, p.Recovery)
	case p.Code != "":
		err = b.showCode(ctx, s.Officer, p.Code)
	}
	if errors.Is(err, ErrCode) || errors.Is(err, ErrPasskey) || errors.Is(err, ErrNoPasskeys) {
		return false, nil
	}
	return err == nil, err
}

// opened has a session that waited for a step open the desk, under another token.
func (b *Book) opened(tx Tx, s Session, next string) error {
	s.Step, s.Proved, s.Used, s.Wrong = StepNone, b.wall(), b.wall(), 0
	return errors.Join(tx.PutSession(s), tx.GiveToken(s.ID, hashToken(next)))
}

// ResetFactors takes all second factors of an officer away, for instance of a lost
// telephone, and ends the officer's sessions. Whom the policy obliges sets a new one up
// with the next sign-in. count.ErrForbidden for whoever is no administrator.
func (b *Book) ResetFactors(ctx context.Context, by count.Officer, id string) error {
	if _, err := b.person(ctx, id); err != nil {
		return err
	}
	return b.administer(ctx, by, KindFactor, id, "all second factors reset", func(tx Tx) (string, error) {
		_, err := b.endSessions(tx, id, b.wall())
		return "", errors.Join(err, tx.DropFactors(id))
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
