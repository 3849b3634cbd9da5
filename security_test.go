package resultsdesk

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	namedTest = regexp.MustCompile("`((?:Test|Fuzz|Benchmark)[A-Z]\\w*)(…?)`")
	namedE2E  = regexp.MustCompile("`(e2e/[a-z0-9]+)(?:\\.test\\.mjs)?`")
	atNight   = regexp.MustCompile("`((?:Test|Fuzz)\\w+)` \\(\\*night\\*")
	asked     = regexp.MustCompile(`-run '?([A-Za-z|]+)'?|\$\(FUZZ\) (\w+)`)
)

// docs/security.md names no test that does not exist, and none for the night that make
// night does not run.
func TestSecurityNamesRealTests(t *testing.T) {
	page, tests := read(t, "docs/security.md"), testNames(t)
	for _, m := range namedTest.FindAllStringSubmatch(page, -1) {
		found := tests[m[1]]
		for name := range tests {
			found = found || m[2] != "" && strings.HasPrefix(name, m[1])
		}
		if !found {
			t.Errorf("docs/security.md names %s, which does not exist", m[1])
		}
	}
	for _, m := range namedE2E.FindAllStringSubmatch(page, -1) {
		if _, err := os.Stat(m[1] + ".test.mjs"); err != nil {
			t.Errorf("docs/security.md names %s: %v", m[1], err)
		}
	}
	_, night, _ := strings.Cut(read(t, "Makefile"), "\nnight:")
	night, _, _ = strings.Cut(night, "\n\n")
	for _, m := range atNight.FindAllStringSubmatch(page, -1) {
		runs := false
		for _, run := range asked.FindAllStringSubmatch(night, -1) {
			for _, part := range strings.Split(run[1]+run[2], "|") {
				runs = runs || strings.Contains(m[1], part)
			}
		}
		if !runs {
			t.Errorf("make night does not run %s", m[1])
		}
	}
}

// Each attack and each fault has what holds, and a test, or says why it has none.
func TestEachAttackAndFaultHasItsTest(t *testing.T) {
	page := read(t, "docs/security.md")
	for heading, columns := range map[string]string{"Attacks": "| Attack | What holds | Test | Figure |", "Faults": "| Fault | What holds | Test | Figure |"} {
		_, section, _ := strings.Cut(page, "\n## "+heading+"\n")
		section, _, _ = strings.Cut(section, "\n## ")
		_, table, found := strings.Cut(section, columns+"\n|---|---|---|---|\n")
		table, _, _ = strings.Cut(table, "\n\n")
		rows := strings.Split(strings.TrimSpace(table), "\n")
		if !found || len(rows) < 15 {
			t.Errorf("docs/security.md has no table of %s, or a short one: %d rows", heading, len(rows))
			continue
		}
		for _, row := range rows {
			cells := strings.Split(strings.Trim(row, "|"), "|")
			if len(cells) != 4 {
				t.Errorf("%s: %d cells in %q", heading, len(cells), row)
				continue
			}
			test := strings.TrimSpace(cells[2])
			if !namedTest.MatchString(test) && !namedE2E.MatchString(test) && !strings.HasPrefix(test, "none: ") {
				t.Errorf("%s: no test and no reason in %q", heading, row)
			}
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// testNames are the tests, fuzz targets and benchmarks of all packages.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || len(d.Name()) > 1 && d.Name()[0] == '.'):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range f.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil {
				names[fn.Name.Name] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
