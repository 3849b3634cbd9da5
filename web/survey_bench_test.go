package web_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"resultsdesk/internal/feed"
	"resultsdesk/web"
)

// BenchmarkSurveyDrawn measures what it costs to draw the pages of many contests anew
// after a bulletin, for the whole country of 2024; with Settle that is once a second at
// most. BenchmarkSurveyKept is the same page from memory.
func BenchmarkSurveyDrawn(b *testing.B) {
	surveyed(b, func(board *feed.Board, p *feed.Published) {
		next := *p.Bulletin
		next.Revision += 1000
		p.Bulletin = &next
		board.Put(&feed.Published{Bulletin: &next, Bytes: p.Bytes})
	})
}

func BenchmarkSurveyKept(b *testing.B) { surveyed(b, func(*feed.Board, *feed.Published) {}) }

func surveyed(b *testing.B, between func(*feed.Board, *feed.Published)) {
	seats := results2024(b)
	board := feed.NewBoard()
	for _, seat := range append(seats, nightOf(seats)) {
		board.Put(publish(b, seat))
	}
	site, err := web.New(web.Options{Board: board, Live: http.NotFoundHandler()})
	if err != nil {
		b.Fatal(err)
	}
	moving := publish(b, seats[0])
	for _, path := range []string{"/contests", "/regions", "/regions/london", "/parties", "/parties/PP53", "/timeline", "/api/v1/contests.json", "/api/v1/regions.json", "/api/v1/results.csv"} {
		b.Run(path[1:], func(b *testing.B) {
			for b.Loop() {
				between(board, moving)
				w := httptest.NewRecorder()
				site.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
				if w.Code != http.StatusOK {
					b.Fatalf("%s: %d", path, w.Code)
				}
			}
		})
	}
}
