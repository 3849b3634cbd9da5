package main

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/sqlite"
)

var (
	secrets  = regexp.MustCompile(`class="secret">([A-Z2-7 ]+)<`)
	recovery = regexp.MustCompile(`</span> (([a-z2-7]{4}-){3}[a-z2-7]{4})</li>`)
)

// enrol sets an authenticator app up, as the desk asked for with the first sign-in, and
// keeps the recovery codes.
func (v *visitor) enrol(to string) (secret string, codes []string) {
	v.t.Helper()
	p := v.read(to)
	found := secrets.FindStringSubmatch(p.body)
	form, ok := p.form("/desk/sign-in/enrol")
	if found == nil || !ok {
		v.t.Fatalf("nothing to set up: %s", text(p.body))
	}
	secret = strings.ReplaceAll(found[1], " ", "")
	code, err := totp.GenerateCode(secret, time.Now())
	if err != nil {
		v.t.Fatal(err)
	}
	form.Set("code", code)
	p, err = v.post("/desk/sign-in/enrol", form)
	if err != nil || p.status != http.StatusOK {
		v.t.Fatalf("set up a second factor: %d, %v\n%s", p.status, err, text(p.body))
	}
	for _, m := range recovery.FindAllStringSubmatch(p.body, -1) {
		codes = append(codes, m[1])
	}
	return secret, codes
}

// The first sign-in of a clerk on the real desk, and the second without the telephone;
// then the telephone is lost.
func TestAClerkSignsIn(t *testing.T) {
	path := night(t)
	withBook(t, path, func(b *account.Book) error {
		return b.Add(t.Context(), account.Officer{ID: demoClerk, Role: count.RoleReturningOfficer}, demoPassphrase)
	})
	addr, stop := serving(t, path)
	v := newVisitor(t, "http://"+addr)
	signIn := func(v *visitor) page {
		t.Helper()
		p, err := v.post("/desk/sign-in", url.Values{"officer": {demoClerk}, "passphrase": {demoPassphrase}, "next": {"/desk/board"}})
		if err != nil || p.status != http.StatusSeeOther {
			t.Fatalf("%d, %v", p.status, err)
		}
		return p
	}
	to := signIn(v).to
	for _, page := range []string{"/desk/", "/desk/board", "/desk/factors"} {
		if p, err := v.get(page); err != nil || !strings.HasPrefix(p.to, "/desk/sign-in?") {
			t.Errorf("%s opens with a passphrase alone: %d %s", page, p.status, p.to)
		}
	}
	_, codes := v.enrol(to)
	if len(codes) != 10 {
		t.Fatalf("%d recovery codes; want 10", len(codes))
	}
	v.read("/desk/board")

	again := newVisitor(t, "http://"+addr)
	if to := signIn(again).to; to != "/desk/sign-in/second?next=%2Fdesk%2Fboard" {
		t.Fatalf("led to %s", to)
	}
	p, err := again.post("/desk/sign-in/second", url.Values{"recovery": {strings.ToUpper(codes[0])}, "next": {"/desk/board"}})
	if err != nil || !strings.Contains(text(p.body), "9 recovery codes left.") {
		t.Errorf("by paper: %d, %v\n%s", p.status, err, text(p.body))
	}
	again.read("/desk/board")
	if err := stop(); err != nil {
		t.Fatal(err)
	}

	withBook(t, path, func(b *account.Book) error { return b.ResetFactors(t.Context(), count.DeskOfficer(), demoClerk) })
	addr, _ = serving(t, path)
	if to := signIn(newVisitor(t, "http://"+addr)).to; !strings.HasPrefix(to, "/desk/sign-in/enrol") {
		t.Errorf("after the reset: led to %s", to)
	}
}

// The policy for everybody asks count officers too.
func TestEverybodyNeedsASecondFactor(t *testing.T) {
	addr, _ := serving(t, night(t), "-second-factor", "all")
	p, err := newVisitor(t, "http://"+addr).post("/desk/sign-in", url.Values{"officer": {demoOfficer}, "passphrase": {demoPassphrase}})
	if err != nil || !strings.HasPrefix(p.to, "/desk/sign-in/enrol") {
		t.Errorf("led to %s, %v", p.to, err)
	}
}

func withBook(t *testing.T, path string, do func(*account.Book) error) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := do(account.NewBook(store, time.Now, account.SecondPrivileged)); err != nil {
		t.Fatal(err)
	}
}
