package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/feed"
)

// crowd are viewers that come back as docs/protocol.md says.
type crowd struct {
	t       *testing.T
	addr    string
	told    func() time.Time // when the desk was told to end last
	viewers []*follower
	group   sync.WaitGroup
}

// follower is one of them: it watches the overview and a contest over as many
// connections as it takes, and keeps the last state of each.
type follower struct {
	*crowd
	contest string

	mu     sync.Mutex
	place  feed.Head
	holds  map[string]feed.Head // by topic
	lost   time.Time            // when the connection ended; zero: it has one
	gap    time.Duration        // the longest between two connections
	sent   []time.Duration      // from the desk's end to each goodbye
	back   int                  // how often it came back
	backw  int                  // how often it was shown what it had, or older
	failed int                  // connections that were refused or broken off
}

// gather has n viewers watch, in turn one of the contests each, until ctx ends.
func gather(ctx context.Context, t *testing.T, addr string, n int, contests []string, told func() time.Time) *crowd {
	c := &crowd{t: t, addr: addr, told: told}
	for i := range n {
		f := &follower{crowd: c, contest: "contest/" + contests[i%len(contests)], holds: map[string]feed.Head{}}
		c.viewers = append(c.viewers, f)
		c.group.Go(func() { f.watch(ctx) })
	}
	return c
}

var spreadHint = regexp.MustCompile(`within (\d{1,2}) s`)

func (f *follower) watch(ctx context.Context) {
	attempts := 0
	for {
		heard, err := f.connect(ctx)
		if ctx.Err() != nil {
			return
		}
		if heard {
			attempts = 0
		}
		most := min(30*time.Second, time.Second<<attempts)
		attempts++
		f.mu.Lock()
		closed := (*websocket.CloseError)(nil)
		switch {
		case errors.As(err, &closed) && closed.Code == broadcast.CloseRestart:
			f.sent = append(f.sent, time.Since(f.told()))
			if hint := spreadHint.FindStringSubmatch(closed.Text); hint != nil {
				seconds, _ := strconv.Atoi(hint[1])
				most = time.Duration(seconds) * time.Second
			}
		default:
			f.failed++
			f.t.Logf("a viewer lost its connection: %v", err)
		}
		if f.lost.IsZero() {
			f.lost = time.Now()
		}
		f.mu.Unlock()
		select {
		case <-ctx.Done():
			return
		case <-time.After(rand.N(most)):
		}
	}
}

// connect watches over one connection. heard: a message came.
func (f *follower) connect(ctx context.Context) (heard bool, err error) {
	d := websocket.Dialer{Subprotocols: []string{broadcast.ProtocolJSON}, EnableCompression: true, HandshakeTimeout: 10 * time.Second}
	c, _, err := d.DialContext(ctx, fmt.Sprintf("ws://%s/live?topic=overview&topic=%s&epoch=%d&revision=%d", f.addr, f.contest, f.place.Epoch, f.place.Revision), nil)
	if err != nil {
		return false, err
	}
	defer c.Close()
	defer context.AfterFunc(ctx, func() { c.Close() })()
	for {
		_, data, err := c.ReadMessage()
		if err != nil {
			return heard, err
		}
		var m struct {
			Type, Topic     string
			Epoch, Revision int64
		}
		if err := json.Unmarshal(data, &m); err != nil {
			return heard, err
		}
		heard = true
		f.take(m.Type == "state", m.Topic, feed.Head{Epoch: m.Epoch, Revision: m.Revision})
	}
}

// take notes a message. A state is newer than all that came before, a heartbeat not older.
func (f *follower) take(state bool, topic string, at feed.Head) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.lost.IsZero() {
		f.gap = max(f.gap, time.Since(f.lost))
		f.back++
		f.lost = time.Time{}
	}
	if at.Epoch < f.place.Epoch || at.Epoch == f.place.Epoch && (at.Revision < f.place.Revision || state && at.Revision == f.place.Revision) {
		f.backw++
	}
	f.place = at
	if state {
		f.holds[topic] = at
	}
}

// settled waits until every viewer holds the newest state of both its topics.
func (c *crowd) settled(newest map[string]feed.Head) {
	c.t.Helper()
	deadline := time.After(40 * time.Second)
	for _, f := range c.viewers {
		for !f.at(newest) {
			select {
			case <-deadline:
				c.t.Fatalf("a viewer of %s holds %v; newest is %v", f.contest, f.holds, newest)
			case <-time.After(20 * time.Millisecond):
			}
		}
	}
}

func (f *follower) at(newest map[string]feed.Head) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.holds["overview"] == newest["overview"] && f.holds[f.contest] == newest[f.contest]
}
