package web_test

import (
	"net/http"
	"net/http/httputil"
	"regexp"
	"testing"
)

// maxVisit is what a first visit may take in bytes: compressed, with the headers.
const maxVisit = 70_000

// TestFirstVisitIsLight weighs all that a browser loads with the overview of the night
// of 2024, with the map, when all 650 results are declared.
func TestFirstVisitIsLight(t *testing.T) {
	seats := results2024(t)
	h, _ := public(t, append(seats, nightOf(seats))...)
	for _, path := range []string{"/", "/cy/"} {
		page := get(t, h, path)
		loaded := []string{path}
		for _, found := range regexp.MustCompile(`(?:href|src)="(/static/[^"]+)"`).FindAllStringSubmatch(page, -1) {
			loaded = append(loaded, found[1])
		}
		sum := 0
		for _, address := range loaded {
			n := weightOf(t, ask(h, "GET", address, "Accept-Encoding", "gzip, deflate, br, zstd"))
			t.Logf("%6d %s", n, address)
			sum += n
		}
		t.Logf("%6d bytes in %d requests for %s", sum, len(loaded), path)
		if sum > maxVisit {
			t.Errorf("a first visit to %s takes %d bytes, more than %d", path, sum, maxVisit)
		}
	}
}

// weightOf is the size of an answer with its headers.
func weightOf(t *testing.T, r *http.Response) int {
	t.Helper()
	whole, err := httputil.DumpResponse(r, true)
	if err != nil {
		t.Fatal(err)
	}
	return len(whole)
}
