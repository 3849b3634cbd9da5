package desk_test

import (
	"net/url"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

// demo is the room of the demo: anybody becomes an officer by one click.
func demo(_ *count.Definitions, o *desk.Options) { o.People = []string{"officer-1", "clerk"} }

// A session that ends while a sheet is typed costs no digit: the figures travel
// through the sign-in page, also through a wrong passphrase, and are not sent,
// because another person may have signed in.
func TestSessionLostInTheMiddleOfASheet(t *testing.T) {
	m := open(t, demo).verified()
	b := m.as("officer-1")
	form := typed(b.get(sheetPath).form(sheetPath), figures(nil))
	_, err := m.accounts.Leave(t.Context(), b.cookies["desk"], "")
	must(t, err)

	p := b.post(sheetPath, form).says(401, "You were signed out. Nothing was sent.", "What you typed is kept")
	wrong := p.form("/desk/sign-in")
	wrong.Set("officer", "officer-1")
	wrong.Set("passphrase", "wrong")
	p = b.post("/desk/sign-in", wrong).says(401, "Name or passphrase is wrong.", "What you typed is kept")

	again := p.form("/desk/sign-in")
	again.Set("as", "officer-1")
	p = b.post("/desk/sign-in", again).says(200, "Your figures are back. NOT SENT.", "Enter the count sheet", "officer-1")
	p.kept(sheetPath, figures(nil))
	if got := p.form(sheetPath).Get("key"); got != form.Get("key") {
		t.Errorf("the key is %q; sent again it must be the %q it was", got, form.Get("key"))
	}
	if len(m.standing().Sheets) != 0 {
		t.Fatal("the sheet was sent without its officer")
	}
	b.post(sheetPath, p.form(sheetPath)).says(200, "The count sheet: sent.")
}

// The same for verified papers, for the declaration, and for a button.
func TestSessionLostElsewhere(t *testing.T) {
	m := open(t, demo)
	back := func(path, as string, form url.Values) *page {
		t.Helper()
		b := m.browser()
		again := b.post(path, form).says(401, "Nothing was sent.").form("/desk/sign-in")
		again.Set("as", as)
		return b.post("/desk/sign-in", again)
	}
	papers, declare := islington+"/papers", islington+"/declare"
	sent := typed(m.as("officer-1").get(papers).form(papers), map[string]string{"papers": "49195"})
	back(papers, "officer-1", sent).says(200, "NOT SENT").kept(papers, map[string]string{"papers": "49195"})

	m.counted()
	button := islington + "/provisional"
	back(button, "clerk", m.as("clerk").get(islington).form(button)).says(200, "You were signed out before that was done. Nothing changed.")

	m.readBack()
	sent = typed(m.as("clerk").get(declare).form(declare), map[string]string{"announced": "02:05", "authority": "returning-officer"})
	back(declare, "clerk", sent).says(200, "You were signed out before that was done.", "NOT DECLARED").kept(declare, map[string]string{"announced": "02:05"})
	if m.standing().Provisional == nil || m.standing().Declared != nil {
		t.Error("something was done without a session")
	}
}

// After signing in one goes on to a page of the desk and nowhere else.
func TestWhereSignInLeads(t *testing.T) {
	m := open(t, demo)
	for next, want := range map[string]string{
		islington:                    islington,
		sheetPath + "?x=1":           sheetPath + "?x=1",
		"":                           "/desk/",
		"https://evil.example/":      "/desk/",
		"//evil.example/desk/":       "/desk/",
		"/desk//evil.example":        "/desk/",
		"/desk/\\evil.example":       "/desk/",
		"\\\\evil.example":           "/desk/",
		"/desk/\t/evil.example":      "/desk/",
		"/desk/../contests":          "/desk/",
		"/desk/%2e%2e/contests":      "/desk/",
		"javascript:alert(1)":        "/desk/",
		"/deskevil":                  "/desk/",
		"/contests/islington-north":  "/desk/",
		"/desk/\r\nSet-Cookie: a=b":  "/desk/",
		"/desk/sign-in?next=//evil/": "/desk/",
	} {
		if p := m.browser().post("/desk/sign-in", url.Values{"as": {"officer-1"}, "next": {next}}); p.path != want {
			t.Errorf("next=%q led to %q; want %q", next, p.path, want)
		}
	}
}

// In the demo changing person is one click, on every page; elsewhere it does not
// exist.
func TestChangePerson(t *testing.T) {
	b := open(t, demo).as("officer-1")
	before := b.cookies["desk"]
	p := b.get(islington).says(200, "Demo: be clerk")
	change := p.form("/desk/change-person")
	change.Set("as", "clerk")
	b.post("/desk/change-person", change).says(200, "clerk · Returning Officer’s clerk", "Islington North")
	if _, _, err := b.accounts.Signed(t.Context(), before, true); err == nil {
		t.Error("the first person's session is still open")
	}
	change.Set("as", "officer-2")
	b.post("/desk/change-person", change).says(404)

	clerk := open(t, demo).readied().as("clerk")
	change = clerk.get(islington + "/declare").form("/desk/change-person")
	change.Set("as", "officer-1")
	clerk.post("/desk/change-person", change).says(200, "officer-1 · count officer", "Read back from the signed sheet") // and not the clerk's page

	real := open(t).as("officer-1")
	real.get(islington).silent("Demo")
	real.post("/desk/change-person", url.Values{"as": {"clerk"}}).says(404)
	real.post("/desk/sign-in", url.Values{"as": {"clerk"}}).says(401)
}

func TestSignOut(t *testing.T) {
	b := open(t).as("officer-1")
	token := b.cookies["desk"]
	b.post("/desk/sign-out", nil).says(200, "Sign in")
	b.cookies["desk"] = token
	b.get("/desk/").says(200, "Sign in").silent("My counts")
}

// Scripts cannot read the cookie, other sites do not send it, and over TLS it is
// bound to this host.
func TestCookie(t *testing.T) {
	for secure, want := range map[bool]string{
		false: "desk=; Path=/; HttpOnly; SameSite=Strict",
		true:  "__Host-desk=; Path=/; HttpOnly; Secure; SameSite=Strict",
	} {
		m := open(t, demo, func(_ *count.Definitions, o *desk.Options) { o.Secure = secure })
		w := m.raw("POST", "/desk/sign-in", "as=officer-1", nil)
		got := w.Header().Get("Set-Cookie")
		name, rest, _ := strings.Cut(got, "=")
		token, rest, _ := strings.Cut(rest, ";")
		if name+"=;"+rest != want || len(token) < 26 {
			t.Errorf("secure %v: cookie %q; want %q with a token of 128 bits", secure, got, want)
		}
	}
}
