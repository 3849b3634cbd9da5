package web

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/a-h/templ"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/static"
	"resultsdesk/web/view"
)

// contest is the page of one contest.
func (s *site) contest(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	slug := r.PathValue("slug")
	p, ok := s.find(l, w, r, slug, "/contests/%")
	if !ok {
		return
	}
	s.show(l, w, r, http.StatusOK, "contests/"+slug, s.among(p), func() templ.Component {
		m := contestView(l, p)
		return view.Page(l, s.shell(l, headline(l, p), p, "/contests/"+slug), view.ContestLive(l, m), templ.Join(view.Around(s.around(l, p.Bulletin.Contest)), view.Foot(l, s.embedding(l, m))))
	})
}

// ticker is the same contest made to be framed by other people's pages.
func (s *site) ticker(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	slug := r.PathValue("slug")
	p, ok := s.find(l, w, r, slug, "/embed/contests/%")
	if !ok {
		return
	}
	s.show(l, w, r, http.StatusOK, "embed/contests/"+slug, stamp{}.with(p), func() templ.Component {
		return view.Ticker(l, s.shell(l, headline(l, p), p, ""), view.ContestLive(l, contestView(l, p)), l.Path("/contests/"+slug))
	})
}

// published sends a bulletin to whoever asks, from any page.
func (s *site) published(w http.ResponseWriter, r *http.Request, p *feed.Published) {
	file, err := s.pages.of("json/"+p.Bulletin.Topic, stamp{}.with(p), func() (*static.File, error) {
		return static.NewFile("application/json", p.Bytes), nil
	})
	if err != nil {
		s.fault(s.Words.English(), w, err)
		return
	}
	w.Header().Set("Cache-Control", fresh)
	file.Send(w, r, http.StatusOK)
}

// gss is the form of the codes that the national statisticians give to areas.
var gss = regexp.MustCompile(`^[A-Z]\d{8}$`)

// find is the newest bulletin of a contest. Where there is none it answers itself: a
// GSS code is sent on to the name's address, for which % stands in the pattern.
func (s *site) find(l *lang.Language, w http.ResponseWriter, r *http.Request, slug, address string) (*feed.Published, bool) {
	if p, ok := s.Board.Newest(feed.ContestTopic(slug)); ok {
		return p, true
	}
	if code := strings.ToUpper(slug); gss.MatchString(code) {
		for _, p := range s.Board.Contests() {
			if p.Bulletin.Contest.GSS == code {
				http.Redirect(w, r, l.Path(strings.Replace(address, "%", p.Bulletin.Contest.ID, 1)), http.StatusMovedPermanently)
				return nil, false
			}
		}
	}
	s.missing(l, w, r)
	return nil, false
}

// embedding is the markup that puts a contest's ticker into another page. The frame
// may run the script and open the full result, and nothing else.
func (s *site) embedding(l *lang.Language, c view.Contest) view.Embedding {
	return view.Embedding{JSON: c.JSON, CSV: c.CSV, Snippet: `<iframe src="` + s.BaseURL + l.Path("/embed/contests/"+c.Slug) + `" width="100%" height="` + tickerHeight +
		`" title="` + templ.EscapeString(l.T("site.embed.title", "name", c.Name)) +
		`" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" loading="lazy" frameborder="0"></iframe>`}
}

// tickerHeight holds every state of a count at 320 pixels' width, so that a page
// does not move when the state does.
const tickerHeight = "480"
