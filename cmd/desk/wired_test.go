package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/account"
	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
	"resultsdesk/web/desk"
)

// wired is a desk on a file of one contest, whose parts a test sets going.
func wired(t *testing.T, origin string) (*server, *httptest.Server) {
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
	s, err := newServer(t.Context(), parts{store: store, heads: feed.HeadFile(path + ".head"), clocks: clocks, origin: origin, log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.public.Close(context.Background()); s.officers.Close(context.Background()) })
	h := httptest.NewServer(s.faces.desk.Handler)
	t.Cleanup(h.Close)
	return s, h
}

func verifyPapers(t *testing.T, d *count.Desk) int64 {
	t.Helper()
	by := count.Officer{ID: demoOfficer, Role: count.RoleCountOfficer}
	r, err := d.Verify(t.Context(), by, count.Verification{Contest: demoContest, Key: "k", Layout: 1, Figures: count.Fields{"papers": "49195"}})
	if err != nil {
		t.Fatal(err)
	}
	return r.Seq
}

// What is stored is published at once; the publisher does not wait for its next look
// at the ledger.
func TestWhatIsStoredIsPublishedAtOnce(t *testing.T) {
	s, h := wired(t, "")
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() { s.publisher.Run(ctx, nil); close(stopped) }() // it never looks by itself
	defer func() { stop(); <-stopped }()
	viewer := watch(ctx, t, h.URL, "contest/"+demoContest)
	verifyPapers(t, s.desk)
	viewer.until("the verified papers", func(b feed.Bulletin) bool { return b.Contest.Papers != nil && *b.Contest.Papers == 49195 })
}

// What was stored while a desk stopped has been published when it has stopped.
func TestStopPublishesWhatIsStored(t *testing.T) {
	s, _ := wired(t, "")
	verifyPapers(t, count.NewDesk(s.store, s.clocks, nil))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := s.run(ctx, listeners{desk: l}); err != nil {
		t.Fatal(err)
	}
	if p, ok := s.board.Newest("contest/" + demoContest); !ok || p.Bulletin.Contest.Papers == nil {
		t.Error("the desk stopped with papers that were stored and not published")
	}
}

// An officer's page hears how far its contest is, after a start and after each act,
// over a socket that takes no page but the desk's own and deflates nothing.
func TestOfficersPagesAreTold(t *testing.T) {
	s, h := wired(t, "")
	token, err := s.accounts.SignInAs(t.Context(), demoOfficer, account.Place{})
	if err != nil {
		t.Fatal(err)
	}
	dial := func(origin string) (*websocket.Conn, *http.Response) {
		d := websocket.Dialer{Subprotocols: []string{desk.Protocol}, EnableCompression: true}
		c, r, err := d.Dial("ws"+strings.TrimPrefix(h.URL, "http")+"/desk/live/"+demoContest, http.Header{"Origin": {origin}, "Cookie": {"desk=" + token}})
		if r == nil {
			t.Fatal(err)
		}
		return c, r
	}
	if _, r := dial("https://elsewhere.example"); r.StatusCode != http.StatusForbidden {
		t.Errorf("a page of another site: %s", r.Status)
	}
	c, r := dial(h.URL)
	if c == nil {
		t.Fatalf("the desk's own page: %s", r.Status)
	}
	defer c.Close()
	if extension := r.Header.Get("Sec-WebSocket-Extensions"); extension != "" {
		t.Errorf("the officers' socket agreed to %s", extension)
	}
	told := func() int64 {
		if err := c.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
			t.Fatal(err)
		}
		for {
			_, data, err := c.ReadMessage()
			if err != nil {
				t.Fatalf("the page was told nothing: %v", err)
			}
			var m struct {
				Type  string
				Parts map[string]int64
			}
			if err := json.Unmarshal(data, &m); err != nil {
				t.Fatal(err)
			}
			if m.Type == "state" {
				return m.Parts[""]
			}
		}
	}
	before := told()
	if after := verifyPapers(t, s.desk); before != after-1 || told() != after {
		t.Errorf("told of act %d at first; want %d, and then %d", before, after-1, after)
	}
}

// Under an address of its own, https makes the cookie secure, and only pages of that
// address may open the officers' socket.
func TestOriginBindsTheDesk(t *testing.T) {
	s, h := wired(t, "https://desk.example.org")
	for origin, want := range map[string]bool{"https://desk.example.org": true, h.URL: false, "https://desk.example.org.evil.example": false} {
		if got := s.ownOrigin(&http.Request{Host: "desk.example.org", Header: http.Header{"Origin": {origin}}}); got != want {
			t.Errorf("a page of %s may open the socket: %v; want %v", origin, got, want)
		}
	}
	form := strings.NewReader("officer=" + demoOfficer + "&passphrase=" + strings.ReplaceAll(demoPassphrase, " ", "+"))
	r, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Post(h.URL+"/desk/sign-in", "application/x-www-form-urlencoded", form)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if c := r.Header.Get("Set-Cookie"); !strings.HasPrefix(c, "__Host-desk=") || !strings.Contains(c, "; Secure") {
		t.Errorf("the cookie is %q; want a __Host- cookie that is secure", c)
	}
}

