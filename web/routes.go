// Package web is the public side: pages, tickers for other people's pages, and the
// published bytes as open data. It reads a [feed.Board] and nothing else, so it runs
// as well on a machine that has no database.
package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"resultsdesk/internal/feed"
	"resultsdesk/web/card"
	"resultsdesk/web/lang"
	"resultsdesk/web/static"
	"resultsdesk/web/view"
)

// Options of the public side.
type Options struct {
	Board   *feed.Board
	Live    http.Handler    // answers /live, the socket
	DeskURL string          // address of the officers' side; empty draws no link to it
	BaseURL string          // "https://results.example.org", for what is copied elsewhere; empty leaves it to the reader's browser
	Words   *lang.Catalogue // of every language; nil is the program's own
	Drawn   string          // names this run of this program, see broadcast.Options
	Log     *slog.Logger    // faults only

	Archive feed.Archive  // what was published before; nil on a machine without the database: no histories
	Settle  time.Duration // how long pages of many contests stay as they are while contests change; 0: not at all
}

// New is the public side. It fails only where its own files cannot be read.
func New(o Options) (http.Handler, error) {
	s, files, err := newSite(o)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	for _, r := range s.index(files) {
		mux.HandleFunc(r.pattern, r.do)
	}
	return s.guard(mux), nil
}

func newSite(o Options) (*site, *static.Files, error) {
	files, err := static.Load()
	if err != nil {
		return nil, nil, fmt.Errorf("web: %w", err)
	}
	if o.Words == nil {
		if o.Words, err = lang.Load(); err != nil {
			return nil, nil, fmt.Errorf("web: %w", err)
		}
	}
	books := map[string]string{}
	for _, l := range o.Words.Languages() {
		script, err := bookOf(l).Script()
		if err != nil {
			return nil, nil, fmt.Errorf("web: %w", err)
		}
		files.Add("book."+l.Code+".js", script)
		books[l.Code] = files.URL("book." + l.Code + ".js")
	}
	press, err := card.New()
	if err != nil {
		return nil, nil, fmt.Errorf("web: %w", err)
	}
	s := &site{Options: o, press: press, pages: newPages(), archived: newShelf(archivedBytes), narrowed: newShelf(narrowedBytes), told: newKept[[]told](), finder: newFinder(), assets: view.Assets{
		Base: files.URL("base.css"), Site: files.URL("site.css"), Embed: files.URL("embed.css"),
		Books: books, Morph: files.URL("morph.js"), Live: files.URL("live.js"), Find: files.URL("find.js"), Icon: files.URL("icon.svg"),
		Map: files.URL("map.js"), MapStyle: files.URL("map.css"),
	}}
	return s, files, nil
}

// route is one address of the public side and what answers there.
type route struct {
	pattern string
	do      http.HandlerFunc
}

// shown is one address of a page: it stands under the prefix of each language.
type shown struct {
	pattern string
	do      func(l *lang.Language, w http.ResponseWriter, r *http.Request)
}

// written are the addresses of pages.
func (s *site) written() []shown {
	return []shown{
		{"/{$}", s.overview},
		{"/map", s.seatMap},
		{"/contests", s.contests},
		{"/find", s.search},
		{"/contests/{slug}", s.contest},
		{"/contests/{slug}/notice", s.declaration},
		{"/contests/{slug}/history", s.history},
		{"/contests/{slug}" + pictureName, s.contestPicture},
		{pictureName, s.nightPicture},
		{"/embed/contests/{slug}", s.ticker},
		{"/regions", s.regions},
		{"/regions/{slug}", s.region},
		{"/nations/{slug}", s.nation},
		{"/parties", s.parties},
		{"/parties/{id}", s.party},
		{"/timeline", s.timeline},
		{"/", s.missing},
	}
}

// index is every address of the public side. All are for GET and HEAD; guard refuses
// the rest. What programs read has no language.
func (s *site) index(files *static.Files) []route {
	all := []route{
		{"/live", s.live},
		{"/api/v1/overview.json", s.overviewJSON},
		{"/api/v1/find.json", s.searchJSON},
		{"/api/v1/feed.atom", s.nightFeed},
		{"/api/v1/contests/{file}", s.contestFile}, // {slug}.json, {slug}.csv, {slug}.atom
		{"/api/v1/parties/{file}", s.partyFeed},    // {id}.atom
		{"/api/v1/contests/{slug}/history.json", s.historyJSON},
		{"/api/v1/contests/{slug}/revisions/{file}", s.revision}, // {n}.json
		{"/api/v1/regions.json", s.regionsJSON},
		{"/api/v1/parties.json", s.partiesJSON},
		{"/api/v1/contests.json", s.contestsJSON},
		{"/api/v1/results.csv", s.resultsCSV},
		{"/static/{name}", s.asset(files)},
	}
	for _, l := range s.Words.Languages() {
		for _, page := range s.written() {
			all = append(all, route{l.Path(page.pattern), func(w http.ResponseWriter, r *http.Request) { page.do(l, w, r) }})
		}
	}
	return all
}

// Patterns are the addresses of the public side, as [http.ServeMux] has them; none
// where the catalogue cannot be read.
func Patterns() []string {
	words, err := lang.Load()
	if err != nil {
		return nil
	}
	var all []string
	for _, r := range (&site{Options: Options{Words: words}}).index(nil) {
		all = append(all, r.pattern)
	}
	return all
}

// live hands a viewer's socket on. What is refused is refused for a moment only.
func (s *site) live(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	s.Live.ServeHTTP(w, r)
}

// site is what the handlers share. All of it is safe for use by many at once.
type site struct {
	Options
	assets  view.Assets
	pages   *pages
	press   *card.Press
	drawing sync.Mutex    // held while a picture is drawn
	told    *kept[[]told] // what feeds tell, newest first
	finder  *finder

	archived *shelf // the past
	narrowed *shelf // maps of some seats
	lately   nightfall
}

// asset serves style sheets and the script, with the site's own page where a name
// is not known.
func (s *site) asset(files *static.Files) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, ok := files.Find(r.URL.Path); !ok {
			s.missing(s.Words.English(), w, r)
			return
		}
		files.ServeHTTP(w, r)
	}
}
