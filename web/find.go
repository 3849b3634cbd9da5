package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"resultsdesk/internal/feed"
	"resultsdesk/internal/gazetteer"
	"resultsdesk/web/lang"
	"resultsdesk/web/static"
	"resultsdesk/web/view"
)

// How many results are shown: in the list under the field, and on the page.
const (
	suggested = 8
	listed    = 40
)

// search is the page that finds what somebody typed. A whole name or code of one contest
// leads to it; anything else, a single result too, is a list.
func (s *site) search(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	query := asked(r)
	found, ok := s.answer(l, w, r, query, listed)
	if !ok {
		return
	}
	w.Header().Set("X-Robots-Tag", "noindex")
	w.Header().Set("Cache-Control", fresh)
	if found.whole != "" {
		http.Redirect(w, r, found.whole, http.StatusSeeOther)
		return
	}
	words := l.T("find.title")
	if query != "" {
		words = l.T("find.document", "query", query, "title", words)
	}
	shell := view.Shell{Title: title(l, words, found.Rehearsal), Path: view.FindPath, Origin: s.BaseURL, Languages: s.Words.Languages(), DeskURL: s.DeskURL, Assets: s.assets}
	if query != "" {
		shell.Query = url.Values{"q": {query}}.Encode()
	}
	html, err := render(view.Page(l, shell, view.FindLive(l, found.Found), templ.NopComponent))
	if err != nil {
		s.fault(l, w, err)
		return
	}
	static.NewFile("text/html; charset=utf-8", html).Send(w, r, http.StatusOK)
}

// asked is the question of a request: one line, without what could turn the text around
// it, and no longer than is read.
func asked(r *http.Request) string {
	text := []rune(strings.TrimSpace(plain(strings.ToValidUTF8(r.URL.Query().Get("q"), ""))))
	return string(text[:min(len(text), gazetteer.MaxQuery)])
}

// answered is what was found, and the address of the contest that was named in full.
type answered struct {
	view.Found
	whole string
}

// answer finds what a question may mean. Where it cannot it answers the request itself.
func (s *site) answer(l *lang.Language, w http.ResponseWriter, r *http.Request, query string, most int) (answered, bool) {
	names, ok := s.names()
	if !ok {
		s.nothingYet(l, w, r)
		return answered{}, false
	}
	a := answered{Found: view.Found{Rehearsal: s.rehearsal(), Query: query}}
	if query == "" {
		return a, true
	}
	done, ok := s.finder.turn(r.Context())
	if !ok {
		w.Header().Set("Retry-After", "2")
		s.say(l, w, r, http.StatusServiceUnavailable, l.T("find.busy"), l.T("find.busy.words"))
		return answered{}, false
	}
	defer done()
	if e, ok := names.Exact(query); ok && e.Kind == gazetteer.Contest {
		a.whole = l.Path("/contests/" + e.ID)
	}
	s.fill(l, &a.Found, names.Find(query), most)
	return a, true
}

// searchJSON is the list under the field.
func (s *site) searchJSON(w http.ResponseWriter, r *http.Request) {
	l, ok := s.Words.Of(r.URL.Query().Get("lang"))
	if !ok {
		l = s.Words.English()
	}
	found, ok := s.answer(l, w, r, asked(r), suggested)
	if !ok {
		return
	}
	data, err := json.Marshal(suggestions(found.Found, s.mode()))
	if err != nil {
		s.fault(l, w, err)
		return
	}
	w.Header().Set("X-Robots-Tag", "noindex")
	w.Header().Set("Cache-Control", fresh)
	static.NewFile("application/json", data).Send(w, r, http.StatusOK)
}

// mode is that of what is published: live, or a rehearsal.
func (s *site) mode() string {
	if p, ok := s.Board.Newest(feed.OverviewTopic); ok {
		return string(p.Bulletin.Mode)
	}
	return ""
}
