package atom_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"resultsdesk/web/atom"
)

// Names that an enemy of XML would choose come back as they are, less what XML has no
// character for.
func TestNamesInXML(t *testing.T) {
	when := time.Date(2024, 7, 5, 3, 26, 0, 0, time.FixedZone("BST", 3600))
	for name, want := range map[string]string{
		`</title><script>alert("1")</script>`: `</title><script>alert("1")</script>`,
		"]]> & &amp; &#0; <!--":               "]]> & &amp; &#0; <!--",
		"a\x00b\x08c\ufffed\uffff":            "a\ufffdb\ufffdc\ufffdd\ufffd",
		"bad \xff utf-8":                      "bad \ufffd utf-8",
		"Siân Ŵyn 李 🗳":                        "Siân Ŵyn 李 🗳",
	} {
		data, err := atom.Feed{ID: "tag:a.example,2024-07-04:feed", Title: name, Updated: when, Links: []atom.Link{{Rel: "self", Href: name}},
			Entries: []atom.Entry{{ID: "tag:a.example,2024-07-04:1", Title: name, Text: name, Published: when, Updated: when, Page: name}}}.Encode()
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Title string `xml:"http://www.w3.org/2005/Atom title"`
			Entry struct {
				Title   string `xml:"title"`
				Content string `xml:"content"`
				Updated string `xml:"updated"`
				Link    struct {
					Href string `xml:"href,attr"`
				} `xml:"link"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal(data, &got); err != nil {
			t.Fatalf("%q: %v\n%s", name, err, data)
		}
		if got.Title != want || got.Entry.Title != want || got.Entry.Content != want || got.Entry.Link.Href != want {
			t.Errorf("%q came back as %q", name, got)
		}
		if got.Entry.Updated != "2024-07-05T03:26:00+01:00" {
			t.Errorf("updated %s", got.Entry.Updated)
		}
		if n := elements(t, data); n != 15 {
			t.Errorf("%q: %d elements in\n%s", name, n, data)
		}
	}
}

// elements counts, so that no text became one.
func elements(t *testing.T, data []byte) int {
	t.Helper()
	d, n := xml.NewDecoder(strings.NewReader(string(data))), 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			return n
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := token.(xml.StartElement); ok {
			n++
		}
	}
}

// Following "next" from the first page reads each entry once.
func TestPages(t *testing.T) {
	for _, all := range []int{0, 1, 100, 101, 250} {
		entries := make([]atom.Entry, all)
		for i := range entries {
			entries[i].ID = atom.Tag("a.example", "2024-07-04", fmt.Sprint(i))
		}
		seen, pages := 0, atom.Pages(all)
		for page := 1; ; page++ {
			seen += len(atom.Page(entries, page))
			next := ""
			for _, l := range atom.PageLinks(page, pages, func(p int) string { return fmt.Sprint(p) }) {
				if l.Rel == "next" {
					next = l.Href
				}
				if _, ok := atom.Number(l.Href, pages); !ok {
					t.Errorf("%d entries: page %s is linked and not there", all, l.Href)
				}
			}
			if next == "" {
				break
			}
		}
		if seen != all {
			t.Errorf("%d of %d entries", seen, all)
		}
	}
	for _, asked := range []string{"0", "-1", "4", "01", "+1", "x", "1e9", " 1", "99999999999999999999"} {
		if n, ok := atom.Number(asked, 3); ok {
			t.Errorf("%q is page %d", asked, n)
		}
	}
}

func TestTag(t *testing.T) {
	if got := atom.Tag("results.example.org", "2024-07-04", "a b/c", "declared", "1"); got != "tag:results.example.org,2024-07-04:a%20b%2Fc/declared/1" {
		t.Error(got)
	}
}
