package account_test

import (
	"encoding/base32"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

var at = account.Place{Address: "192.0.2.1"}

// strict is a register of a real desk, with a clerk.
func strict(t *testing.T, second account.Second) *register {
	r := newRegister(t)
	r.Book = account.NewCheapBook(r.store, r.clock, second)
	r.add(t, account.Officer{ID: "clerk", Role: count.RoleReturningOfficer})
	return r
}

func (r *register) step(t *testing.T, token string) account.Step {
	t.Helper()
	_, s, err := r.Signed(t.Context(), token, false)
	if err != nil {
		t.Fatal(err)
	}
	return s.Step
}

// code is what a telephone shows now whose clock is off by so much.
func (r *register) code(t *testing.T, secret string, off time.Duration) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, r.now.Add(off))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// enrolled signs the clerk in for the first time and returns the secret of the
// telephone.
func (r *register) enrolled(t *testing.T) (token, secret string) {
	t.Helper()
	first := r.signIn(t, "clerk")
	if err := r.OfferAuthenticator(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	o, err := r.Offered(t.Context(), first, "Results Desk")
	if err != nil {
		t.Fatal(err)
	}
	secret = strings.ReplaceAll(o.Secret, " ", "")
	if !strings.Contains(o.URL, "secret="+secret) || !strings.Contains(o.URL, "clerk") {
		t.Errorf("the QR code says %s", o.URL)
	}
	if token, err = r.EnrolAuthenticator(t.Context(), first, r.code(t, secret, 0)); err != nil || token == first {
		t.Fatalf("%v; the token is the same: %v", err, token == first)
	}
	if _, _, err := r.Signed(t.Context(), first, false); !errors.Is(err, account.ErrSignedOut) {
		t.Errorf("the token from before the second factor still opens: %v", err)
	}
	return token, secret
}

// Who must have a second factor, by role and policy.
func TestWhoNeedsASecondFactor(t *testing.T) {
	for policy, want := range map[account.Second]map[count.Role]bool{
		account.SecondPrivileged: {count.RoleReturningOfficer: true, count.RoleAdministrator: true, count.RoleReporter: true, count.RoleEditor: true, count.RoleCountOfficer: false},
		account.SecondAll:        {count.RoleReturningOfficer: true, count.RoleAdministrator: true, count.RoleReporter: true, count.RoleEditor: true, count.RoleCountOfficer: true},
		account.SecondNobody:     {},
	} {
		b := account.NewCheapBook(nil, time.Now, policy)
		for _, role := range count.Roles() {
			if got := b.Obliged(role); got != want[role] {
				t.Errorf("%q, %s: %v; want %v", policy, role, got, want[role])
			}
		}
	}
	r := strict(t, account.SecondPrivileged)
	if step := r.step(t, r.signIn(t, "officer-1")); step != account.StepNone {
		t.Errorf("a count officer still needs %q", step)
	}
	if step := r.step(t, r.signIn(t, "clerk")); step != account.StepEnrol {
		t.Errorf("a clerk needs %q; want to set a factor up", step)
	}
}

// A code is good once, and not after a later one, on a clock that is 30 seconds wrong.
func TestAuthenticatorCodes(t *testing.T) {
	r := strict(t, account.SecondPrivileged)
	_, secret := r.enrolled(t)
	for _, c := range []struct {
		later, off time.Duration
		right      bool
	}{
		{0, 0, false},                           // used to set it up
		{0, 30 * time.Second, true},             // a telephone that is fast
		{0, 0, false},                           // an earlier one
		{90 * time.Second, -time.Minute, false}, // too slow
		{0, -30 * time.Second, true},
		{0, time.Minute, false},
		{time.Minute, 0, true},
	} {
		r.now = r.now.Add(c.later)
		token := r.signIn(t, "clerk")
		fresh, err := r.ShowSecond(t.Context(), token, account.Proof{Code: r.code(t, secret, c.off)}, at)
		if (err == nil) != c.right {
			t.Errorf("%v later, off by %v: %v; right %v", c.later, c.off, err, c.right)
		}
		if err == nil && r.step(t, fresh) != account.StepNone {
			t.Error("the second factor did not open the desk")
		}
	}
}

// Five wrong ones end the session that waited, and it waits ten minutes.
func TestASecondFactorIsNotGuessed(t *testing.T) {
	r := strict(t, account.SecondPrivileged)
	_, secret := r.enrolled(t)
	token := r.signIn(t, "clerk")
	for i := range 5 {
		_, err := r.ShowSecond(t.Context(), token, account.Proof{Code: "000000"}, account.Place{Address: "192.0.2." + string(rune('1'+i))})
		if wrong := (*account.WrongError)(nil); !errors.As(err, &wrong) || wrong.Left != 4-i {
			t.Errorf("try %d: %v", i+1, err)
		}
	}
	r.now = r.now.Add(time.Minute)
	if _, err := r.ShowSecond(t.Context(), token, account.Proof{Code: r.code(t, secret, 0)}, at); !errors.Is(err, account.ErrSignedOut) {
		t.Errorf("the right one after five wrong ones: %v", err)
	}
	token = r.signIn(t, "clerk")
	r.now = r.now.Add(account.SecondLength)
	if _, err := r.ShowSecond(t.Context(), token, account.Proof{Code: r.code(t, secret, 0)}, at); !errors.Is(err, account.ErrSignedOut) {
		t.Errorf("after ten minutes: %v", err)
	}
}

// Whoever knows the passphrase has few tries at the digits in a night, from however many
// addresses. Paper lets its owner in meanwhile.
func TestDigitsAreLimitedEverywhere(t *testing.T) {
	r := strict(t, account.SecondPrivileged)
	r.enrolled(t)
	codes, err := r.MakeRecovery(t.Context(), count.Officer{ID: "clerk"})
	if err != nil || len(codes) != 10 {
		t.Fatal(codes, err)
	}
	looked := 0
	for i := range 25 {
		from := account.Place{Address: "198.51.100." + string(rune('0'+i%10)) + string(rune('0'+i/10))}
		token, err := r.SignIn(t.Context(), "clerk", passphrase, from)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.ShowSecond(t.Context(), token, account.Proof{Code: "000000"}, from); !errors.As(err, new(*account.LimitError)) {
			looked++
		}
	}
	if looked != 10 {
		t.Errorf("%d guesses in a moment; want 10", looked)
	}
	if _, err := r.ShowSecond(t.Context(), r.signIn(t, "clerk"), account.Proof{Recovery: codes[0]}, at); err != nil {
		t.Errorf("the owner, by paper: %v", err)
	}
}

// Recovery codes are taken as people type them, each once, and not after a new set.
func TestRecoveryCodes(t *testing.T) {
	r := strict(t, account.SecondPrivileged)
	r.enrolled(t)
	old, err := r.MakeRecovery(t.Context(), count.Officer{ID: "clerk"})
	if err != nil {
		t.Fatal(err)
	}
	codes, err := r.MakeRecovery(t.Context(), count.Officer{ID: "clerk"})
	if err != nil {
		t.Fatal(err)
	}
	typed := " " + strings.ToUpper(strings.ReplaceAll(codes[3], "-", " ")) + " "
	for _, c := range []struct {
		code  string
		right bool
	}{{old[0], false}, {typed, true}, {codes[3], false}, {codes[4], true}, {"", false}} {
		_, err := r.ShowSecond(t.Context(), r.signIn(t, "clerk"), account.Proof{Recovery: c.code}, at)
		if (err == nil) != c.right {
			t.Errorf("%q: %v; right %v", c.code, err, c.right)
		}
	}
	f, err := r.Factors(t.Context(), "clerk")
	if err != nil || f.Recovery != 8 {
		t.Errorf("%d codes are left, %v; want 8", f.Recovery, err)
	}
	if raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(strings.ReplaceAll(codes[0], "-", ""))); err != nil || len(raw)*8 < 80 {
		t.Errorf("a code has %d bits, %v", len(raw)*8, err)
	}
}

