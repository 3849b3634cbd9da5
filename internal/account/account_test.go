package account_test

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/sqlite"
)

const passphrase = "count the papers twice"

// register is a book on a real file, with a clock that the test turns.
type register struct {
	*account.Book
	store *sqlite.Store
	now   time.Time
}

func newRegister(t *testing.T) *register {
	r := &register{now: time.Date(2024, 7, 4, 21, 0, 0, 0, time.UTC)}
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "desk.db"), r.clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	r.store, r.Book = store, account.NewCheapBook(store, r.clock, account.SecondNobody)
	r.add(t, account.Officer{ID: "officer-1", Role: count.RoleCountOfficer, Contests: []string{"islington-north", "tottenham"}})
	return r
}

func (r *register) clock() time.Time { return r.now }

func (r *register) add(t *testing.T, o account.Officer) {
	t.Helper()
	if err := r.Add(t.Context(), o, passphrase); err != nil {
		t.Fatal(err)
	}
}

func (r *register) signIn(t *testing.T, id string) string {
	t.Helper()
	token, err := r.SignIn(t.Context(), id, passphrase, account.Place{Address: "192.0.2.1"})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestSignIn(t *testing.T) {
	r := newRegister(t)
	token := r.signIn(t, "officer-1")
	got, _, err := r.Signed(t.Context(), token, true)
	want := count.Officer{ID: "officer-1", Role: count.RoleCountOfficer, Contests: []string{"islington-north", "tottenham"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("signed in as %+v, %v; want %+v", got, err, want)
	}
	if other := r.signIn(t, "officer-1"); other == token {
		t.Error("two sessions have the same token")
	}
	if _, err := r.Leave(t.Context(), token, "192.0.2.1"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.Signed(t.Context(), token, true); !errors.Is(err, account.ErrSignedOut) {
		t.Errorf("after signing out: %v; want ErrSignedOut", err)
	}
}

// A name that does not exist, a wrong passphrase and a disabled officer are refused
// in the same words.
func TestSignInRefused(t *testing.T) {
	r := newRegister(t)
	r.add(t, account.Officer{ID: "officer-2", Role: count.RoleCountOfficer})
	if err := r.Disable(t.Context(), "officer-2"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ id, passphrase string }{
		{"officer-1", "count the papers once"}, {"officer-1", ""}, {"officer-1", passphrase + " "},
		{"nobody", passphrase}, {"desk", passphrase}, {"desk", ""}, {"officer-2", passphrase}, {"Officer-1", passphrase}, {"", ""},
	} {
		if _, err := r.SignIn(t.Context(), c.id, c.passphrase, account.Place{}); !errors.Is(err, account.ErrWrong) || err.Error() != account.ErrWrong.Error() {
			t.Errorf("%q with %q: %v; want ErrWrong alone", c.id, c.passphrase, err)
		}
	}
	if _, err := r.SignInAs(t.Context(), "desk", account.Place{}); err == nil {
		t.Error("somebody became the desk itself")
	}
}

func TestSessionsEnd(t *testing.T) {
	r := newRegister(t)
	old := r.signIn(t, "officer-1")
	for end := r.now.Add(account.SessionLength - time.Second); r.now.Before(end); {
		r.now = r.now.Add(min(account.SessionIdle-time.Second, end.Sub(r.now))) // its officer works all night
		if _, _, err := r.Signed(t.Context(), old, true); err != nil {
			t.Fatalf("at %v: %v", r.now, err)
		}
	}
	fresh := r.signIn(t, "officer-1")
	r.now = r.now.Add(time.Second)
	if _, _, err := r.Signed(t.Context(), old, true); !errors.Is(err, account.ErrSignedOut) {
		t.Errorf("after %v: %v; want ErrSignedOut", account.SessionLength, err)
	}
	if _, _, err := r.Signed(t.Context(), fresh, true); err != nil {
		t.Errorf("a session begun later: %v", err)
	}
	if err := r.Disable(t.Context(), "officer-1"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.Signed(t.Context(), fresh, true); !errors.Is(err, account.ErrSignedOut) {
		t.Errorf("a disabled officer's session: %v; want ErrSignedOut", err)
	}
}

// A session ends half an hour after its person last did something, also where a page
// of it went on asking for news.
func TestIdleSessionsEnd(t *testing.T) {
	r := newRegister(t)
	token := r.signIn(t, "officer-1")
	for range 3 {
		r.now = r.now.Add(account.SessionIdle - time.Second)
		if _, _, err := r.Signed(t.Context(), token, true); err != nil {
			t.Fatalf("used before its end: %v", err)
		}
	}
	for range 29 {
		r.now = r.now.Add(time.Minute)
		if _, _, err := r.Signed(t.Context(), token, false); err != nil {
			t.Fatalf("a page that looks for news: %v", err)
		}
	}
	r.now = r.now.Add(time.Minute)
	if _, _, err := r.Signed(t.Context(), token, true); !errors.Is(err, account.ErrSignedOut) {
		t.Errorf("after half an hour in which nobody did anything: %v; want ErrSignedOut", err)
	}
}

func TestANewPassphraseEndsSessions(t *testing.T) {
	r := newRegister(t)
	token := r.signIn(t, "officer-1")
	if err := r.SetPassphrase(t.Context(), "officer-1", "another fifteen letters"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.Signed(t.Context(), token, true); !errors.Is(err, account.ErrSignedOut) {
		t.Errorf("a session from before: %v; want ErrSignedOut", err)
	}
	if _, err := r.SignIn(t.Context(), "officer-1", passphrase, account.Place{}); !errors.Is(err, account.ErrWrong) {
		t.Errorf("the old passphrase: %v; want ErrWrong", err)
	}
}

// Neither passphrases nor tokens are in the file.
func TestSecretsAreNotKept(t *testing.T) {
	r := newRegister(t)
	token := r.signIn(t, "officer-1")
	must(t, account.NewBook(r.store, r.clock, account.SecondNobody).SetPassphrase(t.Context(), "officer-1", passphrase))
	o, err := r.store.Officer(t.Context(), "officer-1")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(o.Passphrase, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("kept as %q; want argon2id with its cost", o.Passphrase)
	}
	if _, _, err := r.store.Session(t.Context(), token); !errors.Is(err, account.ErrSignedOut) {
		t.Error("a session is found by its token itself: it is kept unhashed")
	}
}

func TestAddRefuses(t *testing.T) {
	r := newRegister(t)
	for what, o := range map[string]account.Officer{
		"already":       {ID: "officer-1", Role: count.RoleCountOfficer},
		"not a role":    {ID: "officer-3", Role: count.RoleDesk},
		"small letters": {ID: "Officer 3", Role: count.RoleCountOfficer},
	} {
		if err := r.Add(t.Context(), o, passphrase); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%+v: %v; want %q", o, err, what)
		}
	}
	if err := r.Add(t.Context(), account.Officer{ID: "officer-3", Role: count.RoleCountOfficer}, "fourteen chars"); err == nil {
		t.Error("a passphrase of 14 characters was taken")
	}
	all, err := r.Officers(t.Context())
	if err != nil || len(all) != 1 || all[0].ID != "officer-1" {
		t.Errorf("officers are %+v, %v; want officer-1 alone", all, err)
	}
}

// Somebody who waits for a turn to be hashed and goes away leaves the queue.
func TestACrowdAtTheDoor(t *testing.T) {
	r := newRegister(t)
	ctx, cancel := context.WithCancel(t.Context())
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			if _, err := r.SignIn(ctx, "officer-1", "wrong", account.Place{}); err == nil {
				t.Error("a wrong passphrase was taken")
			}
		})
	}
	cancel()
	group.Wait()
	r.signIn(t, "officer-1")
}
