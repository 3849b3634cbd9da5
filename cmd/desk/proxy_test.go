package main

import (
	"net/http"
	"strings"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// The client is the last hop that no trusted proxy is; what cannot be read, and what
// an untrusted peer claims, counts for nothing.
func TestClientBehindProxies(t *testing.T) {
	trusted, err := parseProxies("10.0.0.0/8, 127.0.0.1,2001:db8:cafe::/48")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ peer, sent, want string }{
		{"192.0.2.7:4711", "", "192.0.2.7"},
		{"192.0.2.7:4711", "198.51.100.9", "192.0.2.7"}, // not a proxy of ours
		{"10.0.0.1:4711", "", "10.0.0.1"},
		{"10.0.0.1:4711", "198.51.100.9", "198.51.100.9"},
		{"10.0.0.1:4711", "203.0.113.66, 198.51.100.9", "198.51.100.9"}, // the first is what the caller made up
		{"10.0.0.1:4711", "198.51.100.9, 10.2.3.4 ,127.0.0.1", "198.51.100.9"},
		{"10.0.0.1:4711", "203.0.113.66|198.51.100.9", "198.51.100.9"}, // two lines
		{"10.0.0.1:4711", "10.0.0.9,10.0.0.8", "10.0.0.9"},
		{"10.0.0.1:4711", "198.51.100.9:5000", "198.51.100.9"},
		{"10.0.0.1:4711", "[2001:db8:1::9]:5000", "2001:db8:1::9"},
		{"10.0.0.1:4711", "[2001:db8:1::9]", "2001:db8:1::9"},
		{"10.0.0.1:4711", "::ffff:198.51.100.9", "198.51.100.9"},
		{"10.0.0.1:4711", "fe80::1%eth0", "fe80::1"},
		{"[::ffff:10.0.0.1]:4711", "198.51.100.9", "198.51.100.9"},
		{"[2001:db8:cafe::1]:4711", "2001:db8:1::9", "2001:db8:1::9"},
		{"[2001:db8:dead::1]:4711", "2001:db8:1::9", "2001:db8:dead::1"},
		{"10.0.0.1:4711", "unknown", "10.0.0.1"},
		{"10.0.0.1:4711", "198.51.100.9,", "10.0.0.1"},
		{"10.0.0.1:4711", "198.51.100.9, ;DROP", "10.0.0.1"},
		{"10.0.0.1:4711", "garbage, 198.51.100.9", "198.51.100.9"}, // beyond what counts
		{"10.0.0.1:4711", "198.51.100.256", "10.0.0.1"},
		{"10.0.0.1:4711", strings.Repeat("x,", 2000), "10.0.0.1"},
	} {
		r := &http.Request{RemoteAddr: c.peer, Header: http.Header{}}
		for line := range strings.SplitSeq(c.sent, "|") {
			if line != "" {
				r.Header.Add("X-Forwarded-For", line)
			}
		}
		r.Header.Set("Forwarded", "for=203.0.113.1")
		r.Header.Set("X-Real-Ip", "203.0.113.2")
		if got, _ := clientOf(r, trusted); got.String() != c.want {
			t.Errorf("%s with %.60q: %s; want %s", c.peer, c.sent, got, c.want)
		}
	}
	for _, list := range []string{"10.0.0.0/33", "proxy.example.org", "fe80::1%eth0", "10.0.0.0-10.0.0.9"} {
		if _, err := parseProxies(list); err == nil {
			t.Errorf("-trusted-proxies %s was taken", list)
		}
	}
}

// What the audit says of where somebody came from is what a trusted proxy says, and
// never what anybody else does. Forwarded names and schemes change nothing.
func TestForwardedHeadersCannotBeForged(t *testing.T) {
	for trusted, want := range map[string]string{"": "127.0.0.1", "127.0.0.0/8": "198.51.100.9"} {
		f := facing(t, func(p *parts) {
			var err error
			if p.network.proxies, err = parseProxies(trusted); err != nil {
				t.Fatal(err)
			}
		})
		r := f.ask("POST", f.deskNamed+"/desk/sign-in", "X-Forwarded-For", "203.0.113.66, 198.51.100.9", "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "https",
			"Forwarded", "for=203.0.113.66;host=evil.example;proto=https", "X-Original-Url", "/", "X-Real-Ip", "203.0.113.66")
		if r.StatusCode != http.StatusUnauthorized || r.Header.Get("Strict-Transport-Security") != "" {
			t.Fatalf("%s, %v", r.Status, r.Header)
		}
		log, err := f.accounts.Audit(t.Context(), count.Officer{ID: "a", Role: count.RoleAdministrator}, account.Search{}, 5)
		if err != nil || len(log) == 0 {
			t.Fatalf("%d lines, %v", len(log), err)
		}
		if got := log[0].From; got != want {
			t.Errorf("trusting %q: the audit has %s; want %s", trusted, got, want)
		}
	}
}
