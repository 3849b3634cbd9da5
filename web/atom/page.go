package atom

import (
	"net/url"
	"strconv"
	"strings"
)

// Tag is a tag: URI (RFC 4151). Authority is a domain name whose owner speaks, day an
// ISO date on which it was theirs; the rest only has to be unique there. Characters
// that an URI does not have are percent-encoded.
func Tag(authority, day string, specific ...string) string {
	for i, s := range specific {
		specific[i] = url.PathEscape(s)
	}
	return "tag:" + authority + "," + day + ":" + strings.Join(specific, "/")
}

// Pages is how many pages so many entries make: one where there are none.
func Pages(entries int) int { return max(1, (entries+PerPage-1)/PerPage) }

// Page is the entries of a page, from 1.
func Page(entries []Entry, page int) []Entry {
	from := min((page-1)*PerPage, len(entries))
	return entries[from:min(from+PerPage, len(entries))]
}

// PageLinks are the links between the pages of a feed (RFC 5005, paged feeds). Address
// gives that of a page.
func PageLinks(page, pages int, address func(page int) string) []Link {
	links := []Link{{"self", "application/atom+xml", address(page)}}
	add := func(rel string, to int) { links = append(links, Link{rel, "application/atom+xml", address(to)}) }
	if pages == 1 {
		return links
	}
	add("first", 1)
	add("last", pages)
	if page > 1 {
		add("previous", page-1)
	}
	if page < pages {
		add("next", page+1)
	}
	return links
}

// Number reads the page that somebody asks for; nothing is the first. It is false where
// that is no page of a feed of so many.
func Number(asked string, pages int) (int, bool) {
	if asked == "" {
		return 1, true
	}
	n, err := strconv.Atoi(asked)
	return n, err == nil && n >= 1 && n <= pages && strconv.Itoa(n) == asked
}
