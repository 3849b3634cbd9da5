package web_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"resultsdesk/internal/feed"
)

// hashedName is replaced in goldens: they hold the markup, not the style sheets.
var hashedName = regexp.MustCompile(`\.[0-9a-f]{12}\.`)

// Goldens show in a review how each change alters the markup. Run with
// UPDATE_GOLDENS=1 to write them anew.
func TestPagesAgainstGoldens(t *testing.T) {
	states := wholeCount()
	maps.Copy(states, map[string]*feed.Bulletin{
		"scheduled": scheduled(), "verified": verified(), "partial": partial(), "provisional": provisional(), "declared": declared(), "withholding": withholding(),
	})
	for name, b := range states {
		h, _ := public(t, b, overview(b))
		pages := map[string]string{"page": "/contests/islington-north"}
		if name == "corrected" {
			pages["notice"] = "/contests/islington-north/notice"
		}
		if name == "withdrawn" || name == "recount" {
			pages["ticker"] = "/embed/contests/islington-north"
		}
		if name == "partial" || name == "declared" {
			pages["ticker"], pages["overview"], pages["list"] = "/embed/contests/islington-north", "/", "/contests"
		}
		if name == "scheduled" || name == "partial" || name == "declared" || name == "withdrawn" {
			pages["region"], pages["party"], pages["timeline"], pages["history"] = "/regions/london", "/parties/PP53", "/timeline", "/contests/islington-north/history"
		}
		for kind, path := range pages {
			t.Run(name+" "+kind, func(t *testing.T) {
				page := get(t, h, path)
				wellFormed(t, page)
				compare(t, filepath.Join("testdata", name+"."+kind+".html"), lines(page))
			})
		}
	}
}

// lines breaks a page before each element, so that a difference is a line or two.
func lines(page string) string {
	page = hashedName.ReplaceAllString(page, ".")
	return regexp.MustCompile(`<(?:[a-z!])`).ReplaceAllStringFunc(page, func(tag string) string { return "\n" + tag })[1:] + "\n"
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if os.Getenv("UPDATE_GOLDENS") != "" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(string(data), "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(want) || line != want[i] {
			t.Fatalf("%s, line %d: %s", file, i+1, line)
		}
	}
	if len(strings.Split(got, "\n")) != len(want) {
		t.Fatalf("%s: the page is shorter", file)
	}
}
