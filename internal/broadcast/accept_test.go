package broadcast_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/broadcast"
)

// public and officers are the two faces of a desk.
func public() broadcast.Options {
	return broadcast.Options{CheckOrigin: broadcast.AnyOrigin, Compress: true}
}

func officers() broadcast.Options {
	return broadcast.Options{CheckOrigin: broadcast.ExactOrigin("https://desk.example.org:8443"), Protocols: []string{"desk.v1"}}
}

// face serves a hub over TCP with one frame of a topic and returns its address.
func face(t *testing.T, o broadcast.Options, f broadcast.Frame) (*broadcast.Hub, string) {
	t.Helper()
	hub := broadcast.NewHub(o)
	server := httptest.NewServer(hub)
	t.Cleanup(func() {
		hub.Close(t.Context())
		server.Close()
	})
	if err := hub.Publish(f); err != nil {
		t.Fatal(err)
	}
	return hub, "ws" + strings.TrimPrefix(server.URL, "http")
}

func desk(revision int64) broadcast.Frame {
	return broadcast.Frame{Topic: "desk/tottenham", Epoch: 1, Revision: revision, Text: map[string]broadcast.Text{"desk.v1": broadcast.Ready([]byte(`{"type":"state","topic":"desk/tottenham","epoch":1,"revision":1}`))}}
}

func origin(values ...string) http.Header { return http.Header{"Origin": values} }

func TestAnyPageMayWatchThePublicFace(t *testing.T) {
	_, url := face(t, public(), frame("overview", 1, 1))
	d := websocket.Dialer{Subprotocols: []string{broadcast.ProtocolJSON}}
	for _, o := range []http.Header{nil, origin("null"), origin("https://news.example.com"), origin("http://desk.example.org")} {
		c, resp, err := d.Dial(url+"?topic=overview", o)
		if err != nil {
			t.Errorf("%v: %v, %v", o, err, resp)
			continue
		}
		expect(t, c, "state overview 1.1", "beat  1.1")
		c.Close()
	}
}

func TestOnlyTheExactOriginMayWatchTheOfficersFace(t *testing.T) {
	_, url := face(t, officers(), desk(1))
	d := websocket.Dialer{Subprotocols: []string{"desk.v1"}}
	for _, o := range []http.Header{
		nil, origin(""), origin("null"),
		origin("http://desk.example.org:8443"),
		origin("https://desk.example.org"),
		origin("https://desk.example.org:8443/"),
		origin("https://DESK.example.org:8443"),
		origin("https://desk.example.org:8443.evil.example"),
		origin("https://evil.example/?https://desk.example.org:8443"),
		origin("https://desk.example.org:8443", "https://desk.example.org:8443"),
	} {
		if _, resp, err := d.Dial(url+"?topic=desk/tottenham", o); err == nil || resp == nil || resp.StatusCode != http.StatusForbidden {
			t.Errorf("%q: %v, want 403", o, resp)
		}
	}
	c, _, err := d.Dial(url+"?topic=desk/tottenham", origin("https://desk.example.org:8443"))
	if err != nil {
		t.Fatal(err)
	}
	expect(t, c, "state desk/tottenham 1.1")
	c.Close()

	nobody, url := face(t, broadcast.Options{Protocols: []string{"desk.v1"}}, desk(1))
	if _, _, err := d.Dial(url+"?topic=desk/tottenham", origin(strings.Replace(url, "ws", "http", 1))); err == nil || nobody.Viewers("desk/tottenham") > 0 {
		t.Error("a hub without an origin let somebody in")
	}
}

