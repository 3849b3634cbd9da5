package web

import (
	"fmt"
	"net/http"
	"strings"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/static"
	"resultsdesk/web/view"
)

// settled is for a picture asked for by the newest revision: it will not change under
// that address. An hour, and no more: what is withdrawn must not be shown for long by
// caches that never ask again.
const settled = "public, max-age=3600, immutable"

// pictureName ends the address of every picture.
const pictureName = "/card.png"

// contestPicture is a contest as a picture for shared links.
func (s *site) contestPicture(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	slug := r.PathValue("slug")
	p, ok := s.find(l, w, r, slug, "/contests/%"+pictureName)
	if !ok {
		return
	}
	s.picture(l, w, r, p, func() ([]byte, error) { return s.press.Contest(contestCard(l, p.Bulletin)) })
}

// nightPicture is the overview as a picture.
func (s *site) nightPicture(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	p, ok := s.Board.Newest(feed.OverviewTopic)
	if !ok {
		s.nothingYet(l, w, r)
		return
	}
	s.picture(l, w, r, p, func() ([]byte, error) { return s.press.Overview(nightCard(l, p.Bulletin)) })
}

// picture sends the newest picture, whatever revision is asked for. It is drawn once a
// revision, one at a time over the whole site: a crowd that asks for all of them has
// half of a small machine at most.
func (s *site) picture(l *lang.Language, w http.ResponseWriter, r *http.Request, p *feed.Published, draw func() ([]byte, error)) {
	file, err := s.pages.of(l.Code+"/card/"+p.Bulletin.Topic, stamp{}.with(p), func() (*static.File, error) {
		s.drawing.Lock()
		defer s.drawing.Unlock()
		data, err := draw()
		return static.NewPacked("image/png", data), err
	})
	if err != nil {
		s.fault(l, w, err)
		return
	}
	w.Header().Set("Cache-Control", fresh)
	if r.URL.Query().Get("r") == editionOf(p) {
		w.Header().Set("Cache-Control", settled)
	}
	file.Send(w, r, http.StatusOK)
}

// editionOf names a bulletin in the address of its picture. A platform keeps a picture by
// its address: another revision, also after a restore, has to be another address.
func editionOf(p *feed.Published) string {
	return fmt.Sprintf("%d-%d", p.Bulletin.Epoch, p.Bulletin.Revision)
}

// share is what a page says of itself to whoever shows a link to it: its own headline,
// and the picture of what it follows.
func (s *site) share(l *lang.Language, headline string, p *feed.Published, path string) view.Share {
	if path == "" {
		return view.Share{} // inside other people's pages
	}
	b := p.Bulletin
	v := view.Share{Title: headline, Path: path}
	if rehearsal(b) {
		v.Title = l.T("share.title.rehearsal", "headline", headline)
	}
	picture := pictureName
	if c := b.Contest; c != nil {
		model := contestCard(l, b)
		v.Description, picture = inWords(model), "/contests/"+c.ID+pictureName
		v.Alt = model.Name + ": " + joined(model.Headline, v.Description)
		v.Feeds = append(v.Feeds, view.Feed{Title: l.T("atom.feed.contest", "name", plain(c.Name), "election", election(l, b)), Href: inLanguage(l, contestFeedAddress(c.ID))})
	} else {
		model := nightCard(l, b)
		v.Description = joined(model.Eyebrow, model.Sentence)
		v.Alt = joined(model.Headline, model.Sentence)
	}
	if mark := frameOf(l, b, false).Rehearsal; mark != "" {
		v.Description, v.Alt = joined(mark, v.Description), joined(mark, v.Alt)
	}
	v.Feeds = append(v.Feeds, view.Feed{Title: l.T("atom.feed.night", "election", election(l, b)), Href: inLanguage(l, nightFeedAddress)})
	if s.BaseURL != "" {
		v.Image = strings.TrimSuffix(s.BaseURL, "/") + l.Path(picture) + "?r=" + editionOf(p)
	}
	return v
}
