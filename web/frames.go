package web

import (
	"cmp"
	"fmt"
	"net/url"
	"sync"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/feed"
	"resultsdesk/web/fragment"
	"resultsdesk/web/lang"
)

// Frames makes the frames of bulletins as they are published. Nothing is drawn before
// a viewer needs it: of 650 contests in two languages most are watched by nobody at
// most times.
type Frames struct {
	words *lang.Catalogue
	drawn string
	books map[string]*fragment.Book // by language

	mu     sync.Mutex
	newest map[string]*drawing // by topic
}

// drawing is a bulletin's fragment in each language.
type drawing struct {
	*feed.Published
	html map[string]func() (string, error) // by language; drawn once
}

// NewFrames makes frames in every language of a catalogue. drawn names this run of this
// program, see [broadcast.Options.Drawn].
func NewFrames(words *lang.Catalogue, drawn string) *Frames {
	f := &Frames{words: words, drawn: drawn, books: map[string]*fragment.Book{}, newest: map[string]*drawing{}}
	for _, l := range words.Languages() {
		f.books[l.Code] = bookOf(l)
	}
	return f
}

// Next is the frame of the bulletin that takes the place of the newest of its topic.
// It carries a text for each of Variants.
func (f *Frames) Next(p *feed.Published) broadcast.Frame {
	now := &drawing{p, map[string]func() (string, error){}}
	for _, l := range f.words.Languages() {
		now.html[l.Code] = sync.OnceValues(func() (string, error) { return fragmentOf(l, p) })
	}
	f.mu.Lock()
	last := f.newest[p.Bulletin.Topic]
	f.newest[p.Bulletin.Topic] = now
	f.mu.Unlock()

	frame := broadcast.Frame{
		Topic: p.Bulletin.Topic, Epoch: p.Bulletin.Epoch, Revision: p.Bulletin.Revision,
		Text: map[string]broadcast.Text{broadcast.ProtocolJSON: {Whole: func() ([]byte, error) { return FrameJSON(p) }}},
	}
	if last != nil && last.Bulletin.Epoch == p.Bulletin.Epoch {
		frame.Since = last.Bulletin.Revision
	}
	for _, l := range f.words.Languages() {
		text := broadcast.Text{Whole: func() ([]byte, error) { return f.whole(l, now) }}
		if frame.Since != 0 {
			text.Since = func() ([]byte, error) { return f.since(l, last, now) }
		}
		frame.Text[variantOf(l)] = text
	}
	return frame
}

func (f *Frames) whole(l *lang.Language, d *drawing) ([]byte, error) {
	html, err := d.html[l.Code]()
	if err != nil {
		return nil, err
	}
	m := messageOf(l, d.Published)
	m.Drawn, m.HTML = f.drawn, html
	return encode(m)
}

// since is what has to be sent to who has the last drawing.
func (f *Frames) since(l *lang.Language, last, d *drawing) ([]byte, error) {
	before, err := last.html[l.Code]()
	if err != nil {
		return nil, err
	}
	html, err := d.html[l.Code]()
	if err != nil {
		return nil, err
	}
	m := messageOf(l, d.Published)
	m.Since = last.Bulletin.Revision
	if html, err = fragment.Since(before, html); err != nil {
		return nil, err
	}
	m.HTML = f.books[l.Code].Shorten(html)
	return encode(m)
}

// variantOf is the variant of a frame that those who read a language get.
func variantOf(l *lang.Language) string { return broadcast.ProtocolHTML + " " + l.Code }

// Variants are the texts of each frame: pages in every language, and the data, which
// have none. For [broadcast.Options.Variants].
func (f *Frames) Variants() []string {
	all := []string{broadcast.ProtocolJSON}
	for _, l := range f.words.Languages() {
		all = append(all, variantOf(l))
	}
	return all
}

// Variant is the text for a viewer, by its protocol and "lang": English for who names
// no language. For [broadcast.Options.Variant].
func (f *Frames) Variant(protocol string, query url.Values) (variant, refusal string) {
	if protocol != broadcast.ProtocolHTML {
		return protocol, ""
	}
	code := query.Get("lang")
	if code == "" {
		return variantOf(f.words.English()), ""
	}
	l, ok := f.words.Of(code)
	if !ok {
		return "", fmt.Sprintf("no such language: %q", code)
	}
	return variantOf(l), ""
}

// Differences tells whether a viewer can read what changed: whether it has the book.
// For [broadcast.Options.Differences].
func (f *Frames) Differences(query url.Values) bool {
	book, ok := f.books[cmp.Or(query.Get("lang"), f.words.English().Code)]
	return ok && query.Get("book") == book.ID()
}
