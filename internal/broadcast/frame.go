package broadcast

import (
	"cmp"
	"fmt"

	"github.com/gorilla/websocket"
)

// Frame is the whole state of a topic, as it goes to viewers.
type Frame struct {
	Topic    string
	Epoch    int64           // which life of the database is being served; higher is later
	Revision int64           // from 1, rising over all topics: no two frames of an epoch share one
	Since    int64           // revision of this topic and epoch that each Text.Since builds on; 0: none
	Text     map[string]Text // by variant, see Options.Variants
}

// Text is the message of a frame in one variant: JSON that says the frame's topic,
// epoch and revision too. Each of its functions is called when the first viewer needs
// what it makes, at most once, on a goroutine that holds no lock of the hub. What it
// makes goes to all viewers. If it fails or panics, that is logged once; see
// docs/protocol.md for what viewers see of it.
type Text struct {
	Whole func() ([]byte, error) // the whole state
	Since func() ([]byte, error) // the same, shorter, for who holds the state at Frame.Since; nil: there is no such text
}

// Ready is a text that is made already.
func Ready(text []byte) Text {
	return Text{Whole: func() ([]byte, error) { return text, nil }}
}

// mark is a place in the order of all frames.
type mark struct{ epoch, revision int64 }

func (m mark) before(o mark) bool {
	return cmp.Or(cmp.Compare(m.epoch, o.epoch), cmp.Compare(m.revision, o.revision)) < 0
}

// message is made ready once for all viewers: framed, and deflated for those who can
// inflate.
type message = websocket.PreparedMessage

// frame is a Frame as the hub keeps it.
type frame struct {
	mark
	topic string
	texts map[string]*texts
	after mark // of the frame of its topic that it took the place of
	since mark // what the shorter texts build on; zero: there are none
}

// texts are those of one variant.
type texts struct{ whole, since *lazy }

func newFrame(f Frame, variants []string) (*frame, error) {
	out := &frame{mark: mark{f.Epoch, f.Revision}, topic: f.Topic, texts: map[string]*texts{}}
	for _, v := range variants {
		text, ok := f.Text[v]
		if !ok || text.Whole == nil {
			return nil, fmt.Errorf("broadcast: frame of %s has no text for %s", f.Topic, v)
		}
		out.texts[v] = &texts{whole: &lazy{draw: text.Whole}}
		if text.Since != nil {
			out.texts[v].since = &lazy{draw: text.Since}
		}
	}
	return out, nil
}

// follows has f take the place of another frame of its topic. The shorter texts are
// good only if that is the one that they build on: viewers have no other.
func (f *frame) follows(last *frame, since int64) {
	f.after = last.mark
	if since != 0 && last.mark == (mark{f.epoch, since}) {
		f.since = last.mark
	}
}

func prepareBeat(head mark) (*message, error) {
	text := fmt.Appendf(nil, `{"type":"beat","epoch":%d,"revision":%d}`, head.epoch, head.revision)
	return websocket.NewPreparedMessage(websocket.TextMessage, text)
}
