package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
	"resultsdesk/web"
	"resultsdesk/web/desk"
)

// twoFaced is a desk whose sides have listeners of their own, as an operator sets it up.
type twoFaced struct {
	*server
	t            *testing.T
	deskAt       string // where the officers' face listens
	publicAt     string
	deskNamed    string // its origin
	publicsNamed string
}

// facing serves a night on two faces. change alters the parts before they are used.
func facing(t *testing.T, change ...func(*parts)) *twoFaced {
	t.Helper()
	path := night(t)
	store, err := sqlite.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	clocks := count.Clocks{Election: time.Now, Wall: time.Now}
	if _, err := count.NewDesk(store, clocks, nil).ClosePolls(t.Context()); err != nil {
		t.Fatal(err)
	}
	p := parts{
		store: store, heads: feed.HeadFile(path + ".head"), clocks: clocks, apart: true, log: slog.New(slog.DiscardHandler),
		origin: "http://desk.example.org", base: "http://results.example.org",
		network: network{deskNames: []string{"desk.example.org"}, publicNames: []string{"results.example.org"}},
	}
	for _, c := range change {
		c(&p)
	}
	s, err := newServer(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	at := listeners{desk: local(t)}
	f := &twoFaced{server: s, t: t, deskAt: at.desk.Addr().String(), deskNamed: p.origin, publicsNamed: p.base}
	f.publicAt = f.deskAt
	if p.apart {
		at.public = local(t)
		f.publicAt = at.public.Addr().String()
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.run(ctx, at) }()
	t.Cleanup(func() {
		stop()
		<-done
	})
	return f
}

func local(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// dialling leads the names of a desk to where its faces listen.
func (f *twoFaced) dialling(ctx context.Context, network, addr string) (net.Conn, error) {
	to := f.publicAt
	if strings.HasPrefix(addr, "desk.") {
		to = f.deskAt
	}
	return (&net.Dialer{}).DialContext(ctx, network, to)
}

// officer is an officer's browser on the desk, signed in.
func (f *twoFaced) officer() *visitor {
	f.t.Helper()
	v := newVisitor(f.t, f.deskNamed)
	v.http.Transport = &http.Transport{DialContext: f.dialling}
	v.signIn(demoOfficer, demoPassphrase)
	return v
}

// ask sends one request to a face and gives the answer, its body closed.
func (f *twoFaced) ask(method, address string, header ...string) *http.Response {
	f.t.Helper()
	r, err := http.NewRequestWithContext(f.t.Context(), method, address, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
		r.Header.Set(header[i], header[i+1])
	}
	transport := &http.Transport{DialContext: f.dialling, DisableKeepAlives: true}
	answer, err := transport.RoundTrip(r)
	if err != nil {
		f.t.Fatalf("%s %s: %v", method, address, err)
	}
	answer.Body.Close()
	return answer
}

// viewer opens a socket of the public side.
func (f *twoFaced) viewer(header http.Header) (*websocket.Conn, *http.Response, error) {
	d := websocket.Dialer{Subprotocols: []string{broadcast.ProtocolJSON}, NetDialContext: f.dialling}
	return d.Dial(strings.Replace(f.publicsNamed, "http", "ws", 1)+"/live?topic=overview", header)
}

// example is an address of a pattern on the night's contest.
func example(path string) string {
	return strings.NewReplacer("{$}", "", "{contest}", demoContest, "{slug}", demoContest, "{file}", demoContest+".json",
		"{unit}", "count", "{form}", "count", "{photo}", "1", "{token}", "none", "{name}", "none.css").Replace(path)
}

// The viewers' face knows no address of the officers and sets no cookie, whatever it
// is asked.
func TestThePublicFaceHasNoDesk(t *testing.T) {
	f := facing(t)
	for _, pattern := range desk.Patterns() {
		method, path, _ := strings.Cut(pattern, " ")
		r := f.ask(method, f.publicsNamed+example(path))
		if want := map[string]int{"GET": http.StatusNotFound, "POST": http.StatusMethodNotAllowed}[method]; r.StatusCode != want || r.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %s, cookie %q; want %d", pattern, r.Status, r.Header.Get("Set-Cookie"), want)
		}
	}
	for _, path := range append(web.Patterns(), "/nowhere", "/contests/atlantis", "/api/v1/contests/atlantis.csv") {
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "OPTIONS"} {
			if r := f.ask(method, f.publicsNamed+example(path), "Cookie", "desk=x"); r.Header.Get("Set-Cookie") != "" {
				t.Errorf("%s %s sets a cookie", method, path)
			}
		}
	}
}

