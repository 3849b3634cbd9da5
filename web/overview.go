package web

import (
	"net/http"

	"github.com/a-h/templ"

	"resultsdesk/internal/feed"
	"resultsdesk/web/view"
)

// overview is the night as a whole.
func (s *site) overview(w http.ResponseWriter, r *http.Request) {
	p, ok := s.Board.Newest(feed.OverviewTopic)
	if !ok {
		s.nothingYet(w, r)
		return
	}
	s.show(w, r, http.StatusOK, "overview", stamp{}.with(p), func() templ.Component {
		return view.Page(s.shell(headline(p), p, "/"), view.OverviewLive(overviewView(p)), view.ListFoot(overviewAddress))
	})
}

// contests is the list of all contests. It follows the overview, which moves with
// each of them, and is fetched again whole: the overview itself carries only the few
// that changed last.
func (s *site) contests(w http.ResponseWriter, r *http.Request) {
	p, ok := s.Board.Newest(feed.OverviewTopic)
	if !ok {
		s.nothingYet(w, r)
		return
	}
	all := s.Board.Contests()
	st := stamp{}.with(p)
	for _, c := range all {
		st = st.with(c)
	}
	s.show(w, r, http.StatusOK, "contests", st, func() templ.Component {
		shell := s.shell("All contests", p, "/contests")
		shell.Follow.Refetch = true
		return view.Page(shell, view.OverviewLive(listView(p, all)), view.ListFoot(overviewAddress))
	})
}

const overviewAddress = "/api/v1/overview.json"

// overviewJSON is the overview's bulletin, byte for byte as published.
func (s *site) overviewJSON(w http.ResponseWriter, r *http.Request) {
	p, ok := s.Board.Newest(feed.OverviewTopic)
	if !ok {
		s.nothingYet(w, r)
		return
	}
	s.published(w, r, p)
}
