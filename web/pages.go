package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"sync"

	"github.com/a-h/templ"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/static"
	"resultsdesk/web/view"
)

// fresh lets a cache in between serve a page for two seconds, and for half a minute
// more while it asks for the next: a crowd costs this machine little.
const fresh = "public, max-age=2, stale-while-revalidate=30"

// stamp says what a page was made from. Epochs and revisions only grow, so the sums
// over several bulletins grow with any change among them.
type stamp struct{ bulletins, epoch, revision int64 }

func (s stamp) with(p *feed.Published) stamp {
	return stamp{s.bulletins + 1, s.epoch + p.Bulletin.Epoch, s.revision + p.Bulletin.Revision}
}

// pages keeps each page or file as it was last made, and makes it once for each state that
// it shows, however many ask. Only pages that exist are kept: their names come from
// the board, never from a request.
type pages struct {
	mu   sync.Mutex
	made map[string]*page
}

type page struct {
	mu    sync.Mutex // held while it is made: the others wait for it
	stamp stamp
	file  *static.File
}

func newPages() *pages { return &pages{made: map[string]*page{}} }

// of is the page of a name, made anew where its stamp has moved.
func (p *pages) of(name string, s stamp, draw func() (*static.File, error)) (*static.File, error) {
	p.mu.Lock()
	slot := p.made[name]
	if slot == nil {
		slot = &page{}
		p.made[name] = slot
	}
	p.mu.Unlock()

	slot.mu.Lock()
	defer slot.mu.Unlock()
	if slot.file != nil && slot.stamp == s {
		return slot.file, nil
	}
	file, err := draw()
	if err != nil {
		return nil, fmt.Errorf("web: page %s: %w", name, err)
	}
	slot.stamp, slot.file = s, file
	return file, nil
}

// show sends the page of a name in a language. Drawing fails only by a fault of ours.
func (s *site) show(l *lang.Language, w http.ResponseWriter, r *http.Request, status int, name string, st stamp, draw func() templ.Component) {
	file, err := s.pages.of(l.Code+"/"+name, st, func() (*static.File, error) {
		html, err := render(draw())
		return static.NewFile("text/html; charset=utf-8", html), err
	})
	if err != nil {
		s.fault(l, w, err)
		return
	}
	w.Header().Set("Cache-Control", fresh)
	if status >= http.StatusInternalServerError {
		w.Header().Set("Cache-Control", "no-store")
	}
	file.Send(w, r, status)
}

// fault answers where something of ours failed; why stands in the log alone.
func (s *site) fault(l *lang.Language, w http.ResponseWriter, err error) {
	s.Log.Error("page not made", "err", err)
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, l.T("message.fault"), http.StatusInternalServerError)
}

// render draws a component into memory, so that a page is sent whole or not at all.
func render(c templ.Component) ([]byte, error) {
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// shell is what stands around a page that shows a bulletin. The path is the page's
// without its language; empty for what is no page of its own.
func (s *site) shell(l *lang.Language, headline string, p *feed.Published, path string) view.Shell {
	return view.Shell{
		Title: title(l, headline, rehearsal(p.Bulletin)), Path: path, Origin: s.BaseURL, Languages: s.Words.Languages(),
		DeskURL: s.DeskURL, Assets: s.assets, Follow: s.follow(l, p),
	}
}