// The officers' face has their pages, the files of these, and nothing of the public
// side.
func TestTheDeskFaceHasNoPublicPages(t *testing.T) {
	f := facing(t)
	for _, path := range web.Patterns() {
		want := http.StatusNotFound
		if path == "/{$}" || path == "/" {
			want = http.StatusSeeOther
		}
		if r := f.ask("GET", f.deskNamed+example(path)); r.StatusCode != want {
			t.Errorf("%s: %s; want %d", path, r.Status, want)
		}
	}
	page := f.officer().read("/desk/")
	for _, file := range regexp.MustCompile(`"(/static/[^"]+)"`).FindAllStringSubmatch(page.body, -1) {
		if r := f.ask("GET", f.deskNamed+file[1]); r.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", file[1], r.Status)
		}
	}
}

// What officers' pages link to is theirs, or at the public address.
func TestOfficersLinksLeadToThePublicAddress(t *testing.T) {
	f := facing(t)
	v := f.officer()
	public := 0
	for _, pattern := range desk.Patterns() {
		method, path, _ := strings.Cut(pattern, " ")
		if method != "GET" {
			continue
		}
		p, err := v.get(example(path))
		if err != nil {
			t.Fatal(err)
		}
		for _, link := range regexp.MustCompile(`(?:href|src|action)="([^"#]+)`).FindAllStringSubmatch(p.body, -1) {
			to := link[1]
			if to == f.publicsNamed+"/" || strings.HasPrefix(to, f.publicsNamed+"/contests/") {
				public++
			} else if !strings.HasPrefix(to, "/desk/") && !strings.HasPrefix(to, "/static/") && !strings.HasPrefix(to, "?") && !strings.HasPrefix(to, f.deskNamed+"/desk/") {
				t.Errorf("%s leads to %s", pattern, to)
			}
		}
	}
	if public == 0 {
		t.Error("no page leads to the public side")
	}
}

// A crowd that takes every connection of the viewers takes none of the officers'.
func TestViewersAtTheirLimitCostOfficersNothing(t *testing.T) {
	const most = 20
	f := facing(t, func(p *parts) { p.network.limits = limits{publicConnections: most, viewers: most} })
	var crowd []*websocket.Conn
	for range most {
		c, _, err := f.viewer(nil)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		crowd = append(crowd, c)
	}
	answered := make(chan *http.Response, 1)
	go func() { answered <- f.ask("GET", f.publicsNamed+"/") }()

	const path = "/desk/contests/" + demoContest + "/papers"
	v := f.officer()
	form, ok := v.read(path).form(path)
	if !ok {
		t.Fatal("no form")
	}
	form.Set("papers", "49,195")
	if p, err := v.post(path, form); err != nil || p.status != http.StatusSeeOther {
		t.Errorf("the officer's form: %d, %v", p.status, err)
	}
	select {
	case r := <-answered:
		t.Errorf("a viewer beyond the limit was answered: %s", r.Status)
	default:
	}
	crowd[0].Close()
	if r := <-answered; r.StatusCode != http.StatusOK {
		t.Errorf("the viewer who waited: %s", r.Status)
	}
}

