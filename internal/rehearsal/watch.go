package rehearsal

import (
	"context"
	"fmt"
	"hash/maphash"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/feed"
)

// Watch is the viewers of a rehearsal: sockets beside each other that follow the
// overview and some contests each, half of them as pages do and half as data. It keeps
// what they were shown and when.
type Watch struct {
	url     string // "ws://127.0.0.1:8080"
	viewers []*viewer
	running sync.WaitGroup
	seed    maphash.Seed

	mu       sync.Mutex
	shown    map[frameKey]*frame
	expected []expected
	received int
	wrong    []string // what viewers must never be shown
}

// frameKey is a frame: a topic's state at a revision, as one of the protocols has it.
type frameKey struct {
	topic           string
	epoch, revision int64
	protocol        string
}

// frame is what a frame said.
type frame struct {
	hash     uint64
	seq      int64  // act it came from; of data
	bulletin []byte // of data
	figures  []int  // of a page
}

// expected is a form whose effect viewers have to see.
type expected struct {
	topic string
	seq   int64
	sent  time.Time
	kind  StepKind
}

// topicsAViewer is how many contests a viewer follows beside the overview.
const topicsAViewer = broadcast.MaxTopics - 1

func newWatch(url string, n *Night, viewers int) *Watch {
	w := &Watch{url: "ws" + strings.TrimPrefix(url, "http"), seed: maphash.MakeSeed(), shown: map[frameKey]*frame{}}
	at := 0
	for i := range viewers {
		v := &viewer{watch: w, protocol: broadcast.ProtocolJSON, topics: []string{feed.OverviewTopic}, seen: map[string][]arrival{}}
		if i%2 == 1 {
			v.protocol = broadcast.ProtocolHTML
		}
		// A viewer of data and the next one, of pages, follow the same contests.
		for k := range min(topicsAViewer, len(n.Contests)) {
			v.topics = append(v.topics, feed.ContestTopic(n.Contests[(at+k)%len(n.Contests)].ID))
		}
		if i%2 == 1 {
			at += topicsAViewer
		}
		w.viewers = append(w.viewers, v)
	}
	return w
}

// startWithin is how long all viewers have to connect.
const startWithin = 30 * time.Second

// start connects all viewers, and returns when each has connected.
func (w *Watch) start(ctx context.Context) error {
	connected := make(chan struct{}, len(w.viewers))
	for _, v := range w.viewers {
		w.running.Go(func() { v.follow(ctx, connected) })
	}
	late := time.After(startWithin)
	for i := range w.viewers {
		select {
		case <-connected:
		case <-late:
			return fmt.Errorf("only %d of %d viewers could connect to %s", i, len(w.viewers), w.url)
		case <-ctx.Done():
			return errInterrupted
		}
	}
	return nil
}

func (w *Watch) wait() { w.running.Wait() }

// expect says that an act was done whose effect viewers have to see.
func (w *Watch) expect(topic string, seq int64, sent time.Time, kind StepKind) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.expected = append(w.expected, expected{topic, seq, sent, kind})
}

func (w *Watch) complain(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.wrong = append(w.wrong, fmt.Sprintf(format, args...))
}

// keep keeps a frame that came first, and compares one that came again.
func (w *Watch) keep(key frameKey, message []byte) {
	hash := maphash.Bytes(w.seed, message)
	w.mu.Lock()
	w.received++
	known := w.shown[key]
	if known == nil {
		known = &frame{hash: hash}
		w.shown[key] = known
		w.mu.Unlock()
		seq, bulletin, figures, err := said(key.protocol, message)
		w.mu.Lock()
		if known.seq, known.bulletin, known.figures = seq, bulletin, figures; err != nil {
			w.wrong = append(w.wrong, fmt.Sprintf("%s, revision %d: %v", key.topic, key.revision, err))
		}
	}
	if known.hash != hash {
		w.wrong = append(w.wrong, fmt.Sprintf("%s, revision %d: viewers were shown different things", key.topic, key.revision))
	}
	w.mu.Unlock()
}

// settleWithin is how long viewers have to be shown the last of it.
const settleWithin = 10 * time.Second

// settle waits until viewers have been shown what was done last.
func (w *Watch) settle(ctx context.Context) {
	end := time.Now().Add(settleWithin)
	for time.Now().Before(end) && len(w.latencies(0).missing) > 0 {
		if wait(ctx, 50*time.Millisecond) != nil {
			return
		}
	}
}

// reconnectAfter is how long a viewer waits that was cut off.
const reconnectAfter = 200 * time.Millisecond

// viewer is one socket, as a browser keeps it: it reconnects and resumes.
type viewer struct {
	watch    *Watch
	protocol string
	topics   []string

	epoch, revision int64

	mu   sync.Mutex
	seen map[string][]arrival // by topic
	cuts int
}

// arrival is when a revision of a topic was on the screen.
type arrival struct {
	revision int64
	at       time.Time
}

func (v *viewer) follow(ctx context.Context, connected chan<- struct{}) {
	for first := true; ctx.Err() == nil; first = false {
		v.connect(ctx, first, connected)
		if wait(ctx, reconnectAfter) != nil {
			return
		}
	}
}

func (v *viewer) connect(ctx context.Context, first bool, connected chan<- struct{}) {
	d := websocket.Dialer{Subprotocols: []string{v.protocol}, EnableCompression: true, HandshakeTimeout: startWithin}
	address := fmt.Sprintf("%s/live?topic=%s&epoch=%d&revision=%d", v.watch.url, strings.Join(v.topics, "&topic="), v.epoch, v.revision)
	c, _, err := d.DialContext(ctx, address, nil)
	if err != nil {
		return
	}
	defer c.Close()
	defer context.AfterFunc(ctx, func() { c.Close() })()
	if v.mu.Lock(); !first {
		v.cuts++
	}
	v.mu.Unlock()
	for told := false; ; told = true {
		_, message, err := c.ReadMessage()
		if err != nil {
			return
		}
		if first && !told {
			connected <- struct{}{}
		}
		v.take(message, time.Now())
	}
}

// take looks at one message. What is shown never goes back.
func (v *viewer) take(message []byte, at time.Time) {
	e, state, err := readEnvelope(message)
	if err != nil {
		v.watch.complain("a message cannot be read: %v", err)
		return
	}
	if !state {
		return
	}
	v.mu.Lock()
	if e.epoch < v.epoch || e.epoch == v.epoch && e.revision <= v.revision {
		v.watch.complain("a viewer went back: from revision %d to %d of %s", v.revision, e.revision, e.topic)
	}
	v.epoch, v.revision = e.epoch, e.revision
	v.seen[e.topic] = append(v.seen[e.topic], arrival{e.revision, at})
	v.mu.Unlock()
	v.watch.keep(frameKey{e.topic, e.epoch, e.revision, v.protocol}, message)
}
