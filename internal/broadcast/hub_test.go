package broadcast_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/broadcast"
)

// message is what a viewer reads.
type message struct {
	Type     string
	Topic    string
	Epoch    int64
	Revision int64
}

func (m message) String() string {
	return strings.TrimSpace(fmt.Sprint(m.Type, " ", m.Topic, " ", m.Epoch, ".", m.Revision))
}

// frame is a state of a topic, in both protocols.
func frame(topic string, epoch, revision int64) broadcast.Frame {
	text := fmt.Appendf(nil, `{"type":"state","topic":%q,"epoch":%d,"revision":%d}`, topic, epoch, revision)
	return broadcast.Frame{Topic: topic, Epoch: epoch, Revision: revision, Text: map[string]broadcast.Text{
		broadcast.ProtocolHTML: broadcast.Ready(text), broadcast.ProtocolJSON: broadcast.Ready(text),
	}}
}

// night is a hub behind a server whose connections are net.Pipes: a write waits until
// the viewer reads it, so a viewer that stops reading stalls at once, and inside a
// synctest bubble time passes only when the test lets it.
type night struct {
	t     *testing.T
	hub   *broadcast.Hub
	conns chan net.Conn
	done  chan struct{}
}

// onNight runs a test on the public hub inside a bubble. The bubble fails the test if
// a goroutine outlives the hub.
func onNight(t *testing.T, o broadcast.Options, test func(t *testing.T, n *night)) {
	synctest.Test(t, func(t *testing.T) {
		o.CheckOrigin = broadcast.AnyOrigin
		n := &night{t: t, hub: broadcast.NewHub(o), conns: make(chan net.Conn), done: make(chan struct{})}
		server := &http.Server{Handler: n.hub}
		go server.Serve(n)
		defer server.Close()
		defer n.hub.Close(t.Context())
		test(t, n)
	})
}

func (n *night) Addr() net.Addr { return &net.TCPAddr{} }

func (n *night) Close() error { close(n.done); return nil }

func (n *night) Accept() (net.Conn, error) {
	select {
	case c := <-n.conns:
		return c, nil
	case <-n.done:
		return nil, net.ErrClosed
	}
}

// dial asks to watch; the response is never nil.
func (n *night) dial(query string) (*websocket.Conn, *http.Response, error) {
	d := websocket.Dialer{
		Subprotocols: []string{broadcast.ProtocolHTML},
		NetDial: func(string, string) (net.Conn, error) {
			ours, theirs := net.Pipe()
			n.conns <- theirs
			return ours, nil
		},
	}
	return d.Dial("ws://desk.example/live?"+query, nil)
}

// watch is dial for one who is let in.
func (n *night) watch(query string) *websocket.Conn {
	n.t.Helper()
	c, _, err := n.dial(query)
	if err != nil {
		n.t.Fatal(err)
	}
	return c
}

func (n *night) publish(topic string, epoch, revision int64) {
	n.t.Helper()
	if err := n.hub.Publish(frame(topic, epoch, revision)); err != nil {
		n.t.Fatal(err)
	}
}

// read is the next message.
func read(t *testing.T, c *websocket.Conn) message {
	t.Helper()
	var m message
	_, text, err := c.ReadMessage()
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// expect reads messages and compares them.
func expect(t *testing.T, c *websocket.Conn, want ...string) {
	t.Helper()
	for _, w := range want {
		if got := read(t, c).String(); got != w {
			t.Fatalf("got %q, want %q", got, w)
		}
	}
}

// left reads until the connection is closed and is the code.
func left(t *testing.T, c *websocket.Conn) int {
	t.Helper()
	for {
		if _, _, err := c.ReadMessage(); err != nil {
			var closed *websocket.CloseError
			if !errors.As(err, &closed) {
				return websocket.CloseAbnormalClosure
			}
			return closed.Code
		}
	}
}

func TestViewerGetsTheNewestOfEachTopicThenEachNewOne(t *testing.T) {
	onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
		n.publish("contest/islington-north", 1, 1)
		n.publish("overview", 1, 2)
		n.publish("contest/tottenham", 1, 3)
		n.publish("overview", 1, 4)
		c := n.watch("topic=overview&topic=contest/islington-north")
		expect(t, c, "state contest/islington-north 1.1", "state overview 1.4", "beat  1.4")
		n.publish("contest/tottenham", 1, 5)
		n.publish("contest/islington-north", 1, 6)
		expect(t, c, "state contest/islington-north 1.6")
		n.publish("overview", 1, 7)
		expect(t, c, "state overview 1.7")
	})
}