// Where sockets are full, pages are not; and one address, or one officer's session,
// takes no more than its share.
func TestEachTakesItsShareOfSockets(t *testing.T) {
	trusted, err := parseProxies("127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	f := facing(t, func(p *parts) {
		p.network.proxies, p.network.limits = trusted, limits{viewers: 4, perAddress: 2, perSession: 2}
	})
	full := func(from string) bool {
		c, r, err := f.viewer(http.Header{"X-Forwarded-For": {from}})
		if err == nil {
			t.Cleanup(func() { c.Close() })
			return false
		}
		return r != nil && r.StatusCode == http.StatusServiceUnavailable && r.Header.Get("Retry-After") != ""
	}
	var got []bool
	for _, from := range []string{"192.0.2.1", "192.0.2.1", "192.0.2.1", "2001:db8:1:1::1", "2001:db8:1:1::2", "2001:db8:1:1:f::3", "2001:db8:1:2::1"} {
		got = append(got, full(from))
	}
	if want := []bool{false, false, true, false, false, true, true}; !slices.Equal(got, want) {
		t.Errorf("turned away: %v; want %v: two an address or /64, four in all", got, want)
	}
	if r := f.ask("GET", f.publicsNamed+"/"); r.StatusCode != http.StatusOK {
		t.Errorf("a page while sockets are full: %s", r.Status)
	}
	a, b := f.officer(), f.officer()
	for i, want := range []int{101, 101, 503, 101} {
		v := a
		if i == 3 {
			v = b
		}
		if got := f.follow(v, f.deskNamed); got != want {
			t.Errorf("officers' socket %d: %d; want %d", i+1, got, want)
		}
	}
}

// follow opens the socket of a desk page and gives the status of the answer. Without
// an origin none is sent.
func (f *twoFaced) follow(v *visitor, origin string) int {
	f.t.Helper()
	at, err := url.Parse(v.url)
	if err != nil {
		f.t.Fatal(err)
	}
	header := http.Header{}
	for _, c := range v.http.Jar.Cookies(at) {
		header.Add("Cookie", c.String())
	}
	if origin != "" {
		header.Set("Origin", origin)
	}
	d := websocket.Dialer{Subprotocols: []string{desk.Protocol}, NetDialContext: f.dialling}
	c, r, err := d.Dial(strings.Replace(f.deskNamed, "http", "ws", 1)+"/desk/live/"+demoContest, header)
	if r == nil {
		f.t.Fatal(err)
	}
	if err == nil {
		f.t.Cleanup(func() { c.Close() })
	}
	return r.StatusCode
}

// dialled is a bare connection to a face, on which nothing takes longer than a test
// may.
func dialled(t *testing.T, addr string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if err := c.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return c
}

// A running desk reads the history of a contest from its file, and the bytes of each
// revision.
func TestHistoryOfARunningDesk(t *testing.T) {
	f := facing(t)
	ask := func(path string) *httptest.ResponseRecorder {
		w, r := httptest.NewRecorder(), httptest.NewRequest("GET", f.publicsNamed+path, nil)
		f.faces.public.Handler.ServeHTTP(w, r)
		return w
	}
	var history feed.History
	w := ask("/api/v1/contests/" + demoContest + "/history.json")
	if err := json.NewDecoder(w.Body).Decode(&history); err != nil || len(history.Revisions) == 0 {
		t.Fatalf("%d: %+v, %v", w.Code, history, err)
	}
	for _, revision := range history.Revisions {
		w := ask(fmt.Sprintf("/api/v1/contests/%s/revisions/%d.json?epoch=%d", demoContest, revision.Revision, revision.Epoch))
		if feed.Hash(w.Body.Bytes()) != revision.Hash {
			t.Errorf("revision %d: %d; its hash is not %s", revision.Revision, w.Code, revision.Hash)
		}
	}
	if w := ask("/contests/" + demoContest + "/history"); w.Code != http.StatusOK {
		t.Errorf("the page: %d", w.Code)
	}
}
