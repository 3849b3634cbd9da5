package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/a-h/templ"

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

// message is a bulletin as protocol results.html.v1 sends it.
type message struct {
	state
	Since    int64     `json:"since,omitempty"`   // revision of the topic's state that HTML builds on
	Drawn    string    `json:"drawn,omitempty"`   // who drew a whole HTML
	At       time.Time `json:"at"`                // when the figures were true
	Figures  string    `json:"figures,omitempty"` // the same in words, "03:26:08 BST"
	Title    string    `json:"title"`             // of the document
	Headline string    `json:"headline"`          // to be announced
	Seats    string    `json:"seats,omitempty"`   // of the overview, see feed.Overview
	HTML     string    `json:"html"`
}

// FrameHTML is a bulletin as protocol results.html.v1 sends it: the inside of the
// page's #live element, with what the page says around it. It fails only where a
// template does.
func FrameHTML(l *lang.Language, p *feed.Published) ([]byte, error) {
	html, err := fragmentOf(l, p)
	if err != nil {
		return nil, err
	}
	m := messageOf(l, p)
	m.HTML = html
	return encode(m)
}

// messageOf is all that a message says but its HTML.
func messageOf(l *lang.Language, p *feed.Published) message {
	words := headline(l, p)
	m := message{
		state: stateOf(p), At: p.Bulletin.At, Figures: figuresOf(l, p.Bulletin),
		Title: title(l, words, rehearsal(p.Bulletin)), Headline: words,
	}
	if o := p.Bulletin.Overview; o != nil {
		m.Seats = o.Seats
	}
	return m
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

// fragmentOf is the part of a page that changes with its bulletin, as it is sent. It
// depends on the bulletin alone.
func fragmentOf(l *lang.Language, p *feed.Published) (string, error) {
	html, err := render(liveOf(l, p))
	if err != nil {
		return "", fmt.Errorf("web: frame: %w", err)
	}
	return string(html), nil
}

func liveOf(l *lang.Language, p *feed.Published) templ.Component {
	if p.Bulletin.Contest != nil {
		return view.ContestLive(l, contestView(l, p))
	}
	return view.NightLive(l, nightView(l, p))
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
func (s *site) follow(l *lang.Language, p *feed.Published) view.Follow {
	b := p.Bulletin
	return view.Follow{Topic: b.Topic, Epoch: fmt.Sprint(b.Epoch), Revision: fmt.Sprint(b.Revision), Figures: figuresOf(l, b), Drawn: s.Drawn}
}

// figuresOf is when a bulletin's figures were true; empty where it has none.
func figuresOf(l *lang.Language, b *feed.Bulletin) string {
	if b.Contest != nil && (b.Assurance == feed.NoFigures || b.Contest.Unopposed) {
		return ""
	}
	return clockOf(l, b).seconds(b.At)
}
