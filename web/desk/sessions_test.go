package desk_test

import (
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/account"
	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/count"
)

var ending = regexp.MustCompile(`(?s)action="([^"]*/end)".{1,60}name="session" value="([^"]*)"`)

// An officer sees where they are signed in, in words, and ends what is not theirs any
// more.
func TestOwnSessions(t *testing.T) {
	m := open(t)
	must(t, m.accounts.SetPassphrase(t.Context(), "officer-1", secret))
	here, there, third := m.browser(), m.browser(), m.as("officer-1")
	r := httptest.NewRequest("POST", "/desk/sign-in", strings.NewReader(url.Values{"officer": {"officer-1"}, "passphrase": {secret}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")
	there.ask(r)
	here.signIn("officer-1")
	p := here.get("/desk/sessions").says(200, "Firefox on Windows", "this one", "192.0.2.1", "5 Jul 02:08")
	for _, found := range ending.FindAllStringSubmatch(p.body, -1) {
		here.post(found[1], url.Values{"session": {found[2]}}).says(200, "Where you are signed in", "this one")
	}
	there.get("/desk/").says(200, "Sign in").silent("My counts")
	third.get("/desk/").says(200, "Sign in").silent("My counts")
	other := m.as("officer-1")
	here.post("/desk/sessions/others", nil).says(200, "this one")
	other.get("/desk/").silent("My counts")
	here.get("/desk/").says(200, "My counts")

	mine, err := m.accounts.Sessions(t.Context(), "officer-1")
	must(t, err)
	m.as("officer-2").post("/desk/sessions/end", url.Values{"session": {mine[0].ID}}).says(200)
	here.get("/desk/").says(200, "My counts")
}

// An administrator looks after officers, having shown lately who it is.
func TestOfficersPages(t *testing.T) {
	m := open(t).verified()
	must(t, m.accounts.Add(t.Context(), account.Officer{ID: "boss", Role: count.RoleAdministrator}, secret))
	boss, one := m.known("boss"), m.as("officer-1")
	m.as("clerk").get("/desk/officers").says(403)
	boss.get("/desk/officers").says(200, "officer-1 count officer every contest")
	const at = "/desk/officers/officer-1"
	boss.get(at).says(200, "Open sessions", "Disable")
	boss.post(at+"/end", nil).says(200, "officer-1")
	one.get("/desk/").silent("My counts")

	link := regexp.MustCompile(`/desk/invitation/[a-z2-7-]+`).FindString(boss.post(at+"/invite", nil).says(200, "Shown this once").body)
	if link == "" || strings.Contains(boss.get(at).body, link) {
		t.Errorf("the invitation %q is not shown, or shown again", link)
	}
	m.browser().get(link).says(200, "Welcome, officer-1")
	boss.post(at+"/disable", nil).says(200, "disabled").silent("Invite again")
	boss.post(at+"/invite", nil).says(409, "This officer is disabled.")
	boss.post(at+"/enable", nil).says(200, "can sign in")
	boss.post("/desk/officers/boss/disable", nil).says(409, "You cannot disable yourself.")
	boss.get("/desk/officers/nobody").says(404)
	boss.post("/desk/officers/nobody/disable", nil).says(404)

	m.now = m.now.Add(account.ProofLength)
	boss.get("/desk/officers").says(200, "Confirm that it is you")
	p := boss.post(at+"/disable", nil).says(401, "Confirm that it is you")
	if o, err := m.store.Officer(t.Context(), "officer-1"); err != nil || o.Disabled {
		t.Errorf("disabled without showing who it is: %v", err)
	}
	again := p.form("/desk/prove")
	again.Set("passphrase", secret)
	boss.post("/desk/prove", again).says(200, "officer-1", "can sign in")
	lines, err := m.accounts.Audit(t.Context(), count.Officer{ID: "boss", Role: count.RoleAdministrator}, account.Search{Kind: account.KindOfficer, Officer: "boss"}, 10)
	must(t, err)
	if len(lines) != 3 || lines[2].Detail != "officer-1 disabled" || lines[1].Detail != "officer-1 enabled" || lines[0].Outcome != count.Refused {
		t.Errorf("on record: %+v", lines)
	}
}

// Sockets are closed at once when their session ends, whoever ends it, and stay open
// otherwise.
func TestSocketsEndWithTheirSession(t *testing.T) {
	m, _, server := hall(t)
	must(t, m.accounts.Add(t.Context(), account.Officer{ID: "boss", Role: count.RoleAdministrator}, secret))
	boss := m.known("boss")
	stays, _ := dial(t, server, m.as("officer-1"), "islington-north", server.URL)
	for name, end := range map[string]func(*browser){
		"signed out": func(b *browser) { b.post("/desk/sign-out", nil) },
		"ended by an administrator": func(*browser) {
			all, err := m.accounts.Sessions(t.Context(), "officer-2")
			must(t, err)
			boss.post("/desk/officers/officer-2/end", url.Values{"session": {all[0].ID}}).says(200)
		},
		"disabled": func(*browser) { boss.post("/desk/officers/officer-2/disable", nil).says(200) },
	} {
		must(t, m.accounts.Enable(t.Context(), "officer-2"))
		b := m.as("officer-2")
		c, _ := dial(t, server, b, "islington-north", server.URL)
		nextSeq(t, c, "")
		end(b)
		began := time.Now()
		must(t, c.SetReadDeadline(began.Add(4*time.Second))) // before the next heartbeat
		_, _, err := c.ReadMessage()
		for err == nil {
			_, _, err = c.ReadMessage()
		}
		if !websocket.IsCloseError(err, broadcast.CloseSignedOut) {
			t.Errorf("%s: %v; want 4401", name, err)
		}
	}
	nextSeq(t, stays, "")
}
