package fragment

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// tree draws a fragment as templates make them: some elements with keys, lists of rows,
// texts between.
func tree(t *rapid.T, depth int) string {
	var b strings.Builder
	keys := rapid.Permutation([]string{"a", "b", "c", "d"}).Draw(t, "keys")
	for i := range rapid.IntRange(0, 4).Draw(t, "children") {
		kind := rapid.SampledFrom([]string{"p", "span", "section", "text", "key", "id", "rows", "svg"}).Draw(t, "kind")
		if depth == 0 {
			kind = "text"
		}
		switch kind {
		case "text":
			b.WriteString(rapid.SampledFrom([]string{"one", "two", "<b>O’Neill &amp; \"Co\"</b>", " "}).Draw(t, "text"))
		case "key":
			fmt.Fprintf(&b, `<div data-key="%s"%s>%s</div>`, keys[i%4], rapid.SampledFrom([]string{"", ` class="x"`, ` class="y" hidden`, ` title="y"`}).Draw(t, "attributes"), tree(t, depth-1))
		case "id":
			fmt.Fprintf(&b, `<div id="%s-%d">%s</div>`, keys[i%4], depth, tree(t, depth-1))
		case "rows":
			b.WriteString(`<ul data-rows>`)
			for _, key := range keys[:rapid.IntRange(0, 4).Draw(t, "rows")] {
				fmt.Fprintf(&b, `<li data-key="%s">%s</li>`, key, tree(t, depth-1))
			}
			b.WriteString(`</ul>`)
		case "svg":
			fmt.Fprintf(&b, `<svg viewBox="0 0 1 1"><rect width="%d"></rect></svg>`, rapid.IntRange(0, 2).Draw(t, "width"))
		default:
			fmt.Fprintf(&b, `<%[1]s class="%[3]s">%[2]s</%[1]s>`, strings.Replace(kind, "p", "div", 1), tree(t, depth-1), kind)
		}
	}
	return b.String()
}

// Whoever has one fragment and is sent what changed has the next, in the end and at
// each step; so has who is sent the whole instead.
func TestWhoHasOneAndGetsWhatChangedHasTheNext(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		held := tree(t, 3)
		p := draw(held)
		for range rapid.IntRange(1, 4).Draw(t, "steps") {
			next := tree(t, 3)
			sent, err := Since(held, next)
			if err != nil {
				t.Fatal(err)
			}
			whole := draw(p.html())
			if !p.take(sent, true) || !whole.take(next, false) {
				t.Fatalf("does not fit:\n%s\nhas\n%s", sent, held)
			}
			if p.html() != plain(next) || whole.html() != plain(next) {
				t.Fatalf("has\n%s\nof\n%s\nwants\n%s", p.html(), sent, next)
			}
			held = next
		}
	})
}

func TestWhatIsTheSameIsLeftOut(t *testing.T) {
	for _, c := range [][3]string{
		{`<p id="a" class="b">x<b>1</b></p>`, `<p id="a" class="b">x<b>1</b></p>`, `<p id="a" data-same=""></p>`},
		{`<p id="a">x<b>1</b></p>`, `<p id="a">x<b>2</b></p>`, `<p id="a">x<b>2</b></p>`},
		{`<p id="a"><i>x</i><b>1</b></p>`, `<p id="a"><i>x</i><b>2</b></p>`, `<p id="a"><i data-same=""></i><b>2</b></p>`},
		{`<p id="a" class="b" title="t">1</p>`, `<p id="a" class="b">2</p>`, `<p id="a" data-gone="title">2</p>`},
		{`<p id="a" class="b">1</p>`, `<p id="a" class="c" hidden="">1</p>`, `<p id="a" class="c" hidden="">1</p>`},
		{`<ul data-rows=""><li data-key="1">x</li><li data-key="2">y</li></ul>`, `<ul data-rows=""><li data-key="2">y</li><li data-key="1">x</li></ul>`,
			`<ul data-rows=""><li data-key="2" data-same=""></li><li data-key="1" data-same=""></li></ul>`},
		{`<p>x</p>`, `<p>x</p><p>x</p>`, `<p data-same=""></p><p>x</p>`},
	} {
		if got, err := Since(c[0], c[1]); err != nil || got != c[2] {
			t.Errorf("from %s to %s: %s, %v; want %s", c[0], c[1], got, err, c[2])
		}
	}
}

func TestWhatDoesNotFitIsSeenBeforeAnythingChanges(t *testing.T) {
	sent, err := Since(`<p id="a">1</p><p id="b"><i>x</i>1</p>`, `<p id="a">2</p><p id="b"><i>x</i>2</p>`)
	if err != nil {
		t.Fatal(err)
	}
	for _, held := range []string{`<p id="a">1</p>`, `<p id="a">1</p><p id="b">1</p>`, `<p id="a">1</p><p id="c"><i>x</i></p>`, ``} {
		p := draw(held)
		if p.take(sent, true) || p.html() != plain(held) {
			t.Errorf("%s took %s and is %s", held, sent, p.html())
		}
	}
}

// expand is what live.js does with a book.
func expand(b *Book, text string) string {
	var pairs []string
	for i, piece := range b.pieces {
		pairs = append(pairs, string(first+rune(i)), piece)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func TestBookGivesBackWhatItShortened(t *testing.T) {
	b := NewBook([]string{`<b>`, `</b>`, `<b>Labour`}, []string{"Majority & more", "a", "O’Neill"})
	for _, text := range []string{`<p><b>Labour</b> hold: Majority &amp; more O’Neill</p>`, ``, `<b>Labou</b>`} {
		short := b.Shorten(text)
		if expand(b, short) != text || len(text) > 20 && len(short) >= len(text) {
			t.Errorf("%s became %q, and again %s", text, short, expand(b, short))
		}
	}
	for _, own := range []string{"<b>\ue000</b>", "<i title=\"\uf8ff\">Labour</i>"} {
		if got := html.UnescapeString(expand(b, b.Shorten(own))); got != own {
			t.Errorf("%q, which has such a character of its own, became %q", own, got)
		}
	}
	if NewBook([]string{`<b>`}, nil).ID() == NewBook([]string{`<i>`}, nil).ID() {
		t.Error("two books have one name")
	}
}
