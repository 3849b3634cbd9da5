package web_test

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"resultsdesk/internal/feed"
	"resultsdesk/web"
)

func TestUnchangedPageIsNotSentAgain(t *testing.T) {
	h, board := public(t, partial(), overview(partial()))
	for _, path := range []string{"/", "/contests", "/contests/islington-north", "/embed/contests/islington-north", "/api/v1/overview.json", "/api/v1/contests/islington-north.json"} {
		for _, encoding := range []string{"", "gzip"} {
			first := ask(h, "GET", path, "Accept-Encoding", encoding)
			etag := first.Header.Get("ETag")
			if etag == "" || strings.HasPrefix(etag, "W/") {
				t.Fatalf("%s: ETag %q is not strong", path, etag)
			}
			again := ask(h, "GET", path, "Accept-Encoding", encoding, "If-None-Match", `"other", `+etag)
			if again.StatusCode != http.StatusNotModified || body(t, again) != "" {
				t.Errorf("%s: asked again: %s", path, again.Status)
			}
		}
	}
	before := ask(h, "GET", "/contests/islington-north").Header.Get("ETag")
	board.Put(publish(t, declared()))
	after := ask(h, "GET", "/contests/islington-north", "If-None-Match", before)
	if after.StatusCode != http.StatusOK {
		t.Fatalf("after the declaration: %s", after.Status)
	}
	mustSay(t, body(t, after), "Independent gain from Labour")
	mustSay(t, get(t, h, "/contests"), "Independent gain from Labour")
}

func TestCompressedAndPlainSayTheSame(t *testing.T) {
	h, _ := public(t, declared())
	plain := ask(h, "GET", "/contests/islington-north")
	packed := ask(h, "GET", "/contests/islington-north", "Accept-Encoding", "br, gzip;q=0.8")
	if packed.Header.Get("Content-Encoding") != "gzip" || plain.Header.Get("Content-Encoding") != "" {
		t.Fatal("encodings are not what was asked for")
	}
	if plain.Header.Get("ETag") == packed.Header.Get("ETag") {
		t.Error("two representations share a strong ETag")
	}
	if plain.Header.Get("Vary") != "Accept-Encoding" || packed.Header.Get("Vary") != "Accept-Encoding" {
		t.Error("a cache could hand one to those who asked for the other")
	}
	if body(t, plain) != body(t, packed) {
		t.Error("they differ")
	}
}

func TestHeadIsGetWithoutABody(t *testing.T) {
	h, _ := public(t, declared(), overview(declared()))
	for _, path := range []string{"/", "/contests/islington-north", "/api/v1/overview.json", "/nowhere"} {
		get, head := ask(h, "GET", path), ask(h, "HEAD", path)
		if head.StatusCode != get.StatusCode || head.Header.Get("Content-Length") != get.Header.Get("Content-Length") || head.Header.Get("ETag") != get.Header.Get("ETag") {
			t.Errorf("%s: HEAD %v, GET %v", path, head.Header, get.Header)
		}
		if body(t, head) != "" {
			t.Errorf("%s: HEAD has a body", path)
		}
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	h, _ := public(t, declared(), overview(declared()))
	for _, c := range []struct {
		method, path string
		status       int
	}{
		{"GET", "/", 200}, {"GET", "/contests", 200}, {"GET", "/contests/islington-north", 200}, {"GET", "/embed/contests/islington-north", 200},
		{"GET", "/api/v1/overview.json", 200}, {"GET", "/api/v1/contests/islington-north.json", 200}, {"GET", "/contests/E14001305", 301},
		{"GET", "/nowhere", 404}, {"GET", "/contests/", 404}, {"GET", "/contests/atlantis", 404}, {"GET", "/embed/contests/atlantis", 404}, {"GET", "/contests/E14009999", 404},
		{"GET", "/api/v1/contests/islington-north", 404}, {"GET", "/api/v1/contests/atlantis.json", 404}, {"GET", "/static/base.css", 404}, {"GET", "/static/", 404},
		{"POST", "/", 405}, {"DELETE", "/contests/islington-north", 405}, {"PUT", "/api/v1/overview.json", 405},
	} {
		r := ask(h, c.method, c.path)
		if r.StatusCode != c.status {
			t.Errorf("%s %s: %s, want %d", c.method, c.path, r.Status, c.status)
		}
		policy := r.Header.Get("Content-Security-Policy")
		framed := strings.HasPrefix(c.path, "/embed/")
		if !strings.HasPrefix(policy, "default-src 'none'; script-src 'self'; style-src 'self'; ") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s %s: policy %q", c.method, c.path, policy)
		}
		if strings.HasSuffix(policy, "frame-ancestors *") != framed || strings.HasSuffix(policy, "frame-ancestors 'none'") == framed {
			t.Errorf("%s %s: who may frame it: %q", c.method, c.path, policy)
		}
		if r.Header.Get("X-Content-Type-Options") != "nosniff" || r.Header.Get("Referrer-Policy") == "" || r.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s %s: headers %v", c.method, c.path, r.Header)
		}
		if r.Header.Get("X-Robots-Tag") != "" {
			t.Errorf("%s %s: a live result is hidden from search", c.method, c.path)
		}
		if page := body(t, r); c.status > 301 {
			wellFormed(t, page)
			mustSay(t, page, "Results Desk", "See the overview of all results")
		}
		if c.status == 405 && r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s %s: Allow is %q", c.method, c.path, r.Header.Get("Allow"))
		}
	}
}

