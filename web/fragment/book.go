package fragment

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"slices"
	"strings"
)

// first and last are the characters that stand for pieces: Unicode leaves them to
// whoever uses them.
const first, last = '\ue000', '\uf8ff'

// Book is pieces of text that fragments are made of, so that one character can stand
// for each. Page and desk have the same book: a message is deflated alone, and what it
// says for the first time would else be sent in full to everybody.
type Book struct {
	id       string
	pieces   []string
	shortens *strings.Replacer
}

// NewBook is a book of pieces of markup and of words, which are written as a fragment
// has them. What one character cannot shorten is left out.
func NewBook(markup, words []string) *Book {
	b := &Book{pieces: slices.Clone(markup)}
	for _, w := range words {
		if w = html.EscapeString(w); len(w) >= 6 {
			b.pieces = append(b.pieces, w)
		}
	}
	slices.SortFunc(b.pieces, func(x, y string) int { return cmp.Or(cmp.Compare(len(y), len(x)), cmp.Compare(x, y)) })
	b.pieces = slices.Compact(b.pieces)
	b.pieces = b.pieces[:min(len(b.pieces), last-first+1)]
	var pairs []string
	for i, piece := range b.pieces {
		pairs = append(pairs, piece, string(first+rune(i)))
	}
	b.shortens = strings.NewReplacer(pairs...)
	sum := sha256.Sum256([]byte(strings.Join(b.pieces, "\x00")))
	b.id = hex.EncodeToString(sum[:4])
	return b
}

// ID tells books apart.
func (b *Book) ID() string { return b.id }

// Shorten has characters stand for what is in the book. Where the fragment has such
// characters of its own, in a name, they are written as references: the script, which
// reads the book before the markup, takes none of them for a piece.
func (b *Book) Shorten(fragment string) string {
	return b.shortens.Replace(own(fragment))
}

func own(fragment string) string {
	if !strings.ContainsFunc(fragment, stands) {
		return fragment
	}
	var out strings.Builder
	for _, r := range fragment {
		if stands(r) {
			fmt.Fprintf(&out, "&#%d;", r)
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}

// stands tells whether a character can stand for a piece.
func stands(r rune) bool { return first <= r && r <= last }

// Script is the book as the pages have it, a constant of the name "book".
func (b *Book) Script() ([]byte, error) {
	pieces, err := json.Marshal(b.pieces)
	return slices.Concat([]byte(`"use strict"; const book = {id: "`+b.id+`", pieces: `), pieces, []byte("};\n")), err
}
