package broadcast

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"time"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/feed"
)

// Frame is the whole state of a topic, as it goes to viewers.
type Frame struct {
	Topic    string
	Epoch    int64             // which life of the database is being served; higher is later
	Revision int64             // as in feed.Bulletin: no two frames of an epoch share one
	Text     map[string][]byte // the message, by protocol
}

// NewFrame is the frame of a bulletin: for ProtocolJSON its canonical bytes, unchanged;
// for ProtocolHTML what a page shows of it.
//
// epoch is the one being served. After a restore it is later than the bulletin's own,
// which is kept as it was published; by it a viewer knows that what it saw before the
// restore, at a higher revision perhaps, is void.
func NewFrame(epoch int64, p *feed.Published, html string) (Frame, error) {
	b := p.Bulletin
	s := state{Type: "state", Topic: b.Topic, Epoch: max(epoch, b.Epoch), Revision: b.Revision}
	page, err := encode(struct {
		state
		At   time.Time `json:"at"`
		HTML string    `json:"html"`
	}{s, b.At, html})
	if err != nil {
		return Frame{}, err
	}
	open, err := encode(struct {
		state
		Bulletin json.RawMessage `json:"bulletin"`
	}{s, p.Bytes})
	if err != nil {
		return Frame{}, err
	}
	return Frame{s.Topic, s.Epoch, s.Revision, map[string][]byte{ProtocolHTML: page, ProtocolJSON: open}}, nil
}

// state is what every message about a topic begins with.
type state struct {
	Type     string `json:"type"`
	Topic    string `json:"topic"`
	Epoch    int64  `json:"epoch"`
	Revision int64  `json:"revision"`
}

// encode writes "<" as itself: escaped, as encoding/json does it for the sake of
// script elements, a fragment of a page would be a fifth longer.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("broadcast: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// mark is a place in the order of all frames.
type mark struct{ epoch, revision int64 }

func (m mark) before(o mark) bool {
	return cmp.Or(cmp.Compare(m.epoch, o.epoch), cmp.Compare(m.revision, o.revision)) < 0
}

// message is made ready once for all viewers: framed, and deflated for those who can
// inflate.
type message = websocket.PreparedMessage

// frame is a Frame made ready to be sent.
type frame struct {
	mark
	texts map[string]*message
}

func prepare(f Frame, protocols []string) (*frame, error) {
	out := &frame{mark{f.Epoch, f.Revision}, map[string]*message{}}
	for _, p := range protocols {
		text, ok := f.Text[p]
		if !ok {
			return nil, fmt.Errorf("broadcast: frame of %s has no text for %s", f.Topic, p)
		}
		ready, err := websocket.NewPreparedMessage(websocket.TextMessage, text)
		if err != nil {
			return nil, fmt.Errorf("broadcast: %w", err)
		}
		out.texts[p] = ready
	}
	return out, nil
}

func prepareBeat(head mark) (*message, error) {
	text := fmt.Appendf(nil, `{"type":"beat","epoch":%d,"revision":%d}`, head.epoch, head.revision)
	return websocket.NewPreparedMessage(websocket.TextMessage, text)
}
