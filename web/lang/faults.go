package lang

import (
	"fmt"
	"maps"
	"slices"
)

// Faults are what keeps the languages from saying the same: keys and placeholders that
// one lacks or has beside the others, and plural forms that its grammar needs.
func (c *Catalogue) Faults() []string {
	var faults []string
	for _, l := range c.all {
		for _, key := range slices.Sorted(maps.Keys(c.english.messages)) {
			want := c.english.messages[key]
			got, ok := l.messages[key]
			if !ok {
				faults = append(faults, fmt.Sprintf("%s: %s is missing", l.Code, key))
				continue
			}
			if a, b := want.placeholders(), got.placeholders(); !slices.Equal(a, b) {
				faults = append(faults, fmt.Sprintf("%s: %s: placeholders %v, in English %v", l.Code, key, b, a))
			}
			if got.on != "" && !slices.Contains(want.arguments(), got.on) {
				faults = append(faults, fmt.Sprintf("%s: %s: the form depends on %q, which English does not know", l.Code, key, got.on))
			}
			for _, f := range forms(l.tag) {
				if _, ok := got.forms[f]; got.on != "" && !ok {
					faults = append(faults, fmt.Sprintf("%s: %s: plural form %q is missing", l.Code, key, f))
				}
			}
		}
		for _, key := range slices.Sorted(maps.Keys(l.messages)) {
			if !c.english.has(key) {
				faults = append(faults, fmt.Sprintf("%s: %s is not in English", l.Code, key))
			}
		}
	}
	return faults
}

// Keys are the keys of a language's messages with the arguments that each needs.
func (l *Language) Keys() map[string][]string {
	keys := map[string][]string{}
	for key, m := range l.messages {
		keys[key] = m.arguments()
	}
	return keys
}
