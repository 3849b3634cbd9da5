package main

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/web/desk"
)

// A session that somebody else chose or has seen is worth nothing: whoever signs in gets
// a new one, whatever cookie the browser brought; an address carries none; and a session
// that was ended stays ended, however often its cookie is shown.
func TestAttackSessionFixation(t *testing.T) {
	f := facing(t)
	f.officer() // somebody else is signed in as well
	at, err := url.Parse(f.deskNamed)
	must(t, err)
	for _, planted := range []string{"chosen", strings.Repeat("A", 26), strings.Repeat("a", 43), "", "null", "0", "' OR 1=1 --", f.officer().token(at)} {
		v := newVisitor(t, f.deskNamed)
		v.http.Transport = &http.Transport{DialContext: f.dialling}
		v.http.Jar.SetCookies(at, []*http.Cookie{{Name: "desk", Value: planted, Path: "/"}})
		v.signIn(demoOfficer, demoPassphrase)
		given := v.token(at)
		if given == planted || len(given) < 26 {
			t.Errorf("planted %q, the officer's session is %q", planted, given)
		}
		if f.lets(planted) {
			t.Errorf("the planted session %q lets its planter in", planted)
		}
		if !f.lets(given) {
			t.Fatal("the officer is not signed in")
		}
		for _, address := range []string{"/desk/?desk=" + given, "/desk/;desk=" + given, "/desk/?session=" + given} {
			if r := f.ask("GET", f.deskNamed+address); r.StatusCode == http.StatusOK {
				t.Errorf("%s lets in without a cookie", address)
			}
		}
		if p, err := v.post("/desk/sign-out", nil); err != nil || p.status != http.StatusSeeOther {
			t.Fatalf("sign out: %d, %v", p.status, err)
		}
		for range 3 {
			if f.lets(given) {
				t.Error("a session that was ended lets in")
			}
		}
	}
}

// token is the session that a browser holds.
func (v *visitor) token(at *url.URL) string {
	for _, c := range v.http.Jar.Cookies(at) {
		if strings.HasSuffix(c.Name, "desk") {
			return c.Value
		}
	}
	return ""
}

// lets tells whether a session opens the officers' pages.
func (f *twoFaced) lets(token string) bool {
	f.t.Helper()
	return f.ask("GET", f.deskNamed+"/desk/", "Cookie", "desk="+token).StatusCode == http.StatusOK
}

// A passphrase alone, without the second factor that the desk asks for, opens nothing:
// every page, file, form and socket of the officers leads back to signing in.
func TestAttackHalfASignIn(t *testing.T) {
	f := facing(t, func(p *parts) { p.second = account.SecondAll })
	at, err := url.Parse(f.deskNamed)
	must(t, err)
	v := newVisitor(t, f.deskNamed)
	v.http.Transport = &http.Transport{DialContext: f.dialling}
	p, err := v.post("/desk/sign-in", url.Values{"officer": {demoOfficer}, "passphrase": {demoPassphrase}})
	if err != nil || !strings.HasPrefix(p.to, "/desk/sign-in/enrol") {
		t.Fatalf("after the passphrase: %d %s, %v", p.status, p.to, err)
	}
	half, asked := "desk="+v.token(at), 0
	for _, pattern := range desk.Patterns() {
		method, path, _ := strings.Cut(pattern, " ")
		if place := strings.Split(path, "/"); slices.Contains([]string{"sign-in", "sign-out", "change-person", "invitation", "wall", "session"}, place[2]) {
			continue // for everybody
		}
		asked++
		r := f.ask(method, f.deskNamed+example(path), "Cookie", half)
		to := r.Header.Get("Location")
		if r.StatusCode != http.StatusUnauthorized && r.StatusCode != http.StatusForbidden && (r.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, "/desk/sign-in")) {
			t.Errorf("%s: %s %s", pattern, r.Status, to)
		}
	}
	if asked < 60 {
		t.Errorf("only %d addresses were asked", asked)
	}
	t.Logf("%d addresses asked with half a sign-in: 0 opened", asked)
}
