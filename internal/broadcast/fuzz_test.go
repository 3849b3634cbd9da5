package broadcast_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"resultsdesk/internal/broadcast"
)

// FuzzResume: whatever stands in a viewer's address, it is refused in words or names a
// few topics and a mark that can exist.
func FuzzResume(f *testing.F) {
	for _, seed := range []string{
		"", "topic=overview", "topic=overview&topic=contest/islington-north&epoch=1720130400000&revision=99", "topic=a&epoch=-1", "topic=a&revision=9223372036854775808",
		"topic=&topic=", "topic=%zz", "topic=a;topic=b", "epoch=1", "topic=a&topic=a&epoch=0x1", "topic=%00&revision=1e3",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		topics, epoch, revision, refusal := broadcast.Asked(query)
		if refusal != "" {
			return
		}
		if n := len(topics); n < 1 || n > broadcast.MaxTopics || !slices.IsSorted(topics) || len(slices.Compact(slices.Clone(topics))) != n {
			t.Errorf("%q asks for the topics %q", query, topics)
		}
		if epoch < 0 || revision < 0 {
			t.Errorf("%q resumes at (%d, %d)", query, epoch, revision)
		}
	})
}

// FuzzClientFrame: whatever a viewer sends on its socket, it is the only one that
// goes, and the hub lets go of it.
func FuzzClientFrame(f *testing.F) {
	for _, seed := range [][]byte{
		{}, {0x81, 0x80, 0, 0, 0, 0}, {0x89, 0x80, 0, 0, 0, 0}, {0x88, 0x80, 0, 0, 0, 0}, {0x88, 0x82, 0, 0, 0, 0, 0x03, 0xed}, {0xc1, 0x80, 0, 0, 0, 0}, {0x81, 0x05, 'h', 'e', 'l', 'l', 'o'},
		{0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0}, {0x09, 0x80, 0, 0, 0, 0}, {0x83, 0x80, 0, 0, 0, 0}, {0x80, 0x80, 0, 0, 0, 0}, {0x8a, 0xfe, 0, 126, 0, 0, 0, 0},
	} {
		f.Add(seed)
	}
	hub := broadcast.NewHub(broadcast.Options{CheckOrigin: broadcast.AnyOrigin, Compress: true})
	server := httptest.NewServer(hub)
	f.Cleanup(func() {
		hub.Close(f.Context())
		server.Close()
	})
	if err := hub.Publish(frame("overview", 1, 1)); err != nil {
		f.Fatal(err)
	}
	address := server.Listener.Addr().String()
	f.Fuzz(func(t *testing.T, sent []byte) {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		conn.SetDeadline(time.Now().Add(10 * time.Second))
		r, err := http.NewRequest(http.MethodGet, "http://"+address+"/live?topic=overview", nil)
		if err != nil {
			t.Fatal(err)
		}
		for name, value := range map[string]string{
			"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
			"Sec-WebSocket-Protocol": broadcast.ProtocolJSON, "Sec-WebSocket-Extensions": "permessage-deflate",
		} {
			r.Header.Set(name, value)
		}
		if err := r.Write(conn); err != nil {
			t.Fatal(err)
		}
		if answer, err := http.ReadResponse(bufio.NewReader(conn), r); err != nil || answer.StatusCode != http.StatusSwitchingProtocols {
			t.Fatalf("no socket: %v", err)
		}
		if _, err := conn.Write(sent); err != nil {
			return // it was thrown out before it had said all
		}
		conn.(*net.TCPConn).CloseWrite()
		if _, err := io.Copy(io.Discard, conn); err != nil {
			if wait, ok := err.(net.Error); ok && wait.Timeout() {
				t.Errorf("%x: the hub keeps a connection whose viewer has gone", sent)
			}
		}
	})
}
