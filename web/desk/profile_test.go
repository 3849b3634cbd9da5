package desk_test

import (
	"strings"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

// profile makes all contests of one profile.
func profile(p count.Profile, second count.SecondPerson) func(*count.Definitions, *desk.Options) {
	return func(defs *count.Definitions, _ *desk.Options) {
		for i := range defs.Contests {
			e := &defs.Contests[i].Election
			e.Profile, e.SecondPerson = p, second
		}
	}
}

// enlist gives somebody else a seat at the desk.
func (m *room) enlist(id string, role count.Role) *browser {
	m.t.Helper()
	must(m.t, m.store.Account(m.t.Context(), func(tx account.Tx) error {
		return tx.PutOfficer(account.Officer{ID: id, Role: role}, m.now)
	}))
	return m.as(id)
}

// summary is the contest's totals as a form of the paper summary.
func (m *room) summary(change map[string]string) map[string]string {
	f := figures(change)
	f["votes.1120"] = strings.ReplaceAll(f["votes.1120"], ",", "")
	f["code"] = count.SheetCode(m.standing().Contest, "", m.standing().Round)
	return f
}

// A night with everything that the profile count demands: nothing can be skipped, and
// nobody does both halves.
func TestNightOfProfileCount(t *testing.T) {
	m := open(t, profile(count.ProfileCount, count.ConfirmSecond)).verified()
	one, two, clerk := m.as("officer-1"), m.as("officer-2"), m.as("clerk")
	one.get(islington).says(200, "Verification statement signed , next the Returning Officer’s clerk", "Totals typed blind", "Figures read back")
	clerk.press(islington, "sign").says(200, "The verification statement is signed. clerk")

	sheet := one.get(sheetPath).form(sheetPath)
	code := count.SheetCode(m.standing().Contest, "count", 0)
	must(t, enter(m, "officer-1", figures(nil), sheet.Get("base"), code))
	two.get(islington).says(200, "waiting for a second person; typed by officer-1", "Confirm").silent("24,120")
	m.confirm("officer-2", "islington-north", "count")

	totals := islington + "/totals"
	one.get(totals).says(200, "You typed every sheet of this count.")
	wrong := two.send(totals, m.summary(map[string]string{"votes.1120": "24210", "votes.90828": "16783"}))
	wrong.says(200, "The totals typed blind differ from the desk.", "CORBYN, Jeremy; NARGUND").silent("24,120", "24,210", "16,873", "KATES, Sheridan;")
	two.get(totals).says(200, "The totals typed blind differ").silent("24,120", "24210", "16,873")
	clerk.press(islington, "provisional").says(200, "The count is provisional.", "The contest totals were not typed by a second person.", "Those present were not consulted.")
	clerk.get(islington).says(200).silent("Ready to declare →")
	two.send(totals, m.summary(nil)).says(200, "The totals typed blind agree with the desk.")

	clerk.send(islington+"/consulted", ro("hour", "01:55", "exception.90828", "asks-recount", "note.90828", "close at table 4")).says(200, "Praful Nargund asks for a recount.")
	clerk.get(islington+"/recount").says(200, "Recount: granted or refused")
	clerk.send(islington+"/recount", ro("granted", "no", "candidate", "90828")).says(422, "A reason is missing.").pointsHome()
	clerk.send(islington+"/recount", ro("granted", "no", "candidate", "90828", "reason", "7,247 votes apart")).says(200, "The decision on the recount is on record.")
	clerk.press(islington, "ready").says(200, "The result is ready to be declared.")
	clerk.get(islington+"/read-back").says(200, "You made this count ready yourself.")
	two.send(islington+"/read-back", map[string]string{"votes.1120": "24120", "votes.90828": "16873"}).says(200, "those of the desk")
	clerk.send(islington+"/declare", ro("announced", "02:01")).says(200, "The result is declared.", "Declared at 02:01 BST")
}

// enter sends the sheet of Islington North with the code of the printed sheet.
func enter(m *room, officer string, figures map[string]string, _ string, code string) error {
	st := m.standing()
	_, err := m.desk.Enter(m.t.Context(), count.Officer{ID: officer, Role: count.RoleCountOfficer},
		count.Sending{Contest: st.Contest.ID, Unit: "count", Key: officer + code + figures["votes.1120"], Layout: st.Contest.Layout, Base: st.Base("count", count.Officer{ID: officer}), Code: code, Figures: figures})
	return err
}

// A reporter alone: winner, figures, and the notice.
func TestNightOfProfileMedia(t *testing.T) {
	m := open(t, profile(count.ProfileMedia, count.NoSecond))
	b := m.enlist("reporter", count.RoleReporter)
	b.get(islington).says(200, "Winner called", "Confirmed against the notice").silent("Papers verified", "Read back", "authority")
	b.send(islington+"/call", map[string]string{"chosen": "1120"}).says(422, "Say where the figures are from.").pointsHome()
	b.send(islington+"/call", map[string]string{"chosen": "1120", "source": "phoned", "source-note": "agent in the hall"}).says(200, "The winner is called.")
	b.get(islington+"/declare").says(200, "has no figures yet")
	st := m.standing()
	_, err := m.desk.Enter(t.Context(), count.Officer{ID: "reporter", Role: count.RoleReporter}, count.Sending{Contest: st.Contest.ID, Unit: "count",
		Key: "k", Layout: st.Contest.Layout, Figures: figures(nil), Source: count.Source{Kind: count.SourcePhoned}})
	must(t, err)
	b.get(islington).says(200, "Reported", "Confirm against the notice")
	b.send(islington+"/declare", map[string]string{"source-note": "notice on the council’s site"}).says(200, "The result is declared.")
	if d := m.standing(); d.Declared == nil || d.Elected[0] != "1120" {
		t.Error("the notice confirmed nothing")
	}
}

// A contest with as many candidates as seats is declared in words: no figure.
func TestUncontestedDeclaration(t *testing.T) {
	m := open(t, func(defs *count.Definitions, _ *desk.Options) {
		for i := range defs.Contests {
			if c := &defs.Contests[i]; c.ID == "islington-north" {
				c.Candidates = c.Candidates[1:2]
				c.Candidates[0].Number = 1
			}
		}
	})
	clerk := m.as("clerk")
	clerk.get(islington).says(200, "Uncontested", "Declare the result").silent("Count sheets", "Papers")
	for _, page := range []string{"/declare", "/print/declaration"} { // the same words on the page and on paper
		clerk.get(islington+page).says(200, "No poll was taken: no more candidates stand than there are seats.", "And I hereby declare that Jeremy Corbyn is duly elected as the Member of Parliament").
			silent("Votes", "nought", "Rejected", "NOT READY")
	}
	clerk.send(islington+"/declare", ro()).says(200, "The result is declared.")
}

// A desk that receives results speaks of no papers, prints nothing of a hall, and
// takes rejected papers that nobody said for unknown and not for none.
func TestMediaPagesSayNothingOfPapers(t *testing.T) {
	m := open(t, profile(count.ProfileMedia, count.NoSecond))
	b := m.enlist("reporter", count.RoleReporter)
	for _, path := range []string{islington, sheetPath, "/desk/board"} {
		b.get(path).says(200).silent("Papers verified", "Verified", "papers not verified", "boxes verified", "Verification statement", "Code of the printed sheet", "Awaiting papers")
	}
	b.get(islington+"/interruptions").says(200, "The Returning Officer’s clerk can do this.").silent("A reporter can do this.")
	heard := figures(nil)
	for field := range heard {
		if strings.HasPrefix(field, "rejected.") {
			delete(heard, field)
		}
	}
	form := typed(b.get(sheetPath).form(sheetPath), heard)
	form.Set("source", string(count.SourceHeard))
	b.post(sheetPath, form).says(200, "Rejected not known", "Confirm against the notice").silent("Rejected 0")
}
