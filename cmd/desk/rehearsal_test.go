package main

import (
	"mime"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/web"
	"resultsdesk/web/desk"
)

// Every page, file and frame of a practice copy says that it is a rehearsal, errors and
// print-outs included; none of the desk that it was copied from does.
func TestARehearsalSaysSoEverywhere(t *testing.T) {
	path := liveDesk(t, "2024-07-04")
	copied := filepath.Join(t.TempDir(), "practice.db")
	ranDesk(t, "practice", "-db", path, "-o", copied)
	for file, marked := range map[string]bool{path: false, copied: true} {
		addr, _ := serving(t, file)
		c := crawl{newVisitor(t, "http://"+addr), filepath.Base(file), marked, map[string]int{}}
		c.page("/desk/sign-in")
		c.signIn(demoOfficer, practicePassphrase)
		watch(t.Context(), t, c.url, feed.ContestTopic(demoContest)).until("the poll closed", func(b feed.Bulletin) bool { return b.Stage == count.StageAwaiting })
		for _, pattern := range append(append(desk.Patterns(), web.Patterns()...), "/nowhere", "/desk/nowhere", "/contests/none", "/api/v1/contests/"+demoContest+".csv") {
			method, to, named := strings.Cut(pattern, " ")
			if !named {
				to = pattern
			}
			if (!named || method == http.MethodGet) && !strings.HasPrefix(to, "/static/") {
				c.page(example(to))
			}
		}
		for _, protocol := range []string{broadcast.ProtocolJSON, broadcast.ProtocolHTML} {
			c.found(protocol, "the socket", strings.Contains(strings.ToLower(firstState(t, addr, protocol)), "rehearsal"))
		}
		for _, kind := range []string{"text/html", "application/json", "text/csv", "file name", "noindex"} {
			if c.seen[kind] == 0 {
				t.Errorf("no %s was looked at", kind)
			}
		}
		t.Logf("%s: %v, all marked %v", c.file, c.seen, marked)
	}
}

// crawl is a walk over the addresses of a desk that is marked as a rehearsal, or is not.
type crawl struct {
	*visitor
	file   string
	marked bool
	seen   map[string]int // by the kind of answer
}

func (c crawl) found(kind, address string, says bool) {
	c.t.Helper()
	c.seen[kind]++
	if says != c.marked {
		c.t.Errorf("%s of %s (%s): marked %v; want %v", address, c.file, kind, says, c.marked)
	}
}

// page looks at one answer. Search engines keep the pages of a live desk alone.
func (c crawl) page(path string) {
	c.t.Helper()
	r, err := c.http.Get(c.url + path)
	must(c.t, err)
	p, err := answer(r, nil)
	must(c.t, err)
	if p.to != "" {
		return
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if says, known := saysRehearsal(kind, path, p.body); known {
		c.found(kind, path, says)
	}
	if strings.HasPrefix(path, "/api/v1/") && r.StatusCode == http.StatusOK {
		_, named, _ := mime.ParseMediaType(r.Header.Get("Content-Disposition"))
		c.found("file name", path, strings.HasPrefix(named["filename"], "rehearsal-"))
	}
	listed := r.StatusCode == http.StatusOK && (path == "/" || strings.HasPrefix(path, "/contests")) // by search engines, of a live desk
	if listed || c.marked && !strings.HasPrefix(path, "/desk") && !strings.HasPrefix(path, "/static/") {
		c.found("noindex", path, strings.Contains(r.Header.Get("X-Robots-Tag"), "noindex"))
	}
}

// saysRehearsal tells whether an answer is marked as a rehearsal's; known is false for
// what has no mark: plain text, the audit, and how long a session lasts.
func saysRehearsal(kind, path, body string) (says, known bool) {
	if strings.HasPrefix(path, "/desk/audit.") || path == "/desk/session" || body == "" {
		return false, false
	}
	switch kind {
	case "text/html":
		words := text(body)
		return strings.Contains(words, "REHEARSAL") || strings.Contains(words, "YMARFER"), true
	case "application/json":
		return strings.Contains(body, `"mode":"rehearsal"`), true
	case "text/csv":
		rows := strings.Split(strings.TrimSpace(body), "\n")[1:]
		return !slices.ContainsFunc(rows, func(row string) bool { return !strings.Contains(row, ",rehearsal,") }), true
	}
	return false, false
}

// firstState is the first message with a state that a viewer of a contest is sent.
func firstState(t *testing.T, addr, protocol string) string {
	t.Helper()
	c, _, err := (&websocket.Dialer{Subprotocols: []string{protocol}}).Dial("ws://"+addr+"/live?topic="+feed.ContestTopic(demoContest), nil)
	must(t, err)
	defer c.Close()
	for {
		_, message, err := c.ReadMessage()
		must(t, err)
		if strings.Contains(string(message), `"type":"state"`) {
			return string(message)
		}
	}
}
