package account_test

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

const pin, otherPIN = "402913", "770142"

// opens fails unless a token is that of an officer who is at work; "" for nobody.
func (r *register) opens(t *testing.T, token, officer string) account.Session {
	t.Helper()
	by, s, err := r.Signed(t.Context(), token, false)
	if err == nil && s.Step != account.StepNone {
		err = account.ErrSignedOut
	}
	if got := by.ID; officer == "" && !errors.Is(err, account.ErrSignedOut) || officer != "" && (err != nil || got != officer) {
		t.Errorf("the token opens for %q, %v; want %q", got, err, officer)
	}
	return s
}

// pair are two officers at one laptop: officer-2 works, officer-1 waits for the PIN.
func pair(t *testing.T) (r *register, one account.Session, first, token string) {
	t.Helper()
	r = newRegister(t)
	r.add(t, account.Officer{ID: "officer-2", Role: count.RoleCountOfficer})
	first = r.signIn(t, "officer-1")
	must(t, r.SetPIN(t.Context(), first, pin))
	one = r.opens(t, first, "officer-1")
	must(t, r.StepAside(t.Context(), first))
	token, err := r.SignIn(t.Context(), "officer-2", passphrase, account.Place{Laptop: one.Laptop})
	must(t, err)
	must(t, r.Supersede(t.Context(), first))
	must(t, r.SetPIN(t.Context(), token, otherPIN))
	return r, one, first, token
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestPINsThatOthersWouldTryFirst(t *testing.T) {
	r := newRegister(t)
	token := r.signIn(t, "officer-1")
	for pin, want := range map[string]error{
		"000000": account.ErrPINEasy, "777777": account.ErrPINEasy, "121212": account.ErrPINEasy, "123123": account.ErrPINEasy,
		"123456": account.ErrPINEasy, "654321": account.ErrPINEasy, "890123": account.ErrPINEasy, "210987": account.ErrPINEasy,
		"12345": account.ErrPINForm, "1234567": account.ErrPINForm, "12345a": account.ErrPINForm, "": account.ErrPINForm, "١٢٣٤٥٦": account.ErrPINForm,
		"402913": nil, "123457": nil, "112233": nil,
	} {
		if err := r.SetPIN(t.Context(), token, pin); !errors.Is(err, want) {
			t.Errorf("PIN %q: %v; want %v", pin, err, want)
		}
	}
}

// With every change the token is another, and none of those before opens anything:
// what one person's browser had is of no use to come to the other's session.
func TestChangingPersonChangesTheToken(t *testing.T) {
	r, one, first, token := pair(t)
	r.opens(t, first, "")
	r.opens(t, token, "officer-2")
	two := r.opens(t, token, "officer-2")

	back, err := r.Change(t.Context(), token, one.ID, pin, "192.0.2.1")
	must(t, err)
	for _, old := range []string{first, token} {
		r.opens(t, old, "")
		if _, err := r.Change(t.Context(), old, two.ID, otherPIN, ""); !errors.Is(err, account.ErrSignedOut) {
			t.Errorf("an old token changed person: %v", err)
		}
	}
	r.opens(t, back, "officer-1")
	if r.Alive(t.Context(), two.ID) || !r.Alive(t.Context(), one.ID) {
		t.Error("the sockets of who stepped aside stay open, or those of who works close")
	}
	again, err := r.Change(t.Context(), back, two.ID, otherPIN, "")
	must(t, err)
	r.opens(t, again, "officer-2")
	if _, err := r.Change(t.Context(), again, one.ID, otherPIN, ""); !errors.Is(err, account.ErrWrong) {
		t.Errorf("officer-2's PIN opened officer-1's session: %v", err)
	}
}

// Nobody comes back at another laptop, nor to somebody who has not stepped aside.
func TestAPINIsOfOneLaptop(t *testing.T) {
	r, one, _, token := pair(t)
	r.add(t, account.Officer{ID: "officer-3", Role: count.RoleCountOfficer})
	elsewhere := r.signIn(t, "officer-3")
	two := r.opens(t, token, "officer-2")
	for _, id := range []string{one.ID, two.ID, "nobody", ""} {
		if _, err := r.Change(t.Context(), elsewhere, id, pin, ""); !errors.Is(err, account.ErrSignedOut) {
			t.Errorf("%q from another laptop: %v", id, err)
		}
	}
	people, err := r.People(t.Context(), elsewhere)
	if err != nil || len(people) != 1 {
		t.Errorf("at the other laptop are %d, %v", len(people), err)
	}
}

// Five wrong PINs end that person's session here and nobody else's, also when forty
// come at the same moment.
func TestWrongPINsEndTheSession(t *testing.T) {
	for _, at := range []int{1, 40} {
		r, one, _, token := pair(t)
		var wrong, ended atomic.Int32
		for range 40 / at {
			var group sync.WaitGroup
			for range at {
				group.Go(func() {
					_, err := r.Change(t.Context(), token, one.ID, "000001", "")
					var w *account.WrongError
					switch {
					case errors.As(err, &w):
						wrong.Add(1)
					case errors.Is(err, account.ErrSignedOut):
						ended.Add(1)
					default:
						t.Errorf("a wrong PIN: %v", err)
					}
				})
			}
			group.Wait()
		}
		if wrong.Load() != account.MostWrong || ended.Load() != 40-account.MostWrong {
			t.Errorf("%d at once: %d tries were looked at; want %d", at, wrong.Load(), account.MostWrong)
		}
		if _, err := r.Change(t.Context(), token, one.ID, pin, ""); !errors.Is(err, account.ErrSignedOut) {
			t.Errorf("the right PIN afterwards: %v; want ErrSignedOut", err)
		}
		r.opens(t, token, "officer-2")
	}
}

// Idle is the laptop: while one works the other's session stays. The end after twelve
// hours is each one's own.
func TestOneWorksForBoth(t *testing.T) {
	r, one, _, token := pair(t)
	for range 24 * 2 {
		if r.now.Sub(one.Began) >= account.SessionLength-29*time.Minute {
			break
		}
		r.now = r.now.Add(29 * time.Minute)
		if _, _, err := r.Signed(t.Context(), token, true); err != nil {
			t.Fatal(err)
		}
	}
	back, err := r.Change(t.Context(), token, one.ID, pin, "")
	must(t, err)
	r.opens(t, back, "officer-1")
	r.now = one.Began.Add(account.SessionLength)
	r.opens(t, back, "")
}

// Who signs out leaves the laptop to those who wait; a token then opens nothing but
// the question for a PIN. Everyone is signed out at once where that is asked.
func TestLeavingALaptop(t *testing.T) {
	r, one, _, token := pair(t)
	waiting, err := r.Leave(t.Context(), token, "")
	must(t, err)
	r.opens(t, token, "")
	r.opens(t, waiting, "")
	back, err := r.Change(t.Context(), waiting, one.ID, pin, "")
	must(t, err)
	r.opens(t, back, "officer-1")
	if waiting, err = r.Leave(t.Context(), back, ""); err != nil || waiting != "" {
		t.Errorf("nobody waits: %q, %v", waiting, err)
	}

	r, one, _, token = pair(t)
	must(t, r.LeaveAll(t.Context(), token))
	all, err := r.Sessions(t.Context(), "")
	if err != nil || len(all) != 0 {
		t.Errorf("after everyone signed out %d sessions are open, %v", len(all), err)
	}
	if r.Alive(t.Context(), one.ID) {
		t.Error("a session that waited is alive")
	}
}

// Who has not chosen a PIN cannot step aside; signing in anew replaces the session
// that waits, with its PIN.
func TestSteppingAsideNeedsAPIN(t *testing.T) {
	r, one, _, token := pair(t)
	fresh := r.signIn(t, "officer-1")
	if err := r.StepAside(t.Context(), fresh); !errors.Is(err, account.ErrNoPIN) {
		t.Errorf("without a PIN: %v", err)
	}
	if _, err := r.SignIn(t.Context(), "officer-1", passphrase, account.Place{Laptop: one.Laptop}); err != nil {
		t.Fatal(err)
	}
	people, err := r.People(t.Context(), token)
	must(t, err)
	if slices.ContainsFunc(people, func(s account.Session) bool { return s.ID == one.ID }) {
		t.Error("officer-1 has two sessions at one laptop")
	}
}
