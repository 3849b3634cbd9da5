package web_test

import (
	"net/http"
	"strings"
	"testing"
)

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
