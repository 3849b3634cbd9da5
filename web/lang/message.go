package lang

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// message is one entry of a catalogue: a text, or one for each plural form.
type message struct {
	on    string // the argument that chooses the form; empty where there is one form
	forms map[string]text
}

// text is literal pieces and placeholders in turn: literal, placeholder, literal …
type text []string

const other = "other"

// parse reads an entry: "a text with {name}", or {"one": …, "other": …}, chosen by the
// argument n or by the one that "on" names.
func parse(raw json.RawMessage) (message, error) {
	var single string
	if err := json.Unmarshal(raw, &single); err == nil {
		words, err := split(single)
		return message{forms: map[string]text{other: words}}, err
	}
	var forms map[string]string
	if err := json.Unmarshal(raw, &forms); err != nil {
		return message{}, errors.New("neither a text nor texts by plural form")
	}
	m := message{on: "n", forms: map[string]text{}}
	for form, words := range forms {
		switch form {
		case "on":
			m.on = words
			continue
		case "zero", "one", "two", "few", "many", other:
		default:
			return message{}, fmt.Errorf("there is no plural form %q", form)
		}
		var err error
		if m.forms[form], err = split(words); err != nil {
			return message{}, err
		}
	}
	if m.forms[other] == nil {
		return message{}, errors.New("the plural form \"other\" is missing")
	}
	return m, nil
}

// split takes a text apart at its placeholders.
func split(s string) (text, error) {
	var out text
	rest := s
	for {
		words, after, more := strings.Cut(rest, "{")
		name, tail, closed := strings.Cut(after, "}")
		if strings.Contains(words, "}") || more && (!closed || name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_") != "") {
			return nil, fmt.Errorf("%q: a brace that is no placeholder", s)
		}
		if out = append(out, words); !more {
			return out, nil
		}
		out, rest = append(out, name), tail
	}
}

// of is the form for some arguments.
func (m message) of(tag language.Tag, args []any) text {
	if m.on == "" {
		return m.forms[other]
	}
	if n, ok := argument(args, m.on).(int); ok {
		if words, ok := m.forms[form(tag, n)]; ok {
			return words
		}
	}
	return m.forms[other]
}

// form is the plural form of a number by the rules of CLDR.
func form(tag language.Tag, n int) string {
	if n < 0 {
		n = -n
	}
	switch plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0) {
	case plural.Zero:
		return "zero"
	case plural.One:
		return "one"
	case plural.Two:
		return "two"
	case plural.Few:
		return "few"
	case plural.Many:
		return "many"
	}
	return other
}

// forms are the plural forms that a language has.
func forms(tag language.Tag) []string {
	seen := map[string]bool{other: true}
	for n := range 200 {
		seen[form(tag, n)] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

// arguments are the names that a message needs: those in any of its texts, and the one
// that chooses among them.
func (m message) arguments() []string {
	names := m.placeholders()
	if m.on != "" && !slices.Contains(names, m.on) {
		names = append(names, m.on)
	}
	slices.Sort(names)
	return names
}

// placeholders are the names in all texts of a message.
func (m message) placeholders() []string {
	seen := map[string]bool{}
	for _, words := range m.forms {
		for i := 1; i < len(words); i += 2 {
			seen[words[i]] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// argument is the value of a name among name, value, name, value …; nil where there
// is none.
func argument(args []any, name string) any {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1]
		}
	}
	return nil
}
