package web_test

import (
	"encoding/json"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"golang.org/x/net/html"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/web"
	"resultsdesk/web/lang"
)

// pseudo is the catalogue with a language that has no words: each message is ⟦⟧ around
// its placeholders. Whatever a page in it says outside of data, no catalogue knows.
func pseudo(t *testing.T) *lang.Catalogue {
	t.Helper()
	languages := fstest.MapFS{}
	names, err := fs.Glob(os.DirFS("lang"), "en/*.json")
	if err != nil || len(names) == 0 {
		t.Fatal("no catalogue", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(path.Join("lang", name))
		if err != nil {
			t.Fatal(err)
		}
		var messages map[string]any
		if err := json.Unmarshal(data, &messages); err != nil {
			t.Fatal(err)
		}
		for key, message := range messages {
			messages[key] = wordless(key, message)
		}
		other, err := json.Marshal(messages)
		if err != nil {
			t.Fatal(err)
		}
		languages[name] = &fstest.MapFile{Data: data}
		languages["eo/"+path.Base(name)] = &fstest.MapFile{Data: other}
	}
	c, err := lang.Read(languages)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// wordless is a message without its words.
func wordless(key string, message any) any {
	switch m := message.(type) {
	case map[string]any:
		for form, words := range m {
			if form != "on" {
				m[form] = wordless(key, words)
			}
		}
		return m
	case string:
		if key == "language.tag" {
			return "eo"
		}
		if strings.HasPrefix(key, "number.") || key == "list.comma" || key == "list.before" {
			return m
		}
		return "⟦" + strings.Join(regexp.MustCompile(`\{\w+\}`).FindAllString(m, -1), " ") + "⟧"
	}
	return message
}

// pages are the addresses of all pages in the language of a prefix, for a contest.
func pagesIn(prefix string) []string {
	var all []string
	for _, pattern := range web.Patterns() {
		place, _, _ := strings.Cut(strings.TrimPrefix(pattern, "/"), "/")
		if slices.Contains([]string{"api", "static", "live", "cy"}, place) || strings.Contains(path.Base(pattern), ".") {
			continue
		}
		pattern = strings.ReplaceAll(pattern, "{$}", "")
		all = append(all, prefix+regexp.MustCompile(`\{[^}]+\}`).ReplaceAllString(pattern, "islington-north"))
	}
	return append(all, prefix+"/nowhere")
}

// TestNoWordIsWrittenInThePages draws every page in every state in a language without
// words. What is left is data, or a word that somebody wrote into a page.
func TestNoWordIsWrittenInThePages(t *testing.T) {
	words := pseudo(t)
	other, _ := words.Of("eo")
	night := house(t, 31, map[string]int{"Red": 9, "Blue": 5, "Independent": 1})
	wordlessPages(t, words, "house", []string{"Red", "Blue", "Seat", "BST", "JSON", "English"}, night)
	for name, b := range everyState() {
		p := publish(t, b)
		data := dataOf(t, p.Bytes)
		wordlessPages(t, words, name, data, b, overview(b))
		frame, err := web.FrameHTML(other, p)
		if err != nil {
			t.Fatal(err)
		}
		var f struct{ Title, Headline, HTML string }
		if err := json.Unmarshal(frame, &f); err != nil {
			t.Fatal(err)
		}
		for _, word := range written("<p>"+f.Title+"<p>"+f.Headline+f.HTML, data) {
			t.Errorf("%s, frame: %q is in no catalogue", name, word)
		}
	}
}

// wordlessPages draws all pages with some bulletins on the board.
func wordlessPages(t *testing.T, words *lang.Catalogue, name string, data []string, bulletins ...*feed.Bulletin) {
	t.Helper()
	board := feed.NewBoard()
	for _, b := range bulletins {
		board.Put(publish(t, b))
	}
	h, err := web.New(web.Options{Board: board, Live: http.NotFoundHandler(), Words: words, Log: slog.New(slog.DiscardHandler), DeskURL: "/desk/"})
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range pagesIn("/eo") {
		r := ask(h, "GET", address)
		if kind := r.Header.Get("Content-Type"); r.StatusCode/100 == 3 || !strings.HasPrefix(kind, "text/html") {
			continue
		}
		for _, word := range written(body(t, r), data) {
			t.Errorf("%s, %s: %q is in no catalogue", name, address, word)
		}
	}
}

// everyState is a contest in every state that the public can see, and in a rehearsal.
func everyState() map[string]*feed.Bulletin {
	states := wholeCount()
	drill := partial()
	drill.Mode = count.Rehearsal
	maps.Copy(states, map[string]*feed.Bulletin{
		"scheduled": scheduled(), "awaiting": closed(), "verified": verified(), "partial": partial(), "provisional": provisional(),
		"declared": declared(), "withholding": withholding(), "rehearsal": drill,
	})
	return states
}

// dataOf are the texts of a bulletin that are the same in every language, the longest
// first: names, and what people wrote.
func dataOf(t *testing.T, bulletin []byte) []string {
	t.Helper()
	var b any
	if err := json.Unmarshal(bulletin, &b); err != nil {
		t.Fatal(err)
	}
	// Names of the standards and formats, of a zone, and of a party that has no other.
	all := []string{"JSON", "CSV", "BST", "Monster Raving Loony", "English"}
	var walk func(key string, v any)
	walk = func(key string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, v := range v {
				if key != "parties" && key != "election" {
					walk(key, v)
				}
			}
		case []any:
			for _, v := range v {
				walk(key, v)
			}
		case string:
			if slices.Contains([]string{"name", "gss", "description", "note", "order_note", "reason", "units", "source"}, key) {
				all = append(all, v, strings.TrimSuffix(v, "."))
			}
		}
	}
	walk("", b)
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return all
}

// written are the words of a page that are neither of the catalogue nor data. What
// stands in code is for machines.
func written(page string, data []string) []string {
	var found []string
	see := func(text string) {
		for _, known := range data {
			if known != "" {
				text = strings.ReplaceAll(text, known, "")
			}
		}
		found = append(found, strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })...)
	}
	z, skip := html.NewTokenizer(strings.NewReader(page)), 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return found
		case html.StartTagToken:
			tag := z.Token()
			if tag.Data == "code" || tag.Data == "noscript" {
				skip++
			}
			for _, a := range tag.Attr {
				var brought map[string]string // words that a script is given
				if a.Key == "data-words" && json.Unmarshal([]byte(a.Val), &brought) == nil {
					a.Val = strings.Join(slices.Collect(maps.Values(brought)), " ")
				}
				if isSpoken(tag, a) {
					see(regexp.MustCompile(`\{\w+\}`).ReplaceAllString(a.Val, ""))
				}
			}
		case html.EndTagToken:
			if tag := z.Token(); tag.Data == "code" || tag.Data == "noscript" {
				skip--
			}
		case html.TextToken:
			if skip == 0 {
				see(string(z.Text()))
			}
		}
	}
}

// isSpoken tells whether an attribute holds words that people see or hear.
func isSpoken(tag html.Token, a html.Attribute) bool {
	switch {
	case tag.Data == "meta":
		return a.Key == "content" && slices.ContainsFunc(tag.Attr, func(named html.Attribute) bool {
			return (named.Key == "name" || named.Key == "property") && regexp.MustCompile(`(^|:)(title|description|alt|site_name)$`).MatchString(named.Val)
		})
	case hasAttribute(tag, "data-connecting"):
		return strings.HasPrefix(a.Key, "data-")
	}
	return slices.Contains([]string{"title", "aria-label", "aria-description", "aria-roledescription", "alt", "placeholder", "label", "data-words"}, a.Key)
}
