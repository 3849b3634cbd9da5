package main

import (
	"bufio"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// Only a page of the officers' own address opens their socket, by the letter; nobody
// without saying which page asks.
func TestAttackSocketsOfOtherSites(t *testing.T) {
	f := facing(t)
	v := f.officer()
	for origin, want := range map[string]int{
		"http://desk.example.org": 101, "": 403, "null": 403, "file://": 403, "https://desk.example.org": 403, "http://desk.example.org:80": 403, "http://desk.example.org:8080": 403,
		"http://desk.example.org/": 403, "http://desk.example.org.": 403, "http://DESK.example.org": 403, "HTTP://desk.example.org": 403, "http://desk.example.org.evil.example": 403,
		"http://evil.example": 403, "http://evil.example/http://desk.example.org": 403, "http://xdesk.example.org": 403, "http://example.org": 403, "http://results.example.org": 403,
		"http://desk.example.org@evil.example": 403, "http://desk.example.org http://evil.example": 403, "http://127.0.0.1": 403,
	} {
		if got := f.follow(v, origin); got != want {
			t.Errorf("a page of %q: %d; want %d", origin, got, want)
		}
	}
	if got := f.follow(newVisitorAt(f), f.deskNamed); got != http.StatusSeeOther {
		t.Errorf("the right page without a session: %d; want to sign in", got)
	}
}

// frame is a frame as a client sends it. The mask is zero, which leaves the payload as
// it is.
func frame(first byte, payload string) string {
	b := []byte{first}
	switch n := len(payload); {
	case n < 126:
		b = append(b, 0x80|byte(n))
	default:
		b = binary.BigEndian.AppendUint16(append(b, 0x80|126), uint16(n))
	}
	return string(b) + "\x00\x00\x00\x00" + payload
}

// closing is a close frame with a code and a reason.
func closing(code uint16, reason string) string {
	return frame(0x88, string(binary.BigEndian.AppendUint16(nil, code))+reason)
}

// malformed are frames that no viewer sends: against the protocol, or against a socket
// that only sends.
func malformed() map[string]string {
	all := map[string]string{
		"an unmasked text": "\x81\x01x", "an unmasked ping": "\x89\x00", "an unmasked close": "\x88\x02\x03\xe8", "an unmasked empty text": "\x81\x00",
		"opcode and all bits": frame(0xff, ""), "nothing but zero bytes": strings.Repeat("\x00", 64),
		"a length of 64 bits, the highest set": "\x81\xff\x80\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", "a length of 2^63-1": "\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00",
		"a length of 4 GiB": "\x82\xff\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00", "a short length in 64 bits": "\x81\xff\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00x",
		"a short length in 16 bits": "\x81\xfe\x00\x01\x00\x00\x00\x00x", "a ping of 126 bytes": "\x89\xfe\x00\x7e\x00\x00\x00\x00", "a pong of 64 KiB": "\x8a\xff\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00",
		"a ping in pieces": frame(0x09, "x"), "a close in pieces": frame(0x08, "\x03\xe8"), "a pong in pieces": frame(0x0a, ""), "a continuation of nothing": frame(0x80, "x"), "a continuation in pieces": frame(0x00, "x"),
		"a text within a text": frame(0x01, "a") + frame(0x81, "b"), "a text that is no UTF-8": frame(0x81, "\xff\xfe"), "half a rune": frame(0x81, "\xe2\x82"), "a surrogate": frame(0x81, "\xed\xa0\x80"),
		"binary": frame(0x82, "x"), "a text": frame(0x81, "hello"), "an empty text": frame(0x81, ""), "JSON": frame(0x81, `{"type":"state"}`), "a text of 60 KiB": frame(0x81, strings.Repeat("x", 60<<10)), "1,000 texts": strings.Repeat(frame(0x81, "x"), 1000),
		"a close of one byte": frame(0x88, "\x03"), "a close with a reason that is no text": closing(1000, "\xff\xfe"), "a close of 126 bytes": "\x88\xfe\x00\x7e\x00\x00\x00\x00" + strings.Repeat("x", 126),
		"a request": "GET / HTTP/1.1\r\nHost: results.example.org\r\n\r\n", "a TLS hello": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "a compressed ping": frame(0xc9, "x"), "a compressed text": frame(0xc1, "\xf2\x48\xcd"), "a compressed close": frame(0xc8, "\x03\xe8"),
	}
	for _, code := range []uint16{0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535} {
		all[fmt.Sprintf("a close with %d", code)] = closing(code, "")
	}
	for _, opcode := range []byte{3, 4, 5, 6, 7, 11, 12, 13, 14, 15} {
		all[fmt.Sprintf("opcode %d", opcode)] = frame(0x80|opcode, "")
	}
	for name, bit := range map[string]byte{"the first": 0x40, "the second": 0x20, "the third": 0x10} {
		all["reserved bit "+name] = frame(0x81|bit, "x")
	}
	return all
}

// upgraded is a raw connection that a face has accepted as a socket.
func upgraded(t *testing.T, addr, target, header string) (net.Conn, *bufio.Reader) {
	t.Helper()
	c := dialled(t, addr)
	key := base64.StdEncoding.EncodeToString([]byte("sixteen bytes ok"))
	if _, err := io.WriteString(c, "GET "+target+" HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "+key+"\r\n"+header+"\r\n"); err != nil {
		t.Fatal(err)
	}
	all := bufio.NewReader(c)
	r, err := http.ReadResponse(all, nil)
	if err != nil || r.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("%v, %v", r, err)
	}
	return c, all
}