// Viewers get deflated frames: a night of full states would else be several times
// the traffic.
func TestPublicSocketDeflates(t *testing.T) {
	_, h := wired(t, "")
	d := websocket.Dialer{Subprotocols: []string{broadcast.ProtocolJSON}, EnableCompression: true}
	c, r, err := d.Dial("ws"+strings.TrimPrefix(h.URL, "http")+"/live?topic=overview", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if !strings.Contains(r.Header.Get("Sec-WebSocket-Extensions"), "permessage-deflate") {
		t.Error("deflate was offered and not taken")
	}
}

// One file is served by one desk, by whatever name it is called.
func TestOneDeskAFile(t *testing.T) {
	path := night(t)
	other := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(path, other); err != nil {
		t.Fatal(err)
	}
	err := withStore(t.Context(), path, false, func(*sqlite.Store, feed.HeadFile) error {
		for _, name := range []string{path, other} {
			err := withStore(t.Context(), name, false, func(*sqlite.Store, feed.HeadFile) error { return nil })
			if !errors.Is(err, sqlite.ErrLocked) {
				t.Errorf("a second desk on %s: %v; want ErrLocked", filepath.Base(name), err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Unless told otherwise a desk listens to this machine alone.
func TestWhereADeskListens(t *testing.T) {
	for _, c := range []struct{ addr, port, want string }{
		{"", "", "127.0.0.1:8080"}, {"", "9000", ":9000"}, {"10.0.0.1:80", "9000", "10.0.0.1:80"},
	} {
		env := environment{getenv: func(name string) string { return map[string]string{"DESK_ADDR": c.addr, "PORT": c.port}[name] }}
		got := ""
		addrFlag(func(_, value, _ string) *string { got = value; return &got }, env, ":")
		if got != c.want {
			t.Errorf("DESK_ADDR=%q PORT=%q: %s; want %s", c.addr, c.port, got, c.want)
		}
	}
}

// Only the demo lets somebody in without a passphrase.
func TestServingAsksForThePassphrase(t *testing.T) {
	addr, _ := serving(t, night(t))
	v := newVisitor(t, "http://"+addr)
	for _, path := range []string{"/desk/sign-in", "/desk/change-person"} {
		if p, err := v.post(path, url.Values{"as": {demoOfficer}}); err != nil || p.status < 400 {
			t.Errorf("%s as %s without a passphrase: %d %s, %v", path, demoOfficer, p.status, p.to, err)
		}
	}
}

// A demo that is taken up again goes on where it stopped: its clock never runs
// behind an act that was made.
func TestADemoGoesOnWhereItStopped(t *testing.T) {
	s, _ := wired(t, "")
	clock, err := resumeClock(t.Context(), s.store.(*sqlite.Store))
	if err != nil {
		t.Fatal(err)
	}
	standing, err := s.store.Standing(t.Context(), demoContest)
	if err != nil {
		t.Fatal(err)
	}
	if now := clock.Now(); now.Before(standing.At) {
		t.Errorf("the clock goes on from %v; the last act was at %v", now, standing.At)
	}
}

// A poll that an import brings while the desk serves is closed too, without a
// restart.
func TestAnImportWhileServing(t *testing.T) {
	s, h := wired(t, "")
	var ahead atomic.Int64 // of the machine's clock
	looked := make(chan struct{}, 100)
	s.clocks.Wall = func() time.Time {
		select {
		case looked <- struct{}{}:
		default:
		}
		return time.Now().Add(time.Duration(ahead.Load()))
	}
	ctx, stop := context.WithCancel(t.Context())
	var group sync.WaitGroup
	defer group.Wait()
	defer stop()
	group.Go(func() { s.publisher.Run(ctx, nil) })
	group.Go(func() { s.closePolls(ctx) })
	for range 2 { // the desk asks whether to look for polls, and when it has looked
		select {
		case <-looked:
		case <-time.After(20 * time.Second):
			t.Fatal("the desk does not look for polls")
		}
	}
	overview := watch(ctx, t, h.URL, feed.OverviewTopic)
	second := closedPoll(t, "tottenham")
	standing, err := s.store.Standing(t.Context(), demoContest)
	if err != nil {
		t.Fatal(err)
	}
	second.Election = standing.Contest.Election
	if _, err := count.NewDesk(s.store, s.clocks, nil).Define(t.Context(), count.Definitions{Contests: []count.Contest{second}}); err != nil {
		t.Fatal(err)
	}
	ahead.Store(int64(importTick))
	overview.until("the second contest with its poll closed", func(b feed.Bulletin) bool {
		for _, row := range b.Overview.Latest {
			if row.ID == "tottenham" && row.Stage == count.StageAwaiting {
				return true
			}
		}
		return false
	})
}

// The officers' address is an origin and nothing more; a path in it would have every
// form refused.
func TestOriginIsAnOrigin(t *testing.T) {
	for origin, fits := range map[string]bool{
		"": true, "https://desk.example.org": true, "http://10.0.0.1:8080": true,
		"https://desk.example.org/": false, "https://desk.example.org/desk": false, "desk.example.org": false, "ftp://desk.example.org": false, "https://": false,
	} {
		if err := checkOrigin("origin", origin); (err == nil) != fits {
			t.Errorf("-origin %q: %v", origin, err)
		}
	}
}
