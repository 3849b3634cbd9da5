package lang

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/language"
)

// Language is one language of the public side.
type Language struct {
	Code   string // "en", "cy": the folder, and the socket's "lang"
	Tag    string // for <html lang>: "en-GB", "cy"
	Name   string // as its speakers call it: "English", "Cymraeg"
	Prefix string // of its pages' addresses: "" or "/cy"

	tag      language.Tag
	messages map[string]message
	english  *Language
	known    map[name]string // keys of names by what English calls them
}

// introduce fills in what a language says of itself.
func (l *Language) introduce() error {
	l.Tag, l.Name = l.T("language.tag"), l.T("language.name")
	if !l.has("language.tag") || !l.has("language.name") {
		return errors.New(`"language.tag" or "language.name" is missing`)
	}
	var err error
	l.tag, err = language.Parse(l.Tag)
	return err
}

func (l *Language) has(key string) bool {
	_, ok := l.messages[key]
	return ok
}

// Path is the address of a page in this language: "/contests" is "/cy/contests".
func (l *Language) Path(path string) string { return l.Prefix + path }

// T is a message with its arguments, name and value in turn: a text, or an int, which
// is written as the language writes numbers and chooses the plural form. The result is
// plain text. A key that a language lacks is answered in English; one that does not
// exist at all by itself, so that a page is never empty.
func (l *Language) T(key string, args ...any) string {
	var b strings.Builder
	for _, p := range l.Parts(key, args...) {
		if p.Slot != nil {
			fmt.Fprint(&b, p.Slot)
			continue
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

// Part is a piece of a message: text, or an argument that is not text.
type Part struct {
	Text string
	Slot any // an argument that is neither a text nor an int; nil for text
}

// Parts is a message in pieces, for sentences in which marked-up pieces stand where
// the language puts them.
func (l *Language) Parts(key string, args ...any) []Part {
	m, ok := l.messages[key]
	tag := l.tag
	if !ok {
		if l.english == nil || l.english == l {
			return []Part{{Text: key}}
		}
		return l.english.Parts(key, args...)
	}
	words := m.of(tag, args)
	parts := []Part{{Text: words[0]}}
	for i := 1; i < len(words); i += 2 {
		parts = append(parts, l.part(words[i], args), Part{Text: words[i+1]})
	}
	return parts
}

// part is what stands for a placeholder; its name in braces where nothing was given.
func (l *Language) part(name string, args []any) Part {
	switch v := argument(args, name).(type) {
	case nil:
		return Part{Text: "{" + name + "}"}
	case string:
		return Part{Text: v}
	case int:
		return Part{Text: l.Number(v)}
	default:
		return Part{Slot: v}
	}
}
