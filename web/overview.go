package web

import (
	"net/http"

	"github.com/a-h/templ"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// overview is the night as a whole.
func (s *site) overview(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	p, ok := s.Board.Newest(feed.OverviewTopic)
	if !ok {
		s.nothingYet(l, w, r)
		return
	}
	s.show(l, w, r, http.StatusOK, "overview", s.among(p), func() templ.Component {
		shell, night := s.shell(l, headline(l, p), p, "/"), nightView(l, p)
		if m := newMapping(p.Bulletin.Overview, s.Board.Contests()).view(l, seatFilter{}); m.Width > 0 {
			shell.Map, night.Map = true, &m
		}
		return view.Page(l, shell, view.NightLive(l, night), view.ListFoot(l, overviewAddress))
	})
}

const overviewAddress = "/api/v1/overview.json"

// overviewJSON is the overview's bulletin, byte for byte as published.
func (s *site) overviewJSON(w http.ResponseWriter, r *http.Request) {
	p, ok := s.Board.Newest(feed.OverviewTopic)
	if !ok {
		s.nothingYet(s.Words.English(), w, r)
		return
	}
	s.published(w, r, p)
}
