package web

import (
	"net/http"

	"github.com/a-h/templ"

	"resultsdesk/web/view"
)

// missing is the page of addresses that do not exist.
func (s *site) missing(w http.ResponseWriter, r *http.Request) {
	s.say(w, r, http.StatusNotFound, "There is no such page", "Check the address, or start from the overview.")
}

// notAllowed answers attempts to write.
func (s *site) notAllowed(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Allow", "GET, HEAD")
	s.say(w, r, http.StatusMethodNotAllowed, "This address can only be read", "Results are entered on the officers' side.")
}

// nothingYet stands where a desk has published nothing.
func (s *site) nothingYet(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Retry-After", "5")
	s.say(w, r, http.StatusServiceUnavailable, "Nothing is published yet", "Please come back in a moment.")
}

// say sends a page that only says something. It is kept like any page; what it says
// depends on its status and on the mode alone.
func (s *site) say(w http.ResponseWriter, r *http.Request, status int, headline, words string) {
	var st stamp
	drill := s.rehearsal()
	if drill {
		st.bulletins = 1
	}
	s.show(w, r, status, headline, st, func() templ.Component {
		shell := view.Shell{Title: title(headline, drill), DeskURL: s.DeskURL, Assets: s.assets}
		return view.Page(shell, view.MessageLive(view.Message{Rehearsal: drill, Headline: headline, Words: words}), templ.NopComponent)
	})
}
