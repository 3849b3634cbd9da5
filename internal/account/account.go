// Package account knows the officers of a desk: who they are, how they sign in and
// which sessions are open.
package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"resultsdesk/internal/chain"
	"resultsdesk/internal/count"
)

// ErrWrong: name and passphrase do not go together, or the officer is disabled.
// Which of these is not said.
var ErrWrong = errors.New("name or passphrase is wrong")

// ErrSignedOut: there is no such session, or it has ended.
var ErrSignedOut = errors.New("not signed in")

// ErrNotFound: there is no such officer.
var ErrNotFound = errors.New("no such officer")

// Officer is an officer as the desk keeps one.
type Officer struct {
	ID         string
	Role       count.Role
	Contests   []string // none: every contest
	Passphrase string   // argon2id, PHC form; empty: cannot sign in
	Disabled   bool
}

// Store is where officers and sessions are kept; see count.Store for Account's
// transaction.
type Store interface {
	Account(ctx context.Context, fn func(Tx) error) error
	// Officer finds an officer; ErrNotFound.
	Officer(ctx context.Context, id string) (Officer, error)
	Officers(ctx context.Context) ([]Officer, error)
	// Session finds a session and its officer as the officer is now; ErrSignedOut.
	Session(ctx context.Context, tokenHash string) (Session, Officer, error)
	// SessionByID finds a session by the id that it is listed under.
	SessionByID(ctx context.Context, id string) (Session, Officer, error)
	// Sessions are those of an officer, or at a laptop; without either all.
	Sessions(ctx context.Context, officer, laptop string) ([]Session, error)
	// SignIns is when each officer last signed in.
	SignIns(ctx context.Context) (map[string]time.Time, error)
	// Invitation finds an invitation; ErrInvitationUnknown.
	Invitation(ctx context.Context, tokenHash string) (Invitation, error)
	// Factors are an officer's second factors; none for a name that is nobody's.
	Factors(ctx context.Context, officer string) (Factors, error)
	// Offer is the secret that a session was shown to set an authenticator up with;
	// ErrNotFound.
	Offer(ctx context.Context, session string) ([]byte, error)
	// Passkey finds a passkey by the id that its browser knows it by; ErrNotFound.
	Passkey(ctx context.Context, id []byte) (Passkey, error)
	// ContestNames are the ids of all contests.
	ContestNames(ctx context.Context) ([]string, error)
	// Audited reads at most most lines of the audit, newest first unless the search says
	// otherwise.
	Audited(ctx context.Context, q Search, most int) ([]Record, error)
	// AuditHead is the last line of the audit up to a line; 0: of all.
	AuditHead(ctx context.Context, last int64) (chain.Head, error)
	// CheckAudit recomputes the audit from where the last call ended, for about as long
	// as said. The error is a *Broken for the first line that does not fit.
	CheckAudit(ctx context.Context, most time.Duration) (Checked, error)
}

// Tx changes officers and sessions inside one transaction.
type Tx interface {
	// PutOfficer adds an officer or replaces what is kept of one.
	PutOfficer(o Officer, at time.Time) error
	OpenSession(tokenHash string, s Session) error
	// UseSession records that its person did something, for all sessions of its laptop.
	UseSession(tokenHash string, at time.Time) error
	Session(tokenHash string) (Session, error)
	SessionByID(id string) (Session, error)
	Sessions(officer, laptop string) ([]Session, error)
	// PutSession keeps what of a session changes: step, times, PIN and wrong tries.
	PutSession(s Session) error
	// GiveToken makes a token the one that opens a session, in place of any before.
	GiveToken(id, tokenHash string) error
	// CloseSession ends the session with an id; no error where there is none.
	CloseSession(id string) error
	Officer(id string) (Officer, error)
	// Administrators is how many administrators can sign in.
	Administrators() (int, error)
	// EndSessions ends all sessions of an officer; no officer: of nobody. Those begun
	// before a time end with them, whoever's they are. It returns whose they were, one
	// name for each.
	EndSessions(officer string, before time.Time) ([]string, error)
	Invitation(tokenHash string) (Invitation, error)
	// PutInvitation keeps an invitation in place of those that its officer has not used.
	PutInvitation(tokenHash string, i Invitation) error
	UseInvitation(tokenHash string, at time.Time) error
	// DropInvitations ends those that an officer has not used.
	DropInvitations(officer string) error
	FactorTx
	Audit(count.Attempt) error
}

// Second says who must show a second factor beside the passphrase.
type Second string

// Who must. The zero value is the safe one.
const (
	SecondPrivileged Second = ""       // whoever may declare, correct, withdraw or administer
	SecondAll        Second = "all"    // everybody
	SecondNobody     Second = "nobody" // a demo
)

// Book is the register of officers and sessions.
type Book struct {
	store  Store
	wall   func() time.Time
	second Second
	turns  *turns  // to hash a passphrase
	limits *limits // of tries
	keys   *keys   // passkeys; nil where the desk can have none
	cost   cost    // of a hash
	nobody string  // hash that an unknown name is compared with, so that it takes as long
	crowd  *crowd
	by     count.Officer // who changes officers
}

