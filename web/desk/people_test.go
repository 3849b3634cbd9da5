package desk_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"resultsdesk/internal/account"
)

const pinOne, pinTwo = "402913", "770142"

func (b *browser) choosePIN(pin string) *page {
	b.t.Helper()
	return b.post("/desk/people/pin", url.Values{"pin": {pin}, "again": {pin}})
}

// shared is one browser in which officer-1 and officer-2 have opened sessions; the
// second works.
func shared(t *testing.T) *browser {
	t.Helper()
	m := open(t).verified()
	must(t, m.accounts.SetPassphrase(t.Context(), "officer-2", secret))
	b := m.known("officer-1")
	b.post("/desk/people/add", nil).says(422, "Choose a PIN first.")
	b.post("/desk/people/pin", url.Values{"pin": {pinOne}, "again": {pinTwo}}).says(422, "The two PINs differ.")
	b.choosePIN("123456").says(422, "Others would try that PIN first.")
	b.choosePIN(pinOne).says(200, "You have one.")
	b.post("/desk/people/add", nil).says(200, "Sign in", "officer-1 can come back by PIN")
	b.signIn("officer-2")
	b.choosePIN(pinTwo).says(200, "officer-1 since")
	return b
}

var waits = regexp.MustCompile(`name="session" value="([^"]*)"`)

// become changes person by PIN, on the way to a page.
func (b *browser) become(pin, next string) *page {
	b.t.Helper()
	p := b.get("/desk/change-person?next=" + url.QueryEscape(next))
	found := waits.FindStringSubmatch(p.body)
	if found == nil {
		b.t.Fatalf("nobody waits:\n%s", p.text())
	}
	return b.post("/desk/change-person", url.Values{"session": {found[1]}, "pin": {pin}, "next": {next}})
}

// Two people take turns at one laptop, each as themself: one types, the other confirms.
func TestTwoPeopleAtOneLaptop(t *testing.T) {
	b := shared(t)
	two := b.cookies["desk"]
	b.get(sheetPath).says(200, "officer-2 · count officer", "Change person")
	b.become(pinOne, sheetPath).says(200, "officer-1 · count officer", "Enter the count sheet")
	if b.cookies["desk"] == two {
		t.Error("the token did not change with the person")
	}
	b.send(sheetPath, figures(nil)).says(200, "The count sheet: sent.")
	b.get(sheetPath).silent("The screen agrees with the sheet")
	b.become(pinTwo, sheetPath).says(200, "officer-2 · count officer")
	b.reads(sheetPath).says(200, "The count sheet: stored.")
	if len(b.standing().Sheets) != 1 {
		t.Error("the sheet does not stand")
	}
	old := b.browser()
	old.cookies["desk"] = two
	old.get(sheetPath).says(200, "Sign in")
}

// A form that one opened and the other sends is refused, and a form of who is not at
// the laptop any more comes back by PIN with every digit.
func TestFormsOfTwoPeople(t *testing.T) {
	b := shared(t)
	b.become(pinOne, sheetPath)
	form := typed(b.get(sheetPath).form(sheetPath), figures(nil))
	b.become(pinTwo, sheetPath)
	b.post(sheetPath, form).says(409, "This form was opened by another person.")

	b.post("/desk/sign-out", nil).says(200, "Change person", "officer-1") // officer-2 leaves
	p := b.post(sheetPath, form).says(401, "You were signed out. Nothing was sent.", "Change person")
	again := p.form("/desk/change-person")
	again.Set("session", waits.FindStringSubmatch(p.body)[1])
	again.Set("pin", "000001")
	p = b.post("/desk/change-person", again).says(401, "The PIN is wrong.", "What you typed is kept")
	again = p.form("/desk/change-person")
	again.Set("session", waits.FindStringSubmatch(p.body)[1])
	again.Set("pin", pinOne)
	p = b.post("/desk/change-person", again).says(200, "Your figures are back. NOT SENT.", "officer-1")
	p.kept(sheetPath, figures(nil))
	b.post(sheetPath, p.form(sheetPath)).says(200, "The count sheet: sent.")
}

// Who finds a laptop open cannot choose the PIN by which they would come back to it as
// somebody else; and no page gives back a secret that was typed into an earlier one.
func TestAPINIsChosenByWhoShowsWhoItIs(t *testing.T) {
	m := open(t)
	b := m.known("officer-1")
	m.now = m.now.Add(account.ProofLength)
	p := b.choosePIN(pinOne).says(401, "Confirm that it is you")
	if strings.Contains(p.body, pinOne) {
		t.Error("the PIN is in the page that asks who it is")
	}
	b.post("/desk/people/add", nil).says(422, "Choose a PIN first.")
	again := p.form("/desk/prove")
	again.Set("passphrase", secret)
	b.post("/desk/prove", again).says(200, "People at this laptop")
	b.choosePIN(pinOne).says(200, "You have one.")
	m.now = m.now.Add(account.SessionIdle)
	if p := b.post("/desk/prove", url.Values{"passphrase": {secret}}).says(401, "You were signed out."); strings.Contains(p.body, secret) {
		t.Error("the passphrase is in the page for whoever comes next")
	}
}

func TestWrongPINs(t *testing.T) {
	b := shared(t)
	for range account.MostWrong - 1 {
		b.become("000001", "/desk/").says(401, "The PIN is wrong.")
	}
	b.become("000001", "/desk/").says(401, "that person is signed out here").silent("Who goes on?")
	b.get("/desk/").says(200, "My counts", "officer-2")
	b.post("/desk/people/sign-out", nil).says(200, "Sign in").silent("come back by PIN")
}

// A cookie that somebody planted in the browser is not the session after signing in,
// after a change of person, or after showing who it is.
func TestAPlantedCookieIsNotTheSession(t *testing.T) {
	m := open(t)
	must(t, m.accounts.SetPassphrase(t.Context(), "officer-1", secret))
	attacker := m.as("officer-2").cookies["desk"] // a session of the attacker's own
	for _, planted := range []string{"PLANTEDPLANTEDPLANTEDPLANT", attacker} {
		b := m.browser()
		b.cookies["desk"] = planted
		b.signIn("officer-1")
		thief := m.browser()
		thief.cookies["desk"] = planted
		if b.cookies["desk"] == planted || strings.Contains(thief.get("/desk/").body, "My counts") {
			t.Errorf("the planted cookie %.8s… opens the session", planted)
		}
	}
}
