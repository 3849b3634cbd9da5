package desk_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"resultsdesk"
	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/operation"
	"resultsdesk/web/desk"
)

// An administrator sees how the desk does, value by value in words, with what to do
// where something is wrong, and no figure of a count. Nobody else sees it.
func TestOperationsPage(t *testing.T) {
	now := time.Date(2024, 7, 5, 1, 8, 41, 0, time.UTC)
	state := operation.State{
		At: now, Started: now.Add(-3 * time.Hour), Version: "4711", Act: 41, Read: 40, Revision: 60, Lag: 6 * time.Second, Audit: 99,
		Viewers: operation.Audience{Connected: 700, Topics: map[string]int{"overview": 600}},
		Disks:   []operation.Disk{{Role: "database", Free: 10, Total: 100}}, Clock: operation.Clock{Known: true, Synchronised: true},
		Backup: operation.Backup{Expected: true, Last: now.Add(-time.Minute), Folder: "/backup"},
		Last:   []operation.Fault{{At: now, Incident: "ABCD2345", Text: "fault", Route: "POST /desk/contests/{contest}/papers"}}, Faults: 1,
	}
	for i := range 25 {
		state.Viewers.Topics["contest/seat-"+string(rune('a'+i))] = 100 - i
	}
	m := open(t, func(_ *count.Definitions, o *desk.Options) { o.Operation = func() operation.State { return state } }).counted()
	must(t, m.store.Account(t.Context(), func(tx account.Tx) error {
		return tx.PutOfficer(account.Officer{ID: "operator", Role: count.RoleAdministrator}, now)
	}))
	p := m.as("operator").get("/desk/operations").says(200, "Act now: Ready, Publish lag.", "As at 01:08:41 UTC", "Ledger head act 41", "Publish lag 6s act now What to do",
		"Disk of the database 10 B free of 100 B (10%) look", "last good 1m0s ago", "Running for 3h0m0s fine", "4711",
		"incident ABCD2345", "POST /desk/contests/{contest}/papers", "overview 600", "contest/seat-s 82", "and 471 on 6 more", "Operations")
	p.silent("24,120", "24120", "49,195", "contest/seat-t")
	runbook := m.as("operator").get("/desk/runbook").says(200, "The night", "systemctl restart desk", "If all fails")
	links := regexp.MustCompile(`href="/desk/runbook#([^"]+)"`).FindAllStringSubmatch(p.body, -1)
	if len(links) < 3 {
		t.Errorf("only %d links to what to do", len(links))
	}
	for _, link := range links {
		if !strings.Contains(runbook.body, `id="`+link[1]+`"`) {
			t.Errorf("the runbook has no %s", link[1])
		}
	}
	if strings.ContainsAny(runbook.text(), "*`#") {
		t.Error("the runbook's marks are shown as they stand")
	}
	for _, who := range []string{"officer-1", "clerk"} {
		m.as(who).get("/desk/operations").says(403, "is for administrators").silent("Publish lag", "ABCD2345")
		m.as(who).get("/desk/").silent("Operations")
	}
	state.Lag, state.Read, state.Disks[0].Free, state.Faults, state.Last, state.Viewers = 0, 41, 90, 0, nil, operation.Audience{}
	m.as("operator").get("/desk/operations").says(200, "All is fine.", "Nobody watches by socket.", "None since the start.").silent("What to do:", "act now")
}

// Whatever can be wrong has a section in the runbook, in one shape: what it means,
// where to look first, what to do, whom to wake.
func TestRunbook(t *testing.T) {
	sections := map[string]string{}
	var order []string
	for _, part := range strings.Split(resultsdesk.Runbook, "\n## ")[1:] {
		heading, text, _ := strings.Cut(part, "\n")
		anchor := strings.ReplaceAll(strings.ToLower(heading), " ", "-")
		sections[anchor] = text
		order = append(order, anchor)
	}
	var named []string
	ill := operation.State{Fault: "x", Lag: time.Hour, Log: 1 << 40, Disks: []operation.Disk{{}}, Certificate: time.Unix(1, 0), Faults: 1, Viewers: operation.Audience{Connected: 100, Slow: 50}}
	for _, v := range ill.Verdicts() {
		if v.Anchor != "" {
			named = append(named, v.Anchor)
		}
	}
	named = append(named, "desk-down", "commit-slow", "sign-ins-refused", "file-descriptors")
	for _, anchor := range named {
		text, there := sections[anchor]
		if !there {
			t.Errorf("the runbook has no section %s; it has %v", anchor, order)
			continue
		}
		at := -1
		for _, part := range []string{"\nMeans: ", "\nFirst look: ", "\nDo:\n\n1. ", "\nWake: "} {
			if found := strings.Index(text, part); found <= at {
				t.Errorf("%s: %q is missing, or out of its place", anchor, strings.TrimSpace(part))
			} else {
				at = found
			}
		}
		if words := len(strings.Fields(text)); words > 170 {
			t.Errorf("%s has %d words: nobody reads them at 3 a.m.", anchor, words)
		}
	}
	for _, must := range []string{"before-the-night", "starting", "restoring", "if-all-fails"} {
		if !slices.Contains(order, must) {
			t.Errorf("the runbook has no section %s", must)
		}
	}
}
