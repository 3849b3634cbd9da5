package desk_test

import (
	"net/url"
	"strings"
	"testing"
)

// The night of one count: sign in, papers, a sheet with a slip of the hand, the
// sheet, provisional, ready, declared.
func TestNightOfOneCount(t *testing.T) {
	m := open(t)
	must(t, m.accounts.SetPassphrase(t.Context(), "officer-1", secret))
	officer := m.browser()
	officer.get("/desk/").says(200, "Sign in", "REHEARSAL").silent("demo")
	officer.post("/desk/sign-in", url.Values{"officer": {"officer-1"}, "passphrase": {"wrong"}}).says(401, "Name or passphrase is wrong.")
	officer.post("/desk/sign-in", url.Values{"officer": {"nobody"}, "passphrase": {secret}}).says(401, "Name or passphrase is wrong.")
	officer.post("/desk/sign-in", url.Values{"officer": {"officer-1"}, "passphrase": {secret}}).says(200, "My counts", "Islington North", "Tottenham", "Enter verified papers")
	officer.get(sheetPath).says(200, "Votes cannot be entered before all papers of Islington North are verified.")
	officer.send(islington+"/papers", map[string]string{"papers": "49,195"}).says(200, "Sent 02:08:41", "Verified papers: stored. officer-1, 02:08:41.")

	slip := officer.send(sheetPath, figures(map[string]string{"votes.90828": "16837"}))
	slip.says(422, "The sheet does not add up: 36 papers short.", "two digits typed in the wrong order", "NOT SENT", "−36")
	sheet := slip.form(sheetPath)
	sheet.Set("votes.90828", "16873")
	officer.post(sheetPath, sheet).says(200, "The count sheet: sent. officer-1, 02:08:41.", "Waiting for a second person")
	m.as("officer-2").reads(sheetPath).says(200, "The count sheet: stored. officer-1 and officer-2, 02:08:41.", "Sent 02:08:41")
	officer.get(islington).says(200, "officer-1 and officer-2", "Waiting for the Returning Officer’s clerk: put to those present")

	clerk := m.as("clerk")
	clerk.press(islington, "provisional").says(200, "The count is provisional.", "24,120")
	clerk.get(islington).says(200, "Those present were not consulted.")
	clerk.send(islington+"/consulted", ro("hour", "1:30")).says(200, "Those present were consulted.")
	clerk.press(islington, "ready").says(200, "ready to be declared")
	clerk.get(islington+"/declare").says(200, "Nobody typed the figures back from the signed sheet.").silent("Announced at")
	officer.get(islington+"/read-back").says(200, "CORBYN", "NARGUND").silent("24,120", "16,873", "KATES")
	back := map[string]string{"votes.1120": "24210", "votes.90828": "16873"}
	officer.send(islington+"/read-back", back).says(422, "Jeremy Corbyn: the desk has another figure than this.").kept(islington+"/read-back", back)
	officer.send(islington+"/read-back", map[string]string{"votes.1120": "24,120", "votes.90828": "16873"}).says(200, "those of the desk")
	clerk.get(islington+"/declare").says(200, "And I hereby declare that Jeremy Corbyn is duly elected as the Member of Parliament for the Islington North constituency.", "A majority of 7,247 over Praful Nargund (Labour)",
		"Independent gain from Labour", "Rejected in all 189", "twenty-four thousand, one hundred and twenty", "NOT DECLARED")
	clerk.send(islington+"/declare", map[string]string{"authority": "returning-officer", "announced": "1:59"}).
		says(200, "The result is declared.", "Declared at 01:59 BST", "See the result as the public sees it")
	if got := m.standing().Elected; len(got) != 1 || got[0] != "1120" {
		t.Errorf("elected: %v; want Jeremy Corbyn, 1120", got)
	}
}

// Who leads would anchor the typist: no entry page says it, in words or in order.
func TestNoEntryPageSaysWhoLeads(t *testing.T) {
	m := open(t).counted()
	officer := m.as("officer-1")
	for _, path := range []string{"/desk/", islington, islington + "/papers", sheetPath} {
		officer.get(path).says(200).silent("elected", "leads", "majority", "%")
	}
	text := officer.get(sheetPath).text()
	at := 0
	for _, name := range []string{"1 AGGARWAL", "2 CORBYN", "3 HARRIES", "4 JOSLING", "5 KATES", "6 NARGUND", "7 NELSON"} {
		i := strings.Index(text, name)
		if i < at {
			t.Errorf("%q is not in ballot paper order", name)
		}
		at = i
	}
}

// A count of several sheets: handed papers, missing sheets, the doubtful ones.
func TestCountOfSeveralSheets(t *testing.T) {
	m := open(t)
	officer, clerk := m.as("officer-1"), m.as("clerk")
	papers := hackney + "/papers"
	boxes := map[string]string{}
	for field := range officer.get(papers).form(papers) {
		if strings.HasPrefix(field, "papers.") {
			boxes[field] = "1000"
		}
	}
	last := boxes["papers.postal-5"]
	delete(boxes, "papers.postal-5")
	officer.send(papers, boxes).says(200, "Verifying", "14 of 15 boxes")
	officer.get(hackney+"/units/mini-count-1").says(200, "Votes cannot be entered before all papers")
	officer.send(papers, map[string]string{"papers.postal-5": last}).says(200, "Verified 15,000", "Enter Mini-count 1")
	sheet := map[string]string{}
	unit := hackney + "/units/mini-count-1"
	for field := range officer.get(unit).form(unit) {
		if strings.HasPrefix(field, "votes.") || (strings.HasPrefix(field, "rejected.")) {
			sheet[field] = "250"
		}
	}
	officer.send(unit, sheet).says(200, "The count sheet of Mini-count 1: sent.", "typed by officer-1")
	clerk.get(hackney).says(200, "Confirm Mini-count 1").silent("Make provisional")
	clerk.reads(unit).says(200, "The count sheet of Mini-count 1: stored.")
	officer.get(hackney).says(200, "Enter Mini-count 2", "Not accounted for yet 12,000")
	clerk.get(hackney).says(200, "Waiting for 4 count sheets").silent("Make provisional")
	clerk.post(hackney+"/provisional", url.Values{"key": {"k"}, "base": {"0"}, "authority": {"deputy"}}).says(409, "Something changed on this count")
}