// NewBook makes a register on a store, with the wall clock.
func NewBook(store Store, wall func() time.Time, second Second) *Book {
	return newBook(store, wall, second, owaspCost())
}

func newBook(store Store, wall func() time.Time, second Second, c cost) *Book {
	return &Book{store: store, wall: wall, second: second, turns: newTurns(), limits: newLimits(wall), cost: c, nobody: c.hashed(rand.Text()),
		crowd: &crowd{}, by: count.DeskOfficer()}
}

// As is the same register in the hands of somebody: changes of officers and
// invitations stand in the audit under this name and address.
func (b *Book) As(by count.Officer) *Book {
	theirs := *b
	theirs.by = by
	return &theirs
}

// SignIn opens a session and returns its token, which is kept nowhere. What the
// session still needs stands in it; see Session.Step. The error is ErrWrong, a
// LimitError or ErrBusy.
func (b *Book) SignIn(ctx context.Context, id, passphrase string, at Place) (token string, err error) {
	end, err := b.limits.begin(id, at.Address)
	if err != nil {
		return "", err
	}
	defer func() { end(err) }()
	o, err := b.store.Officer(ctx, id)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return "", err
	}
	hash := o.Passphrase
	if hash == "" {
		hash = b.nobody
	}
	matches, err := b.matches(ctx, hash, passphrase, at.Address)
	if err != nil {
		return "", err
	}
	if !matches || o.Disabled || o.Passphrase == "" {
		return "", errors.Join(ErrWrong, b.Record(ctx, b.attempt(clipped(id), at.Address, KindSignIn, count.Refused, "")))
	}
	step, err := b.step(ctx, o)
	if err != nil {
		return "", err
	}
	return b.open(ctx, o, step, at, "")
}

// SignInAs opens a session without a passphrase. Only a demo does this.
func (b *Book) SignInAs(ctx context.Context, id string, at Place) (token string, err error) {
	o, err := b.store.Officer(ctx, id)
	if err != nil {
		return "", err
	}
	if o.Disabled || o.Role == count.RoleDesk {
		return "", errors.Join(ErrWrong, b.Record(ctx, b.attempt(id, at.Address, KindSignIn, count.Refused, "without a passphrase")))
	}
	return b.open(ctx, o, StepNone, at, "")
}

// step is what an officer still has to do after the passphrase.
func (b *Book) step(ctx context.Context, o Officer) (Step, error) {
	if b.second == SecondNobody {
		return StepNone, nil
	}
	f, err := b.store.Factors(ctx, o.ID)
	switch {
	case err != nil:
		return "", err
	case f.Any():
		return StepSecond, nil
	case b.Obliged(o.Role):
		return StepEnrol, nil
	}
	return StepNone, nil
}

func (b *Book) open(ctx context.Context, o Officer, step Step, at Place, how string) (string, error) {
	token := rand.Text() // at least 128 bits
	var refused error
	err := b.store.Account(ctx, func(tx Tx) error {
		now := b.wall()
		is, err := tx.Officer(o.ID) // again: somebody may have taken the passphrase back meanwhile
		if err != nil {
			return err
		}
		if is.Disabled || is.Passphrase != o.Passphrase {
			refused = ErrWrong
			return tx.Audit(b.attempt(o.ID, at.Address, KindSignIn, count.Refused, "disabled or given another passphrase meanwhile"))
		}
		if _, err := b.endSessions(tx, "", now); err != nil {
			return err
		}
		if err := closeAt(tx, o.ID, at.Laptop); err != nil {
			return err
		}
		if err := tx.OpenSession(hashToken(token), newSession(o, step, at, now)); err != nil {
			return err
		}
		if step == StepSecond {
			how = "passphrase; second factor to come"
		}
		return tx.Audit(b.attempt(o.ID, at.Address, KindSignIn, count.Accepted, how))
	})
	if err := errors.Join(refused, err); err != nil {
		return "", err
	}
	return token, nil
}

// endSessions ends an officer's sessions, and of everybody those that had their time.
// It returns how many of the officer's ended; each other has its line.
func (b *Book) endSessions(tx Tx, officer string, now time.Time) (own int, err error) {
	ended, err := tx.EndSessions(officer, now.Add(-SessionLength))
	for _, whose := range ended {
		if whose == officer {
			own++
			continue
		}
		err = errors.Join(err, tx.Audit(b.attempt(whose, "", KindSession, count.Accepted, fmt.Sprintf("ended after %.0f hours", SessionLength.Hours()))))
	}
	return own, err
}

// clipped bounds what an outsider typed as a name.
func clipped(name string) string {
	const longest = 100
	if len(name) > longest {
		return strings.ToValidUTF8(name[:longest], "") + "…"
	}
	return strings.ToValidUTF8(name, "")
}

func (b *Book) attempt(officer, from string, kind count.Kind, outcome count.AttemptOutcome, detail string) count.Attempt {
	return count.Attempt{At: b.wall(), Officer: officer, From: from, Kind: kind, Outcome: outcome, Detail: detail}
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
