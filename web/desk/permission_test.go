package desk_test

import (
	"database/sql"
	"strings"
	"testing"
)

// Who may do what is the desk's to say, also to a form that was made by hand; the
// pages offer nothing that it would refuse.
func TestWhoMayDoWhat(t *testing.T) {
	m := open(t).readied()
	form := map[string][]string{"key": {"k"}, "base": {"1"}, "layout": {"1"}, "authority": {"returning-officer"}}
	before := map[string]int{}
	for _, c := range []struct {
		officer, path string
	}{
		{"officer-1", islington + "/declare"},
		{"officer-1", islington + "/consulted"},
		{"officer-1", islington + "/cancel"},
		{"officer-1", islington + "/set-aside"},
		{"officer-1", islington + "/provisional"},
		{"officer-2", hackney + "/papers"},
		{"officer-2", hackney + "/units/mini-count-1"},
		{"clerk", sheetPath},
	} {
		m.as(c.officer).post(c.path, form).says(403, "You may not do this.")
		if n := m.refusals(c.officer); n != before[c.officer]+1 {
			t.Errorf("%s at %s left %d refusals on record; want %d", c.officer, c.path, n, before[c.officer]+1)
		}
		before[c.officer]++
	}
	m.as("officer-1").get(islington+"/declare").says(403, "The Returning Officer’s clerk declares the result.")
	m.as("officer-1").get(islington).says(200).silent("Declare the result", "Take back: ready")
	m.as("officer-2").get(hackney).says(403, "You may not do this.")
	m.as("officer-2").get("/desk/").says(200, "Islington North").silent("Hackney")
	if m.standing().Declared != nil || m.standing().Ready == nil {
		t.Error("somebody moved the count who may not")
	}
}

// refusals is how often the audit says that an officer was refused.
func (m *room) refusals(officer string) (n int) {
	m.t.Helper()
	db, err := sql.Open("sqlite", m.file)
	must(m.t, err)
	defer db.Close()
	must(m.t, db.QueryRow("SELECT count(*) FROM audit WHERE officer = ? AND outcome = 'refused'", officer).Scan(&n))
	return n
}

// The Returning Officer's clerk reads sheets; what the clerk sends by hand is
// refused and still on the page.
func TestRefusedForRoleKeepsFigures(t *testing.T) {
	m := open(t).verified()
	clerk := m.as("clerk")
	if p := clerk.get(sheetPath).says(200, "Count officers of this contest type its sheets."); strings.Contains(p.body, `name="votes.`) {
		t.Error("the clerk is offered a sheet to type")
	}
	clerk.post(sheetPath, map[string][]string{"key": {"k"}, "votes.1120": {"24120"}}).says(403, "You may not do this.", "Your figures, not stored", "24120")
	clerk.post(islington+"/units/nowhere", map[string][]string{"key": {"k"}, "votes.1120": {"24120"}}).says(404, "What you typed", "24120")
}
