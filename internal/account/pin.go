package account

import (
	"context"
	"errors"
	"strings"

	"resultsdesk/internal/count"
)

// PINLength is how many digits a PIN has.
const PINLength = 6

// What can be wrong with a PIN that somebody chooses, or with coming back by one.
var (
	ErrPINForm = errors.New("a PIN has six digits")
	ErrPINEasy = errors.New("a PIN that others would try first")
	ErrNoPIN   = errors.New("no PIN was chosen")
)

// SetPIN gives a session the PIN by which its person comes back at this laptop. The
// error is ErrPINForm or ErrPINEasy.
func (b *Book) SetPIN(ctx context.Context, token, pin string) error {
	if err := checkPIN(pin); err != nil {
		return err
	}
	hash, err := b.hash(ctx, pin)
	if err != nil {
		return err
	}
	return b.store.Account(ctx, func(tx Tx) error {
		s, err := b.signedIn(tx, token)
		if err != nil {
			return err
		}
		s.PIN, s.Wrong = hash, 0
		return errors.Join(tx.PutSession(s), tx.Audit(b.attempt(s.Officer, s.Address, KindSession, count.Accepted, "PIN chosen")))
	})
}

func checkPIN(pin string) error {
	if len(pin) != PINLength || strings.Trim(pin, "0123456789") != "" {
		return ErrPINForm
	}
	for period := 1; period <= PINLength/2; period++ { // 000000, 121212, 123123
		if strings.Repeat(pin[:period], PINLength/period) == pin {
			return ErrPINEasy
		}
	}
	for _, step := range []byte{1, 9} { // 123456, 890123, 654321
		run := true
		for i := 1; i < PINLength; i++ {
			run = run && pin[i]-'0' == (pin[i-1]-'0'+step)%10
		}
		if run {
			return ErrPINEasy
		}
	}
	return nil
}
