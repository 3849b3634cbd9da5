package desk

import (
	"net/http"
	"regexp"
	"strings"

	"resultsdesk"
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// showRunbook is docs/the-night.md as a page: it is there also where the hall has no
// other network than the desk's.
func (s *officers) showRunbook(w http.ResponseWriter, r *http.Request, _ count.Officer) error {
	s.draw(w, r, http.StatusOK, officer.Runbook(officer.RunbookPage{Page: s.frame(r, "The night"), Passages: readRunbook(resultsdesk.Runbook)}))
	return nil
}

// readRunbook reads the little of Markdown that the runbook uses: headings,
// paragraphs, commands, lists, tables as lists, and words that are strong, slanted or typed as they stand.
func readRunbook(text string) []officer.Passage {
	numbered := regexp.MustCompile(`^\d+\. `)
	link := regexp.MustCompile(`\[([^]]+)\]\([^)]+\)`)
	var all []officer.Passage
	wrapped := false // the line before ended no paragraph
	for raw := range strings.Lines(link.ReplaceAllString(text, "$1")) {
		line := strings.TrimSpace(raw)
		kind, words := officer.Paragraph, line
		switch {
		case line == "":
			wrapped = false
			continue
		case strings.HasPrefix(raw, "    "):
			all = append(all, officer.Passage{Kind: officer.Paragraph, Items: [][]officer.Span{{{Text: line, Code: true}}}})
			wrapped = false
			continue
		case strings.HasPrefix(line, "|---"):
			continue
		case strings.HasPrefix(line, "|"):
			kind, words = officer.Point, strings.ReplaceAll(strings.Trim(line, "| "), " | ", " – ")
		case strings.HasPrefix(line, "### "):
			kind, words = officer.Heading, line[4:]
		case strings.HasPrefix(line, "## "):
			kind, words = officer.Heading, line[3:]
		case strings.HasPrefix(line, "# "):
			kind, words = officer.Title, line[2:]
		case strings.HasPrefix(line, "- "):
			kind, words = officer.Point, line[2:]
		case numbered.MatchString(line):
			kind, words = officer.Ordered, line[strings.Index(line, " ")+1:]
		}
		item := spans(words)
		if n := len(all); kind == officer.Paragraph && wrapped && n > 0 {
			last := &all[n-1].Items[len(all[n-1].Items)-1]
			*last = append(append(*last, officer.Span{Text: " "}), item...)
			continue
		}
		wrapped = kind != officer.Heading && kind != officer.Title
		if n := len(all); (kind == officer.Point || kind == officer.Ordered) && n > 0 && all[n-1].Kind == kind {
			all[n-1].Items = append(all[n-1].Items, item)
			continue
		}
		all = append(all, officer.Passage{Kind: kind, ID: anchor(words), Items: [][]officer.Span{item}})
	}
	return all
}

// spans cuts a line at its marks.
func spans(text string) []officer.Span {
	marked := regexp.MustCompile("\\*\\*[^*]+\\*\\*|\\*[^*]+\\*|`[^`]+`")
	var all []officer.Span
	from := 0
	for _, at := range marked.FindAllStringIndex(text, -1) {
		if at[0] > from {
			all = append(all, officer.Span{Text: text[from:at[0]]})
		}
		word := text[at[0]:at[1]]
		all = append(all, officer.Span{Text: strings.Trim(word, "*`"), Code: word[0] == '`', Strong: strings.HasPrefix(word, "**"), Slanted: word[0] == '*' && !strings.HasPrefix(word, "**")})
		from = at[1]
	}
	if from < len(text) {
		all = append(all, officer.Span{Text: text[from:]})
	}
	return all
}

// anchor is a heading as an address names it.
func anchor(heading string) string { return strings.ReplaceAll(strings.ToLower(heading), " ", "-") }
