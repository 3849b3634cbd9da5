package count_test

import (
	"os"
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

// Every rule is shown by a row of a table here, or it is said who checks it.
func TestEveryRuleHasARow(t *testing.T) {
	shown := map[count.Code]bool{
		count.E08: true, // checked where an electorate comes in: internal/pack
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
	for _, rule := range count.Rules() {
		if !shown[rule.Code] {
			t.Errorf("no row of checkRows or refusalRows shows %s: %s", rule.Code, rule.Text)
		}
	}
}

// The manual has one section for each rule, with the rule's own words and formula,
// in the same order, and for nothing else.
func TestManualHasEveryRule(t *testing.T) {
	page, err := os.ReadFile("../../docs/checks.md")
	if err != nil {
		t.Fatal(err)
	}
	sections := strings.Split(string(page), "\n### ")[1:]
	rules := count.Rules()
	if len(sections) != len(rules) {
		t.Fatalf("docs/checks.md has %d sections; there are %d rules", len(sections), len(rules))
	}
	for i, rule := range rules {
		title, text, _ := strings.Cut(sections[i], "\n")
		if title != string(rule.Code) {
			t.Errorf("section %d is %s; want %s", i+1, title, rule.Code)
		}
		text = strings.Join(strings.Fields(text), " ")
		if !strings.Contains(text, rule.Text) || !strings.Contains(text, "`"+rule.Formula+"`") {
			t.Errorf("the section on %s lacks %q or the formula %s", rule.Code, rule.Text, rule.Formula)
		}
	}
}
