package desk_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

// Under the blind policy what one officer typed stands on no page of another, whoever
// that is, until two agree: not as a figure, a sum, a reason, a draft or a refusal.
func TestBlindFiguresAreOnNoPage(t *testing.T) {
	m := open(t, blind).verified()
	first, form := m.as("officer-1"), m.as("officer-2").get(sheetPath).form(sheetPath)
	first.attach("sheet.png", picture(t, 40, 30)).says(200)
	first.send(sheetPath, figures(map[string]string{"votes.1120": "25120"})).says(422, "1,000 papers too many")
	first.insist(sheetPath, figures(map[string]string{"votes.1120": "40120", "votes.90828": "873"})).says(200, "The count sheet: sent.")
	first.post(sheetPath+"/take-back", first.get(sheetPath).form(sheetPath+"/take-back")).says(200, "Taken back.")
	first.send(sheetPath, figures(nil)).says(200, "The count sheet: sent.")
	first.post("/desk/drafts/islington-north/count", map[string][]string{"key": {"d"}, "layout": {"1"}, "base": {"0"}, "votes.1120": {"25120"}}).says(200, "saved")

	others := []*browser{m.as("officer-2"), m.as("clerk"), m.enlist("administrator", count.RoleAdministrator)}
	secret := regexp.MustCompile(`\b(24,?120|25,?120|40,?120|16,?873|1,?661|1,?950|2,?660|1,?710|49,?006|50,?006)\b`)
	looked := func(p *page) {
		if found := secret.FindString(p.body); found != "" {
			t.Errorf("%s (%d) gives away %s:\n%s", p.path, p.status, found, p.text())
		}
	}
	everywhere := func() {
		for _, b := range others {
			for _, path := range slices.Sorted(m.addresses("GET")) {
				for _, query := range []string{"", "?use=draft", "?sent=sheet&unit=count&seq=4", "?all=1&kind=entered"} {
					looked(b.get(path + query))
				}
			}
		}
	}
	everywhere()
	wrong := map[string]string{"votes.1120": "24119", "votes.117355": "33"}
	form.Set("base", "99")
	looked(others[0].post(sheetPath, typed(form, wrong)).says(409))
	form.Del("typist")
	looked(others[1].post(sheetPath, form).says(403))
	waits := strconv.FormatInt(m.standing().Waiting["count"][0].Seq, 10)
	entry := map[string][]string{"key": {"k"}, "entry": {waits}, "base": {waits}}
	looked(others[0].post(sheetPath+"/confirm", entry))
	looked(others[0].post(sheetPath+"/take-back", entry).says(200, "Not taken back."))

	// A second entry that differs shows the first to nobody, and itself to none but its typist.
	others[0].send(sheetPath, map[string]string{"votes.77121": "661", "votes.1120": "25119", "votes.117351": "851", "votes.117355": "33", "votes.116701": "1660",
		"votes.90828": "17872", "votes.72541": "2710", "rejected.official-mark": "5", "rejected.over-voted": "71", "rejected.identifiable": "14", "rejected.uncertain": "199"}).
		says(200, "figures differ from what another officer typed.")
	everywhere()
	others[0] = m.enlist("officer-3", count.RoleCountOfficer)
	secret = regexp.MustCompile(secret.String() + `|\b(25,?119|48,?906|1,?660|17,?872|2,?710)\b`)
	everywhere()
}

// addresses are the paths of the index for one method, of Islington North.
func (m *room) addresses(method string) func(yield func(string) bool) {
	fill := strings.NewReplacer("{$}", "", "{contest}", "islington-north", "{unit}", "count", "{form}", "count", "{photo}", "1", "{officer}", "officer-2", "{button}", "end", "{token}", "none")
	return func(yield func(string) bool) {
		for pattern := range desk.Index() {
			if verb, path, _ := strings.Cut(pattern, " "); verb == method && !yield(fill.Replace(path)) {
				return
			}
		}
	}
}