// The last factor stays where it must; an administrator can reset all.
func TestTheLastFactorStays(t *testing.T) {
	r := strict(t, account.SecondPrivileged)
	token, _ := r.enrolled(t)
	if err := r.RemoveAuthenticator(t.Context(), count.Officer{ID: "clerk", Role: count.RoleReturningOfficer}); !errors.Is(err, account.ErrLast) {
		t.Errorf("the last one was removed: %v", err)
	}
	if err := r.ResetFactors(t.Context(), count.Officer{ID: "officer-1", Role: count.RoleCountOfficer}, "clerk"); !errors.Is(err, count.ErrForbidden) {
		t.Errorf("reset by a count officer: %v", err)
	}
	if err := r.ResetFactors(t.Context(), count.DeskOfficer(), "clerk"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.Signed(t.Context(), token, false); !errors.Is(err, account.ErrSignedOut) {
		t.Errorf("the session with the lost factor: %v", err)
	}
	if step := r.step(t, r.signIn(t, "clerk")); step != account.StepEnrol {
		t.Errorf("after the reset: %q", step)
	}
}

// What one session is offered is not another's to see, and a session that only waits
// for its second factor sets up nothing.
func TestAnOfferIsItsSessionsOwn(t *testing.T) {
	r := strict(t, account.SecondPrivileged)
	one, two := r.signIn(t, "clerk"), r.signIn(t, "clerk")
	if err := r.OfferAuthenticator(t.Context(), one); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Offered(t.Context(), two, "x"); !errors.Is(err, account.ErrNotFound) {
		t.Errorf("another session sees the offer: %v", err)
	}
	r.enrolled(t)
	waiting := r.signIn(t, "clerk")
	if err := r.OfferAuthenticator(t.Context(), waiting); !errors.Is(err, account.ErrSignedOut) {
		t.Errorf("a passphrase alone sets a new factor up: %v", err)
	}
}
