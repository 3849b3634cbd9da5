package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/static"
)

// A crowd of 200 asks for four pages, ten times a second each, while ten bulletins a
// second arrive: each page is drawn at most once for each revision of what it shows, and
// those of many contests once a second, not for each of the 80,000 requests.
func TestACrowdHasEachPageDrawnOnceARevision(t *testing.T) {
	words, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		const seconds, contests = 10, 5
		s := &site{Options: Options{Board: feed.NewBoard(), Words: words, Log: slog.New(slog.DiscardHandler), Settle: time.Second}, pages: newPages(), finder: newFinder()}
		revision := int64(0)
		put := func(b feed.Bulletin) {
			revision++
			b.Epoch, b.Revision = 1, revision
			s.Board.Put(&feed.Published{Bulletin: &b})
		}
		bulletin := func(i int) {
			id := fmt.Sprint("seat-", i%contests)
			put(feed.Bulletin{Topic: feed.ContestTopic(id), Stage: "counting", Contest: &feed.Contest{ID: id, Name: id, Region: "London", Country: "England", Seats: 1}})
			put(feed.Bulletin{Topic: feed.OverviewTopic, Overview: &feed.Overview{Contests: contests, Counting: contests}})
		}
		for i := range contests {
			bulletin(i)
		}
		pages := map[string]func(*lang.Language, http.ResponseWriter, *http.Request){
			"/": s.overview, "/contests": s.contests, "/regions/london": s.region, "/contests/seat-0": s.contest,
		}
		var crowd sync.WaitGroup
		for range 200 {
			crowd.Go(func() {
				for range seconds * 10 {
					for path, show := range pages {
						r := httptest.NewRequest("GET", path, nil)
						r.SetPathValue("slug", path[strings.LastIndex(path, "/")+1:])
						w := httptest.NewRecorder()
						show(words.English(), w, r)
						if w.Code != http.StatusOK {
							t.Errorf("%s: %d", path, w.Code)
						}
					}
					time.Sleep(100 * time.Millisecond)
				}
			})
		}
		for i := range seconds * 10 {
			bulletin(i)
			time.Sleep(100 * time.Millisecond)
		}
		crowd.Wait()
		for name, most := range map[string]int{
			"en/overview": seconds*10 + 1, "en/contests/seat-0": seconds*10/contests + 1, "en//contests": seconds + 1, "en//regions/london": seconds + 1,
		} {
			held := s.pages.made[name]
			if held == nil || held.made > most || held.made < most-2 {
				t.Errorf("%s: %+v; at most %d times", name, held, most)
				continue
			}
			t.Logf("%s: drawn %d times for 20,000 requests", name, held.made)
		}
	})
}

// Who read the board before a page was drawn anew, and asks after, is given the new one:
// nothing older is drawn or shown in between.
func TestAStragglerIsGivenTheNewest(t *testing.T) {
	p := newPages()
	draw := func(words string) func() (*static.File, error) {
		return func() (*static.File, error) { return static.NewFile("text/plain", []byte(words)), nil }
	}
	newest, err := p.of("overview", stamp{bulletins: 1, epoch: 1, revision: 6}, draw("newest"))
	if err != nil {
		t.Fatal(err)
	}
	if file, err := p.of("overview", stamp{bulletins: 1, epoch: 1, revision: 5}, draw("older")); err != nil || file != newest {
		t.Errorf("an older page was drawn again: %v", err)
	}
	if file, _ := p.of("overview", stamp{bulletins: 1, epoch: 2, revision: 7}, draw("of another life")); file == newest {
		t.Error("a newer state is not drawn")
	}
}
