package web

import (
	"net/http"

	"github.com/a-h/templ"

	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// missing is the page of addresses that do not exist.
func (s *site) missing(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	s.say(l, w, r, http.StatusNotFound, l.T("message.missing"), l.T("message.missing.words"))
}

// notAllowed answers attempts to write.
func (s *site) notAllowed(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Allow", "GET, HEAD")
	s.say(l, w, r, http.StatusMethodNotAllowed, l.T("message.read_only"), l.T("message.read_only.words"))
}

// nothingYet stands where a desk has published nothing.
func (s *site) nothingYet(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Retry-After", "5")
	s.say(l, w, r, http.StatusServiceUnavailable, l.T("message.nothing_yet"), l.T("message.nothing_yet.words"))
}

// say sends a page that only says something. It is kept like any page; what it says
// depends on its status and on the mode alone.
func (s *site) say(l *lang.Language, w http.ResponseWriter, r *http.Request, status int, headline, words string) {
	var st stamp
	drill := s.rehearsal()
	if drill {
		st.bulletins = 1
	}
	s.show(l, w, r, status, headline, st, func() templ.Component {
		shell := view.Shell{Title: title(l, headline, drill), Languages: s.Words.Languages(), DeskURL: s.DeskURL, Assets: s.assets}
		return view.Page(l, shell, view.MessageLive(l, view.Message{Rehearsal: drill, Headline: headline, Words: words}), templ.NopComponent)
	})
}
