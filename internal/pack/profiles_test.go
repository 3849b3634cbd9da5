package pack_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

// demandRows are how docs/profiles.md words each demand.
func demandRows() map[string]string {
	return map[string]string{
		"Papers":    "Papers are verified before votes are typed, and votes balance with them",
		"SheetCode": "The code printed on the count sheet is typed with its figures",
		"Signed":    "The verification statement is signed before the count is ready",
		"Rekeyed":   "The contest's totals are typed again, blind, from the paper summary before the count is ready",
		"Consulted": "Those present are consulted before the count is ready",
		"ReadBack":  "A second person types back figures from the signed sheet before the declaration",
		"Source":    "The figures name their source",
	}
}

// The page that explains the profiles says what the desk asks for: every demand, in
// every profile.
func TestProfilesAreExplainedAsTheyAre(t *testing.T) {
	text, err := os.ReadFile("../../docs/profiles.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), "| Demand | `count` | `small` | `media` |\n|---|---|---|---|\n")
	table, _, _ := strings.Cut(rest, "\n\n")
	if !found {
		t.Fatal("docs/profiles.md has no table of demands")
	}
	profiles := []count.Profile{count.ProfileCount, count.ProfileSmall, count.ProfileMedia}
	var want []string
	for i := range reflect.TypeFor[count.Demands]().NumField() {
		name := reflect.TypeFor[count.Demands]().Field(i).Name
		row := "| " + demandRows()[name] + " |"
		for _, profile := range profiles {
			e := count.Election{Profile: profile}
			answer := " no |"
			if reflect.ValueOf(e.Demands()).Field(i).Bool() {
				answer = " yes |"
			}
			row += answer
		}
		want = append(want, row)
	}
	if table != strings.Join(want, "\n") {
		t.Errorf("the page has\n%s\nthe code has\n%s", table, strings.Join(want, "\n"))
	}
}
