package count_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

// Every rule is shown by a row of a table here, or it is said who checks it.
func TestEveryRuleHasARow(t *testing.T) {
	shown := map[count.Code]bool{
		count.E18: true, // checked where a previous result comes in: internal/pack
	}
	for _, row := range checkRows() {
		for _, w := range row.want {
			shown[w.code] = true
		}
	}
	for _, row := range refusalRows() {
		shown[row.code] = true
	}
	for _, rule := range count.Manual() {
		if !shown[rule.Code] {
			t.Errorf("no row of checkRows or refusalRows shows %s: %s", rule.Code, rule.Text)
		}
	}
}

// docs/checks.md is the table of rules; UPDATE_GOLDENS=1 writes it anew.
func TestManualIsTheTable(t *testing.T) {
	const file = "../../docs/checks.md"
	want := manual()
	if os.Getenv("UPDATE_GOLDENS") == "1" {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(page) != want {
		t.Errorf("%s is not what the table of rules makes; run with UPDATE_GOLDENS=1", file)
	}
}

// The table has all numbers, in order, each with something to go by.
func TestManualHasAllNumbers(t *testing.T) {
	rules := count.Manual()
	if len(rules) != 34 {
		t.Fatalf("%d rules; want E01 to E18 and W01 to W16", len(rules))
	}
	for i, rule := range rules {
		want := fmt.Sprintf("E%02d", i+1)
		if i >= 18 {
			want = fmt.Sprintf("W%02d", i-17)
		}
		if string(rule.Code) != want || rule.Text == "" || rule.Formula == "" {
			t.Errorf("rule %d is %+v; want %s", i, rule, want)
		}
	}
}

const manualHead = `# Checks

<!-- Made from the table in internal/count/manual.go by go test ./internal/count with UPDATE_GOLDENS=1. -->

What the desk checks before a figure is accepted, and what to do when it says no.

- A **refusal** (E) stores nothing: the figures are impossible, or out of procedure. All refusals of one check come together, so that the paper goes
  back once; each stands beside its field. A finding that only follows from another is left out: while a figure cannot be read, no sum is judged.
- A **warning** (W) is unlikely but possible. It comes when there is no refusal, and wants a tick and a typed reason, which is kept with name and time.
- A **notice** (W13 to W15) asks for nothing. A **hint** (W09) stands beside a refusal.

Warnings on turnout, rejected papers, votes of nobody, shares and the electorate judge the contest as a whole: they come with the sheet of a contest
counted as one, and otherwise when the count is made provisional.

In the formulas: B verified papers, E electorate, v votes of a candidate, V their sum, R rejected papers, Rᵢ those under one head, D doubtful
papers sent to adjudication, d the difference B − V − R (− D). In a block vote S votes an elector, U unused votes, P votes lost on papers rejected
in part. A dash ′ marks what stood before.

`

func manual() string {
	var b strings.Builder
	b.WriteString(manualHead)
	for i, rule := range count.Manual() {
		switch {
		case i == 0:
			b.WriteString("## Refusals\n\n")
		case rule.Code == count.W01:
			b.WriteString("## Warnings, hints and notices\n\n")
		}
		fmt.Fprintf(&b, "### %s\n\n%s: %s\nFormula: `%s`\n\n", rule.Code, severityWord(rule), rule.Text, rule.Formula)
		if rule.Do != "" {
			b.WriteString(rule.Do + "\n\n")
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func severityWord(r count.Rule) string {
	switch {
	case r.Code == count.W09:
		return "Hint"
	case r.Severity() == count.Refusal:
		return "Refusal"
	case r.Severity() == count.Notice:
		return "Notice"
	}
	return "Warning"
}
