package count_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

// The tables of docs/states.md are what the code allows. UPDATE_GOLDENS=1 writes them
// anew.
func TestStatesPage(t *testing.T) {
	const page = "../../docs/states.md"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	now := string(text)
	for name, table := range map[string]string{"stages": stagesTable(t), "any time": anyTimeTable(t)} {
		begin, end := "<!-- "+name+": generated -->\n", "<!-- "+name+": end -->"
		head, rest, found := strings.Cut(now, begin)
		_, tail, closed := strings.Cut(rest, end)
		if !found || !closed {
			t.Fatalf("docs/states.md has no place for the table of %s", name)
		}
		now = head + begin + table + end + tail
	}
	if os.Getenv("UPDATE_GOLDENS") != "" {
		if err := os.WriteFile(page, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if now != string(text) {
		t.Error("docs/states.md says otherwise than the code; write it with UPDATE_GOLDENS=1 go test ./internal/count -run TestStatesPage")
	}
}

// anyTime tells whether an act can happen all the time before the declaration: it
// stands in a table of its own.
func anyTime(rule count.ActRule) bool {
	return slices.Contains(rule.From, count.StageAwaiting) && slices.Contains(rule.From, count.StageReady)
}

func anyTimeTable(t *testing.T) string {
	b := &strings.Builder{}
	fmt.Fprint(b, "| What may happen | By whom | On whose authority |\n|---|---|---|\n")
	for _, rule := range count.ActRules() {
		if anyTime(rule) {
			fmt.Fprintf(b, "| %s | %s | %s |\n", rule.Words, byWhom(rule, ""), onWhose(rule))
		}
	}
	return b.String()
}

func stagesTable(t *testing.T) string {
	b := &strings.Builder{}
	fmt.Fprint(b, "| Stage | The public sees | What may happen next | By whom | On whose authority |\n|---|---|---|---|---|\n")
	for _, j := range journeys() {
		first, sees := stageName(j), publicSees(j.stage)
		s := j.hall(t).standing()
		for _, rule := range count.ActRules() {
			if s.May(rule.Kind) != nil || anyTime(rule) {
				continue
			}
			profile := j.contest.Election.Profile
			authority := onWhose(rule)
			if profile == count.ProfileMedia {
				authority = "the one declared in the hall"
			}
			fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", first, sees, rule.Words, byWhom(rule, profile), authority)
			first, sees = "", ""
		}
		if first != "" {
			fmt.Fprintf(b, "| %s | %s | – | | |\n", first, sees)
		}
	}
	return b.String()
}

func stageName(j journey) string {
	name := "**" + string(j.stage) + "**"
	switch {
	case j.contest.Election.Profile == count.ProfileMedia:
		return name + ", profile `media`"
	case j.contest.Uncontested() && j.stage != count.StageUncontested:
		return name + ", uncontested"
	}
	return name
}

// byWhom names the roles of a rule that work a desk of a profile, or any.
func byWhom(rule count.ActRule, p count.Profile) string {
	words := map[count.Role]string{count.RoleCountOfficer: "count officer", count.RoleReturningOfficer: "Returning Officer’s clerk",
		count.RoleAdministrator: "administrator", count.RoleReporter: "reporter", count.RoleEditor: "editor"}
	var who []string
	for _, role := range rule.Roles {
		if role != count.RoleReporter || p != count.ProfileCount && p != count.ProfileSmall {
			who = append(who, words[role])
		}
	}
	return strings.Join(who, ", ")
}

func onWhose(rule count.ActRule) string {
	words := map[count.Authority]string{count.OwnAuthority: "their own", count.ReturningOfficer: "Returning Officer", count.Deputy: "deputy"}
	var on []string
	for _, a := range rule.Authority {
		on = append(on, words[a])
	}
	return strings.Join(on, " or ")
}

// publicSees is what a page shows at a stage, in short.
func publicSees(stage count.Stage) string {
	return map[count.Stage]string{
		count.StageScheduled:     "Names, candidates, previous result",
		count.StageAwaiting:      "“Awaiting”",
		count.StageVerifying:     "“Verification”",
		count.StageVerified:      "Papers and turnout, once they may be announced",
		count.StageCounting:      "Sheets in; votes so far where `publish` is `running`",
		count.StageProvisional:   "“Result expected”; votes where `publish` is `running`",
		count.StageRecount:       "“Recount” and its number; the votes before it until all is in",
		count.StageReady:         "“Result imminent”",
		count.StageDeclared:      "Everything, with every correction beside the old figure",
		count.StageWithdrawn:     "That a result was published in error, from when to when",
		count.StageVoid:          "The result, and that a court set it aside",
		count.StageUncontested:   "Who stands, and that there is no poll",
		count.StageCountermanded: "That the poll is cancelled, and why",
		count.StageAbandoned:     "That the poll was stopped, and why",
		count.StageCalled:        "The winner, without figures, with the source",
		count.StageReported:      "Figures with their source",
	}[stage]
}
