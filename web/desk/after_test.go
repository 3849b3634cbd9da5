package desk_test

import (
	"slices"
	"strconv"
	"testing"

	"resultsdesk/internal/count"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// A correction is only what was changed; a second person sees old and new and makes
// it public.
func TestCorrectionByTwo(t *testing.T) {
	m := open(t).declared()
	admin := m.enlist("administrator", count.RoleAdministrator)
	clerk := m.as("clerk")
	correction := islington + "/correction"
	form := clerk.get(correction).says(200, "published: 24,120").form(correction)
	clerk.post(correction, typed(form, ro("reason", "x"))).says(422, "Nothing is corrected.")
	bad := clerk.post(correction, typed(clerk.get(correction).form(correction), ro("votes.117355", "3x", "reason", "typed wrong")))
	bad.says(422, "3x").pointsHome()
	bad.kept(correction, map[string]string{"votes.117355": "3x", "reason": "typed wrong"})
	clerk.send(correction, ro("rejected.uncertain", "26", "papers", "49122", "announced", "02:02", "reason", "116 rejected papers, as in the statement")).says(200, "The change is proposed.", "You proposed this yourself.")
	if got := m.standing().Proposal.Changes; len(got) != 3 || !slices.Contains(got, count.Amendment{Field: "rejected.uncertain", Was: "99", Now: "26"}) {
		t.Fatalf("proposed is %+v; want the three fields that were changed", got)
	}
	admin.get("/desk/").says(200, "Confirm the correction")
	confirm := islington + "/confirm-change"
	admin.post(confirm, typed(admin.get(islington).says(200, "Rejected: Unmarked or void for uncertainty 99 26", "Time announced 02:08 02:02").form(confirm), ro())).
		says(200, "The correction is public.", "Corrected (revision 1)")
	if got := m.standing().Tally().Rejected["uncertain"]; got != 26 {
		t.Errorf("%d papers are published under that head; want 26", got)
	}
}

// A withdrawal takes two people, and the second needs one click to reach it.
func TestWithdrawalByTwo(t *testing.T) {
	m := open(t).declared()
	admin := m.enlist("administrator", count.RoleAdministrator)
	clerk := m.as("clerk")
	withdrawal := islington + "/withdrawal"
	clerk.send(withdrawal, map[string]string{"reason": "wrong contest", "authority": "returning-officer"}).says(422, "Tick that this is meant.").pointsHome()
	clerk.send(withdrawal, ro("reason", "wrong contest")).says(200, "The change is proposed.", "A withdrawal waits for a second person")
	clerk.post(islington+"/confirm-change", typed(admin.get(islington).form(islington+"/confirm-change"), ro())).says(422, "You proposed this yourself.")
	m.as("officer-1").get(islington).silent("Confirm the withdrawal")
	admin.get("/desk/").says(200, "Confirm the withdrawal")
	admin.post(islington+"/confirm-change", typed(admin.get(withdrawal).form(islington+"/confirm-change"), ro())).says(200, "The result is withdrawn.", "Withdrawn")
	if m.standing().Declared != nil || len(m.standing().Withdrawals) != 1 {
		t.Error("the result still stands")
	}
}

// A result that a court set aside says which court.
func TestSetAside(t *testing.T) {
	m := open(t).declared()
	m.as("clerk").send(islington+"/set-aside", ro("reason", "[2023] EWHC 2034 (KB)")).says(200, "recorded as set aside", "Set aside: [2023] EWHC 2034 (KB)")
}

// When something happens: each act is meant, says what it does, and is seen at once.
func TestInterruptions(t *testing.T) {
	m := open(t).counted()
	clerk := m.as("clerk")
	all := islington + "/interruptions"
	post := func(path string, more ...string) *page {
		t.Helper()
		action := islington + "/" + path
		return clerk.post(action, typed(clerk.get(all).form(action), ro(more...)))
	}
	clerk.post(islington+"/adjourn", typed(clerk.get(all).form(islington+"/adjourn"), map[string]string{"reason": "night"})).says(422, "Tick that this is meant.").pointsHome()
	post("adjourn", "reason", "The hall closes at three.").says(200, "The count is adjourned.", "Counting, adjourned").silent("Make provisional")
	post("resume").says(200, "The count goes on.", "Make provisional")
	post("publish", "publish", "running").says(422, "is “running” already")
	post("publish", "publish", "declared").says(200, "no figure before the declaration")
	post("death", "candidate", "90828").says(422, "Praful Nargund stands for a party.").pointsHome()
	post("death", "candidate", "117355", "note", "told by the agent").says(200, "The death is on record.")
	post("cancel", "reason", "A candidate of a party died.").says(422, "Say whether the poll is countermanded or abandoned.").pointsHome()
	p := post("cancel", "manner", "abandoned", "reason", "A candidate of a party died.")
	p.says(200, "The poll is abandoned.", "Take back: the poll stopped")
	clerk.post(islington+"/take-back", p.form(islington+"/take-back")).says(200, "Taken back: the poll stopped.", "Counting")
	m.as("officer-1").get(all).says(200, "The Returning Officer’s clerk can do this.", "Not now.").silent("Stop the poll")
}
