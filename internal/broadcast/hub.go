// Package broadcast brings what was published to those who watch. A [Hub] keeps the
// newest [Frame] of each topic and tells viewers of it over WebSocket; it knows
// nothing of counts. docs/protocol.md is the contract with viewers.
//
// What the kernel holds for a viewer that takes nothing is bounded by the listener
// below, which sets the connection's send buffer.
//
// A desk runs two hubs, so that nothing of one can reach the other: the public one
// at /live, for everybody, and the officers', with an exact origin and frames of its
// own.
//
// No viewer has a queue. It has one mark, the (epoch, revision) up to which it has
// everything, and when woken takes the oldest frame of its topics beyond that mark.
// A slow viewer therefore skips states, the newest wins, and nobody waits for it.
//
// A viewer that asks for differences is sent the shorter text of a frame where it is
// known to hold the state that this builds on, and else the whole.
//
// The same mark is enough to resume after a break. Frames enter the hub in rising
// order and leave it in rising order on every connection, so whoever holds a
// revision has, of all its topics, every frame up to it or a newer one instead. Were
// 7 ever sent before 5, a viewer cut off between them would ask for what follows 7
// and never get 5.
package broadcast

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// ErrOutOfOrder is Publish's answer to a frame that is newer than its topic's but not
// newer than the hub's newest: a viewer that has the newest could not get it any more.
var ErrOutOfOrder = errors.New("broadcast: frame is older than the newest published")

// Hub sends the newest frame of each topic to the viewers of that topic. It is the
// [net/http.Handler] that accepts them.
type Hub struct {
	options  Options
	upgrader websocket.Upgrader
	done     chan struct{}  // closed by Close
	running  sync.WaitGroup // heartbeats, and viewers from admission to leaving

	mu      sync.RWMutex
	topics  map[string]*topic // never shrinks: a topic once known stays known
	viewers map[*viewer]struct{}
	keys    map[string]int // of viewers, those joining too
	joining int            // admitted, with the upgrade still under way
	head    mark           // newest published
	beat    *message       // the heartbeat that says so
	beats   int            // heartbeats due since the start
	asks    int            // times since the start that each viewer's alive is to be asked
	closed  bool

	counts counters
}

// topic is what viewers watch. Its fields are under the hub's lock.
type topic struct {
	newest  *frame
	viewers map[*viewer]struct{}
}

// NewHub makes a hub and starts its heartbeat. It must be closed.
func NewHub(o Options) *Hub {
	o = o.withDefaults()
	h := &Hub{
		options: o, upgrader: o.upgrader(), done: make(chan struct{}),
		topics: map[string]*topic{}, viewers: map[*viewer]struct{}{}, keys: map[string]int{},
		beats: 1, // so that a new viewer, which had none, is owed one at once
	}
	h.running.Go(h.keepBeating)
	return h
}

// Publish makes f the newest frame of its topic and wakes the topic's viewers. It
// never waits for one. A frame that is not newer than its topic's is ignored, so
// publishing twice does no harm. Its texts are made later, when somebody needs them.
// Errors: [ErrOutOfOrder]; a text that is missing.
func (h *Hub) Publish(f Frame) error {
	next, err := newFrame(f, h.options.Variants)
	if err != nil {
		return err
	}
	beat, err := prepareBeat(next.mark)
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	t := h.topics[f.Topic]
	if t != nil && !t.newest.mark.before(next.mark) {
		return nil
	}
	if !h.head.before(next.mark) {
		return fmt.Errorf("%w: %s at %d, newest is %d", ErrOutOfOrder, f.Topic, f.Revision, h.head.revision)
	}
	if t == nil {
		t = &topic{viewers: map[*viewer]struct{}{}}
		h.topics[f.Topic] = t
	}
	if t.newest != nil {
		next.follows(t.newest, f.Since)
	}
	t.newest, h.head, h.beat = next, next.mark, beat
	for v := range t.viewers {
		v.wake()
	}
	return nil
}

// Viewers is how many watch a topic now.
func (h *Hub) Viewers(topic string) int {
	h.mu.RLock()
	defer h.mu.RUnlock()
	if t := h.topics[topic]; t != nil {
		return len(t.viewers)
	}
	return 0
}

// keepBeating makes every viewer owe itself a heartbeat, each beat, until the hub
// closes.
func (h *Hub) keepBeating() {
	tick := time.NewTicker(h.options.Beat)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			h.mu.Lock()
			h.beats++
			h.ask()
			h.mu.Unlock()
		case <-h.done:
			return
		}
	}
}

// Recheck asks of every viewer at once whether it may still watch, as each heartbeat
// does; see ServeWhile.
func (h *Hub) Recheck() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ask()
}

// ask wakes every viewer, to ask and to see what it is owed. The hub is locked.
func (h *Hub) ask() {
	h.asks++
	for v := range h.viewers {
		v.wake()
	}
}
