package account_test

import (
	"errors"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// keyed is a register with a clerk whose first second factor is a passkey.
func keyed(t *testing.T) (*register, *device) {
	t.Helper()
	r, d := strict(t, account.SecondPrivileged), newDevice(t)
	if err := r.AllowPasskeys("https://desk.example.org"); err != nil {
		t.Fatal(err)
	}
	first := r.signIn(t, "clerk")
	question, err := r.BeginPasskey(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	token, err := r.AddPasskey(t.Context(), first, "  my  telephone ", d.makes(question))
	if err != nil || r.step(t, token) != account.StepNone {
		t.Fatal(err)
	}
	f, err := r.Factors(t.Context(), "clerk")
	if err != nil || len(f.Passkeys) != 1 || f.Passkeys[0].Name != "my telephone" {
		t.Fatalf("%+v, %v", f.Passkeys, err)
	}
	return r, d
}

func (r *register) question(t *testing.T) []byte {
	t.Helper()
	question, err := r.BeginPasskeySignIn(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	return question
}

// A passkey signs in by itself, as a second factor and as proof, and each answer once.
func TestPasskeys(t *testing.T) {
	r, d := keyed(t)
	answer := d.shows(r.question(t))
	token, err := r.SignInByPasskey(t.Context(), answer, at)
	if err != nil || r.step(t, token) != account.StepNone {
		t.Fatal(err)
	}
	if _, err := r.SignInByPasskey(t.Context(), answer, at); !errors.Is(err, account.ErrPasskey) {
		t.Errorf("the same answer again: %v", err)
	}
	waiting := r.signIn(t, "clerk")
	question, err := r.BeginProof(t.Context(), waiting)
	if err != nil {
		t.Fatal(err)
	}
	if a := d.read(question); len(a.AllowCredentials) != 1 || a.UserVerification != "required" {
		t.Errorf("the browser is asked for %+v", a)
	}
	if _, err := r.ShowSecond(t.Context(), waiting, account.Proof{Passkey: d.shows(question)}, at); err != nil {
		t.Errorf("as a second factor: %v", err)
	}
	if question, err = r.BeginProof(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Prove(t.Context(), token, account.Proof{Passkey: d.shows(question)}, "192.0.2.1"); err != nil {
		t.Errorf("as proof: %v", err)
	}
}

// What is refused of an answer: each but for one thing is right.
func TestPasskeysRefused(t *testing.T) {
	r, d := keyed(t)
	another := newDevice(t)
	for what, answer := range map[string]func() []byte{
		"of another site": func() []byte {
			e := *d
			e.origin = "https://desk.example.org.evil.example"
			return e.shows(r.question(t))
		},
		"for another host":          func() []byte { e := *d; e.host = "evil.example"; return e.shows(r.question(t)) },
		"without fingerprint":       func() []byte { e := *d; e.flags = 0b001; return e.shows(r.question(t)) },
		"without anybody there":     func() []byte { e := *d; e.flags = 0b100; return e.shows(r.question(t)) },
		"another's key":             func() []byte { e := *d; e.key = another.key; return e.shows(r.question(t)) },
		"a key that nobody has":     func() []byte { e := *another; e.handle = d.handle; return e.shows(r.question(t)) },
		"another officer's name":    func() []byte { e := *d; e.handle = b64(make([]byte, 32)); return e.shows(r.question(t)) },
		"to a question never asked": func() []byte { return d.shows([]byte(`{"challenge":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}`)) },
		"too late":                  func() []byte { q := r.question(t); r.now = r.now.Add(5 * time.Minute); return d.shows(q) },
		"to another kind of question": func() []byte {
			q, err := r.BeginProof(t.Context(), r.signIn(t, "clerk"))
			if err != nil {
				t.Fatal(err)
			}
			return d.shows(q)
		},
		"nothing at all": func() []byte { return []byte("{}") },
	} {
		r.now = r.now.Add(time.Minute) // away from the limits
		if _, err := r.SignInByPasskey(t.Context(), answer(), at); !errors.Is(err, account.ErrPasskey) {
			t.Errorf("%s: %v; want ErrPasskey", what, err)
		}
	}
	if _, err := r.SignInByPasskey(t.Context(), d.shows(r.question(t)), at); err != nil {
		t.Errorf("the right one: %v", err)
	}
}

// A passkey is good in the session that was asked and for its own officer.
func TestPasskeysOfOthers(t *testing.T) {
	r, d := keyed(t)
	r.add(t, account.Officer{ID: "clerk-2", Role: count.RoleReturningOfficer})
	one, two := r.signIn(t, "clerk"), r.signIn(t, "clerk")
	question, err := r.BeginProof(t.Context(), one)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.ShowSecond(t.Context(), two, account.Proof{Passkey: d.shows(question)}, at); !errors.Is(err, account.ErrWrong) {
		t.Errorf("in another session: %v", err)
	}
	other := r.signIn(t, "clerk-2")
	if question, err = r.BeginPasskey(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	if _, err := r.AddPasskey(t.Context(), other, "", d.makes(question)); !errors.Is(err, account.ErrPasskey) {
		t.Errorf("a second officer took the first one's passkey: %v", err)
	}
}

// A copy of a passkey is found by its count, and a disabled officer's opens nothing.
func TestCopiedAndDisabledPasskeys(t *testing.T) {
	r, d := keyed(t)
	copied := *d
	for range 3 {
		if _, err := r.SignInByPasskey(t.Context(), d.shows(r.question(t)), at); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.SignInByPasskey(t.Context(), copied.shows(r.question(t)), at); !errors.Is(err, account.ErrPasskey) {
		t.Errorf("a copy: %v", err)
	}
	found, err := r.Audit(t.Context(), count.Officer{Role: count.RoleAdministrator}, account.Search{Kind: account.KindFactor, Outcome: count.Refused}, 1)
	if err != nil || len(found) != 1 || found[0].Officer != "clerk" {
		t.Errorf("on record: %+v, %v", found, err)
	}
	if err := r.Disable(t.Context(), "clerk"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.SignInByPasskey(t.Context(), d.shows(r.question(t)), at); !errors.Is(err, account.ErrPasskey) {
		t.Errorf("a disabled officer: %v", err)
	}
}

// Browsers make passkeys for names over TLS, and for this machine.
func TestWherePasskeysCanBe(t *testing.T) {
	for origin, can := range map[string]bool{
		"https://desk.example.org": true, "https://desk.example.org:8443": true, "http://localhost:8080": true,
		"": false, "http://desk.example.org": false, "https://192.0.2.1": false, "http://127.0.0.1:8080": false, "https://[2001:db8::1]": false, "https://desk": false,
	} {
		r := newRegister(t)
		if err := r.AllowPasskeys(origin); (err == nil) != can || r.Passkeys() != can {
			t.Errorf("%q: %v", origin, err)
		}
	}
}
