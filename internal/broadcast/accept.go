package broadcast

import (
	"compress/flate"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gorilla/websocket"
)

// MaxTopics is how many topics one viewer may watch.
const MaxTopics = 16

// request is what a viewer asks for.
type request struct {
	topics []string
	since  mark       // what it has already
	query  url.Values // for Options.Variant and drawn
}

// ServeHTTP accepts a viewer, /live?topic=…&topic=…&epoch=…&revision=…&drawn=…, and returns
// when it is connected: the goroutines that serve it are others, so that what
// net/http held for the request is freed.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.ServeWhile(w, r, nil) }

// ServeWhile accepts a viewer that may watch for as long as alive says so. It is asked
// with each heartbeat and by Recheck, on the viewer's own goroutine; a viewer that may
// no longer watch is closed with CloseSignedOut.
func (h *Hub) ServeWhile(w http.ResponseWriter, r *http.Request, alive func() bool) {
	if !websocket.IsWebSocketUpgrade(r) {
		w.Header().Set("Upgrade", "websocket")
		http.Error(w, "This address is a WebSocket.", http.StatusUpgradeRequired)
		return
	}
	if !h.options.CheckOrigin(r) {
		http.Error(w, "This page may not watch here.", http.StatusForbidden)
		return
	}
	if !h.speaks(websocket.Subprotocols(r)) {
		http.Error(w, "Ask for one of the subprotocols "+strings.Join(h.options.Protocols, ", ")+".", http.StatusBadRequest)
		return
	}
	asked, refusal := parse(r.URL.RawQuery)
	if refusal != "" {
		http.Error(w, refusal, http.StatusBadRequest)
		return
	}
	key := h.options.Key(r)
	if refusal := h.admit(key); refusal != "" {
		h.counts.refused.Add(1)
		w.Header().Set("Retry-After", "5")
		http.Error(w, refusal, http.StatusServiceUnavailable)
		return
	}
	conn, err := h.upgrader.Upgrade(w, r, nil)
	if err != nil { // answered by Upgrade
		h.dismiss(key)
		return
	}
	conn.SetCompressionLevel(flate.BestCompression) // fails only for a level that does not exist
	v := newViewer(h, conn, key)
	v.alive = alive
	h.join(v, asked)
	go v.write()
}

func (h *Hub) speaks(protocols []string) bool {
	return slices.ContainsFunc(protocols, func(p string) bool { return slices.Contains(h.options.Protocols, p) })
}

// parse reads a viewer's query, or says what is wrong with it.
func parse(query string) (asked request, refusal string) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return asked, "The address cannot be read."
	}
	asked.query = values
	asked.topics = slices.Compact(slices.Sorted(slices.Values(values["topic"])))
	if n := len(asked.topics); n == 0 || n > MaxTopics {
		return asked, fmt.Sprintf("Name 1 to %d topics, as ?topic=overview&topic=…; these are %d.", MaxTopics, n)
	}
	for name, to := range map[string]*int64{"epoch": &asked.since.epoch, "revision": &asked.since.revision} {
		if text := values.Get(name); text != "" {
			if *to, err = strconv.ParseInt(text, 10, 64); err != nil || *to < 0 {
				return asked, fmt.Sprintf("%s must be a whole number, not %q.", name, text)
			}
		}
	}
	return asked, ""
}

// admit keeps a place for a viewer, or says why there is none. A hub to which nothing
// was published knows no topic, and would send everyone away for good.
func (h *Hub) admit(key string) (refusal string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case h.closed:
		return "The server is stopping. Come back in a moment."
	case h.head == mark{}:
		return "The server is starting. Come back in a moment."
	case h.options.MaxViewers > 0 && len(h.viewers)+h.joining >= h.options.MaxViewers:
		return "Too many viewers. Come back in a moment."
	case h.options.MaxPerKey > 0 && h.keys[key] >= h.options.MaxPerKey:
		return "Too many viewers from where you are. Come back in a moment, or close a page that watches."
	}
	h.joining++
	h.keys[key]++
	h.running.Add(1)
	return ""
}

// dismiss gives back the place of a viewer that did not come.
func (h *Hub) dismiss(key string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.joining--
	h.release(key)
	h.running.Done()
}

// join puts a viewer among those of its topics, or has it told to go. One that has
// seen more than this hub is not told that a topic does not exist: the hub may not
// have heard of it yet.
func (h *Hub) join(v *viewer, asked request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.joining--
	h.viewers[v] = struct{}{}
	v.came = h.head
	unknown := slices.IndexFunc(asked.topics, func(name string) bool { return h.topics[name] == nil })
	variant, refusal := h.options.Variant(v.conn.Subprotocol(), asked.query)
	v.variant = variant
	switch {
	case h.closed:
		v.end(restartGoodbye(len(h.viewers)))
		return
	case asked.since.epoch > h.head.epoch || unknown >= 0 && h.head.before(asked.since):
		v.end(goodbye{CloseBehind, "you have seen more than this server; come back later"})
		return
	case unknown >= 0:
		v.end(goodbye{CloseNoTopic, fmt.Sprintf("no such topic: %q", asked.topics[unknown])})
		return
	case refusal != "":
		v.end(goodbye{CloseNoTopic, refusal})
		return
	}
	// An older epoch's revisions say nothing about this one: all frames are sent.
	if asked.since.epoch == h.head.epoch {
		v.have = asked.since
	}
	v.differences = h.options.Differences(asked.query)
	for _, name := range asked.topics {
		t := h.topics[name]
		t.viewers[v] = struct{}{}
		v.topics = append(v.topics, &watched{topic: t, holds: h.held(v, asked)})
	}
	v.wake()
}

// held is the state of each of its topics that a viewer holds when it comes, as far as
// the hub can know: where it watches one topic, and what it shows of it was drawn here.
// Of several topics it may have got the newest of one and none of another.
func (h *Hub) held(v *viewer, asked request) mark {
	if len(asked.topics) > 1 || h.options.Drawn == "" || asked.query.Get("drawn") != h.options.Drawn {
		return mark{}
	}
	return v.have
}

// leave forgets a viewer that is gone.
func (h *Hub) leave(v *viewer) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, t := range v.topics {
		delete(t.viewers, v)
	}
	delete(h.viewers, v)
	h.release(v.key)
	h.running.Done()
}

// release counts one viewer of a key less; a key without viewers is not kept.
func (h *Hub) release(key string) {
	if h.keys[key]--; h.keys[key] <= 0 {
		delete(h.keys, key)
	}
}
