package fragment

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// morph is what live.js does to a page, in Go: old becomes like next and keeps every
// node that has a counterpart. It tells whether next fits: an element marked data-same
// has a counterpart. Rows change places at once.
func morph(old, next *html.Node, since bool) bool {
	if !fits(old, next) {
		return false
	}
	change(old, next, since)
	return true
}

func fits(old, next *html.Node) bool {
	for _, p := range pairs(old, next) {
		switch {
		case p.old == nil && marked(p.next), p.old != nil && has(p.next, same) && !alike(p.old, p.next):
			return false
		case p.old != nil && !has(p.next, same) && !fits(p.old, p.next):
			return false
		}
	}
	return true
}

// marked tells whether a node, or one below it, is data-same.
func marked(n *html.Node) bool {
	for child := range n.ChildNodes() {
		if marked(child) {
			return true
		}
	}
	return has(n, same)
}

func change(old, next *html.Node, since bool) {
	var wanted []*html.Node
	for _, p := range pairs(old, next) {
		switch {
		case p.old == nil:
			wanted = append(wanted, clone(p.next))
			continue
		case has(p.next, same):
		case p.next.Type == html.ElementNode:
			p.old.Attr = attributes(p.old, p.next, since)
			change(p.old, p.next, since)
		default:
			p.old.Data = p.next.Data
		}
		wanted = append(wanted, p.old)
	}
	for old.FirstChild != nil {
		old.RemoveChild(old.FirstChild)
	}
	for _, n := range wanted {
		old.AppendChild(n)
	}
}

// attributes are those of next, in its order, and since a fragment before also those of
// old that it does not name.
func attributes(old, next *html.Node, since bool) []html.Attribute {
	if !since {
		return slices.Clone(next.Attr)
	}
	out := slices.Clone(old.Attr)
	for _, a := range next.Attr {
		out = slices.DeleteFunc(out, func(b html.Attribute) bool {
			return a.Key == b.Key || a.Key == gone && slices.Contains(strings.Fields(a.Val), b.Key)
		})
		if a.Key != gone {
			out = append(out, a)
		}
	}
	return out
}

func clone(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom, Namespace: n.Namespace, Attr: slices.Clone(n.Attr)}
	for child := range n.ChildNodes() {
		c.AppendChild(clone(child))
	}
	return c
}

// page is somebody's page, which morphs what comes.
type page struct{ main *html.Node }

func draw(fragment string) *page {
	main, err := parse(fragment)
	if err != nil {
		panic(err)
	}
	return &page{main}
}

func (p *page) take(fragment string, since bool) bool {
	return morph(p.main, draw(fragment).main, since)
}

func (p *page) html() string {
	sorted(p.main)
	text, err := inside(p.main)
	if err != nil {
		panic(err)
	}
	return text
}

// sorted puts attributes in order, which means nothing.
func sorted(n *html.Node) {
	slices.SortFunc(n.Attr, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
	for child := range n.ChildNodes() {
		sorted(child)
	}
}

// plain is a fragment as a parser reads and writes it.
func plain(fragment string) string { return draw(strings.Clone(fragment)).html() }
