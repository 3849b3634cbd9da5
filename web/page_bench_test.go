package web_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"resultsdesk/internal/feed"
	"resultsdesk/web"
)

// BenchmarkContestPage measures the declared page of a contest as it is asked for by
// a browser, against the floor of the same run, a handler that writes those bytes
// and does nothing else (page/floor), and against drawing the page for each request
// (drawn/page).
func BenchmarkContestPage(b *testing.B) {
	board := feed.NewBoard()
	p := publish(b, declared())
	board.Put(p)
	site, err := web.New(web.Options{Board: board, Live: http.NotFoundHandler()})
	if err != nil {
		b.Fatal(err)
	}
	ask := func(h http.Handler) (*httptest.ResponseRecorder, time.Duration) {
		r := httptest.NewRequest("GET", "/contests/"+p.Bulletin.Contest.ID, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		start := time.Now()
		h.ServeHTTP(w, r)
		return w, time.Since(start)
	}
	first, _ := ask(site)
	if first.Code != http.StatusOK {
		b.Fatalf("%d", first.Code)
	}
	body, header := first.Body.Bytes(), first.Header()
	floor := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for name, values := range header {
			w.Header()[name] = values
		}
		_, _ = w.Write(body)
	})
	words := catalogue(b).English()
	var pages, floors, drawn []time.Duration
	for b.Loop() {
		_, d := ask(site)
		pages = append(pages, d)
		_, d = ask(floor)
		floors = append(floors, d)
		start := time.Now()
		if _, err := web.FrameHTML(words, p); err != nil {
			b.Fatal(err)
		}
		drawn = append(drawn, time.Since(start))
	}
	median := func(d []time.Duration) float64 { slices.Sort(d); return float64(d[len(d)/2]) }
	b.ReportMetric(median(pages)/median(floors), "page/floor")
	b.ReportMetric(median(drawn)/median(pages), "drawn/page")
	b.ReportMetric(float64(len(body)), "gzip-bytes")
}
