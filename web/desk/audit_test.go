package desk_test

import (
	"encoding/csv"
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// audited is a count of which an outsider tried to get at the desk, read by an
// administrator.
func audited(t *testing.T) (*room, *browser) {
	m := open(t).counted()
	if _, err := m.accounts.SignIn(t.Context(), "=HYPERLINK(1)", "wrong", account.Place{Address: "192.0.2.9"}); err == nil {
		t.Fatal("signed in")
	}
	must(t, m.store.Account(t.Context(), func(tx account.Tx) error {
		return tx.PutOfficer(account.Officer{ID: "admin", Role: count.RoleAdministrator}, m.now)
	}))
	return m, m.as("admin")
}

// looked adds lines of one officer.
func (m *room) looked(lines int) {
	m.t.Helper()
	must(m.t, m.store.Account(m.t.Context(), func(tx account.Tx) error {
		for i := range lines {
			if err := tx.Audit(count.Attempt{At: m.now, Officer: "officer-7", Kind: "looked", Outcome: count.Refused, Detail: fmt.Sprintf("line %d.", i)}); err != nil {
				return err
			}
		}
		return nil
	}))
}

func TestAuditPage(t *testing.T) {
	m, admin := audited(t)
	admin.get("/desk/audit").says(200, "=HYPERLINK(1)", "Papers of a box, or of all, are verified Islington North accepted", "A count sheet is entered Islington North · count accepted", "The audit is read accepted everything")
	if p := admin.get("/desk/audit?kind=entered").says(200, "A count sheet is entered Islington North · count").silent("=HYPERLINK(1)"); !strings.Contains(p.body, `<a href="/desk/contests/islington-north">Islington North</a>`) {
		t.Error("a line does not lead to its count")
	}
	admin.get("/desk/audit?text=hyper&outcome=refused").says(200, "=HYPERLINK(1)").silent("5 Jul 02:08:41 officer-1")
	admin.get("/desk/audit?address=192.0.2.9").says(200, "=HYPERLINK(1)").silent("5 Jul 02:08:41 officer-1")
	admin.get("/desk/audit?until=2024-07-05T02:00").says(200, "Nothing was found.")
	admin.get("/desk/audit?from=tomorrow").says(200, "The beginning cannot be read.")
	m.as("clerk").get("/desk/audit").says(200, "A count sheet is entered").silent("=HYPERLINK(1)", "Sign-in accepted")
	m.as("officer-1").get("/desk/audit").says(403)
	m.as("officer-1").get("/desk/audit.csv").says(403)

	m.looked(1200)
	first := admin.get("/desk/audit?officer=officer-7").says(200, "line 1199.", "line 1100.", "Older").silent("line 1099.", "Newer")
	second := admin.get(linkOf(t, first, "Older")).says(200, "line 1099.", "line 1000.", "Newer").silent("line 1100.", "line 999.")
	admin.get(linkOf(t, second, "Newer")).says(200, "line 1199.", "line 1100.").silent("line 1099.")
}

// The page gives the head of the chain to note, and says how far it holds together; a
// line that was changed in the file is named there.
func TestThePageGivesTheHead(t *testing.T) {
	m, admin := audited(t)
	p := admin.get("/desk/audit")
	head, err := m.store.AuditHead(t.Context(), 0)
	must(t, err)
	p.says(200, fmt.Sprintf("Line %d: %s", head.ID, strings.Join(head.Groups(), " ")), fmt.Sprintf("Lines 1 to %d hold together", head.ID))
	m, admin = audited(t)
	m.forge("DROP TRIGGER audit_no_update", "UPDATE audit SET officer = 'officer-9' WHERE id = (SELECT max(id) FROM audit)")
	admin.get("/desk/audit").says(200, "The audit does not hold together.")
}

// A file of the audit is in the order of the lines, ends with the head, and is the same
// file when it is taken again; a name that is a formula is none in it.
func TestAuditFiles(t *testing.T) {
	m, admin := audited(t)
	m.looked(1200)
	page := admin.get("/desk/audit?officer=officer-7")
	lines, err := csv.NewReader(strings.NewReader(admin.get(fileOf(t, page, "csv")).body)).ReadAll()
	head, _ := m.store.AuditHead(t.Context(), 0)
	if err != nil || len(lines) != 1202 || lines[1][9] != "line 0." || lines[1200][9] != "line 1199." {
		t.Fatalf("the file has %d lines, %v", len(lines), err)
	}
	if end := lines[1201]; end[0] != fmt.Sprint(head.ID-1) || end[4] != "head" || len(end[14]) != 64 {
		t.Errorf("the file ends with %q; the head was %d", end, head.ID-1)
	}
	if p := admin.get("/desk/audit.csv?outcome=refused"); !strings.Contains(p.body, ",'=HYPERLINK(1),") {
		t.Error("a name that is a formula is not made harmless")
	}
	link := fileOf(t, admin.get("/desk/audit"), "jsonl")
	one := admin.get(link).body
	m.looked(1)
	if two := admin.get(link).body; one != two || !strings.Contains(one, "=HYPERLINK(1)") {
		t.Error("the same lines make another file the second time")
	}
	admin.get("/desk/audit?kind=audit").says(200, "audit.csv of officer officer-7", "audit.jsonl of everything").silent("nothing")
}

// fileOf is the address of the same search as a file.
func fileOf(t *testing.T, p *page, kind string) string {
	t.Helper()
	found := regexp.MustCompile(`href="(/desk/audit\.` + kind + `[^"]*)"`).FindStringSubmatch(p.body)
	if found == nil {
		t.Fatalf("%s offers no file of the kind %s", p.path, kind)
	}
	return html.UnescapeString(found[1])
}
