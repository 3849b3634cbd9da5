package feed_test

import (
	"testing"

	"resultsdesk/internal/feed"
)

// A board keeps the newest of each topic, in whatever order bulletins come: a later
// epoch is newer also with a lower revision.
func TestBoardKeepsTheNewest(t *testing.T) {
	board := feed.NewBoard()
	for _, c := range []struct {
		put, holds feed.Head
	}{
		{feed.Head{Epoch: 1, Revision: 7}, feed.Head{Epoch: 1, Revision: 7}},
		{feed.Head{Epoch: 1, Revision: 5}, feed.Head{Epoch: 1, Revision: 7}},
		{feed.Head{Epoch: 2, Revision: 3}, feed.Head{Epoch: 2, Revision: 3}},
		{feed.Head{Epoch: 1, Revision: 9}, feed.Head{Epoch: 2, Revision: 3}},
		{feed.Head{Epoch: 2, Revision: 4}, feed.Head{Epoch: 2, Revision: 4}},
	} {
		board.Put(&feed.Published{Bulletin: &feed.Bulletin{Topic: feed.OverviewTopic, Epoch: c.put.Epoch, Revision: c.put.Revision}})
		p, _ := board.Newest(feed.OverviewTopic)
		if got := (feed.Head{Epoch: p.Bulletin.Epoch, Revision: p.Bulletin.Revision}); got != c.holds {
			t.Errorf("after %+v the board holds %+v; want %+v", c.put, got, c.holds)
		}
	}
}
