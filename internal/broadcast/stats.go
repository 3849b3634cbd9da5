package broadcast

import (
	"maps"
	"sync"
	"sync/atomic"
	"time"
)

// slowAfter is how long a message may be under way to a viewer before the viewer
// counts as slow.
const slowAfter = 2 * time.Second

// Stats is what a hub does, for those who run it.
type Stats struct {
	Viewers int            // connected now
	Topics  map[string]int // viewers by topic; those without any are left out
	Slow    int            // viewers to whom one message has been under way for more than two seconds
	Sent    uint64         // messages handed to connections, heartbeats included
	Skipped uint64         // times that a viewer was sent a state without the one before it
	Refused uint64         // viewers for whom there was no place
	Closes  map[int]uint64 // goodbyes said, by close code
}

// counters are what a hub has done.
type counters struct {
	sent, skipped, refused atomic.Uint64

	mu     sync.Mutex
	closes map[int]uint64
}

// closed counts a goodbye.
func (c *counters) closed(code int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closes == nil {
		c.closes = map[int]uint64{}
	}
	c.closes[code]++
}

// Stats reads what the hub does now.
func (h *Hub) Stats() Stats {
	s := Stats{Topics: map[string]int{}, Sent: h.counts.sent.Load(), Skipped: h.counts.skipped.Load(), Refused: h.counts.refused.Load()}
	h.counts.mu.Lock()
	s.Closes = maps.Clone(h.counts.closes)
	h.counts.mu.Unlock()
	late := time.Now().Add(-slowAfter).UnixNano()
	h.mu.RLock()
	defer h.mu.RUnlock()
	s.Viewers = len(h.viewers)
	for name, t := range h.topics {
		if n := len(t.viewers); n > 0 {
			s.Topics[name] = n
		}
	}
	for v := range h.viewers {
		if began := v.sending.Load(); began != 0 && began < late {
			s.Slow++
		}
	}
	return s
}
