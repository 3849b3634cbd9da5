package broadcast

import (
	"cmp"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Protocols of the public socket, asked for as WebSocket subprotocols. Fields may be
// added to a protocol; none changes or goes.
const (
	ProtocolHTML = "results.html.v1" // fragments, ready to be put into the page
	ProtocolJSON = "results.json.v1" // canonical bulletins
)

// Options of a hub. A zero field has the default named beside it.
type Options struct {
	// Protocols that viewers may ask for, the preferred first. Default: ProtocolHTML,
	// ProtocolJSON.
	Protocols []string
	// Variants name the texts that every frame must carry. Default: one a protocol, of
	// its name.
	Variants []string
	// Variant says which of them a viewer gets, from its protocol and the query that it
	// came with, or why there is none: it is then closed with CloseNoTopic and told.
	// Default: that of the protocol.
	Variant func(protocol string, query url.Values) (variant, refusal string)
	// Differences tells from its query whether a viewer can do with the shorter texts.
	// Default: nobody can.
	Differences func(query url.Values) bool
	// Drawn names who draws the texts: one run of one program. A viewer that names it
	// too holds what this one would have drawn. Empty: every viewer's first texts are whole.
	Drawn string
	// CheckOrigin says who may watch; see AnyOrigin and ExactOrigin. Default: nobody.
	CheckOrigin func(*http.Request) bool
	// Compress offers deflate. A frame is deflated once for all viewers, as small as it
	// gets: the work is done once, the bytes are sent ten thousand times.
	Compress bool
	// MaxViewers at one time; the next is asked to come back. Default: no limit.
	MaxViewers int
	// Key is whom a viewer belongs to, and MaxPerKey how many such may be there at one
	// time: of an address, see ByAddress, or of a session. Default: no limit.
	Key       func(*http.Request) string
	MaxPerKey int

	Beat      time.Duration // between heartbeats; default 5 s
	Ping      time.Duration // between pings; default 25 s
	Pong      time.Duration // a viewer that answers no ping for so long is gone; default 60 s
	WriteWait time.Duration // a viewer that takes nothing for so long is gone; default 10 s

	Log *slog.Logger // default: none
}

func (o Options) withDefaults() Options {
	if len(o.Protocols) == 0 {
		o.Protocols = []string{ProtocolHTML, ProtocolJSON}
	}
	if len(o.Variants) == 0 {
		o.Variants = o.Protocols
	}
	if o.Variant == nil {
		o.Variant = func(protocol string, _ url.Values) (string, string) { return protocol, "" }
	}
	if o.Differences == nil {
		o.Differences = func(url.Values) bool { return false }
	}
	if o.CheckOrigin == nil {
		o.CheckOrigin = ExactOrigin()
	}
	if o.Key == nil {
		o.Key = func(*http.Request) string { return "" }
	}
	o.Beat = cmp.Or(o.Beat, 5*time.Second)
	o.Ping = cmp.Or(o.Ping, 25*time.Second)
	o.Pong = cmp.Or(o.Pong, 60*time.Second)
	o.WriteWait = cmp.Or(o.WriteWait, 10*time.Second)
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	return o
}

// upgrader has small buffers: a viewer sends control frames of at most 125 bytes, and
// what is sent to it is prepared already, so larger ones would only be held idle,
// times the number of viewers.
func (o Options) upgrader() websocket.Upgrader {
	return websocket.Upgrader{
		HandshakeTimeout:  farewell,
		ReadBufferSize:    128,
		WriteBufferSize:   512,
		WriteBufferPool:   &sync.Pool{},
		Subprotocols:      o.Protocols,
		CheckOrigin:       AnyOrigin, // ServeHTTP has asked Options.CheckOrigin before
		EnableCompression: o.Compress,
	}
}

// AnyOrigin lets any page watch: also one in a sandboxed frame, whose origin is
// "null", and programs, which have none.
func AnyOrigin(*http.Request) bool { return true }

// ExactOrigin lets only pages of these origins ("https://desk.example.org") watch.
// No origin is none of them.
func ExactOrigin(origins ...string) func(*http.Request) bool {
	return func(r *http.Request) bool {
		sent := r.Header.Values("Origin")
		if len(sent) != 1 {
			return false
		}
		for _, o := range origins {
			if sent[0] == o {
				return true
			}
		}
		return false
	}
}
