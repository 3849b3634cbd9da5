package desk_test

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/account"
)

// What never came to the count is on record too: who, from where, on what, and why
// not. A fault has its incident. Nothing of it has the token of an invitation.
func TestRefusalsBeforeTheCount(t *testing.T) {
	m := open(t).readied()
	officer, clerk := m.as("officer-1"), m.as("clerk")
	session := map[string]string{"Cookie": "desk=" + officer.cookies["desk"]}
	foreign := map[string]string{"Cookie": session["Cookie"], "Sec-Fetch-Site": "cross-site"}
	token, _, err := m.accounts.Invite(t.Context(), "officer-2")
	must(t, err)
	for _, c := range []struct {
		try  func()
		want string // officer, kind, contest, outcome, detail
	}{
		{func() { m.raw("POST", sheetPath, "key=k", foreign) }, "|form||refused|403 That form came from another site. POST " + sheetPath},
		{func() { m.raw("POST", sheetPath, "key=%zz", session) }, "|form||refused|400 That form cannot be read."},
		{func() { m.raw("POST", sheetPath, "key="+strings.Repeat("1", 256<<10), session) }, "|form||refused|413 That form is too large."},
		{func() { m.raw("DELETE", sheetPath, "", session) }, "|form||refused|405 That cannot be done at this address. DELETE " + sheetPath},
		{func() { m.raw("POST", "/desk/nowhere", "", session) }, "|form||refused|404 There is no such page. POST /desk/nowhere"},
		{func() { m.raw("POST", sheetPath, "key=k", nil) }, "|form|islington-north|refused|401 You were signed out. POST " + sheetPath},
		{func() { m.raw("POST", sheetPath, "key=k&typist=officer-2", session) }, "officer-1|form|islington-north|refused|409 This form was opened by another person."},
		{func() { officer.get(islington + "/declare") }, "officer-1|form|islington-north|refused|403 You may not do this. GET " + islington + "/declare"},
		{func() { officer.get("/desk/audit") }, "officer-1|form||refused|403 You may not do this. GET /desk/audit"},
		{func() {
			clerk.post(islington+"/cancel", typed(clerk.get(islington+"/interruptions").form(islington+"/cancel"), map[string]string{"authority": "returning-officer"}))
		}, "clerk|cancelled|islington-north|refused|E10"},
		{func() { m.browser().get("/desk/invitation/aaaa-bbbb") }, "|invitation||refused|no such invitation"},
		{func() { m.raw("DELETE", "/desk/invitation/"+token, "", nil) }, "|form||refused|405 That cannot be done at this address. DELETE /desk/invitation/…"},
	} {
		before := m.lines(t)
		c.try()
		after := m.lines(t)
		if len(after) <= len(before) || !strings.Contains(strings.Join(after[len(before):], "\n"), c.want) {
			t.Errorf("on record: %q; want %q", after[len(before):], c.want)
		}
	}
	form := officer.get(islington + "/read-back").form(islington + "/read-back")
	m.store.broken.Store(true)
	p := officer.post(islington+"/read-back", form)
	m.store.broken.Store(false)
	if found := incident.FindStringSubmatch(p.text()); found == nil || !strings.Contains(strings.Join(m.lines(t), "\n"), "officer-1|fault|islington-north|failed|incident "+found[1]) {
		t.Errorf("incident %v is not on record", found)
	}
	if strings.Contains(strings.Join(m.lines(t), "\n"), token) {
		t.Error("the audit has an invitation that anybody could use who reads it")
	}
}

// A crowd at the officers' door does not fill the disk: after some lines from one
// address there is one that stands for the rest. An officer elsewhere keeps every line.
func TestACrowdFillsNoDisk(t *testing.T) {
	m := open(t)
	before := len(m.lines(t))
	for range 500 {
		m.raw("POST", sheetPath, "key=k", map[string]string{"Sec-Fetch-Site": "cross-site"})
	}
	if n := len(m.lines(t)) - before; n != account.MaxLines {
		t.Errorf("500 forms from one address are %d lines; want %d", n, account.MaxLines)
	}
	m.now = m.now.Add(time.Minute)
	m.raw("POST", sheetPath, "key=k", nil)
	if all := strings.Join(m.lines(t), "\n"); !strings.Contains(all, "desk|more||refused|480 more like this in the minute from 01:08 UTC: 480 form") {
		t.Errorf("nothing stands for those that were not written:\n%s", all)
	}
}

// lines are all of the audit: officer, kind, contest, outcome and detail.
func (m *room) lines(t *testing.T) (all []string) {
	t.Helper()
	found, err := m.store.Audited(t.Context(), account.Search{Oldest: true}, 10_000)
	must(t, err)
	for _, l := range found {
		all = append(all, strings.Join([]string{l.Officer, string(l.Kind), l.Contest, string(l.Outcome), l.Detail}, "|"))
	}
	return all
}

// forge changes the file as its owner can.
func (m *room) forge(statements ...string) {
	m.t.Helper()
	db, err := sql.Open("sqlite", m.file)
	must(m.t, err)
	defer db.Close()
	for _, q := range statements {
		_, err := db.Exec(q)
		must(m.t, err)
	}
}
