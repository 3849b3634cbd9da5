// Package cell keeps a spreadsheet from taking a text for a formula. Every CSV that
// the desk writes goes through it, and election packs are read back through it.
package cell

import (
	"strings"
	"unicode"
)

// Guard puts an apostrophe before what a spreadsheet would take for the beginning of a
// formula, in the first line of a text and in each further one: programs that cut a
// cell at its line breaks would find it there. Bare takes them off again.
func Guard(text string) string {
	return eachLine(text, func(b *strings.Builder, line string) {
		if leads(strings.TrimLeft(line, "'")) {
			b.WriteByte('\'')
		}
		b.WriteString(line)
	})
}

// Bare is the text that Guard was given. A text that was never guarded is the same
// afterwards, but for a formula that somebody put an apostrophe before by hand.
func Bare(text string) string {
	return eachLine(text, func(b *strings.Builder, line string) {
		if rest, guarded := strings.CutPrefix(line, "'"); guarded && leads(strings.TrimLeft(rest, "'")) {
			line = rest
		}
		b.WriteString(line)
	})
}

// Row guards the cells of a row, all of them.
func Row(cells ...string) []string {
	guarded := make([]string, len(cells))
	for i, c := range cells {
		guarded[i] = Guard(c)
	}
	return guarded
}

// leads tells whether a line begins a formula: with one of the four signs, in any
// width, behind spaces and what cannot be seen; or with a tab or a carriage return,
// which some programs drop and then read on.
func leads(line string) bool {
	if strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "\r") {
		return true
	}
	line = strings.TrimLeftFunc(line, func(c rune) bool {
		return unicode.IsSpace(c) || !unicode.IsGraphic(c)
	})
	return strings.IndexAny(line, "=+-@＝＋－＠﹦﹢﹣﹫") == 0
}

// eachLine writes a text line by line; a line ends behind each LF and each CR.
func eachLine(text string, write func(b *strings.Builder, line string)) string {
	var b strings.Builder
	for text != "" {
		end := strings.IndexAny(text, "\r\n") + 1
		if end == 0 {
			end = len(text)
		}
		write(&b, text[:end])
		text = text[end:]
	}
	return b.String()
}
