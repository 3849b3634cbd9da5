package desk_test

import (
	"net/url"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// known gives officers passphrases and opens a browser in which one signs in by it.
func (m *room) known(officer string) *browser {
	m.t.Helper()
	must(m.t, m.accounts.SetPassphrase(m.t.Context(), officer, secret))
	b := m.browser()
	b.signIn(officer)
	return b
}

func (b *browser) signIn(officer string) *page {
	b.t.Helper()
	return b.post("/desk/sign-in", url.Values{"officer": {officer}, "passphrase": {secret}}).says(200, officer)
}

// Acts of great consequence ask who it is when that was last shown ten minutes ago. A
// form that came too late comes back with every character in it and is not sent.
func TestWhoItIsIsAskedBeforeActsOfConsequence(t *testing.T) {
	for _, c := range []struct {
		path  string
		bring func(*room) *room
		typed map[string]string
	}{
		{"/declare", (*room).readBack, map[string]string{"announced": "02:05"}},
		{"/correction", (*room).declared, map[string]string{"electorate": "72,852", "reason": "the register was read wrongly"}},
		{"/withdrawal", (*room).declared, map[string]string{"reason": "a box was found"}},
		{"/set-aside", (*room).declared, map[string]string{"reason": "[2024] EWHC 1 (KB)"}},
	} {
		m := c.bring(open(t))
		b, path := m.known("clerk"), islington+c.path
		form := typed(b.get(path).form(path), c.typed)
		before := m.standing().Head
		m.now = m.now.Add(account.ProofLength)
		b.get(path).says(200, "Confirm that it is you", "clerk")

		p := b.post(path, form).says(401, "Confirm that it is you", "Nothing was sent yet.", "What you typed is kept")
		wrong := p.form("/desk/prove")
		wrong.Set("passphrase", "wrong")
		right := b.post("/desk/prove", wrong).says(422, "That is wrong.", "After 4 more wrong tries").form("/desk/prove")
		right.Set("passphrase", secret)
		token := b.cookies["desk"]
		p = b.post("/desk/prove", right).says(200, "You confirmed that it is you. It is not done yet.")
		p.kept(path, c.typed)
		if m.standing().Head != before {
			t.Errorf("%s was done before its clerk looked again", c.path)
		}
		if b.cookies["desk"] == token {
			t.Errorf("%s: the token is the same after showing who it is", c.path)
		}
		if got := p.form(path); got.Get("key") != form.Get("key") {
			t.Errorf("%s: the form has another key", c.path)
		}
	}
}

// The same for the buttons by which a second person confirms.
func TestWhoItIsIsAskedOfTheSecondPerson(t *testing.T) {
	m := open(t).declared()
	m.as("clerk").send(islington+"/correction", map[string]string{"electorate": "72,852", "reason": "read wrongly"}).says(200)
	must(t, m.accounts.Add(t.Context(), account.Officer{ID: "clerk-2", Role: count.RoleReturningOfficer}, secret))
	b, path := m.known("clerk-2"), islington+"/confirm-change"
	form := typed(b.get(islington).form(path), map[string]string{"authority": "returning-officer"})
	m.now = m.now.Add(account.ProofLength)
	p := b.post(path, form).says(401, "Confirm that it is you")
	again := p.form("/desk/prove")
	again.Set("passphrase", secret)
	p = b.post("/desk/prove", again).says(200, "You confirmed that it is you. It is not done yet.")
	b.post(path, typed(p.form(path), map[string]string{"authority": "returning-officer"})).says(200, "The correction is public.")
}

// Wrong five times, one is signed out; the form is still there after signing in.
func TestWrongProofsSignOut(t *testing.T) {
	m := open(t).readBack()
	b, path := m.known("clerk"), islington+"/declare"
	form := typed(b.get(path).form(path), map[string]string{"announced": "02:05"})
	m.now = m.now.Add(account.ProofLength)
	p := b.post(path, form)
	for range account.MostWrong {
		again := p.form("/desk/prove")
		again.Set("passphrase", "wrong")
		p = b.post("/desk/prove", again)
	}
	again := p.says(401, "You were signed out.", "That was wrong too often.").form("/desk/sign-in")
	again.Set("officer", "clerk")
	again.Set("passphrase", secret)
	m.now = m.now.Add(time.Minute) // whoever was wrong so often waits
	b.post("/desk/sign-in", again).says(200, "You were signed out before that was done.").kept(path, map[string]string{"announced": "02:05"})
}

// The demo asks nobody.
func TestTheDemoAsksNobodyWhoItIs(t *testing.T) {
	m := open(t, demo).readBack()
	b := m.as("clerk")
	m.now = m.now.Add(account.ProofLength + time.Minute)
	b.get(islington+"/declare").says(200, "NOT DECLARED")
	b.get("/desk/change-person").says(404)
}

// A page that asks by itself keeps no session open; whoever forges that mark harms
// nobody but themself, and what they send is taken as ever.
func TestWhatAPageAsksByItself(t *testing.T) {
	m := open(t).verified()
	b := m.as("officer-1")
	session := "desk=" + b.cookies["desk"]
	for range 29 {
		m.now = m.now.Add(time.Minute)
		m.raw("GET", "/desk/board", "", map[string]string{"Cookie": session, "X-Desk-Passive": "1"})
		m.raw("HEAD", sheetPath, "", map[string]string{"Cookie": session, "X-Desk-Passive": "1"})
		m.raw("GET", "/desk/session", "", map[string]string{"Cookie": session}) // also without the mark
	}
	if got := m.raw("GET", "/desk/session", "", map[string]string{"Cookie": session}).Body.String(); got != `{"end":41460,"idle":60,"officer":"officer-1"}`+"\n" {
		t.Errorf("the script is told %s", got)
	}
	form := typed(b.get(sheetPath).form(sheetPath), figures(nil)).Encode() // a person opens a page
	if w := m.raw("POST", sheetPath, form, map[string]string{"Cookie": session, "X-Desk-Passive": "1"}); w.Code != 303 || len(m.standing().Waiting["count"]) != 1 {
		t.Errorf("a form with the mark: %d", w.Code)
	}
	m.now = m.now.Add(29 * time.Minute)
	if w := m.raw("POST", "/desk/session", "", map[string]string{"Cookie": session}); w.Code != 200 {
		t.Errorf("going on: %d", w.Code)
	}
	m.now = m.now.Add(29 * time.Minute)
	m.raw("GET", "/desk/board", "", map[string]string{"Cookie": session, "X-Desk-Passive": "1"})
	m.now = m.now.Add(time.Minute)
	b.get("/desk/").says(200, "Sign in").silent("My counts")
}
