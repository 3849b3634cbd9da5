package account_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// meanwhile is a store on which somebody else does something between what is read of an
// officer and what is written.
type meanwhile struct {
	account.Store
	then func()
}

func (m *meanwhile) Officer(ctx context.Context, id string) (account.Officer, error) {
	o, err := m.Store.Officer(ctx, id)
	if then := m.then; then != nil {
		m.then = nil
		then()
	}
	return o, err
}

// beside is a second book on the register's file, beside which something happens.
func (r *register) beside(t *testing.T, then func() error) *account.Book {
	t.Helper()
	return account.NewCheapBook(&meanwhile{r.store, func() { must(t, then()) }}, r.clock, account.SecondNobody)
}

// Who is disabled, or loses the passphrase, while it is being looked at does not get in;
// and an invitation that is taken in that moment makes nobody able again.
func TestWhoIsTakenOutMeanwhile(t *testing.T) {
	r := newRegister(t)
	anew := r.beside(t, func() error { return r.SetPassphrase(t.Context(), "officer-1", "another one for the night") })
	if _, err := anew.SignIn(t.Context(), "officer-1", passphrase, at); !errors.Is(err, account.ErrWrong) {
		t.Errorf("signed in by a passphrase that was replaced: %v", err)
	}
	token, _, err := r.Invite(t.Context(), "officer-1")
	must(t, err)
	out := func() error { return r.Disable(t.Context(), "officer-1") }
	if _, err := r.beside(t, out).Accept(t.Context(), token, "another one for the night", at); !errors.Is(err, account.ErrInvitationUnknown) {
		t.Errorf("accepted by who was disabled: %v", err)
	}
	if o, err := r.store.Officer(t.Context(), "officer-1"); err != nil || !o.Disabled {
		t.Errorf("the invitation made the officer able again: %+v, %v", o, err)
	}
	must(t, r.Enable(t.Context(), "officer-1"))
	if _, err := r.beside(t, out).SignIn(t.Context(), "officer-1", "another one for the night", at); !errors.Is(err, account.ErrWrong) {
		t.Errorf("signed in while being disabled: %v", err)
	}
}

// An invitation that was lost is of no use once its officer was disabled, or was given a
// passphrase.
func TestInvitationsEnd(t *testing.T) {
	r := newRegister(t)
	for what, end := range map[string]func() error{
		"disabled and enabled": func() error {
			return errors.Join(r.Disable(t.Context(), "officer-1"), r.Enable(t.Context(), "officer-1"))
		},
		"given a passphrase": func() error { return r.SetPassphrase(t.Context(), "officer-1", passphrase) },
	} {
		token, _, err := r.Invite(t.Context(), "officer-1")
		must(t, err)
		must(t, end())
		if _, err := r.Accept(t.Context(), token, passphrase, at); !errors.Is(err, account.ErrInvitationUnknown) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// A try that is broken off before it is looked at makes no room for more guesses, and
// takes none of an honest person's.
func TestTriesThatAreBrokenOff(t *testing.T) {
	r := newRegister(t)
	gone, leave := context.WithCancel(t.Context())
	leave()
	looked := 0
	for range 20 {
		if errors.Is(r.tries(t, "officer-1", "wrong", "192.0.2.66"), account.ErrWrong) {
			looked++
		}
		_, _ = r.SignIn(gone, "officer-1", "wrong", account.Place{Address: "192.0.2.66"})
	}
	if looked > 5 {
		t.Errorf("%d guesses were looked at; want 5", looked)
	}
	token := r.signIn(t, "officer-1")
	for range 3 * account.MostWrong {
		ctx, leave := context.WithCancel(t.Context())
		b := r.beside(t, func() error { leave(); return nil })
		if _, err := b.Prove(ctx, token, account.Proof{Passphrase: passphrase}, "192.0.2.1"); !errors.Is(err, context.Canceled) {
			t.Fatalf("proved by a request that is gone: %v", err)
		}
	}
	if _, err := r.Prove(t.Context(), token, account.Proof{Passphrase: passphrase}, "192.0.2.1"); err != nil {
		t.Errorf("after tries that could not be looked at: %v", err)
	}
}

// Choosing a PIN gives no more guesses at the passphrase.
func TestAPINGivesNoMoreTries(t *testing.T) {
	r := newRegister(t)
	token, left := r.signIn(t, "officer-1"), account.MostWrong
	for range 2 * account.MostWrong {
		var wrong *account.WrongError
		if _, err := r.Prove(t.Context(), token, account.Proof{Passphrase: "wrong"}, ""); !errors.As(err, &wrong) {
			break
		}
		left = wrong.Left
		_ = r.SetPIN(t.Context(), token, pin)
	}
	if left != 0 {
		t.Errorf("%d tries are left after %d wrong ones", left, 2*account.MostWrong)
	}
}

// Who knows the passphrase of a clerk and waits with it, until the clerk has set up a
// second factor, cannot set up another in its place.
func TestAnEnrolmentThatWaits(t *testing.T) {
	r := strict(t, account.SecondPrivileged)
	waits := r.signIn(t, "clerk")
	must(t, r.OfferAuthenticator(t.Context(), waits))
	offer, err := r.Offered(t.Context(), waits, "Results Desk")
	must(t, err)
	r.enrolled(t)
	code := r.code(t, strings.ReplaceAll(offer.Secret, " ", ""), 0)
	if _, err := r.EnrolAuthenticator(t.Context(), waits, code); !errors.Is(err, account.ErrSignedOut) {
		t.Errorf("another authenticator in place of the clerk's: %v", err)
	}
	if err := r.OfferAuthenticator(t.Context(), waits); !errors.Is(err, account.ErrSignedOut) {
		t.Errorf("offered another: %v", err)
	}
}

// A proof stays fresh for no longer because the clock was set back.
func TestAProofAndAClockSetBack(t *testing.T) {
	r := newRegister(t)
	r.add(t, account.Officer{ID: "officer-2", Role: count.RoleCountOfficer})
	token := r.signIn(t, "officer-2")
	r.now = r.now.Add(-account.ProofLength)
	if _, s, err := r.Signed(t.Context(), token, false); err != nil || s.Fresh() {
		t.Errorf("fresh: %v, %v", s.Fresh(), err)
	}
}
