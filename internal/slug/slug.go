// Package slug makes what stands in public addresses from names, the same for ever.
package slug

import (
	"strings"
	"unicode"
)

// Of makes a slug of a name: "Ynys Môn" is ynys-mon, "King's Lynn & West" is
// kings-lynn-and-west. It is false where a letter has no plain form, or nothing is
// left.
func Of(name string) (string, bool) {
	var b strings.Builder
	for _, c := range strings.ToLower(name) {
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			b.WriteRune(c)
		case c == '\'' || c == '’' || c == '.' || unicode.Is(unicode.Mn, c): // also accents written apart
		case c == '&':
			b.WriteString(" and ")
		case !unicode.IsLetter(c):
			b.WriteByte(' ')
		default:
			plain := plainLetter(c)
			if plain == "" {
				return "", false
			}
			b.WriteString(plain)
		}
	}
	slug := strings.Join(strings.Fields(b.String()), "-")
	return slug, slug != ""
}

// plainLetter is a small letter of Latin script without its accent, for the names
// of the United Kingdom: Welsh, Gaelic and the odd French one.
func plainLetter(c rune) string {
	for plain, accented := range map[string]string{
		"a": "àáâãäå", "c": "ç", "e": "èéêë", "i": "ìíîï", "n": "ñ",
		"o": "òóôõöø", "u": "ùúûü", "w": "ẁẃŵẅ", "y": "ỳýŷÿ", "ae": "æ", "oe": "œ", "ss": "ß",
	} {
		if strings.ContainsRune(accented, c) {
			return plain
		}
	}
	return ""
}
