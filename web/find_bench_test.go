package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"resultsdesk/internal/feed"
	"resultsdesk/internal/pack"
	"resultsdesk/web"
)

// BenchmarkFind asks the whole site, with the 650 contests of 2024, for names with a slip:
// milliseconds of the list under the field and of the page.
func BenchmarkFind(b *testing.B) {
	board, names := library(b)
	site, err := web.New(web.Options{Board: board, Live: http.NotFoundHandler()})
	if err != nil {
		b.Fatal(err)
	}
	var lists, pages []time.Duration
	ask := func(to *[]time.Duration, address string) {
		r := httptest.NewRequest("GET", address, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		start := time.Now()
		site.ServeHTTP(w, r)
		*to = append(*to, time.Since(start))
		if w.Code != http.StatusOK {
			b.Fatalf("%s: %d", address, w.Code)
		}
	}
	for b.Loop() {
		i := len(lists) * 7919
		name := []rune(names[i%len(names)])
		at := i % (len(name) - 1)
		name[at], name[at+1] = name[at+1], 'x'
		ask(&lists, "/api/v1/find.json?q="+url.QueryEscape(string(name)))
		ask(&pages, "/find?q="+url.QueryEscape(string(name)))
	}
	for unit, d := range map[string][]time.Duration{"list": lists, "page": pages} {
		slices.Sort(d)
		b.ReportMetric(d[len(d)/2].Seconds()*1000, unit+"-p50-ms")
		b.ReportMetric(d[len(d)*99/100].Seconds()*1000, unit+"-p99-ms")
		b.ReportMetric(d[len(d)-1].Seconds()*1000, unit+"-max-ms")
	}
	b.ReportMetric(0, "ns/op") // of both together: says nothing
}

// library is a board with the contests of 2024 before their counts, and all names on it.
// The House of Commons Library's files are in ../shared/data beside the project or where
// DESK_TESTDATA says.
func library(b *testing.B) (*feed.Board, []string) {
	b.Helper()
	data := os.Getenv("DESK_TESTDATA")
	if data == "" {
		data = filepath.Join("..", "..", "shared", "data")
	}
	fsys := fstest.MapFS{}
	for name, file := range map[string]string{
		"election.json": "../cmd/desk/demo/pack/election.json", "candidates.csv": filepath.Join(data, "uk-ge2024", "candidates.csv"),
		"constituencies.csv": filepath.Join(data, "uk-ge2024", "constituencies.csv"), "notional-2019-results.csv": filepath.Join(data, "uk-ge2024", "notional-2019-results.csv"),
		"revised_constituency_ids.csv": filepath.Join(data, "uk-ge2024", "revised_constituency_ids.csv"),
	} {
		text, err := os.ReadFile(file)
		if err != nil {
			b.Skipf("the House of Commons Library's files are not at %s", data)
		}
		fsys[name] = &fstest.MapFile{Data: text}
	}
	p, err := pack.ReadHOC(fsys)
	if err != nil {
		b.Fatal(err)
	}
	board := feed.NewBoard()
	var names []string
	var last *feed.Bulletin
	for _, c := range p.Definitions().Contests {
		last = closed()
		last.Topic = feed.ContestTopic(c.ID)
		last.Contest = &feed.Contest{ID: c.ID, Name: c.Name, GSS: c.GSS, Region: c.Region, Country: c.Country, Seats: 1}
		names = append(names, c.Name)
		for _, line := range c.Candidates {
			last.Contest.Candidates = append(last.Contest.Candidates, feed.Candidate{ID: line.ID, Name: line.Name(), Label: line.Label()})
			names = append(names, line.Name())
		}
		board.Put(publish(b, last))
	}
	board.Put(publish(b, overview(last)))
	return board, names
}