func TestOfficialCodeFindsTheSamePage(t *testing.T) {
	h, _ := public(t, declared())
	for from, to := range map[string]string{
		"/contests/E14001305":             "/contests/islington-north",
		"/contests/e14001305":             "/contests/islington-north",
		"/embed/contests/E14001305":       "/embed/contests/islington-north",
		"/api/v1/contests/E14001305.json": "/api/v1/contests/islington-north.json",
	} {
		r := ask(h, "GET", from)
		if r.StatusCode != http.StatusMovedPermanently || r.Header.Get("Location") != to {
			t.Errorf("%s: %s to %q", from, r.Status, r.Header.Get("Location"))
		}
	}
}

func TestJSONIsWhatWasPublished(t *testing.T) {
	contest, night := publish(t, declared()), publish(t, overview(declared()))
	h, board := public(t)
	board.Put(contest)
	board.Put(night)
	for path, want := range map[string][]byte{"/api/v1/contests/islington-north.json": contest.Bytes, "/api/v1/overview.json": night.Bytes} {
		r := ask(h, "GET", path, "Origin", "https://news.example")
		if r.Header.Get("Access-Control-Allow-Origin") != "*" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: headers %v", path, r.Header)
		}
		if body(t, r) != string(want) {
			t.Errorf("%s: not the canonical bytes", path)
		}
	}
}

// A script on another page may follow a redirection, and read why it got nothing.
func TestEveryAnswerOfTheAPIIsForAnyPage(t *testing.T) {
	h, _ := public(t, declared())
	for path, status := range map[string]int{
		"/api/v1/contests/islington-north.json": 200, "/api/v1/contests/E14001305.json": 301,
		"/api/v1/contests/atlantis.json": 404, "/api/v1/overview.json": 503,
	} {
		if r := ask(h, "GET", path); r.StatusCode != status || r.Header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: %s, for %q", path, r.Status, r.Header.Get("Access-Control-Allow-Origin"))
		}
	}
	if r := ask(h, "GET", "/contests/islington-north"); r.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Error("scripts of other pages may read the pages")
	}
}

// A fault of the site is an answer like any other: guarded, and not kept by a cache.
func TestAFaultIsGuardedToo(t *testing.T) {
	broken := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("secret") })
	h, err := web.New(web.Options{Board: feed.NewBoard(), Live: broken, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	r := ask(h, "GET", "/live")
	if r.StatusCode != http.StatusInternalServerError || r.Header.Get("Cache-Control") != "no-store" || !strings.HasSuffix(r.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
		t.Errorf("%s, %v", r.Status, r.Header)
	}
	if page := body(t, r); strings.Contains(page, "secret") {
		t.Errorf("the fault is told to everybody: %s", page)
	}
}

func TestNothingPublishedIsNotAnEmptyResult(t *testing.T) {
	h, _ := public(t)
	for _, path := range []string{"/", "/contests", "/api/v1/overview.json"} {
		r := ask(h, "GET", path)
		if r.StatusCode != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" || r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %s, headers %v", path, r.Status, r.Header)
		}
		mustSay(t, body(t, r), "Nothing is published yet")
	}
}
