package account

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"resultsdesk/internal/count"
)

// Six digits of an authenticator app (RFC 6238): as every app makes them.
const (
	codePeriod = 30 * time.Second
	codeSkew   = 1  // periods that a telephone's clock may be wrong
	secretLen  = 20 // bytes
)

// Authenticator is an officer's authenticator app.
type Authenticator struct {
	Secret   []byte
	Enrolled time.Time
	Step     int64 // period of the last code that was taken: it and earlier ones are used up
}

// Offer is what an authenticator is set up with.
type Offer struct {
	URL    string // for a QR code
	Secret string // to type, in fours
}

// OfferAuthenticator makes the secret that a session is shown to set an authenticator
// up with. It counts for nothing before EnrolAuthenticator.
func (b *Book) OfferAuthenticator(ctx context.Context, token string) error {
	s, _, err := b.enrolling(ctx, token)
	if err != nil {
		return err
	}
	secret := make([]byte, secretLen)
	_, _ = rand.Read(secret) // never fails since Go 1.24
	return b.store.Account(ctx, func(tx Tx) error { return tx.PutOffer(s.ID, secret) })
}

// Offered is what a session was shown to set an authenticator up with; ErrNotFound
// where nothing was. issuer is the name under which the app lists it.
func (b *Book) Offered(ctx context.Context, token, issuer string) (Offer, error) {
	s, o, err := b.enrolling(ctx, token)
	if err != nil {
		return Offer{}, err
	}
	secret, err := b.store.Offer(ctx, s.ID)
	if err != nil {
		return Offer{}, err
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: o.ID, Secret: secret})
	if err != nil {
		return Offer{}, err
	}
	return Offer{URL: key.URL(), Secret: strings.ToUpper(strings.ReplaceAll(spelled(secret), "-", " "))}, nil
}

// EnrolAuthenticator sets up the authenticator that a session was offered, once its
// code shows that it works. A session that had to gives way to one that opens the
// desk: its token is returned, and else the same one. The error is ErrCode, ErrNotFound
// where nothing was offered, or a LimitError.
func (b *Book) EnrolAuthenticator(ctx context.Context, token, code string) (string, error) {
	s, o, err := b.enrolling(ctx, token)
	if err != nil {
		return "", err
	}
	secret, err := b.store.Offer(ctx, s.ID)
	if err != nil {
		return "", err
	}
	end, err := b.limits.digits("enrol " + o.ID)
	if err != nil {
		return "", err
	}
	step, ok := b.stepOf(secret, code, 0)
	end(ok)
	if !ok {
		return "", ErrCode
	}
	return b.enrol(ctx, token, s, "authenticator set up", func(tx Tx, now time.Time) error {
		return errors.Join(tx.DropOffer(s.ID), tx.PutAuthenticator(o.ID, Authenticator{Secret: secret, Enrolled: now, Step: step}))
	})
}

// enrolling finds a session in which a second factor may be set up: one that has to,
// or one that is signed in.
func (b *Book) enrolling(ctx context.Context, token string) (Session, Officer, error) {
	s, o, err := b.store.Session(ctx, hashToken(token))
	if err == nil && (o.Disabled || s.ended(b.wall()) || s.Step != StepNone && s.Step != StepEnrol) {
		err = ErrSignedOut
	}
	return s, o, err
}

// enrol keeps a new factor. A session that had to set one up opens the desk then.
func (b *Book) enrol(ctx context.Context, token string, s Session, what string, keep func(Tx, time.Time) error) (next string, err error) {
	next = token
	if s.Step == StepEnrol {
		next = rand.Text()
	}
	err = b.store.Account(ctx, func(tx Tx) error {
		now, err := tx.Session(hashToken(token)) // again: it may have ended meanwhile
		if err != nil {
			return err
		}
		if next != token {
			err = b.opened(tx, now, next)
		}
		return errors.Join(err, keep(tx, b.wall()), tx.Audit(b.attempt(s.Officer, s.Address, KindFactor, count.Accepted, what)))
	})
	return next, err
}

// showCode checks six digits against an officer's authenticator. A code counts once.
func (b *Book) showCode(ctx context.Context, officer, code string) error {
	refused := ErrCode
	err := b.store.Account(ctx, func(tx Tx) error {
		f, err := tx.Factors(officer)
		if err != nil || f.Authenticator == nil {
			return err
		}
		step, ok := b.stepOf(f.Authenticator.Secret, code, f.Authenticator.Step)
		if !ok {
			return nil
		}
		refused = nil
		f.Authenticator.Step = step
		return tx.PutAuthenticator(officer, *f.Authenticator)
	})
	return errors.Join(refused, err)
}

// stepOf is the period that a code belongs to, if it is one of now or of a telephone
// whose clock is a little wrong, and later than those used up.
func (b *Book) stepOf(secret []byte, code string, used int64) (step int64, ok bool) {
	now := b.wall().Unix() / int64(codePeriod.Seconds())
	code = strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, code)
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
	for at := now - codeSkew; at <= now+codeSkew; at++ {
		matches, err := hotp.ValidateCustom(code, uint64(at), text, hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && matches && at > used {
			return at, true
		}
	}
	return 0, false
}