func TestOfficersTopicsAreNotOnThePublicFace(t *testing.T) {
	face(t, officers(), desk(1))
	_, url := face(t, public(), frame("overview", 1, 1))
	d := websocket.Dialer{Subprotocols: []string{broadcast.ProtocolJSON, "desk.v1"}}
	c, _, err := d.Dial(url+"?topic=desk/tottenham", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := left(t, c); got != broadcast.CloseNoTopic {
		t.Errorf("closed with %d, want %d", got, broadcast.CloseNoTopic)
	}
}

func TestProtocolIsTheOneAskedFor(t *testing.T) {
	f := frame("overview", 1, 1)
	f.Text[broadcast.ProtocolHTML], f.Text[broadcast.ProtocolJSON] = broadcast.Ready([]byte("page")), broadcast.Ready([]byte("data"))
	_, url := face(t, public(), f)
	for _, c := range []struct {
		asked      []string
		want, text string
	}{
		{[]string{broadcast.ProtocolHTML}, broadcast.ProtocolHTML, "page"},
		{[]string{broadcast.ProtocolJSON}, broadcast.ProtocolJSON, "data"},
		{[]string{"results.html.v9", broadcast.ProtocolJSON}, broadcast.ProtocolJSON, "data"},
	} {
		d := websocket.Dialer{Subprotocols: c.asked}
		conn, _, err := d.Dial(url+"?topic=overview", nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, text, err := conn.ReadMessage(); err != nil || string(text) != c.text || conn.Subprotocol() != c.want {
			t.Errorf("asked for %q: %q in %q, %v; want %q in %q", c.asked, text, conn.Subprotocol(), err, c.text, c.want)
		}
		conn.Close()
	}
}

func TestRequestsThatCannotBeServedSayWhy(t *testing.T) {
	_, url := face(t, public(), frame("overview", 1, 1))
	html := []string{broadcast.ProtocolHTML}
	for _, c := range []struct {
		protocols []string
		query     string
		says      string
	}{
		{nil, "topic=overview", "results.html.v1, results.json.v1"},
		{[]string{"chat"}, "topic=overview", "results.html.v1, results.json.v1"},
		{html, "", "topics"},
		{html, "topic=" + strings.Join(strings.Split("abcdefghijklmnopq", ""), "&topic="), "17"},
		{html, "topic=overview&epoch=soon", "epoch"},
		{html, "topic=overview&epoch=-1", "epoch"},
		{html, "topic=overview&epoch=1&revision=1.5", "revision"},
		{html, "topic=%zz", "address"},
	} {
		d := websocket.Dialer{Subprotocols: c.protocols}
		_, resp, err := d.Dial(url+"?"+c.query, nil)
		if err == nil || resp == nil || resp.StatusCode != http.StatusBadRequest {
			t.Errorf("%q %q: %v, want 400", c.protocols, c.query, resp)
			continue
		}
		body := make([]byte, 256)
		n, _ := resp.Body.Read(body)
		if !strings.Contains(string(body[:n]), c.says) {
			t.Errorf("%q %q says %q, want a word of %q", c.protocols, c.query, body[:n], c.says)
		}
	}
	resp, err := http.Get(strings.Replace(url, "ws", "http", 1) + "?topic=overview")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusUpgradeRequired || resp.Header.Get("Upgrade") != "websocket" {
		t.Errorf("a plain GET: %v, want 426", resp.Status)
	}
}

func TestSixteenTopicsAreServedAndATopicNamedTwiceOnce(t *testing.T) {
	hub, url := face(t, public(), frame("a", 1, 1))
	names := strings.Split("abcdefghijklmnop", "")
	for i, name := range names[1:] {
		if err := hub.Publish(frame(name, 1, int64(i)+2)); err != nil {
			t.Fatal(err)
		}
	}
	d := websocket.Dialer{Subprotocols: []string{broadcast.ProtocolHTML}}
	c, _, err := d.Dial(url+"?topic="+strings.Join(slices.Concat(names, names), "&topic="), nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		if got := read(t, c); got.Topic != name || got.Revision != int64(i)+1 {
			t.Fatalf("got %v, want %s at %d", got, name, i+1)
		}
	}
	expect(t, c, "beat  1.16")
	if got := hub.Viewers("a"); got != 1 {
		t.Errorf("%d viewers of a, want 1", got)
	}
}

func TestHandshakeThatFailsLeavesItsPlaceToAnother(t *testing.T) {
	o := public()
	o.MaxViewers = 1
	_, url := face(t, o, frame("overview", 1, 1))
	r, err := http.NewRequest("GET", strings.Replace(url, "ws", "http", 1)+"?topic=overview", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header = http.Header{
		"Connection": {"upgrade"}, "Upgrade": {"websocket"}, "Sec-Websocket-Version": {"13"}, // but no key
		"Sec-Websocket-Protocol": {broadcast.ProtocolHTML},
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusBadRequest {
		t.Errorf("%v, want 400", resp.Status)
	}
	d := websocket.Dialer{Subprotocols: []string{broadcast.ProtocolHTML}}
	c, _, err := d.Dial(url+"?topic=overview", nil)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, c, "state overview 1.1")
	c.Close()
}
