package desk_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

// own are the forms that belong to no act of a count: what an officer keeps for
// themselves or for the next shift. Every other form is of an act and has its rule.
func own() []string {
	return []string{"/notes", "/photos", "/discard", "/drafts/islington-north/count"}
}

// actAt is the kind of act that a form's address makes; empty for none.
func actAt(path string) count.Kind {
	name := path[strings.LastIndex(path, "/")+1:]
	kinds := map[string]count.Kind{
		"count": count.KindEntered, "papers": count.KindVerified, "confirm": count.KindConfirmed, "take-back": count.KindTakenBack, "send-back": count.KindSentBack,
		"residual": count.KindResidual, "sign": count.KindSigned, "totals": count.KindRekeyed, "provisional": count.KindProvisional, "consulted": count.KindConsulted,
		"recount": count.KindRecount, "lot": count.KindLot, "ready": count.KindReady, "read-back": count.KindReadBack, "declare": count.KindDeclared,
		"death": count.KindDied, "cancel": count.KindCancelled, "adjourn": count.KindAdjourned, "resume": count.KindResumed, "publish": count.KindPublish,
		"call": count.KindCalled, "correction": count.KindProposed, "withdrawal": count.KindProposed, "confirm-change": count.KindCorrected, "set-aside": count.KindVoid,
		"editors-notes": count.KindNoted, "withdraw-note": count.KindNoteWithdrawn,
	}
	return kinds[name]
}

// Of the officers' side only the way in and the wall are open to everybody: without a
// session nothing else is shown, and nothing done.
func TestNothingWithoutASession(t *testing.T) {
	m := open(t, withWatch).verified()
	before := m.standing().Head
	var public []string
	for pattern, open := range desk.Index() {
		if open {
			public = append(public, pattern)
		}
	}
	slices.Sort(public)
	want := []string{"GET /desk/change-person", "GET /desk/invitation/{token}", "GET /desk/sign-in", "GET /desk/sign-in/enrol", "GET /desk/sign-in/second", "GET /desk/wall",
		"POST /desk/change-person", "POST /desk/invitation/{token}", "POST /desk/sign-in", "POST /desk/sign-in/enrol", "POST /desk/sign-in/enrol/options",
		"POST /desk/sign-in/passkey", "POST /desk/sign-in/passkey/options", "POST /desk/sign-in/second", "POST /desk/sign-in/second/options", "POST /desk/sign-out"}
	if !slices.Equal(public, want) {
		t.Errorf("open to everybody: %q; want %q", public, want)
	}
	for _, cookie := range []string{"", "desk=forged"} {
		for _, method := range []string{"GET", "POST"} {
			for path := range m.addresses(method) {
				if slices.ContainsFunc(want, func(open string) bool { return strings.HasPrefix(method+" "+path, strings.TrimSuffix(open, "{token}")) }) || strings.Contains(path, "/live/") {
					continue
				}
				w := m.raw(method, path, "key=k&base=1&layout=1&authority=returning-officer&sure=yes", map[string]string{"Cookie": cookie})
				if w.Code != map[string]int{"GET": http.StatusSeeOther, "POST": http.StatusUnauthorized}[method] || strings.Contains(w.Body.String(), "Islington") {
					t.Errorf("%s %s without a session: %d", method, path, w.Code)
				}
			}
		}
	}
	if m.standing().Head != before {
		t.Error("somebody without a session moved the count")
	}
}

// Every form is of an act with a rule of who may make it, and of all others it is
// refused; so is every form of a contest that is not the officer's.
func TestEveryFormHasItsRule(t *testing.T) {
	m := open(t).verified()
	rules := map[count.Kind]count.ActRule{}
	for _, rule := range count.ActRules() {
		rules[rule.Kind] = rule
	}
	staff := map[count.Role]*browser{count.RoleCountOfficer: m.as("officer-1"), count.RoleReturningOfficer: m.as("clerk")}
	for _, role := range []count.Role{count.RoleAdministrator, count.RoleReporter, count.RoleEditor} {
		staff[role] = m.enlist(string(role), role)
	}
	elsewhere := m.as("officer-2")
	form := "key=k&base=1&layout=1&authority=returning-officer&sure=yes&reason=r&note=n&votes.1120=1"
	send := func(b *browser, path string) int {
		return m.raw("POST", path, form, map[string]string{"Cookie": "desk=" + b.cookies["desk"]}).Code
	}
	for path := range m.addresses("POST") {
		if !strings.Contains(path, "islington-north") {
			continue
		}
		away := strings.Replace(strings.Replace(path, "islington-north", "tottenham", 1), "/units/count", "/units/mini-count-1", 1)
		if code := send(elsewhere, away); code != http.StatusForbidden {
			t.Errorf("POST %s of another's contest: %d", away, code)
		}
		if slices.ContainsFunc(own(), func(end string) bool { return strings.HasSuffix(path, end) }) {
			continue
		}
		rule, known := rules[actAt(path)]
		if !known {
			t.Errorf("POST %s makes no act that has a rule", path)
		}
		for role, b := range staff {
			if !slices.Contains(rule.Roles, role) {
				if code := send(b, path); code != http.StatusForbidden {
					t.Errorf("POST %s as %s: %d; want 403", path, role, code)
				}
			}
		}
	}
}
