// Package web is the public side: pages, tickers for other people's pages, and the
// published bytes as open data. It reads a [feed.Board] and nothing else, so it runs
// as well on a machine that has no database.
package web

import (
	"fmt"
	"log/slog"
	"net/http"

	"resultsdesk/internal/feed"
	"resultsdesk/web/static"
	"resultsdesk/web/view"
)

// Options of the public side.
type Options struct {
	Board   *feed.Board
	Live    http.Handler // answers /live, the socket
	DeskURL string       // address of the officers' side; empty draws no link to it
	BaseURL string       // "https://results.example.org", for what is copied elsewhere; empty leaves it to the reader's browser
	Log     *slog.Logger // faults only
}

// New is the public side. It fails only where its own files cannot be read.
func New(o Options) (http.Handler, error) {
	files, err := static.Load()
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	s := &site{Options: o, pages: newPages(), assets: view.Assets{
		Base: files.URL("base.css"), Site: files.URL("site.css"), Embed: files.URL("embed.css"),
		Live: files.URL("live.js"), Icon: files.URL("icon.svg"),
	}}

	mux := http.NewServeMux()
	mux.HandleFunc("/{$}", s.overview)
	mux.HandleFunc("/contests", s.contests)
	mux.HandleFunc("/contests/{slug}", s.contest)
	mux.HandleFunc("/contests/{slug}/notice", s.declaration)
	mux.HandleFunc("/embed/contests/{slug}", s.ticker)
	mux.Handle("/live", o.Live)
	mux.HandleFunc("/api/v1/overview.json", s.overviewJSON)
	mux.HandleFunc("/api/v1/contests/{file}", s.contestFile) // {slug}.json, {slug}.csv
	mux.HandleFunc("/static/{name}", s.asset(files))
	mux.HandleFunc("/", s.missing)
	return s.guard(mux), nil
}

// site is what the handlers share. All of it is safe for use by many at once.
type site struct {
	Options
	assets view.Assets
	pages  *pages
}

// asset serves style sheets and the script, with the site's own page where a name
// is not known.
func (s *site) asset(files *static.Files) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, ok := files.Find(r.URL.Path); !ok {
			s.missing(w, r)
			return
		}
		files.ServeHTTP(w, r)
	}
}
