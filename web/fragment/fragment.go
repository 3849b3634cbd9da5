// Package fragment makes of a page's fragment what has to be sent to somebody who has
// the fragment before it. [Since] leaves out what is the same; the script of the pages
// (static/live.js) puts it back. Both go by the same rules, see docs/protocol.md.
package fragment

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	rowsMark = "data-rows" // on an element whose children are found by their keys alone
	same     = "data-same" // on an element that stands for the one that is there already
	gone     = "data-gone" // names the attributes that one which is there loses
)

// Since is a fragment in which every element that is as it was in the last one is
// empty and has the attribute data-same, with its data-key or id. Of one that changed
// only those attributes are there that changed, and its key; data-gone names what it
// loses. An element that is new is whole. What matches what is as in live.js: the
// element of the same key among the children of the same parent, or, without keys, the
// next of its kind.
func Since(last, next string) (string, error) {
	old, err := parse(last)
	if err != nil {
		return "", err
	}
	tree, err := parse(next)
	if err != nil {
		return "", err
	}
	shorten(old, tree)
	return inside(tree)
}

// parse reads a fragment as the inside of the page's main element.
func parse(fragment string) (*html.Node, error) {
	main := &html.Node{Type: html.ElementNode, Data: "main", DataAtom: atom.Main}
	nodes, err := html.ParseFragment(strings.NewReader(fragment), main)
	if err != nil {
		return nil, fmt.Errorf("fragment: %w", err)
	}
	for _, n := range nodes {
		main.AppendChild(n)
	}
	return main, nil
}

func inside(main *html.Node) (string, error) {
	var b strings.Builder
	for child := range main.ChildNodes() {
		if err := html.Render(&b, child); err != nil {
			return "", fmt.Errorf("fragment: %w", err)
		}
	}
	return b.String(), nil
}

// shorten empties those below next that are as they are below old.
func shorten(old, next *html.Node) {
	for _, p := range pairs(old, next) {
		switch {
		case p.old == nil || p.next.Type != html.ElementNode:
		case equal(p.old, p.next):
			empty(p.next)
		default:
			shorten(p.old, p.next)
			trim(p.old, p.next)
		}
	}
}

// trim leaves of next's attributes those that are not so in old.
func trim(old, next *html.Node) {
	var lost []string
	for _, a := range old.Attr {
		if !has(next, a.Key) {
			lost = append(lost, a.Key)
		}
	}
	name, _ := keyOf(next)
	next.Attr = slices.DeleteFunc(next.Attr, func(a html.Attribute) bool {
		return a.Key != name && a.Key != rowsMark && slices.Contains(old.Attr, a)
	})
	if len(lost) > 0 {
		next.Attr = append(next.Attr, html.Attribute{Key: gone, Val: strings.Join(lost, " ")})
	}
}

// empty leaves of an element what says which it is. One that is hardly more stays.
func empty(n *html.Node) {
	name, _ := keyOf(n)
	if n.FirstChild == nil && len(n.Attr) < 2 {
		return
	}
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key != name })
	n.Attr = append(n.Attr, html.Attribute{Key: same})
}

func equal(a, b *html.Node) bool {
	if !alike(a, b) || a.Type == html.TextNode && a.Data != b.Data || len(a.Attr) != len(b.Attr) {
		return false
	}
	for _, attr := range a.Attr {
		if !slices.Contains(b.Attr, attr) {
			return false
		}
	}
	x, y := a.FirstChild, b.FirstChild
	for x != nil && y != nil && equal(x, y) {
		x, y = x.NextSibling, y.NextSibling
	}
	return x == nil && y == nil
}

// alike tells whether two nodes have the same nodeName.
func alike(a, b *html.Node) bool {
	return a.Type == b.Type && a.Namespace == b.Namespace && (a.Type != html.ElementNode || a.Data == b.Data)
}
