package gazetteer

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Bounds of a question. What is beyond is not read.
const (
	MaxQuery  = 100 // characters
	maxWords  = 8
	maxLetter = 40 // letters of a word
)

// cut is a text within the bounds of a question.
func cut(query string) string {
	n := 0
	for i := range query {
		if n == MaxQuery {
			return query[:i]
		}
		n++
	}
	return query
}

// fold is a text as words without case, accents, punctuation and "and".
func fold(text string) []string {
	kept := slices.DeleteFunc(split(text), func(w string) bool { return w == "and" })
	for i, w := range kept {
		if w == "saint" {
			kept[i] = "st"
		}
	}
	return kept
}

// whole is a text folded into one line: what two spellings of a name share.
func whole(text string) string { return strings.Join(fold(text), " ") }

func split(text string) []string {
	var words []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r) || silent(r):
		case r == '&' || r == '+':
			end()
			words = append(words, "and")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			word.WriteString(plainLetter(unicode.ToLower(r)))
		default:
			end()
		}
	}
	end()
	return words
}

// silent are the marks inside a name that people leave out: O'Neill, O’Neill.
func silent(r rune) bool { return strings.ContainsRune("'’‘ʼʻ`´′\u00ad\u200b\u200c\u200d", r) }

// plainLetter writes the letters that have no accent to lose as keyboards without them do.
func plainLetter(r rune) string {
	switch r {
	case 'ø':
		return "o"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ß':
		return "ss"
	case 'ð', 'đ':
		return "d"
	case 'þ':
		return "th"
	case 'ł':
		return "l"
	case 'ı':
		return "i"
	}
	return string(r)
}
