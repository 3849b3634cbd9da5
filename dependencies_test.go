package resultsdesk

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// Every module that the program or its tests name stands in docs/design.md, with its
// licence and why; and nothing stands there that is not used.
func TestDependenciesAreArgued(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	design, err := os.ReadFile("docs/design.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(design), "\n## Dependencies\n")
	argued := map[string]bool{}
	for _, row := range regexp.MustCompile(`(?m)^\| (\S+\.\S+) \| ([^|]+) \| ([^|]{20,}) \|$`).FindAllStringSubmatch(table, -1) {
		argued[row[1]] = true
	}
	direct := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\s(\S+\.\S+/\S+|\S+\.\S+) v\S+$`).FindAllStringSubmatch(string(mod), -1) {
		direct[m[1]] = true
		if !argued[m[1]] {
			t.Errorf("%s is in go.mod and not in the table of docs/design.md, with its licence and why", m[1])
		}
	}
	if len(direct) < 8 {
		t.Errorf("only %d direct modules found in go.mod", len(direct))
	}
	for module := range argued {
		if !direct[module] && !strings.Contains(string(mod), "\t"+module+"/") { // a tool is indirect
			t.Errorf("%s is in the table and not in go.mod", module)
		}
	}
}
