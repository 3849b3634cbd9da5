package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"sync"

	"github.com/a-h/templ"

	"resultsdesk/internal/feed"
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

// show sends the page of a name. Drawing fails only by a fault of ours.
func (s *site) show(w http.ResponseWriter, r *http.Request, status int, name string, st stamp, draw func() templ.Component) {
	file, err := s.pages.of(name, st, func() (*static.File, error) {
		html, err := render(draw())
		return static.NewFile("text/html; charset=utf-8", html), err
	})
	if err != nil {
		s.fault(w, err)
		return
	}
	w.Header().Set("Cache-Control", fresh)
	if status >= http.StatusInternalServerError {
		w.Header().Set("Cache-Control", "no-store")
	}
	file.Send(w, r, status)
}

// fault answers where something of ours failed; why stands in the log alone.
func (s *site) fault(w http.ResponseWriter, err error) {
	s.Log.Error("page not made", "err", err)
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, "This page cannot be shown at the moment. Please try again.", http.StatusInternalServerError)
}

// render draws a component into memory, so that a page is sent whole or not at all.
func render(c templ.Component) ([]byte, error) {
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// shell is what stands around a page that shows a bulletin.
func (s *site) shell(headline string, p *feed.Published, here string) view.Shell {
	return view.Shell{
		Title: title(headline, rehearsal(p.Bulletin)), Here: here, DeskURL: s.DeskURL, Assets: s.assets, Follow: follow(p),
	}
}
