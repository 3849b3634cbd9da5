package broadcast_test

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/broadcast"
)

// BenchmarkFanout brings one frame of 4 KB to 1,000 viewers on loopback, until the last
// has it, in three ways that take turns, so that what else the machine does falls on
// all of them:
//
//   - hub: Publish;
//   - bare: the finished bytes written to one connection after the other, the floor of
//     what one write a viewer costs;
//   - naive: the message encoded and framed anew for each viewer.
//
// Deflate is off, so that all three send the same bytes. Reported are the times of
// hub and naive as multiples of bare, and the milliseconds of hub and bare.
func BenchmarkFanout(b *testing.B) {
	hub := broadcast.NewHub(broadcast.Options{CheckOrigin: broadcast.AnyOrigin, Beat: time.Hour, Ping: time.Hour, Pong: time.Hour})
	defer hub.Close(b.Context())
	s := fanoutState{Type: "state", Topic: "overview", Epoch: 1, Revision: 1_000_000, HTML: strings.Repeat("Corbyn 24,120; ", 268)}
	hub.Publish(s.frame())

	viewers := gather(b, hub, 2) // the state and a heartbeat come first
	var plain, encoding stage
	bare, naive := gather(b, &plain, 0), gather(b, &encoding, 0)

	var spent [3]time.Duration
	for b.Loop() {
		s.Revision++
		text := s.text()
		spent[0] += viewers.time(len(text)+4, func() { hub.Publish(s.frame()) })
		spent[1] += bare.time(len(text)+4, func() {
			framed := append([]byte{0x81, 126, byte(len(text) >> 8), byte(len(text))}, text...)
			for _, c := range plain.conns {
				c.NetConn().Write(framed)
			}
		})
		spent[2] += naive.time(len(text)+4, func() {
			for _, c := range encoding.conns {
				c.WriteMessage(websocket.TextMessage, s.text())
			}
		})
	}
	b.ReportMetric(0, "ns/op") // of all three together: says nothing
	b.ReportMetric(float64(spent[0])/float64(spent[1]), "hub/bare")
	b.ReportMetric(float64(spent[2])/float64(spent[1]), "naive/bare")
	b.ReportMetric(spent[0].Seconds()*1000/float64(b.N), "hub-ms")
	b.ReportMetric(spent[1].Seconds()*1000/float64(b.N), "bare-ms")
}

// fanoutState is a message of about 4 KB whose size does not change with Revision.
type fanoutState struct {
	Type     string `json:"type"`
	Topic    string `json:"topic"`
	Epoch    int64  `json:"epoch"`
	Revision int64  `json:"revision"`
	HTML     string `json:"html"`
}

func (s fanoutState) text() []byte {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // strings and numbers always encode
	}
	return text
}

func (s fanoutState) frame() broadcast.Frame {
	text := s.text()
	return broadcast.Frame{Topic: s.Topic, Epoch: s.Epoch, Revision: s.Revision, Text: map[string]broadcast.Text{
		broadcast.ProtocolHTML: broadcast.Ready(text), broadcast.ProtocolJSON: broadcast.Ready(text),
	}}
}

// stage accepts viewers and leaves it to the benchmark to write to them.
type stage struct {
	mu    sync.Mutex
	conns []*websocket.Conn
}

func (s *stage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	u := websocket.Upgrader{ReadBufferSize: 128, WriteBufferSize: 512, WriteBufferPool: &sync.Pool{}}
	if c, err := u.Upgrade(w, r, nil); err == nil {
		s.mu.Lock()
		s.conns = append(s.conns, c)
		s.mu.Unlock()
	}
}

// crowd is viewers that only take bytes.
type crowd []net.Conn

// gather connects 1,000 viewers, each of which reads its first messages.
func gather(b *testing.B, h http.Handler, first int) crowd {
	b.Helper()
	server := httptest.NewServer(h)
	b.Cleanup(server.Close)
	d := websocket.Dialer{Subprotocols: []string{broadcast.ProtocolHTML}, ReadBufferSize: 128}
	var all crowd
	for range 1000 {
		c, _, err := d.Dial("ws"+strings.TrimPrefix(server.URL, "http")+"?topic=overview&epoch=1", nil)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { c.Close() })
		for range first {
			if _, _, err := c.ReadMessage(); err != nil {
				b.Fatal(err)
			}
		}
		all = append(all, c.NetConn())
	}
	return all
}

// time is how long it takes from send until every viewer has n bytes. The viewers wait
// for them already when it starts.
func (c crowd) time(n int, send func()) time.Duration {
	var ready, all sync.WaitGroup
	ready.Add(len(c))
	for _, conn := range c {
		all.Go(func() {
			ready.Done()
			io.CopyN(io.Discard, conn, int64(n))
		})
	}
	ready.Wait()
	start := time.Now()
	send()
	all.Wait()
	return time.Since(start)
}
