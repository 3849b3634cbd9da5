package count

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fields of a note, and how long they may be, in characters and lines.
const (
	FieldNoteText = "text"
	FieldByline   = "byline"

	MaxNoteText  = 600
	MaxNoteLines = 12
	MaxByline    = 60
)

// maxMarks is how many accents one letter may carry: piled up, they are drawn over the
// figures beside them.
const maxMarks = 4

// CheckNote reads a note as it was typed: line ends of every kind become the one, and
// what cannot be seen, or would turn a line around, is refused (E01).
func CheckNote(byline, text string) (Noted, []Finding) {
	n := Noted{Byline: strings.Join(strings.Fields(byline), " "), Text: plainLines(text)}
	var findings []Finding
	add := func(field, title, more string) {
		findings = append(findings, Finding{Code: E01, Field: field, Title: title, Text: more})
	}
	for _, f := range []struct {
		field, name, text string
		most              int
	}{{FieldNoteText, "The note", n.Text, MaxNoteText}, {FieldByline, "The byline", n.Byline, MaxByline}} {
		switch count, why := utf8.RuneCountInString(f.text), unseen(f.text); {
		case blank(f.text):
			add(f.field, f.name+" is empty.", "")
		case why != "":
			add(f.field, f.name+" holds "+why+".", "Type it again; text that is copied brings such characters along.")
		case count > f.most:
			add(f.field, fmt.Sprintf("%s has %s characters; at most %d fit.", f.name, Thousands(count), f.most), "")
		}
	}
	if lines := strings.Count(n.Text, "\n") + 1; lines > MaxNoteLines {
		add(FieldNoteText, fmt.Sprintf("The note has %s lines; at most %d fit.", Thousands(lines), MaxNoteLines), "")
	}
	return n, findings
}

// plainLines brings text to lines without spaces at their ends, and to one empty line
// between paragraphs.
func plainLines(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\t", " ").Replace(text)
	var lines []string
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		line = strings.TrimRightFunc(line, unicode.IsSpace)
		if line != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// blank tells whether nothing of a text can be seen.
func blank(text string) bool {
	return strings.IndexFunc(text, func(c rune) bool { return unicode.IsGraphic(c) && !unicode.IsSpace(c) && !unicode.IsMark(c) }) < 0
}

// unseen names what a reader could not see, or not tell apart; empty where all is well.
func unseen(text string) string {
	marks := 0
	for _, c := range text {
		if marks++; !unicode.In(c, unicode.Mn, unicode.Me) {
			marks = 0
		}
		switch {
		case c == utf8.RuneError:
			return "a character that was lost on the way (�)"
		case c != '\n' && unicode.IsControl(c), unicode.Is(unicode.Bidi_Control, c), c == '\ufeff', unicode.Is(unicode.Co, c), 0xe0000 <= c && c <= 0xe007f:
			return fmt.Sprintf("a character that cannot be seen (%U)", c)
		case marks > maxMarks:
			return "a letter with a pile of accents"
		}
	}
	return ""
}
