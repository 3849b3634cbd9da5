package main

import (
	"cmp"
	"fmt"
	"strings"

	"resultsdesk/internal/count"
)

// shownEdits and shownText are what is written of an import that changes a country:
// lines, and characters of a text.
const (
	shownEdits = 60
	shownText  = 120
)

// editsText lists what of contests changes: what is the same in several of them once,
// then each contest by itself. Where it is long it is cut, unless all is asked for.
func editsText(edits []count.Edit, all bool) string {
	shared := map[count.Edit]int{} // contests by what changes in them
	for _, e := range edits {
		e.Contest = ""
		shared[e]++
	}
	var lines []string
	contest := ""
	said := map[count.Edit]bool{}
	for _, e := range edits {
		id := e.Contest
		if e.Contest = ""; shared[e] > 1 && !said[e] {
			said[e] = true
			lines = append(lines, fmt.Sprintf("  in %s contests: %s", count.Thousands(shared[e]), editText(e)))
		}
		e.Contest = id
	}
	for _, e := range edits {
		id := e.Contest
		if e.Contest = ""; shared[e] > 1 {
			continue
		}
		if id != contest {
			contest = id
			lines = append(lines, "  "+id)
		}
		lines = append(lines, "    "+editText(e))
	}
	if len(lines) == 0 {
		return ""
	}
	cut := ""
	if !all && len(lines) > shownEdits {
		cut = fmt.Sprintf("  … and %s more lines; -all shows them\n", count.Thousands(len(lines)-shownEdits))
		lines = lines[:shownEdits]
	}
	return "What changes:\n" + strings.Join(lines, "\n") + "\n" + cut
}

func editText(e count.Edit) string {
	return e.What + ": " + quoted(e.Was) + " → " + quoted(e.Now)
}

// quoted is a text on one line, in so many characters.
func quoted(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > shownText {
		text = string(runes[:shownText]) + "…"
	}
	return cmp.Or(text, "(none)")
}
