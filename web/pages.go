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
type stamp struct {
	bulletins, epoch, revision int64
	names                      uint64 // see named; 0 where it shows names of no other contest
}

func (s stamp) with(p *feed.Published) stamp {
	return stamp{s.bulletins + 1, s.epoch + p.Bulletin.Epoch, s.revision + p.Bulletin.Revision, s.names}
}

// among is the stamp of what shows a bulletin, and other contests by their names alone.
func (s *site) among(p *feed.Published) stamp {
	return stamp{names: s.named().names}.with(p)
}

// before tells whether a stamp is of an older state. Both are of the same thing.
func (s stamp) before(t stamp) bool {
	return s.bulletins <= t.bulletins && s.epoch <= t.epoch && s.revision < t.revision
}

// kept keeps things as they were last made, and makes each once for each state that it
// shows, however many ask. Only what exists is kept: its names come from the board,
// never from a request.
type kept[T any] struct {
	mu   sync.Mutex
	made map[string]*slot[T]
}

type slot[T any] struct {
	mu    sync.Mutex // held while it is made: the others wait for it
	made  int        // how often
	stamp stamp
	thing T
}

// pages are pages, pictures and files as they are sent.
type pages = kept[*static.File]

func newPages() *pages { return newKept[*static.File]() }

func newKept[T any]() *kept[T] { return &kept[T]{made: map[string]*slot[T]{}} }

// of is the thing of a name, made anew where its stamp has moved on. Who comes with the
// stamp of an older state, because a newer one was drawn meanwhile, is given the newer.
func (k *kept[T]) of(name string, s stamp, draw func() (T, error)) (T, error) {
	k.mu.Lock()
	held := k.made[name]
	if held == nil {
		held = &slot[T]{}
		k.made[name] = held
	}
	k.mu.Unlock()

	held.mu.Lock()
	defer held.mu.Unlock()
	if held.made > 0 && (held.stamp == s || s.before(held.stamp)) {
		return held.thing, nil
	}
	thing, err := draw()
	if err != nil {
		return thing, fmt.Errorf("web: page %s: %w", name, err)
	}
	held.stamp, held.thing = s, thing
	held.made++
	return thing, nil
}

// drop lets go of a thing.
func (k *kept[T]) drop(name string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.made, name)
}

// show sends the page of a name in a language. Drawing fails only by a fault of ours.
func (s *site) show(l *lang.Language, w http.ResponseWriter, r *http.Request, status int, name string, st stamp, draw func() templ.Component) {
	file, err := s.pages.of(l.Code+"/"+name, st, func() (*static.File, error) { return drawn(draw()) })
	s.send(l, w, r, status, file, err)
}

// send sends a page that was made, or could not be.
func (s *site) send(l *lang.Language, w http.ResponseWriter, r *http.Request, status int, file *static.File, err error) {
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
		DeskURL: s.DeskURL, Assets: s.assets, Follow: s.follow(l, p), Share: s.share(l, headline, p, path),
	}
}
