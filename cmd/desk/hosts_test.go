package main

import (
	"bufio"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// A face answers to its names alone, however they are written, and without names to
// addresses and localhost.
func TestAFaceAnswersToItsNames(t *testing.T) {
	named := parseHosts("https://Desk.example.org:8443", "10.0.0.5, [2001:db8::5]")
	for _, c := range []struct {
		names []string
		host  string
		may   bool
	}{
		{named, "desk.example.org", true}, {named, "DESK.EXAMPLE.ORG:8443", true}, {named, "desk.example.org.", true}, {named, "desk.example.org:443", true},
		{named, "10.0.0.5:8080", true}, {named, "[2001:db8::5]:8080", true},
		{named, "evil.example", false}, {named, "desk.example.org.evil.example", false}, {named, "xdesk.example.org", false}, {named, "desk.example.org@evil.example", false},
		{named, "desk.example.org:80:80", false}, {named, "desk.example.org: 80", false}, {nil, "127.0.0.1:x", false}, {named, "desk.example.org/x", false}, {named, "desk.example.org\tx", false}, {named, "localhost", false}, {named, "10.0.0.6", false}, {named, "", false},
		{nil, "127.0.0.1:8080", true}, {nil, "localhost:8080", true}, {nil, "LOCALHOST", true}, {nil, "192.168.0.17:8080", true}, {nil, "[::1]:8080", true}, {nil, "[fe80::1%25eth0]:80", true},
		{nil, "evil.example", false}, {nil, "localhost.evil.example", false}, {nil, "127.0.0.1.nip.io", false}, {nil, "", false},
	} {
		if got := mayAsk(c.names, c.host); got != c.may {
			t.Errorf("%q of %q: %v; want %v", c.host, c.names, got, c.may)
		}
	}
}

// rawly sends bytes to a face and gives the answer.
func rawly(t *testing.T, addr, request string) *http.Response {
	t.Helper()
	c := dialled(t, addr)
	if _, err := c.Write([]byte(request)); err != nil {
		t.Fatal(err)
	}
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatalf("%.60q: %v", request, err)
	}
	t.Cleanup(func() { r.Body.Close() })
	return r
}

// A forged Host gets a page of its own that says nothing of the desk, on both faces,
// also in the request line; whoever watches over the program may ask by any.
func TestForgedHost(t *testing.T) {
	f := facing(t)
	for _, c := range []struct {
		line, host string
		want       int
	}{
		{"GET /desk/sign-in", "desk.example.org", 200},
		{"GET /desk/sign-in", "evil.example", 421},
		{"GET /desk/sign-in", "results.example.org", 421},
		{"POST /desk/sign-in", "evil.example", 421},
		{"GET /desk/nowhere", "evil.example", 421},
		{"GET http://desk.example.org/desk/sign-in", "evil.example", 200}, // HTTP has the line win
		{"GET http://evil.example/desk/sign-in", "desk.example.org", 421},
		{"GET /desk/sign-in", "desk.example.org\r\nX-Forwarded-Host: evil.example", 200},
		{"GET /desk/sign-in", "desk.example.org\r\nHost: evil.example", 400},
		{"GET /desk/sign-in", "", 421},
		{"GET /healthz", "10.1.2.3", 404}, // past the names; who answers there is another matter
	} {
		r := rawly(t, f.deskAt, fmt.Sprintf("%s HTTP/1.1\r\nHost: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", c.line, c.host))
		if r.StatusCode != c.want {
			t.Errorf("%s, Host %q: %s; want %d", c.line, c.host, r.Status, c.want)
		}
		if loud := strings.Contains(fmt.Sprint(r.Header), "evil"); loud {
			t.Errorf("%s, Host %q: the answer repeats it: %v", c.line, c.host, r.Header)
		}
	}
	if r := rawly(t, f.publicAt, "GET / HTTP/1.1\r\nHost: desk.example.org\r\n\r\n"); r.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("the viewers' face by the officers' name: %s", r.Status)
	}
}

// FuzzHost: whatever stands in Host, a named face answers to nothing but its name.
func FuzzHost(f *testing.F) {
	for _, host := range []string{"desk.example.org", "desk.example.org:443", "DESK.example.org.", "[desk.example.org]", "desk.example.org:443:1", "desk.example.org@evil", "a/desk.example.org", "\x00", "[::1", ":"} {
		f.Add(host)
	}
	names := parseHosts("https://desk.example.org", "")
	f.Fuzz(func(t *testing.T, host string) {
		if !mayAsk(names, host) {
			return
		}
		name, port, found := strings.Cut(strings.ToLower(host), ":")
		name = strings.TrimSuffix(strings.Trim(name, "[]"), ".")
		if name != "desk.example.org" || found && strings.Trim(port, "0123456789") != "" {
			t.Errorf("answers to %q", host)
		}
	})
}
