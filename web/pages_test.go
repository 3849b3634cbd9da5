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
				if _, err := p.of("contests/islington-north", stamp{revision: revision}, draw); err != nil {
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

// Votes put candidates into another order, and are no reason to index every name anew.
func TestNamesAreTheSameInAnotherOrder(t *testing.T) {
	first, second := feed.Candidate{ID: "1", Number: 1, Name: "Ada"}, feed.Candidate{ID: "2", Number: 2, Name: "Ben"}
	f := newFinder()
	ballot := f.hash([]*feed.Contest{{ID: "x", Candidates: []feed.Candidate{first, second}}})
	if counted := f.hash([]*feed.Contest{{ID: "x", Candidates: []feed.Candidate{second, first}}}); counted != ballot {
		t.Error("the order of votes changes the names")
	}
	second.Name = "Bea"
	if renamed := f.hash([]*feed.Contest{{ID: "x", Candidates: []feed.Candidate{first, second}}}); renamed == ballot {
		t.Error("another name changes nothing")
	}
}
