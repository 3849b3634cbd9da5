package pack

import (
	"fmt"
	"slices"
	"strings"
)

// choice is a value that is one of several words.
type choice struct{ takes []string }

// refuses says why a value is none of the words; empty where it is one.
func (c choice) refuses(value string) string {
	switch {
	case slices.Contains(c.takes, value):
		return ""
	case value == "":
		return "nothing is chosen; say " + c.words()
	}
	return fmt.Sprintf("“%s” is not known; say %s", clip(value), c.words())
}

// words lists the words: “running” or “declared”.
func (c choice) words() string {
	var quoted []string
	for _, word := range c.takes {
		quoted = append(quoted, "“"+word+"”")
	}
	last := len(quoted) - 1
	if last == 0 {
		return quoted[0]
	}
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}
