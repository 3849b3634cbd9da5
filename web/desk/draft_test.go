package desk_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

const sheetDraft = "/desk/drafts/islington-north/count"

// save keeps a form as the page's script does.
func (b *browser) save(address string, form url.Values) (state string) {
	b.t.Helper()
	p := b.post(address, form)
	if p.status != 200 {
		b.t.Fatalf("saving a draft: %d %s", p.status, p.text())
	}
	var answer struct{ State, At string }
	must(b.t, json.Unmarshal([]byte(p.body), &answer))
	return answer.State
}

// What an officer typed is in the form again on whatever device the officer opens it,
// marked as not sent; sent under its own key, it is a draft no more.
func TestDraftIsResumed(t *testing.T) {
	m := open(t).verified()
	half := map[string]string{"code": "001-01", "votes.77121": "1661", "votes.1120": "24,12", "rejected.over-voted": ""}
	form := typed(m.as("officer-1").get(sheetPath).form(sheetPath), half)
	if got := m.as("officer-1").save(sheetDraft, form); got != "saved" {
		t.Fatalf("the draft is %q", got)
	}
	p := m.as("officer-1").get(sheetPath).says(200, "Draft of 02:08 resumed. NOT SENT.", "Discard draft")
	p.kept(sheetPath, half)
	if got := p.form(sheetPath).Get("key"); got != form.Get("key") {
		t.Errorf("resumed under key %q; want %q, or it could count twice", got, form.Get("key"))
	}
	b := m.as("officer-1")
	whole := figures(nil)
	whole["code"] = ""
	b.post(sheetPath, typed(p.form(sheetPath), whole)).says(200, "The count sheet: sent.")
	b.get(sheetPath).silent("Draft of", "Discard draft")
	if got := b.save(sheetDraft, form); got != "sent" {
		t.Errorf("a save that came late is %q; the form was sent", got)
	}
	b.get(sheetPath).silent("Discard draft")
}

// Nobody sees another's draft: a second person types without knowing the first one's
// figures. A tab in which another person signed in meanwhile saves and sends nothing.
func TestDraftIsItsOfficersAlone(t *testing.T) {
	m := open(t, demo).verified()
	first := m.as("officer-1")
	form := typed(first.get(sheetPath).form(sheetPath), map[string]string{"votes.1120": "24120"})
	first.save(sheetDraft, form)
	second := m.as("officer-2")
	for _, page := range []string{sheetPath, islington, "/desk/board", "/desk/"} {
		if p := second.get(page); strings.Contains(p.body, "24120") || strings.Contains(p.body, "24,120") {
			t.Errorf("%s shows officer-2 what officer-1 typed", page)
		}
	}
	second.post(sheetDraft, form).says(409, "opened by another person").silent("24120")
	second.post(sheetPath, form).says(409, "opened by another person").silent("24120")

	lost := m.browser().post(sheetPath, form).says(401, "Nothing was sent.").form("/desk/sign-in")
	lost.Set("as", "clerk")
	m.browser().post("/desk/sign-in", lost).says(409, "opened by another person").silent("24120")
	if p := first.get(sheetPath); p.form(sheetPath).Get("votes.1120") != "24120" {
		t.Error("officer-1's own draft is gone")
	}
}

// Where something else stands than when the draft was begun, its figures are shown
// beside the form and go into it only when asked for.
func TestDraftThatDoesNotFit(t *testing.T) {
	m := open(t).verified()
	b := m.as("officer-1")
	b.save(sheetDraft, typed(b.get(sheetPath).form(sheetPath), map[string]string{"votes.1120": "7777"}))
	m.as("officer-2").send(sheetPath, figures(nil)).says(200, "sent")
	b.get(sheetPath).says(200, "Read the screen against the sheet", "24,120", "You typed this before, at 02:08. NOT SENT.", "CORBYN", "7777", "Put it into the form")
	b.get(sheetPath+"?use=draft").kept(sheetPath, map[string]string{"votes.1120": "7777"})
	b.post(sheetDraft+"/discard", nil).says(200, "Read the screen against the sheet").silent("7777", "Discard draft")
}

func TestDraftsThatAreRefused(t *testing.T) {
	m := open(t)
	b := m.as("officer-2") // Islington North only
	form := url.Values{"key": {"k"}, "layout": {"1"}, "base": {"0"}}
	b.post("/desk/drafts/tottenham/count", form).says(403)
	b.post("/desk/drafts/islington-north/nowhere", form).says(404)
	b.post(sheetDraft, url.Values{"key": {"k"}, "onclick": {"1"}}).says(400, "That draft cannot be read.")
	m.browser().post(sheetDraft, form).says(401)
	r := m.raw("POST", sheetDraft, form.Encode(), map[string]string{"Sec-Fetch-Site": "cross-site"})
	if r.Code != 403 {
		t.Errorf("a draft from another site: %d; want 403", r.Code)
	}
}

// A reason and verified papers are kept as sheets are.
func TestDraftOfVerifiedPapers(t *testing.T) {
	m := open(t).counted()
	b, papers := m.as("clerk"), islington+"/papers"
	b.save("/desk/drafts/islington-north/papers", typed(b.get(papers).form(papers), map[string]string{"papers": "49,19", "reason": "two papers found under"}))
	b.get(papers).says(200, "resumed. NOT SENT.", "two papers found under").kept(papers, map[string]string{"papers": "49,19"})
}

// The board tells who holds a unit, for how long and how far, and shows no votes.
func TestBoard(t *testing.T) {
	m := open(t, func(defs *count.Definitions, _ *desk.Options) {}).verified()
	b := m.as("officer-1")
	b.save(sheetDraft, typed(b.get(sheetPath).form(sheetPath), map[string]string{"votes.77121": "1661", "votes.1120": "24120"}))
	m.now = m.now.Add(4 * time.Minute)
	b.save(sheetDraft, typed(b.get(sheetPath).form(sheetPath), map[string]string{"votes.117351": "1950"}))
	clerk := m.as("clerk")
	p := clerk.get("/desk/board?state=typing").says(200, "Islington North", "Being typed", "being typed by officer-1 for 4 min · 3 of 11 figures").silent("24120", "1950", "Tottenham")
	clerk.get("/desk/board?state=missing").says(200, "Tottenham")
	m.now = m.now.Add(6 * time.Minute)
	clerk.get("/desk/board").says(200, "not touched for 6 min")
	if !strings.Contains(p.body, `data-refresh="10"`) {
		t.Error("the board does not follow the desk")
	}
	m.as("officer-2").get("/desk/board").says(200, "Islington North").silent("Tottenham", "Hackney")
	m.declared().as("clerk").get("/desk/board").silent("Islington North")
	clerk.get("/desk/board?all=1&find=islington").says(200, "Islington North", "Declared").silent("Tottenham")
}
