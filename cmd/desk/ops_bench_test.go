package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/measure"
	"resultsdesk/internal/metrics"
	"resultsdesk/internal/operation"
	"resultsdesk/internal/sqlite"
)

// BenchmarkWatching is what it costs an entry to be counted on its way: request,
// writer, witness, publisher. The commit's sync alone takes a quarter of a
// millisecond and more.
func BenchmarkWatching(b *testing.B) {
	o := &operations{server: &server{parts: parts{log: slog.New(slog.DiscardHandler)}}, lines: make(chan sqlite.Witnessed, 1)}
	o.metrics = metrics.New(func() operation.State { return operation.State{} })
	plain := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	watched, histogram := o.observed("desk", plain), measure.NewSeconds()
	entry := sqlite.Witnessed{Attempt: count.Attempt{Contest: demoContest, Kind: count.KindEntered, Outcome: count.Accepted}}
	r := httptest.NewRequest(http.MethodPost, "/desk/", nil)
	r.Pattern = "POST /desk/contests/{contest}/units/{unit}"
	w := httptest.NewRecorder()
	for b.Loop() {
		watched.ServeHTTP(w, r)
		o.witness(entry)
		for range 4 { // wait, batch, commit, delay
			histogram.Since(time.Now())
		}
	}
}
