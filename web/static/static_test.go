package static_test

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"resultsdesk/web/static"
)

func TestFilesMayBeKeptForEver(t *testing.T) {
	files, err := static.Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, contentType := range map[string]string{"base.css": "text/css; charset=utf-8", "live.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"} {
		url := files.URL(name)
		if !regexp.MustCompile(`^/static/[a-z]+\.[0-9a-f]{12}\.(css|js|svg)$`).MatchString(url) {
			t.Errorf("%s has the address %s", name, url)
		}
		w := httptest.NewRecorder()
		files.ServeHTTP(w, httptest.NewRequest("GET", url, nil))
		if w.Code != 200 || w.Header().Get("Content-Type") != contentType || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %v", url, w.Code, w.Header())
		}
		plain := httptest.NewRecorder()
		files.ServeHTTP(plain, httptest.NewRequest("GET", "/static/"+name, nil))
		if plain.Code != 404 {
			t.Errorf("%s is served without its hash: caches would keep it for ever", name)
		}
	}
}

func TestEncodingIsNegotiated(t *testing.T) {
	f := static.NewFile("text/plain", []byte(strings.Repeat("results ", 100)))
	for header, gzip := range map[string]bool{
		"": false, "gzip": true, "GZIP": true, "br, gzip": true, "gzip;q=0.5": true, "gzip; q=0": false, "gzip;q=0.0": false, "br": false, "x-gzip": false,
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Encoding", header)
		w := httptest.NewRecorder()
		f.Send(w, r, 200)
		if got := w.Header().Get("Content-Encoding") == "gzip"; got != gzip {
			t.Errorf("Accept-Encoding %q: gzip is %v", header, got)
		}
	}
}

// Bytes that do not shrink are sent as they are.
func TestSmallFileIsNotCompressed(t *testing.T) {
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	static.NewFile("text/plain", []byte("ok")).Send(w, r, 200)
	if w.Header().Get("Content-Encoding") != "" || w.Body.String() != "ok" {
		t.Errorf("%v %q", w.Header(), w.Body)
	}
}

func TestErrorPageIsNeverNotModified(t *testing.T) {
	f := static.NewFile("text/plain", []byte("missing"))
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("If-None-Match", "*")
	w := httptest.NewRecorder()
	f.Send(w, r, 404)
	if w.Code != 404 || w.Header().Get("ETag") != "" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}