// farewell reads frames to the end and gives the code of the close frame; 0 for a
// connection that was cut.
func farewell(t *testing.T, from *bufio.Reader) int {
	t.Helper()
	for {
		head := make([]byte, 2)
		if _, err := io.ReadFull(from, head); err != nil {
			if e, ok := err.(net.Error); ok && e.Timeout() {
				t.Fatal("the socket stays open")
			}
			return 0
		}
		n := int(head[1] & 0x7f)
		if n == 126 {
			long := make([]byte, 2)
			if _, err := io.ReadFull(from, long); err != nil {
				return 0
			}
			n = int(binary.BigEndian.Uint16(long))
		}
		payload := make([]byte, n)
		if _, err := io.ReadFull(from, payload); err != nil {
			return 0
		}
		if head[0]&0x0f == websocket.CloseMessage && n >= 2 {
			return int(binary.BigEndian.Uint16(payload))
		}
	}
}

// Whatever is sent on a socket that only sends, it is closed with a code that says do
// not come back, or cut; on both faces. Who watches beside it sees every state.
func TestAttackFrames(t *testing.T) {
	f := facing(t)
	honest, _, err := f.viewer(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer honest.Close()
	if err := honest.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	token, err := f.accounts.SignIn(t.Context(), demoOfficer, demoPassphrase, account.Place{})
	if err != nil {
		t.Fatal(err)
	}
	codes := map[int]int{}
	for name, sent := range malformed() {
		for side, at := range map[string][3]string{
			"public": {f.publicAt, "/live?topic=overview", "Host: results.example.org\r\nSec-WebSocket-Protocol: results.json.v1\r\n"},
			"desk":   {f.deskAt, "/desk/live/" + demoContest, "Host: desk.example.org\r\nOrigin: http://desk.example.org\r\nCookie: desk=" + token + "\r\nSec-WebSocket-Protocol: desk.json.v1\r\n"},
		} {
			c, from := upgraded(t, at[0], at[1], at[2])
			if _, err := io.WriteString(c, sent); err != nil {
				t.Fatal(err)
			}
			code := farewell(t, from)
			codes[code]++
			if code != 0 && code != 1002 && code != 1007 && code != 1008 && code != 1009 {
				t.Errorf("%s, %s: closed with %d", side, name, code)
			}
			c.Close()
		}
	}
	t.Logf("%d frames on two faces; closed with %v (0: cut)", len(malformed()), codes)

	if _, err := f.desk.Verify(t.Context(), count.Officer{ID: demoOfficer, Role: count.RoleCountOfficer}, count.Verification{Contest: demoContest, Key: "k", Layout: 1, Figures: count.Fields{"papers": "49195"}}); err != nil {
		t.Fatal(err)
	}
	for {
		_, text, err := honest.ReadMessage()
		if err != nil {
			t.Fatalf("the honest viewer: %v", err)
		}
		if strings.Contains(string(text), `"verified"`) {
			break
		}
	}
}
