package account

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"

	"resultsdesk/internal/count"
)

// Recovery codes: on paper, for a night without the telephone. Each has 80 bits of
// chance, so a plain SHA-256 is enough: nobody tries 2^80, slow hash or not.
const (
	recoveryCodes = 10
	recoveryLen   = 10 // bytes
)

// MakeRecovery gives an officer a new set of recovery codes, which are kept nowhere.
// An earlier set ends.
func (b *Book) MakeRecovery(ctx context.Context, by count.Officer) (codes []string, err error) {
	var hashes []string
	for range recoveryCodes {
		secret := make([]byte, recoveryLen)
		_, _ = rand.Read(secret) // never fails since Go 1.24
		codes = append(codes, spelled(secret))
		hashes = append(hashes, hashRecovery(by.ID, spelled(secret)))
	}
	err = b.store.Account(ctx, func(tx Tx) error {
		return errors.Join(tx.PutRecovery(by.ID, hashes, b.wall()), tx.Audit(b.attempt(by.ID, by.From, KindFactor, count.Accepted, "recovery codes made")))
	})
	return codes, err
}

// useRecovery uses a recovery code up.
func (b *Book) useRecovery(ctx context.Context, s Session, code string) error {
	var refused error
	err := b.store.Account(ctx, func(tx Tx) error {
		err := tx.UseRecovery(s.Officer, hashRecovery(s.Officer, code), b.wall())
		if errors.Is(err, ErrNotFound) {
			refused = ErrCode
			return nil
		}
		return errors.Join(err, tx.Audit(b.attempt(s.Officer, s.Address, KindFactor, count.Accepted, "recovery code used")))
	})
	return errors.Join(refused, err)
}

// hashRecovery is what is kept of a code, however it was typed: the digits that are
// not in it stand for the letters that they look like.
func hashRecovery(officer, code string) string {
	typed := strings.NewReplacer("-", "", " ", "", "0", "o", "1", "l", "8", "b").Replace(strings.ToLower(code))
	return hashToken("recovery " + officer + " " + typed)
}
