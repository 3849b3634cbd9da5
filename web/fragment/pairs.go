package fragment

import "golang.org/x/net/html"

// pair is a node of the next fragment and its counterpart in the last, nil if it is new.
type pair struct{ next, old *html.Node }

// pairs finds the counterparts of next's children among old's, as live.js does.
func pairs(old, next *html.Node) []pair {
	if has(next, rowsMark) {
		return rows(old, next)
	}
	var before []*html.Node
	place := map[*html.Node]int{}
	for n := range old.ChildNodes() {
		place[n] = len(before)
		before = append(before, n)
	}
	keyed := byKey(old)
	var out []pair
	at := 0 // all before it is done
	for child := range next.ChildNodes() {
		match := following(before[at:], child)
		if _, key := keyOf(child); key != "" {
			match = keyed[key]
		}
		if match == nil || !alike(match, child) {
			out = append(out, pair{next: child})
			continue
		}
		out = append(out, pair{child, match})
		at = max(at, place[match]+1)
	}
	return out
}

// following is the next node of the same kind without a key; of text, only the very
// next.
func following(nodes []*html.Node, like *html.Node) *html.Node {
	for _, n := range nodes {
		if like.Type != html.ElementNode {
			return n
		}
		if _, key := keyOf(n); key == "" && alike(n, like) {
			return n
		}
	}
	return nil
}

// rows go by their keys alone, wherever they stand.
func rows(old, next *html.Node) []pair {
	keyed := byKey(old)
	var out []pair
	for child := range next.ChildNodes() {
		if child.Type == html.ElementNode {
			_, key := keyOf(child)
			out = append(out, pair{child, keyed[key]})
		}
	}
	return out
}

func byKey(parent *html.Node) map[string]*html.Node {
	keyed := map[string]*html.Node{}
	for n := range parent.ChildNodes() {
		if n.Type == html.ElementNode {
			_, key := keyOf(n)
			keyed[key] = n
		}
	}
	return keyed
}

// keyOf is the attribute that tells an element from its siblings, and its value; empty
// where it has none.
func keyOf(n *html.Node) (name, key string) {
	for _, a := range n.Attr {
		switch a.Key {
		case "data-key":
			return a.Key, a.Val
		case "id":
			name, key = a.Key, a.Val
		}
	}
	return name, key
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
