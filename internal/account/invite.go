package account

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"resultsdesk/internal/count"
)

// InvitationLength is how long an invitation can be used.
const InvitationLength = 7 * 24 * time.Hour

// What can be wrong with an invitation.
var (
	ErrInvitationUnknown = errors.New("no such invitation")
	ErrInvitationUsed    = errors.New("the invitation was used")
	ErrInvitationExpired = errors.New("the invitation has expired")
)

// ErrDisabled: an officer who is disabled cannot be invited.
var ErrDisabled = errors.New("the officer is disabled")

// Invitation lets an officer choose a passphrase once.
type Invitation struct {
	Officer string
	Made    time.Time
	Expires time.Time
	Used    time.Time // zero: not used
}

// Invite makes an invitation and returns its token, which is kept nowhere. An
// earlier one that the officer has not used ends. count.ErrForbidden.
func (b *Book) Invite(ctx context.Context, id string) (token string, until time.Time, err error) {
	o, err := b.person(ctx, id)
	if err != nil {
		return "", time.Time{}, err
	}
	if o.Disabled {
		return "", time.Time{}, fmt.Errorf("%s: %w; enable the officer first", id, ErrDisabled)
	}
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails since Go 1.24
	token = spelled(secret)
	now := b.wall()
	i := Invitation{Officer: id, Made: now, Expires: now.Add(InvitationLength)}
	err = b.administer(ctx, b.by, KindInvitation, id, "invited", func(tx Tx) (string, error) {
		return "", tx.PutInvitation(hashInvitation(token), i)
	})
	return token, i.Expires, err
}

// Invited is the officer whom an invitation is for; ErrInvitationUnknown, also for an
// officer who was disabled since, ErrInvitationUsed or ErrInvitationExpired.
func (b *Book) Invited(ctx context.Context, token string) (Officer, error) {
	i, err := b.store.Invitation(ctx, hashInvitation(token))
	if err != nil {
		return Officer{}, err
	}
	if err := b.usable(i); err != nil {
		return Officer{}, err
	}
	o, err := b.store.Officer(ctx, i.Officer)
	if err == nil && o.Disabled {
		err = ErrInvitationUnknown
	}
	return o, err
}

// spelled writes a token so that it can be typed from paper: small letters and digits
// of which no two look alike, in fours.
func spelled(secret []byte) string {
	text := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret))
	var fours []string
	for four := range slices.Chunk([]byte(text), 4) {
		fours = append(fours, string(four))
	}
	return strings.Join(fours, "-")
}

// hashInvitation is what is kept of a token, however it was typed.
func hashInvitation(token string) string {
	return hashToken("invitation " + strings.ToLower(strings.NewReplacer("-", "", " ", "").Replace(token)))
}

func (b *Book) usable(i Invitation) error {
	switch {
	case !i.Used.IsZero():
		return ErrInvitationUsed
	case !b.wall().Before(i.Expires):
		return ErrInvitationExpired
	}
	return nil
}

// Accept gives the invited officer a passphrase, ends the officer's sessions, uses
// the invitation up and opens a session. The error is ErrShort or one of Invited;
// either goes on record.
func (b *Book) Accept(ctx context.Context, token, passphrase string, at Place) (session string, err error) {
	end, err := b.limits.begin("", at.Address)
	if err != nil {
		return "", err
	}
	defer func() { end(!errors.Is(err, ErrInvitationUnknown)) }()
	o, err := b.Invited(ctx, token)
	if err == nil {
		err = b.fits(ctx, o, passphrase)
	}
	if err != nil {
		return "", b.notAccepted(ctx, o.ID, at.Address, err)
	}
	if o.Passphrase, err = b.hash(ctx, passphrase); err != nil {
		return "", err
	}
	step, err := b.step(ctx, o)
	if err != nil {
		return "", err
	}
	session = rand.Text()
	var refused error
	err = b.store.Account(ctx, func(tx Tx) error {
		now := b.wall()
		i, err := tx.Invitation(hashInvitation(token)) // again: two may come at once
		if refused = errors.Join(err, b.usable(i)); refused != nil {
			return nil
		}
		_, err = b.endSessions(tx, o.ID, now)
		return errors.Join(err,
			tx.UseInvitation(hashInvitation(token), now), tx.PutOfficer(o, now), tx.OpenSession(hashToken(session), newSession(o, step, at, now)),
			tx.Audit(b.attempt(o.ID, at.Address, KindInvitation, count.Accepted, "passphrase chosen")),
			tx.Audit(b.attempt(o.ID, at.Address, KindSignIn, count.Accepted, "by invitation")),
		)
	})
	if refused != nil {
		return "", b.notAccepted(ctx, o.ID, at.Address, errors.Join(refused, err))
	}
	return session, err
}

// notAccepted writes down an invitation that was tried in vain.
func (b *Book) notAccepted(ctx context.Context, officer, from string, why error) error {
	return errors.Join(why, b.Record(ctx, b.attempt(officer, from, KindInvitation, count.Refused, why.Error())))
}

// hash hashes a passphrase, in its turn among those that hash.
func (b *Book) hash(ctx context.Context, passphrase string) (string, error) {
	done, err := b.turns.take(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	return hashPassphrase(passphrase), nil
}

// fits judges a passphrase that an officer chooses.
func (b *Book) fits(ctx context.Context, o Officer, passphrase string) error {
	contests, err := b.store.ContestNames(ctx)
	if err != nil {
		return err
	}
	return fit(passphrase, namesOf(o, contests))
}
