package web

import (
	"fmt"
	"log/slog"
	"net/http/httptest"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/static"
)

// Nobody can fill the memory by asking for what does not exist.
func TestUnknownAddressesAreNotKept(t *testing.T) {
	words, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	l := words.English()
	s := &site{Options: Options{Board: feed.NewBoard(), Words: words, Log: slog.New(slog.DiscardHandler)}, pages: newPages()}
	for i := range 1000 {
		slug := fmt.Sprint("atlantis-", i)
		r := httptest.NewRequest("GET", "/contests/"+slug, nil)
		r.SetPathValue("slug", slug)
		s.contest(l, httptest.NewRecorder(), r)
		s.ticker(l, httptest.NewRecorder(), r)
	}
	if n := len(s.pages.made); n != 1 {
		t.Errorf("%d pages are kept, want the one that says there is none", n)
	}
}

// A crowd that asks at the moment of a declaration costs one drawing.
func TestPageIsMadeOnceForEachState(t *testing.T) {
	p := newPages()
	made := 0 // written only while the page is locked, read after all are done
	draw := func() (*static.File, error) {
		made++
		return static.NewFile("text/plain", []byte("page")), nil
	}
	for revision := range int64(3) {
		var crowd sync.WaitGroup
		for range 50 {
			crowd.Go(func() {
				if _, err := p.of("contests/islington-north", stamp{1, 1, revision}, draw); err != nil {
					t.Error(err)
				}
			})
		}
		crowd.Wait()
	}
	if made != 3 {
		t.Errorf("made %d times for 3 states", made)
	}
}

// A crowd that asks for the pictures of many contests at once has one drawn at a time,
// and each once.
func TestPicturesAreDrawnOneAtATime(t *testing.T) {
	words, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := &site{Options: Options{Board: feed.NewBoard(), Words: words, Log: slog.New(slog.DiscardHandler)}, pages: newPages()}
	var drawing, most, drawn atomic.Int32
	draw := func() ([]byte, error) {
		if now := drawing.Add(1); now > most.Load() {
			most.Store(now)
		}
		defer drawing.Add(-1)
		runtime.Gosched()
		drawn.Add(1)
		return []byte("picture"), nil
	}
	var crowd sync.WaitGroup
	for i := range 400 {
		crowd.Go(func() {
			p := &feed.Published{Bulletin: &feed.Bulletin{Topic: feed.ContestTopic(fmt.Sprint(i % 20)), Revision: 1}}
			s.picture(words.English(), httptest.NewRecorder(), httptest.NewRequest("GET", "/contests/x/card.png", nil), p, draw)
		})
	}
	crowd.Wait()
	if most.Load() != 1 || drawn.Load() != 20 {
		t.Errorf("%d drawn for 20 contests, %d at once", drawn.Load(), most.Load())
	}
}
