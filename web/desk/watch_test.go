package desk_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

// hall is a room that listens on a real address, with officers' sockets.
func hall(t *testing.T) (*room, *desk.Watch, *httptest.Server) {
	t.Helper()
	var own string
	watch := desk.NewWatch(desk.WatchOptions{Origin: func(r *http.Request) bool { return broadcast.ExactOrigin(own)(r) }, Wall: time.Now, Log: slog.New(slog.DiscardHandler)})
	m := open(t, func(_ *count.Definitions, o *desk.Options) { o.Watch = watch })
	server := httptest.NewServer(m.side)
	t.Cleanup(server.Close)
	t.Cleanup(func() { watch.Close(t.Context()) })
	own = server.URL
	all, err := m.store.Standings(t.Context())
	must(t, err)
	for _, s := range all {
		watch.Changed(s)
	}
	return m, watch, server
}

func dial(t *testing.T, server *httptest.Server, b *browser, contest, origin string) (*websocket.Conn, int) {
	t.Helper()
	header := http.Header{}
	if origin != "" {
		header.Set("Origin", origin)
	}
	for name, value := range b.cookies {
		header.Add("Cookie", name+"="+value)
	}
	d := websocket.Dialer{Subprotocols: []string{desk.Protocol}}
	c, r, err := d.Dial("ws"+strings.TrimPrefix(server.URL, "http")+"/desk/live/"+contest, header)
	if err != nil {
		if r == nil {
			t.Fatal(err)
		}
		return nil, r.StatusCode
	}
	t.Cleanup(func() { c.Close() })
	return c, r.StatusCode
}

// The officers' socket is for signed-in officers, for their own contests, and for
// the desk's own pages alone.
func TestSocketIsForOfficers(t *testing.T) {
	m, _, server := hall(t)
	for _, c := range []struct {
		who     *browser
		contest string
		origin  string
		want    int
	}{
		{m.browser(), "islington-north", server.URL, http.StatusSeeOther}, // to the sign-in page
		{m.as("officer-1"), "islington-north", server.URL, http.StatusSwitchingProtocols},
		{m.as("officer-1"), "islington-north", "", http.StatusForbidden},
		{m.as("officer-1"), "islington-north", "null", http.StatusForbidden},
		{m.as("officer-1"), "islington-north", "https://elsewhere.example", http.StatusForbidden},
		{m.as("officer-1"), "islington-north", server.URL + ".elsewhere.example", http.StatusForbidden},
		{m.as("officer-2"), "islington-north", server.URL, http.StatusSwitchingProtocols},
		{m.as("officer-2"), "tottenham", server.URL, http.StatusForbidden},
	} {
		if _, got := dial(t, server, c.who, c.contest, c.origin); got != c.want {
			t.Errorf("%s from %q: %d; want %d", c.contest, c.origin, got, c.want)
		}
	}
}

// An officer's open page hears of what another officer stores, and of no figure.
func TestSocketTellsOfAChange(t *testing.T) {
	m, watch, server := hall(t)
	b := m.as("officer-1")
	p := b.get(islington)
	if !strings.Contains(p.body, `data-live="/desk/live/islington-north"`) {
		t.Fatal("the contest's page does not follow the contest")
	}
	c, _ := dial(t, server, b, "islington-north", server.URL)
	before := m.standing().Head
	if got := nextSeq(t, c, ""); got != before {
		t.Errorf("on opening: act %d; want %d", got, before)
	}
	if p := b.get(islington + "/papers"); !strings.Contains(p.body, `data-part="papers" data-seq="0"`) {
		t.Error("the form for verified papers does not follow them")
	}
	_, err := m.desk.Verify(t.Context(), count.Officer{ID: "officer-2", Role: count.RoleCountOfficer},
		count.Verification{Contest: "islington-north", Key: "k", Layout: 1, Figures: count.Fields{"papers": "49195"}})
	must(t, err)
	after := m.standing()
	watch.Changed(after)
	watch.Changed(after) // reported twice
	if got := nextSeq(t, c, "papers"); got != after.Head || got == before {
		t.Errorf("after verified papers: act %d; want %d", got, after.Head)
	}
}

func nextSeq(t *testing.T, c *websocket.Conn, part string) int64 {
	t.Helper()
	for {
		must(t, c.SetReadDeadline(time.Now().Add(10*time.Second)))
		_, data, err := c.ReadMessage()
		must(t, err)
		if strings.Contains(string(data), "49195") || strings.Contains(string(data), "49,195") {
			t.Errorf("a figure is in %s", data)
		}
		var m struct {
			Type  string
			Parts map[string]int64
		}
		must(t, json.Unmarshal(data, &m))
		if m.Type == "state" {
			return m.Parts[part]
		}
	}
}
