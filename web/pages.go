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
// the board or the archive, never from a request. Where there is a limit, those that were
// asked for last stay.
type pages struct {
	mu   sync.Mutex
	made map[string]*page
	most int   // bytes kept; 0 is no limit
	held int   // bytes kept now
	asks int64 // so far: the clock of who was asked for last
}

type page struct {
	asked int64 // of pages.asks, under its lock
	size  int   // bytes counted in pages.held, under its lock

	mu    sync.Mutex // held while it is made: the others wait for it
	stamp stamp
	file  *static.File
}

// newPages keeps at most so many bytes; 0 is no limit.
func newPages(most int) *pages { return &pages{made: map[string]*page{}, most: most} }

// of is the page of a name, made anew where its stamp has moved.
func (p *pages) of(name string, s stamp, draw func() (*static.File, error)) (*static.File, error) {
	slot := p.slot(name)
	slot.mu.Lock()
	defer slot.mu.Unlock()
	if slot.file != nil && slot.stamp == s {
		return slot.file, nil
	}
	file, err := draw()
	if err != nil {
		p.keep(name, slot, 0)
		return nil, fmt.Errorf("web: page %s: %w", name, err)
	}
	slot.stamp, slot.file = s, file
	p.keep(name, slot, file.Size())
	return file, nil
}

func (p *pages) slot(name string) *page {
	p.mu.Lock()
	defer p.mu.Unlock()
	slot := p.made[name]
	if slot == nil {
		slot = &page{}
		p.made[name] = slot
	}
	p.asks++
	slot.asked = p.asks
	return slot
}

// keep counts a page as large as it is now, and lets go of others where all are too
// much. A page of no size is not kept.
func (p *pages) keep(name string, slot *page, size int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.made[name] != slot {
		return // let go of meanwhile
	}
	p.held += size - slot.size
	slot.size = size
	if size == 0 {
		delete(p.made, name)
	}
	for p.most > 0 && p.held > p.most && len(p.made) > 1 {
		oldest := name
		for other, of := range p.made {
			if other != name && (oldest == name || of.asked < p.made[oldest].asked) {
				oldest = other
			}
		}
		p.held -= p.made[oldest].size
		delete(p.made, oldest)
	}
}

// show sends the page of a name in a language. Drawing fails only by a fault of ours.
func (s *site) show(l *lang.Language, w http.ResponseWriter, r *http.Request, status int, name string, st stamp, draw func() templ.Component) {
	file, err := s.pages.of(l.Code+"/"+name, st, func() (*static.File, error) { return drawn(draw()) })
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

// drawn is a page as a file.
func drawn(c templ.Component) (*static.File, error) {
	html, err := render(c)
	return static.NewFile("text/html; charset=utf-8", html), err
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
		DeskURL: s.DeskURL, Assets: s.assets, Follow: follow(l, p),
	}
}
