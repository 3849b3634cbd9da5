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

// BenchmarkPage measures pages of the finished night of 2024 as a browser asks for
// them, against the floor of the same run, a handler that writes those bytes and does
// nothing else (page/floor), and against drawing the page for each request (drawn/page).
func BenchmarkPage(b *testing.B) {
	seats := results2024(b)
	board := feed.NewBoard()
	revision := int64(len(seats))
	put := func(bulletin *feed.Bulletin) {
		revision++
		next := *bulletin
		next.Revision = revision
		board.Put(publish(b, &next))
	}
	night := nightOf(seats)
	for _, seat := range append(seats, night) {
		put(seat)
	}
	settling := func(d time.Duration) http.Handler {
		site, err := web.New(web.Options{Board: board, Live: http.NotFoundHandler(), Settle: d})
		if err != nil {
			b.Fatal(err)
		}
		return site
	}
	site, unsettled := settling(time.Second), settling(0)
	for _, path := range []string{"/", "/contests", "/regions/london", "/contests/" + seats[0].Contest.ID} {
		b.Run(path[1:], func(b *testing.B) {
			measurePage(b, site, unsettled, path, func() { put(seats[0]); put(night) })
		})
	}
}

func measurePage(b *testing.B, site, unsettled http.Handler, path string, move func()) {
	ask := func(h http.Handler) (*httptest.ResponseRecorder, time.Duration) {
		r := httptest.NewRequest("GET", path, nil)
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
	var pages, floors, drawn []time.Duration
	for i := 0; b.Loop(); i++ {
		_, d := ask(site)
		pages = append(pages, d)
		_, d = ask(floor)
		floors = append(floors, d)
		if i%100 == 0 {
			move()
			_, d = ask(unsettled)
			drawn = append(drawn, d)
		}
	}
	median := func(d []time.Duration) float64 { slices.Sort(d); return float64(d[len(d)/2]) }
	b.ReportMetric(median(pages)/median(floors), "page/floor")
	b.ReportMetric(median(drawn)/median(pages), "drawn/page")
	b.ReportMetric(median(drawn)/1e6, "drawn-ms")
	b.ReportMetric(float64(len(body)), "gzip-bytes")
}
