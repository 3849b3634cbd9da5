package broadcast

import (
	"cmp"
	"fmt"

	"github.com/gorilla/websocket"
)

// Frame is the whole state of a topic, as it goes to viewers.
type Frame struct {
	Topic    string
	Epoch    int64             // which life of the database is being served; higher is later
	Revision int64             // from 1, rising over all topics: no two frames of an epoch share one
	Text     map[string][]byte // the message, JSON, by protocol; it says the three above too
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
	after mark // of the frame of its topic that it took the place of
}

func prepare(f Frame, protocols []string) (*frame, error) {
	out := &frame{mark: mark{f.Epoch, f.Revision}, texts: map[string]*message{}}
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
