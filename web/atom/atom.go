// Package atom writes Atom feeds (RFC 4287) with their pages (RFC 5005). It knows
// nothing of elections: what an entry says is made by package web.
package atom

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"time"
)

// ContentType of a feed.
const ContentType = "application/atom+xml; charset=utf-8"

// PerPage is how many entries a page has at most.
const PerPage = 100

// Feed is one page of a feed.
type Feed struct {
	ID      string // an IRI that never changes; see [Tag]
	Title   string
	Lang    string // "en-GB"
	Author  string
	Updated time.Time // of what changed last in the whole feed
	Links   []Link
	Entries []Entry
}

// Entry is one thing that happened.
type Entry struct {
	ID        string // an IRI that never changes, whatever becomes of the entry
	Title     string
	Published time.Time // when it happened
	Updated   time.Time // when what is said of it last changed
	Kind      string    // its category: "declared", "withdrawn"
	Page      string    // address of the page that shows it
	Text      string
}

// Link is an address that belongs to a feed.
type Link struct {
	Rel  string // "self", "alternate", "next", …
	Type string
	Href string
}

// The form of RFC 4287. Escaping, also of characters that XML does not have, is that of
// encoding/xml.
type (
	xmlFeed struct {
		XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string     `xml:"xml:lang,attr"`
		ID      string     `xml:"id"`
		Title   string     `xml:"title"`
		Updated string     `xml:"updated"`
		Author  string     `xml:"author>name"`
		Links   []xmlLink  `xml:"link"`
		Entries []xmlEntry `xml:"entry"`
	}
	xmlEntry struct {
		ID        string      `xml:"id"`
		Title     string      `xml:"title"`
		Published string      `xml:"published"`
		Updated   string      `xml:"updated"`
		Category  xmlCategory `xml:"category"`
		Link      xmlLink     `xml:"link"`
		Content   xmlText     `xml:"content"`
	}
	xmlLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	}
	xmlCategory struct {
		Term string `xml:"term,attr"`
	}
	xmlText struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
)

// Encode writes the feed. It fails only by a fault of ours.
func (f Feed) Encode() ([]byte, error) {
	out := xmlFeed{Lang: f.Lang, ID: f.ID, Title: f.Title, Updated: stamp(f.Updated), Author: f.Author}
	for _, l := range f.Links {
		out.Links = append(out.Links, xmlLink(l))
	}
	for _, e := range f.Entries {
		out.Entries = append(out.Entries, xmlEntry{
			ID: e.ID, Title: e.Title, Published: stamp(e.Published), Updated: stamp(e.Updated),
			Category: xmlCategory{e.Kind}, Link: xmlLink{"alternate", "text/html", e.Page}, Content: xmlText{"text", e.Text},
		})
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	if err := enc.Encode(out); err != nil {
		return nil, fmt.Errorf("atom: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

func stamp(t time.Time) string { return t.Format(time.RFC3339) }
