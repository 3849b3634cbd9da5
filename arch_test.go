package resultsdesk

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowed says which packages of this module a package may import. Data moves one
// way: form, desk, ledger, feed, broadcast. A package that is not listed fails the
// test: say here where a new room stands before building it.
func allowed() map[string][]string {
	return map[string][]string{
		".":                          {},
		"internal/count":             {},
		"internal/count/countmodel":  {"internal/count"},
		"internal/count/nightscript": {"internal/count"},
		"internal/chain":             {},
		"internal/account":           {"internal/count", "internal/chain", "internal/cell"},
		"internal/draft":             {"internal/count"},
		"internal/cell":              {},
		"internal/slug":              {},
		"internal/pack":              {"internal/count", "internal/cell", "internal/slug"},
		"internal/archive":           {"internal/count", "internal/account", "internal/chain"},
		"internal/qr":                {},
		"internal/feed":              {"internal/count", "internal/measure", "internal/slug"},
		"internal/sqlite":            {".", "internal/count", "internal/chain", "internal/account", "internal/draft", "internal/feed", "internal/archive", "internal/measure"},
		"internal/backup":            {"internal/sqlite"},
		"internal/space":             {"internal/count"},
		"internal/broadcast":         {},
		"internal/gazetteer":         {"internal/feed"},
		"internal/measure":           {},
		"internal/rehearsal":         {"internal/count", "internal/pack", "internal/cell", "internal/feed", "internal/broadcast"},
		"internal/operation":         {"internal/measure"},
		"internal/metrics":           {"internal/measure", "internal/operation"},
		"web/static":                 {},
		"web/lang":                   {},
		"web/fragment":               {},
		"web/view":                   {"web/lang"},
		"web/card":                   {},
		"web/atom":                   {},
		"web/view/officer":           {},
		"web":                        {"internal/cell", "internal/feed", "internal/gazetteer", "internal/broadcast", "web/lang", "web/fragment", "web/view", "web/card", "web/atom", "web/static"},
		"web/desk":                   {".", "internal/operation", "internal/count", "internal/chain", "internal/account", "internal/draft", "internal/feed", "internal/broadcast", "internal/qr", "web/view", "web/view/officer", "web/static"},
		"cmd/desk":                   nil, // sees everything
	}
}

// domainForbidden is what the domain may not know of the standard library: it has no
// network, no database, no wire format and no log.
func domainForbidden(imported string) bool {
	return imported == "log" || imported == "log/slog" || imported == "net/http" || imported == "database/sql" ||
		strings.HasPrefix(imported, "encoding/")
}

func TestWhoImportsWhom(t *testing.T) {
	seen := map[string]bool{}
	for file, imports := range goFiles(t) {
		pkg := path.Dir(file)
		seen[pkg] = true
		may, known := allowed()[pkg]
		if !known {
			t.Errorf("%s: package %s is not in the import table", file, pkg)
			continue
		}
		for _, imported := range imports {
			ours, isOurs := strings.CutPrefix(imported, "resultsdesk")
			ours = strings.TrimPrefix(ours, "/")
			if ours == "" {
				ours = "."
			}
			switch {
			case isOurs && pkg != "cmd/desk" && !slices.Contains(may, ours):
				t.Errorf("%s may not import %s", file, imported)
			case pkg == "internal/count" && !isOurs && (strings.Contains(strings.Split(imported, "/")[0], ".") || domainForbidden(imported)):
				t.Errorf("%s: the domain may not import %s", file, imported)
			case strings.HasPrefix(imported, "modernc.org/") && pkg != "internal/sqlite":
				t.Errorf("%s: SQL belongs to internal/sqlite", file)
			case imported == "database/sql" && pkg != "internal/sqlite":
				t.Errorf("%s: SQL belongs to internal/sqlite", file)
			}
		}
	}
	for pkg := range allowed() {
		if !seen[pkg] {
			t.Errorf("the import table names %s, which does not exist", pkg)
		}
	}
}

// goFiles are the Go files of the program, tests apart, with what they import.
func goFiles(t *testing.T) map[string][]string {
	t.Helper()
	files := map[string][]string{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || len(d.Name()) > 1 && d.Name()[0] == '.'):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(name)] = []string{}
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			files[filepath.ToSlash(name)] = append(files[filepath.ToSlash(name)], imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
