package web_test

import (
	"compress/gzip"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"resultsdesk/internal/feed"
	"resultsdesk/web"
)

// public is the public side with some bulletins on its board.
func public(t testing.TB, bulletins ...*feed.Bulletin) (http.Handler, *feed.Board) {
	t.Helper()
	board, archive := feed.NewBoard(), past{}
	for _, b := range bulletins {
		p := publish(t, b)
		board.Put(p)
		archive[b.Topic] = append(archive[b.Topic], p)
	}
	h, err := web.New(web.Options{
		Board: board, Live: http.NotFoundHandler(), BaseURL: "https://results.example.org", Log: slog.New(slog.DiscardHandler), Archive: archive,
	})
	if err != nil {
		t.Fatal(err)
	}
	return h, board
}

// past is an archive of what a test published, in the order of revisions.
type past map[string][]*feed.Published

func (a past) Revisions(_ context.Context, topic string, upTo int64) (all []*feed.Published, _ error) {
	for _, p := range a[topic] {
		if p.Bulletin.Revision <= upTo {
			all = append(all, p)
		}
	}
	return all, nil
}

func (a past) Revision(_ context.Context, topic string, revision int64) (*feed.Published, error) {
	for _, p := range a[topic] {
		if p.Bulletin.Revision == revision {
			return p, nil
		}
	}
	return nil, nil
}

// withoutArchive is the public side on a machine without the database.
func withoutArchive(t *testing.T, b *feed.Bulletin) http.Handler {
	t.Helper()
	board := feed.NewBoard()
	board.Put(publish(t, b))
	board.Put(publish(t, overview(b)))
	h, err := web.New(web.Options{Board: board, Live: http.NotFoundHandler(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// ask sends a request with headers given as name, value, name, value.
func ask(h http.Handler, method, path string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, path, nil)
	for pair := range slices.Chunk(headers, 2) {
		r.Header.Set(pair[0], pair[1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t testing.TB, r *http.Response) string {
	t.Helper()
	var from io.Reader = r.Body
	if r.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		from = z
	}
	out, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// get is a page that must be there.
func get(t testing.TB, h http.Handler, path string) string {
	t.Helper()
	r := ask(h, "GET", path)
	if r.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %s", path, r.Status)
	}
	return body(t, r)
}

// words is the text of a page as somebody reads it, without its markup.
func words(t testing.TB, page string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return text(doc)
}

func text(n *html.Node) string {
	var all []string
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			all = append(all, d.Data)
		}
	}
	return strings.Join(strings.Fields(strings.Join(all, " ")), " ")
}

// candidateRows is the table of candidates, a line a row.
func candidateRows(t testing.TB, page string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for n := range doc.Descendants() {
		if n.Data == "tr" && attribute(n, "data-key") != "" {
			rows = append(rows, text(n))
		}
	}
	return rows
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func mustSay(t testing.TB, page string, parts ...string) {
	t.Helper()
	said := words(t, page)
	for _, p := range parts {
		if !strings.Contains(said, p) {
			t.Errorf("the page does not say %q:\n%s", p, said)
		}
	}
}

func mustNotSay(t testing.TB, page string, parts ...string) {
	t.Helper()
	said := strings.ToLower(words(t, page))
	for _, p := range parts {
		if strings.Contains(said, strings.ToLower(p)) {
			t.Errorf("the page says %q:\n%s", p, said)
		}
	}
}

// wellFormed reports tags that are not closed in order, attributes given twice, and
// whatever a strict policy would refuse to run or to apply.
func wellFormed(t testing.TB, page string) {
	t.Helper()
	var open []string
	ids := map[string]bool{}
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatal(z.Err())
			}
			if len(open) > 0 {
				t.Errorf("never closed: %v", open)
			}
			return
		case html.StartTagToken:
			tag := z.Token()
			checkAttributes(t, tag, ids)
			if !slices.Contains([]string{"meta", "link", "br", "input"}, tag.Data) {
				open = append(open, tag.Data)
			}
			if tag.Data == "style" || (tag.Data == "script" && !hasAttribute(tag, "src")) {
				t.Errorf("inline %s", tag.Data)
			}
		case html.EndTagToken:
			tag := z.Token()
			if len(open) == 0 || open[len(open)-1] != tag.Data {
				t.Fatalf("</%s> closes %v", tag.Data, open)
			}
			open = open[:len(open)-1]
		}
	}
}

func checkAttributes(t testing.TB, tag html.Token, ids map[string]bool) {
	t.Helper()
	seen := map[string]bool{}
	for _, a := range tag.Attr {
		if seen[a.Key] {
			t.Errorf("<%s> has %s twice", tag.Data, a.Key)
		}
		seen[a.Key] = true
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.ToLower(a.Val), "javascript:") {
			t.Errorf("<%s %s=%q> would need unsafe-inline", tag.Data, a.Key, a.Val)
		}
		if a.Key == "id" {
			if ids[a.Val] {
				t.Errorf("two elements have the id %q", a.Val)
			}
			ids[a.Val] = true
		}
	}
}

func hasAttribute(tag html.Token, name string) bool {
	return slices.ContainsFunc(tag.Attr, func(a html.Attribute) bool { return a.Key == name })
}
