package pack

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The longest texts, in characters. A registered description is six words; the
// longest name of a constituency has 39.
const (
	maxID          = 40
	maxName        = 100
	maxDescription = 200
	maxNote        = 1000
)

// unfit says why text is not fit to be shown; empty where it is. Accents stay as
// they were typed. What cannot be seen is refused, because it makes two names look
// alike or turns a line around.
func unfit(text string, limit int) string {
	if n := utf8.RuneCountInString(text); n > limit {
		return fmt.Sprintf("the text has %d characters; at most %d fit", n, limit)
	}
	for _, c := range text {
		switch {
		case c == '\n' && limit == maxNote:
		case c == '\n':
			return "the text has more than one line"
		case c == utf8.RuneError:
			return "a character was lost when the file was saved (�); type it again and save as “CSV UTF-8”"
		case unicode.IsControl(c), unicode.Is(unicode.Bidi_Control, c), unicode.In(c, unicode.Zl, unicode.Zp), c == '\ufeff':
			return fmt.Sprintf("the text holds a character that cannot be seen (%U)", c)
		}
	}
	return ""
}

// clip shortens what a message quotes.
func clip(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return ' '
		}
		return c
	}, text)
}

// isID tells whether text can name a party, a candidate or a unit: it goes into
// addresses, field names and file formats as it is.
func isID(text string) bool {
	if len(text) > maxID {
		return false
	}
	for i, c := range []byte(text) {
		inside := i > 0 && i < len(text)-1
		if !isLetter(c) && !isDigit(c) && !(inside && strings.IndexByte("-_:", c) >= 0) {
			return false
		}
	}
	return text != ""
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
