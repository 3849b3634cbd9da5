package web_test

import (
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Goldens of what Welsh pages say, for somebody who reads Welsh to look through.
func TestWelshPagesAgainstGoldens(t *testing.T) {
	for name, b := range everyState() {
		h, _ := public(t, b, overview(b))
		page := get(t, h, "/cy/contests/islington-north")
		wellFormed(t, page)
		compare(t, filepath.Join("testdata", "cy", name+".txt"), sentences(t, page))
	}
	h, _ := public(t, declared(), overview(declared()))
	notice := get(t, h, "/cy/contests/islington-north/notice")
	compare(t, filepath.Join("testdata", "cy", "declared.notice.txt"), sentences(t, notice))
	night, _ := public(t, house(t, 31, map[string]int{"Red": 9, "Blue": 5}))
	compare(t, filepath.Join("testdata", "cy", "house.overview.txt"), sentences(t, get(t, night, "/cy/")))
}

// sentences is what the middle of a page says, a line for each block.
func sentences(t *testing.T, page string) string {
	t.Helper()
	_, page, _ = strings.Cut(page, "<main")
	page = "<main" + page
	page = regexp.MustCompile(`</(p|h1|h2|li|tr|summary|div|title|caption|nav)>`).ReplaceAllString(page, "$0\u2029")
	page = regexp.MustCompile(`</t[dh]>`).ReplaceAllString(page, "$0 ")
	var lines []string
	for _, line := range strings.Split(page, "\u2029") {
		if line = words(t, line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// TestNoEnglishInWelshPages looks for every English message of two words or more that
// Welsh words otherwise.
func TestNoEnglishInWelshPages(t *testing.T) {
	all := catalogue(t)
	welsh, _ := all.Of("cy")
	english := map[string]string{}
	for key := range all.English().Keys() {
		for _, piece := range all.English().Parts(key) {
			text := strings.TrimSpace(piece.Text)
			if strings.Count(text, " ") > 0 && !strings.Contains(text, "{") && welsh.T(key) != all.English().T(key) {
				english[key] = text
			}
		}
	}
	for name, b := range everyState() {
		h, _ := public(t, b, overview(b))
		data := dataOf(t, publish(t, b).Bytes)
		for _, path := range pagesIn("/cy") {
			said := words(t, body(t, ask(h, "GET", path)))
			for _, name := range data {
				said = strings.ReplaceAll(said, name, "")
			}
			for key, text := range english {
				if strings.Contains(said, text) {
					t.Errorf("%s, %s says “%s” (%s)", name, path, text, key)
				}
			}
		}
	}
}

// Every page has an address in each language, and says where it stands in the others.
func TestPagesInWelsh(t *testing.T) {
	h, _ := public(t, declared(), overview(declared()))
	for _, path := range []string{"/", "/contests", "/contests/islington-north", "/contests/islington-north/notice"} {
		english, welsh := get(t, h, path), get(t, h, "/cy"+path)
		for _, page := range []string{english, welsh} {
			wellFormed(t, page)
			for _, link := range []string{`hreflang="en-GB" href="https://results.example.org` + path + `"`, `hreflang="cy" href="https://results.example.org/cy` + path + `"`} {
				if !strings.Contains(page, link) {
					t.Errorf("%s: no link %s", path, link)
				}
			}
		}
		for page, want := range map[string]string{
			english: `<html lang="en-GB">`, welsh: `<html lang="cy">`,
			english + " ": `<a href="/cy` + path + `" hreflang="cy" lang="cy">Cymraeg</a>`, welsh + " ": `<a href="` + path + `" hreflang="en-GB" lang="en-GB">English</a>`,
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: no %s", path, want)
			}
		}
	}
	if ticker := get(t, h, "/cy/embed/contests/islington-north"); strings.Contains(ticker, "hreflang") || !strings.Contains(ticker, `href="/cy/contests/islington-north"`) {
		t.Error("the Welsh ticker does not lead to the Welsh page alone")
	}
}

func TestMessagesInTheLanguageOfTheAddress(t *testing.T) {
	h, _ := public(t, declared(), overview(declared()))
	for path, want := range map[string]string{"/cy/nonsense": "Nid oes tudalen o’r fath", "/cy/contests/atlantis": "Nid oes tudalen o’r fath", "/nonsense": "There is no such page", "/cyprus": "There is no such page"} {
		r := ask(h, "GET", path)
		if r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", path, r.Status)
		}
		mustSay(t, body(t, r), want)
	}
	if r := ask(h, "GET", "/cy"); r.StatusCode/100 != 3 || r.Header.Get("Location") != "/cy/" {
		t.Errorf("/cy: %s to %q", r.Status, r.Header.Get("Location"))
	}
	if r := ask(h, "GET", "/cy/contests/E14001305"); r.Header.Get("Location") != "/cy/contests/islington-north" {
		t.Errorf("the official code leads to %q", r.Header.Get("Location"))
	}
	if r := ask(h, "POST", "/cy/contests"); r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %s", r.Status)
	}
	if r := ask(h, "GET", "/cy/embed/contests/islington-north"); !strings.HasSuffix(r.Header.Get("Content-Security-Policy"), "frame-ancestors *") || r.Header.Get("X-Frame-Options") != "" {
		t.Error("the Welsh ticker may not be framed")
	}
	for _, path := range []string{"/cy/api/v1/overview.json", "/cy/live", "/cy/static/base.css"} {
		if r := ask(h, "GET", path); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", path, r.Status)
		}
	}
}