func TestResume(t *testing.T) {
	for name, c := range map[string]struct {
		has  string
		want []string
	}{
		"nothing":             {"", []string{"state a 2.3", "state b 2.4", "beat  2.5"}},
		"an older epoch":      {"&epoch=1&revision=900", []string{"state a 2.3", "state b 2.4", "beat  2.5"}},
		"part":                {"&epoch=2&revision=3", []string{"state b 2.4", "beat  2.5"}},
		"all of its topics":   {"&epoch=2&revision=4", []string{"beat  2.5"}},
		"the head":            {"&epoch=2&revision=5", []string{"beat  2.5"}},
		"more than this hub":  {"&epoch=2&revision=6", []string{"beat  2.5"}},
		"a revision, unheard": {"&revision=4", []string{"state a 2.3", "state b 2.4", "beat  2.5"}},
	} {
		t.Run(name, func(t *testing.T) {
			onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
				n.publish("b", 1, 2)
				n.publish("a", 2, 3)
				n.publish("b", 2, 4)
				n.publish("c", 2, 5)
				v := n.watch("topic=a&topic=b" + c.has)
				expect(t, v, c.want...)
				n.publish("a", 2, 7)
				expect(t, v, "state a 2.7")
			})
		})
	}
}

func TestViewerOfAnOlderEpochGetsAlsoWhatWasPublishedBeforeIt(t *testing.T) {
	onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
		n.publish("a", 1, 400)
		n.publish("b", 2, 401)
		// At 1.500 it holds what the restore has undone.
		c := n.watch("topic=a&topic=b&epoch=1&revision=500")
		expect(t, c, "state a 1.400", "state b 2.401", "beat  2.401")
	})
}

func TestStalledViewerSkipsStatesAndDelaysNobody(t *testing.T) {
	onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
		n.publish("overview", 1, 1)
		slow, quick := n.watch("topic=overview"), n.watch("topic=overview")
		expect(t, slow, "state overview 1.1", "beat  1.1")
		expect(t, quick, "state overview 1.1", "beat  1.1")
		for r := int64(2); r <= 50; r++ {
			n.publish("overview", 1, r)
			expect(t, quick, fmt.Sprint("state overview 1.", r))
			synctest.Wait() // the first of these is on its way to slow, which does not read
		}
		expect(t, slow, "state overview 1.2", "state overview 1.50")
		n.publish("overview", 1, 51)
		expect(t, slow, "state overview 1.51")
	})
}

func TestViewerThatTakesNothingIsGoneAfterTheWriteWait(t *testing.T) {
	onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
		n.publish("overview", 1, 1)
		n.watch("topic=overview")
		time.Sleep(10*time.Second - time.Millisecond)
		if got := n.hub.Viewers("overview"); got != 1 {
			t.Errorf("%d viewers before the write wait has passed, want 1", got)
		}
		time.Sleep(time.Millisecond)
		synctest.Wait()
		if got := n.hub.Viewers("overview"); got != 0 {
			t.Errorf("%d viewers after it, want 0", got)
		}
	})
}

func TestPublishRefusesWhatWouldBreakTheOrder(t *testing.T) {
	onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
		n.publish("a", 2, 5)
		n.publish("b", 2, 6)
		c := n.watch("topic=a&topic=b")
		expect(t, c, "state a 2.5", "state b 2.6", "beat  2.6")

		n.publish("a", 2, 5) // again
		n.publish("a", 2, 4) // late
		n.publish("a", 1, 9) // of a former life
		for _, f := range []broadcast.Frame{frame("a", 2, 6), frame("new", 2, 3), frame("new", 1, 9)} {
			if err := n.hub.Publish(f); !errors.Is(err, broadcast.ErrOutOfOrder) {
				t.Errorf("%s %d.%d: %v, want ErrOutOfOrder", f.Topic, f.Epoch, f.Revision, err)
			}
		}
		mute := frame("a", 2, 7)
		delete(mute.Text, broadcast.ProtocolJSON)
		if n.hub.Publish(mute) == nil {
			t.Error("a frame without a text for every protocol was taken")
		}
		n.publish("a", 3, 1)
		expect(t, c, "state a 3.1")
	})
}
