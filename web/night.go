package web

import (
	"net/http"
	"sync"
	"time"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
)

// night is all contests at one moment, for the pages that show many of them. It is
// shared by requests: nothing in it changes.
type night struct {
	newest   *feed.Published   // of the overview
	contests []*feed.Published // by name
	stamp    stamp             // of all of them
	settled  time.Time         // when it was taken

	states func() states
}

// states is what several pages need of a night. It is worked out once, by the first
// that asks.
type states struct {
	letters map[string]string
	all     feed.State
	regions []feed.Place
	nations []feed.Place
	slates  []feed.Slate
}

// bulletins are the contests' newest, by name.
func (n *night) bulletins() []*feed.Bulletin {
	all := make([]*feed.Bulletin, 0, len(n.contests))
	for _, p := range n.contests {
		all = append(all, p.Bulletin)
	}
	return all
}

// revision is that of the newest bulletin.
func (n *night) revision() int64 {
	newest := n.newest.Bulletin.Revision
	for _, p := range n.contests {
		newest = max(newest, p.Bulletin.Revision)
	}
	return newest
}

// nightfall keeps the last night that was taken.
type nightfall struct {
	mu   sync.Mutex
	last *night
}

// tonight is the night as it stands, or as it stood at most Settle ago: however many
// bulletins arrive in a second, pages of many contests are drawn once for it. It is
// false where nothing is published, and then has answered.
func (s *site) tonight(l *lang.Language, w http.ResponseWriter, r *http.Request) (*night, bool) {
	s.lately.mu.Lock()
	defer s.lately.mu.Unlock()
	last := s.lately.last
	if last != nil && time.Since(last.settled) < s.Settle {
		return last, true
	}
	newest, contests, st, ok := s.night()
	if !ok {
		s.nothingYet(l, w, r)
		return nil, false
	}
	n := &night{newest: newest, contests: contests, stamp: st, settled: time.Now()}
	if last != nil && last.stamp == n.stamp {
		n.states = last.states
	} else {
		n.states = sync.OnceValue(func() states {
			all := n.bulletins()
			letters := feed.LettersOf(all)
			return states{letters, feed.StateOf(all, letters), feed.RegionsOf(all), feed.NationsOf(all), feed.SlatesOf(all)}
		})
	}
	s.lately.last = n
	return n, true
}
