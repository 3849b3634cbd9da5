package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// from is a caller at an address of its own.
func from(address string) *http.Client {
	d := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}}
	return &http.Client{
		Transport:     &http.Transport{DialContext: d.DialContext, MaxIdleConnsPerHost: 4},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// 10,000 guesses from eight addresses at one officer and at names: only what the limits
// let through is hashed, who waits is told for how long, and the officer signs in
// meanwhile from elsewhere.
func TestGuessing(t *testing.T) {
	s, h := wired(t, "")
	before := s.accounts.Hashed()
	guess := func(c *http.Client, name, passphrase string) *http.Response {
		r, err := c.Post(h.URL+"/desk/sign-in", "application/x-www-form-urlencoded", strings.NewReader(url.Values{"officer": {name}, "passphrase": {passphrase}}.Encode()))
		if err != nil {
			t.Error(err)
			return &http.Response{Header: http.Header{}}
		}
		defer r.Body.Close()
		_, _ = io.Copy(io.Discard, r.Body)
		return r
	}
	const addresses, each = 8, 1250
	var group sync.WaitGroup
	var looked, kept, done atomic.Int64
	now := make(chan struct{}, addresses*each/500) // now and then the officer signs in
	began := time.Now()
	for a := range addresses {
		group.Go(func() {
			c := from(fmt.Sprintf("127.0.1.%d", a+1))
			for i := range each {
				name := demoOfficer
				if i%2 == 1 {
					name = fmt.Sprintf("officer-%d", i)
				}
				switch r := guess(c, name, "a guess of many letters"); {
				case r.StatusCode == http.StatusUnauthorized:
					looked.Add(1)
				case r.StatusCode == http.StatusTooManyRequests && r.Header.Get("Retry-After") != "":
					kept.Add(1)
				case r.StatusCode == http.StatusServiceUnavailable:
				default:
					t.Errorf("a guess was answered with %d", r.StatusCode)
				}
				if done.Add(1)%500 == 0 {
					now <- struct{}{}
				}
			}
		})
	}
	go func() { group.Wait(); close(now) }()
	var slowest time.Duration
	honest := from("127.0.2.1")
	for range now {
		asked := time.Now()
		if r := guess(honest, demoOfficer, demoPassphrase); r.StatusCode != http.StatusSeeOther {
			t.Errorf("the officer meanwhile: %d", r.StatusCode)
		}
		slowest = max(slowest, time.Since(asked))
	}
	took := time.Since(began)
	// 30 at once from an address and 20 a minute after.
	if most := int64(addresses * (31 + int(took.Minutes()*20))); looked.Load() > most {
		t.Errorf("%d guesses were looked at in %v; want at most %d", looked.Load(), took, most)
	}
	if slowest > 5*time.Second {
		t.Errorf("the officer waited %v", slowest)
	}
	t.Logf("10,000 guesses in %.1f s: %d looked at, %d told to wait; %d hashes in all; the officer signed in within %v each time",
		took.Seconds(), looked.Load(), kept.Load(), s.accounts.Hashed()-before, slowest.Round(time.Millisecond))
}
