package broadcast_test

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"net"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/broadcast"
)

// meter counts what the server reads from its viewers and writes to them.
type meter struct {
	net.Listener
	in, out atomic.Int64
}

type metered struct {
	net.Conn
	m *meter
}

func (m *meter) Accept() (net.Conn, error) {
	c, err := m.Listener.Accept()
	return metered{c, m}, err
}

func (c metered) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.m.in.Add(int64(n))
	return n, err
}

func (c metered) Write(b []byte) (int, error) {
	c.m.out.Add(int64(len(b))) // before, since a viewer may have it before Write returns
	return c.Conn.Write(b)
}

// metre is face with a meter.
func metre(t *testing.T, o broadcast.Options, f broadcast.Frame) (*meter, string) {
	t.Helper()
	hub := broadcast.NewHub(o)
	server := httptest.NewUnstartedServer(hub)
	m := &meter{Listener: server.Listener}
	server.Listener = m
	server.Start()
	t.Cleanup(func() {
		hub.Close(t.Context())
		server.Close()
	})
	if err := hub.Publish(f); err != nil {
		t.Fatal(err)
	}
	return m, "ws" + strings.TrimPrefix(server.URL, "http")
}

func TestDeflateOnThePublicFaceOnly(t *testing.T) {
	const size = 40_000
	f := frame("overview", 1, 1)
	f.Text[broadcast.ProtocolJSON] = broadcast.Ready(bytes.Repeat([]byte("7"), size))
	d := websocket.Dialer{Subprotocols: []string{broadcast.ProtocolJSON}, EnableCompression: true}
	for name, compress := range map[string]bool{"public": true, "officers": false} {
		m, url := metre(t, broadcast.Options{CheckOrigin: broadcast.AnyOrigin, Compress: compress}, f)
		c, resp, err := d.Dial(url+"?topic=overview", nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, text, err := c.ReadMessage(); err != nil || len(text) != size {
			t.Fatalf("%s: %d bytes, %v", name, len(text), err)
		}
		agreed := strings.HasPrefix(resp.Header.Get("Sec-Websocket-Extensions"), "permessage-deflate")
		if small := m.out.Load() < 1000; agreed != compress || small != compress {
			t.Errorf("%s: agreed on deflate %v, %d bytes sent for %d", name, agreed, m.out.Load(), size)
		}
		c.Close()
	}
}

// masked is a client's frame. The mask is zero, which leaves the payload as it is.
func masked(first byte, payload []byte) []byte {
	b := []byte{first, 0x80 | 127}
	b = binary.BigEndian.AppendUint64(b, uint64(len(payload)))
	b = append(b, 0, 0, 0, 0)
	return append(b, payload...)
}

func TestCompressedBombIsNotRead(t *testing.T) {
	var bomb bytes.Buffer
	w, err := flate.NewWriter(&bomb, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(make([]byte, 64<<20))
	w.Flush()
	const compressedText = 0x80 | 0x40 | 0x01
	frameOf := masked(compressedText, bomb.Bytes())

	m, url := metre(t, public(), frame("overview", 1, 1))
	d := websocket.Dialer{Subprotocols: []string{broadcast.ProtocolHTML}, EnableCompression: true}
	c, _, err := d.Dial(url+"?topic=overview", nil)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, c, "state overview 1.1", "beat  1.1")
	var before, after runtime.MemStats
	read := m.in.Load()
	runtime.ReadMemStats(&before)
	c.NetConn().Write(frameOf) // fails in the middle, or not, as the kernel likes
	if code := left(t, c); code != broadcast.CloseSilence && code != websocket.CloseAbnormalClosure {
		t.Errorf("closed with %d", code)
	}
	runtime.ReadMemStats(&after)
	if n := m.in.Load() - read; n > 1000 {
		t.Errorf("read %d bytes of a bomb of %d", n, len(frameOf))
	}
	if n := after.TotalAlloc - before.TotalAlloc; n > 256<<10 {
		t.Errorf("allocated %d bytes for a bomb of %d", n, len(frameOf))
	}
}

func TestMalformedFramesAreRefused(t *testing.T) {
	_, url := face(t, public(), frame("overview", 1, 1))
	for name, raw := range map[string][]byte{
		"not masked":                   {0x81, 1, 'x'},
		"reserved bit 2":               masked(0x80|0x20|0x01, nil),
		"reserved bit 3":               masked(0x80|0x10|0x01, nil),
		"unknown opcode":               masked(0x80|0x03, nil),
		"unknown control opcode":       masked(0x80|0x0b, nil),
		"continuation of nothing":      masked(0x80, nil),
		"ping in pieces":               {0x09, 0x80, 0, 0, 0, 0},
		"ping of 126 bytes":            {0x89, 0x80 | 126, 0, 126, 0, 0, 0, 0},
		"close with a reserved code":   {0x88, 0x82, 0, 0, 0, 0, 0x03, 0xed},
		"close with a reason not text": {0x88, 0x83, 0, 0, 0, 0, 0x03, 0xe8, 0xff},
		"an HTTP request":              []byte("GET / HTTP/1.1\r\n\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			d := websocket.Dialer{Subprotocols: []string{broadcast.ProtocolHTML}}
			c, _, err := d.Dial(url+"?topic=overview", nil)
			if err != nil {
				t.Fatal(err)
			}
			expect(t, c, "state overview 1.1", "beat  1.1")
			if _, err := c.NetConn().Write(raw); err != nil {
				t.Fatal(err)
			}
			if got := left(t, c); got != broadcast.CloseMalformed {
				t.Errorf("closed with %d, want %d", got, broadcast.CloseMalformed)
			}
		})
	}
}
