package web

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"testing"

	"resultsdesk/internal/feed"
	"resultsdesk/web/static"
)

// The past takes so much memory and no more: what was asked for last stays, and what does
// not exist takes none.
func TestShelfIsBounded(t *testing.T) {
	s, made := newShelf(10*1000), map[string]int{}
	ask := func(name string) {
		if _, err := s.of(name, stamp{}, func() (*static.File, error) {
			made[name]++
			return static.NewPacked("text/plain", make([]byte, 1000)), nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 100 {
		ask(fmt.Sprint("page", i))
		ask("asked for often")
	}
	if made["asked for often"] != 1 || s.held > s.most || len(s.pages.made) != 10 {
		t.Errorf("made %d times; %d bytes in %d pages are held", made["asked for often"], s.held, len(s.pages.made))
	}
	for i := range 100 {
		if _, err := s.of(fmt.Sprint("none", i), stamp{}, func() (*static.File, error) { return nil, errors.New("none") }); err == nil {
			t.Error("no error")
		}
	}
	if len(s.pages.made) != 10 || len(s.uses) != 10 {
		t.Errorf("%d pages are held after asking for what does not exist", len(s.pages.made))
	}
}

// Whoever walks through all filters of the map takes so much memory and no more.
func TestNarrowedMapsAreBounded(t *testing.T) {
	board := feed.NewBoard()
	s, _, err := newSite(Options{Board: board})
	if err != nil {
		t.Fatal(err)
	}
	var all []*feed.Bulletin
	for i := range 40 {
		id := fmt.Sprint("seat-", i)
		b := &feed.Bulletin{Topic: feed.ContestTopic(id), Epoch: 1, Revision: int64(i + 1), Stage: "awaiting",
			Contest: &feed.Contest{ID: id, Name: id, Region: fmt.Sprint("Region ", i), Seats: 1, Map: &feed.MapPlace{Column: i}}}
		board.Put(&feed.Published{Bulletin: b})
		all = append(all, b)
	}
	board.Put(&feed.Published{Bulletin: &feed.Bulletin{Topic: feed.OverviewTopic, Epoch: 1, Revision: 41, Overview: feed.OverviewOf(all, feed.LettersOf(all))}})
	s.narrowed.most = 100_000
	for i := range all {
		w := httptest.NewRecorder()
		s.seatMap(s.Words.English(), w, httptest.NewRequest("GET", fmt.Sprint("/map?region=region-", i), nil))
		if w.Code != 200 {
			t.Fatalf("region %d: %d", i, w.Code)
		}
	}
	if s.narrowed.held > s.narrowed.most || len(s.narrowed.uses) == 0 || len(s.pages.made) > 0 {
		t.Errorf("%d bytes of %d maps are held, and %d pages beside them", s.narrowed.held, len(s.narrowed.uses), len(s.pages.made))
	}
}
