package main

import (
	"bufio"
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// slowLimits are short, so that the test is; DESK_SLOW has the night's own.
func slowLimits() limits {
	if os.Getenv("DESK_SLOW") != "" {
		return limits{deskConnections: 1200}
	}
	return limits{deskConnections: 1200, header: 300 * time.Millisecond, request: 3 * time.Second, answer: 4 * time.Second}
}

// trickle sends a request and then, byte by byte, what never ends, until it is cut. It
// returns how long that took.
func trickle(t *testing.T, addr, request string) time.Duration {
	begun := time.Now()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Error(err)
		return 0
	}
	defer c.Close()
	cut := make(chan struct{})
	go func() {
		defer close(cut)
		_, _ = io.Copy(io.Discard, c)
	}()
	if _, err := io.WriteString(c, request); err != nil {
		t.Error(err)
	}
	more := time.NewTicker(100 * time.Millisecond)
	defer more.Stop()
	for {
		select {
		case <-cut:
			return time.Since(begun)
		case <-more.C:
			_, _ = io.WriteString(c, "x") // an error shows in the reading
		}
	}
}

// 500 callers that never finish their header and 500 that never finish their body are
// all cut off in time, while others are served at once.
func TestAttackSlowCallers(t *testing.T) {
	t.Parallel()
	f := facing(t, func(p *parts) { p.network.limits = slowLimits() })
	l := slowLimits().withDefaults()
	v := f.officer()
	var group sync.WaitGroup
	var mu sync.Mutex
	longest := map[string]time.Duration{}
	slow := func(kind, request string) {
		group.Go(func() {
			took := trickle(t, f.deskAt, request)
			mu.Lock()
			defer mu.Unlock()
			longest[kind] = max(longest[kind], took)
		})
	}
	for range 500 {
		slow("header", "GET /desk/sign-in HTTP/1.1\r\nHost: desk.example.org\r\nX-Long: ")
		slow("body", "POST /desk/sign-in HTTP/1.1\r\nHost: desk.example.org\r\nContent-Type: "+formType+"\r\nContent-Length: 5000\r\n\r\nofficer=")
	}
	gone := make(chan struct{})
	go func() { group.Wait(); close(gone) }()
	var honest time.Duration
	asked := 0
	for done := false; !done; asked++ {
		begun := time.Now()
		v.read("/desk/")
		honest = max(honest, time.Since(begun))
		select {
		case <-gone:
			done = true
		default:
		}
	}
	t.Logf("500 trickled headers cut by %v (limit %v), 500 trickled bodies by %v (limit %v); %d honest pages meanwhile, the slowest in %v",
		longest["header"].Round(time.Millisecond), l.header, longest["body"].Round(time.Millisecond), l.request, asked, honest.Round(time.Millisecond))
	const room = 2 * time.Second // for a thousand connections on a busy machine
	if longest["header"] > l.header+room || longest["body"] > l.request+room {
		t.Errorf("cut off after %v", longest)
	}
	if honest > room {
		t.Errorf("an honest page took %v", honest)
	}
}

// A photograph may take longer than a form: half of it is sent, a form that was begun
// after it is cut off, and then the rest is still taken. Signing in comes first.
func TestAPhotographMayTakeItsTime(t *testing.T) {
	t.Parallel()
	f := facing(t, func(p *parts) { p.network.limits = limits{request: 500 * time.Millisecond} })
	v := f.officer()
	var file bytes.Buffer
	if err := jpeg.Encode(&file, image.NewGray(image.Rect(0, 0, 200, 200)), nil); err != nil {
		t.Fatal(err)
	}
	body := "--x\r\nContent-Disposition: form-data; name=photo; filename=a.jpg\r\n\r\n" + file.String() + "\r\n--x--\r\n"
	const path = "/desk/contests/" + demoContest + "/units/count/photos"
	sending := func(cookie string) *bufio.Reader {
		c := dialled(t, f.deskAt)
		fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: desk.example.org\r\n%sContent-Type: multipart/form-data; boundary=x\r\nContent-Length: %d\r\n\r\n%s", path, cookie, len(body), body[:len(body)/2])
		form := "POST /desk/sign-in HTTP/1.1\r\nHost: desk.example.org\r\nContent-Type: " + formType + "\r\nContent-Length: 5000\r\n\r\nofficer="
		trickle(t, f.deskAt, form)
		_, _ = io.WriteString(c, body[len(body)/2:]) // may be cut off already
		return bufio.NewReader(c)
	}
	at, err := url.Parse(v.url)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.ReadResponse(sending("Cookie: "+v.http.Jar.Cookies(at)[0].String()+"\r\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusSeeOther {
		t.Errorf("a photograph over a slow line: %s", r.Status)
	}
	if r, err := http.ReadResponse(sending(""), nil); err == nil {
		r.Body.Close()
		if r.StatusCode != http.StatusUnauthorized {
			t.Errorf("without a session: %s", r.Status)
		}
	}
	if page := v.read(strings.TrimSuffix(path, "/photos")); !strings.Contains(page.body, "/desk/photos/1") {
		t.Error("the photograph is not beside its sheet")
	}
}
