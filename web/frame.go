package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/a-h/templ"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// state is what every message about a topic begins with.
type state struct {
	Type     string `json:"type"`
	Topic    string `json:"topic"`
	Epoch    int64  `json:"epoch"`
	Revision int64  `json:"revision"`
}

// Frame is a bulletin as viewers of a language get it, in each protocol. It is made
// once for all of them.
func Frame(l *lang.Language, p *feed.Published) (broadcast.Frame, error) {
	html, err := FrameHTML(l, p)
	if err != nil {
		return broadcast.Frame{}, err
	}
	json, err := FrameJSON(p)
	return broadcast.Frame{
		Topic: p.Bulletin.Topic, Epoch: p.Bulletin.Epoch, Revision: p.Bulletin.Revision,
		Text: map[string][]byte{broadcast.ProtocolHTML: html, broadcast.ProtocolJSON: json},
	}, err
}

// FrameHTML is a bulletin as protocol results.html.v1 sends it: the inside of the
// page's #live element, with what the page says around it. It is made once for all
// viewers of a language, and fails only where a template does.
func FrameHTML(l *lang.Language, p *feed.Published) ([]byte, error) {
	fragment, err := render(liveOf(l, p))
	if err != nil {
		return nil, fmt.Errorf("web: frame: %w", err)
	}
	words := headline(p)
	return encode(struct {
		state
		At       time.Time `json:"at"`
		Figures  string    `json:"figures,omitempty"` // "03:26:08 BST"
		Title    string    `json:"title"`             // of the document
		Headline string    `json:"headline"`          // to be announced
		HTML     string    `json:"html"`
	}{stateOf(p), p.Bulletin.At, figuresOf(p.Bulletin), title(l, words, rehearsal(p.Bulletin)), words, string(fragment)})
}

// FrameJSON is a bulletin as protocol results.json.v1 sends it: its published bytes,
// verbatim, in an envelope.
func FrameJSON(p *feed.Published) ([]byte, error) {
	return encode(struct {
		state
		Bulletin json.RawMessage `json:"bulletin"`
	}{stateOf(p), p.Bytes})
}

func stateOf(p *feed.Published) state {
	return state{"state", p.Bulletin.Topic, p.Bulletin.Epoch, p.Bulletin.Revision}
}

// liveOf is the part of a page that changes with its bulletin.
func liveOf(l *lang.Language, p *feed.Published) templ.Component {
	if p.Bulletin.Contest != nil {
		return view.ContestLive(l, contestView(p))
	}
	return view.OverviewLive(l, overviewView(p))
}

// encode leaves "<" as it is: a frame is never put into a script element, and the
// escapes would make it longer by a fifth.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("web: frame: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// follow is what the script follows, from the state that a page shows.
func follow(p *feed.Published) view.Follow {
	b := p.Bulletin
	return view.Follow{Topic: b.Topic, Epoch: fmt.Sprint(b.Epoch), Revision: fmt.Sprint(b.Revision), Figures: figuresOf(b)}
}

// figuresOf is when a bulletin's figures were true; empty where it has none.
func figuresOf(b *feed.Bulletin) string {
	if b.Contest != nil && (b.Assurance == feed.NoFigures || b.Contest.Unopposed) {
		return ""
	}
	return clockOf(b).seconds(b.At)
}
