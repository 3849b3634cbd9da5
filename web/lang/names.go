package lang

import "strings"

// name is what English calls something that published data names in English.
type name struct{ kind, id, words string }

// names are the keys of all names that the catalogue knows. Data say "Labour" for
// PP53: English says so too, under "party.PP53", and the others say it their way. What
// the data call otherwise, the "Brexit" of that party in 2019, is another entry
// ("party.PP7931.2019") or stays as it is.
func (l *Language) names() map[name]string {
	all := map[name]string{}
	for key, m := range l.messages {
		kind, rest, _ := strings.Cut(key, ".")
		switch kind {
		case "party", "region", "country", "unit", "election", "text":
		default:
			continue
		}
		words := strings.Join(m.forms[other], "")
		if id, _, _ := strings.Cut(rest, "."); kind == "party" {
			all[name{kind, id, words}] = key
		}
		if first, ok := all[name{kind, "", words}]; !ok || key < first {
			all[name{kind, "", words}] = key
		}
	}
	return all
}

// call is how the language calls what English calls so; as it is where it is unknown.
func (l *Language) call(kind, id, words string) string {
	for _, id := range []string{id, ""} {
		if key, ok := l.known[name{kind, id, words}]; ok {
			return l.T(key)
		}
	}
	return words
}

// Party is the name of a party in this language, from its id at the Electoral
// Commission and the name that the data give it: short, long or abbreviated. A name
// that the catalogue does not know stays as it is. The id may be empty or unknown.
func (l *Language) Party(id, fallback string) string { return l.call("party", id, fallback) }

// Region is the name of a region or nation of the United Kingdom.
func (l *Language) Region(name string) string { return l.call("region", "", name) }

// Country is the name of a country of the United Kingdom.
func (l *Language) Country(name string) string { return l.call("country", "", name) }

// Unit is the word for the parts of a count, "mini-counts".
func (l *Language) Unit(word string) string { return l.call("unit", "", word) }

// Election is the name of an election, "General election".
func (l *Language) Election(name string) string { return l.call("election", "", name) }

// Text is a text that the desk itself puts into its data, such as a source. What
// people wrote stays as they wrote it.
func (l *Language) Text(words string) string { return l.call("text", "", words) }

// Head is the reason for which papers are rejected, by its id; the label where the
// catalogue does not know it.
func (l *Language) Head(id, label string) string {
	if key := "head." + id; l.english.has(key) {
		return l.T(key)
	}
	return label
}
