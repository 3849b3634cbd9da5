package web_test

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"resultsdesk/internal/feed"
)

// FuzzNames: a name is text in every page, frame, file and ticker: with any name they
// have the elements and attributes that they have with a plain one.
func FuzzNames(f *testing.F) {
	for _, seed := range []string{"Candidate", `</title><script>alert(1)</script>`, `" onload="alert(1)`, "'`&lt;", "=1+1", "<!--", "Sián O’Connor", "{{.}}", "\u00a0", "]]>"} {
		f.Add(seed)
	}
	plain := rendered(f, calling("Candidate"))
	f.Fuzz(func(t *testing.T, name string) {
		if !utf8.ValidString(name) || utf8.RuneCountInString(name) > 200 || strings.TrimSpace(name) == "" || strings.ContainsFunc(name, unseen) {
			t.Skip("an import refuses it")
		}
		for where, shape := range rendered(t, calling(name)) {
			if !slices.Equal(shape, plain[where]) {
				t.Errorf("%s is not shaped as with a plain name for %q", where, name)
			}
		}
	})
}

func unseen(c rune) bool {
	return unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) || unicode.In(c, unicode.Zl, unicode.Zp) || c == '\ufeff' || c == utf8.RuneError
}

// calling is a declared result in which everything that people type is one name.
func calling(name string) *feed.Bulletin {
	b := declared()
	c := b.Contest
	c.Name, c.Region, c.Note, c.OrderNote, b.Election.Name = name, name, name, name, name
	c.Electorate.Source, c.Previous.Source, c.Outcome.Text = name, name, name
	for i := range c.Candidates {
		line := &c.Candidates[i]
		line.Name, line.Label, line.Description = name, name, name
	}
	c.Previous.Votes[0].Label, c.Rejected.Heads[0].Label = name, name
	return b
}

// rendered is the shape of everything that shows a bulletin.
func rendered(t testing.TB, b *feed.Bulletin) map[string][]string {
	h, _ := public(t, b, overview(b))
	shapes := map[string][]string{}
	for _, path := range []string{"/", "/contests", "/contests/islington-north", "/contests/islington-north/notice", "/embed/contests/islington-north",
		"/contests/islington-north/history", "/nations/england", "/parties", "/parties/PP53", "/parties/independent", "/timeline"} {
		shapes[path] = shapeOf(t, get(t, h, path))
	}
	frame, err := english(publish(t, b))
	if err != nil {
		t.Fatal(err)
	}
	var m struct{ HTML string }
	if err := json.Unmarshal(frame, &m); err != nil {
		t.Fatal(err)
	}
	shapes["frame"] = shapeOf(t, m.HTML)
	rows, err := csv.NewReader(strings.NewReader(get(t, h, "/api/v1/contests/islington-north.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "+") || strings.HasPrefix(cell, "@") {
				t.Errorf("the table has the cell %q, which a spreadsheet takes for a formula", cell)
			}
		}
	}
	return shapes
}

// shapeOf is a page without its words: each element with the names of its attributes.
func shapeOf(t testing.TB, page string) []string {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var shape []string
	for n := range root.Descendants() {
		if n.Type == html.TextNode || n.Type == html.DoctypeNode {
			continue
		}
		element := n.Data
		if n.Type == html.CommentNode {
			element = "comment"
		}
		for _, a := range n.Attr {
			element += " " + a.Key
		}
		shape = append(shape, element)
	}
	return shape
}
