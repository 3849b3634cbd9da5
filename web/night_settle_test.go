package web

import (
	"log/slog"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
)

// While bulletins arrive, pages of many contests are drawn of one night a second, however
// many ask; and a second after the last, whoever asks gets the last.
func TestPagesOfManyContestsSettle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		words, err := lang.Load()
		if err != nil {
			t.Fatal(err)
		}
		s := &site{Options: Options{Board: feed.NewBoard(), Words: words, Log: slog.New(slog.DiscardHandler), Settle: time.Second}, pages: newPages()}
		nights, revision := map[*night]bool{}, int64(0)
		ask := func() *night {
			n, ok := s.tonight(words.English(), httptest.NewRecorder(), httptest.NewRequest("GET", "/contests", nil))
			if !ok {
				t.Fatal("nothing is published")
			}
			nights[n] = true
			return n
		}
		put := func() {
			revision++
			s.Board.Put(&feed.Published{Bulletin: &feed.Bulletin{Topic: feed.OverviewTopic, Epoch: 1, Revision: revision}})
		}
		for range 50 { // five seconds of ten bulletins a second
			put()
			for range 20 {
				ask()
			}
			time.Sleep(100 * time.Millisecond)
		}
		if len(nights) != 5 {
			t.Errorf("%d nights in five seconds; want 5", len(nights))
		}
		put()
		time.Sleep(time.Second)
		if n := ask(); n.newest.Bulletin.Revision != revision {
			t.Errorf("a second after revision %d pages show %d", revision, n.newest.Bulletin.Revision)
		}
	})
}
