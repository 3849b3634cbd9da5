package fragment

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"html"
	"slices"
	"strings"
	"unicode/utf8"
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

// Shorten has characters stand for what is in the book: as it is where the fragment has
// such characters of its own.
func (b *Book) Shorten(fragment string) string {
	if strings.ContainsFunc(fragment, func(r rune) bool { return r >= first && r <= last || r == utf8.RuneError }) {
		return fragment
	}
	return b.shortens.Replace(fragment)
}

// Script is the book as the pages have it, a constant of the name "book".
func (b *Book) Script() ([]byte, error) {
	pieces, err := json.Marshal(b.pieces)
	return slices.Concat([]byte(`"use strict"; const book = {id: "`+b.id+`", pieces: `), pieces, []byte("};\n")), err
}
