package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// contests is the list of all contests, or of those of a region, of a party that holds
// the seat, or in a state. One selection holds at a time, so that the pages stay few.
func (s *site) contests(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	n, ok := s.tonight(l, w, r)
	if !ok {
		return
	}
	path := "/contests"
	chosen := func(feed.Line) bool { return true }
	filters := selections(l, n)
	if asked := selected(r.URL.Query()); asked != "" {
		i := slices.IndexFunc(filters, func(f selection) bool { return f.query == asked })
		if i < 0 {
			s.missing(l, w, r)
			return
		}
		path, chosen = "/contests?"+filters[i].query, filters[i].chosen
	}
	s.survey(l, w, r, n, path, func() view.Survey {
		var shown []*feed.Bulletin
		for _, b := range n.bulletins() {
			if chosen(feed.LineOf(b)) {
				shown = append(shown, b)
			}
		}
		v := view.Survey{Headline: l.T("site.contests"), Lead: declaredOf(l, shown), Listings: []view.Listing{contestList(l, shown, n.states().all)},
			Files: []view.Link{{Text: "JSON", Href: "/api/v1/contests.json"}, {Text: l.T("pages.results"), Href: resultsAddress}}}
		v.Jumps = filterLinks(l, filters, path)
		if letters := lettersOf(l, v.Listings[0].Rows); len(letters.Links) > 2 {
			v.Jumps = append(v.Jumps, letters)
		}
		return v
	})
}

// selection is a part of the list that a link leads to.
type selection struct {
	query  string // "region=london"
	text   string
	chosen func(feed.Line) bool
}

// selected is what a query selects; empty where nothing. What social networks add to the
// address of a link is left aside.
func selected(query url.Values) string {
	for name := range query {
		if !slices.Contains(kinds(), name) {
			query.Del(name)
		}
	}
	return query.Encode()
}

// kinds are what a part can be selected by.
func kinds() []string { return []string{"region", "party", "state"} }

// selections are all there are: regions, parties that hold a seat, and states.
func selections(l *lang.Language, n *night) []selection {
	st := n.states()
	var all []selection
	for _, p := range st.regions {
		all = append(all, selection{"region=" + p.Slug, plain(l.Region(p.Name)), func(c feed.Line) bool { return feed.PlaceSlug(c.Region) == p.Slug }})
	}
	for _, p := range st.all.Parties {
		if p.Seats > 0 {
			all = append(all, selection{"party=" + url.QueryEscape(p.ID), partyName(l, p.Party), func(c feed.Line) bool {
				return slices.ContainsFunc(c.Elected, func(m feed.Member) bool { return m.Party == p.ID })
			}})
		}
	}
	for _, state := range []string{"declared", "counting", "recount", "waiting", "without"} {
		all = append(all, selection{"state=" + state, l.T("pages.filter." + state), func(c feed.Line) bool { return phaseOf(string(c.Stage)) == state }})
	}
	return all
}

// phaseOf is a stage as people choose by it.
func phaseOf(stage string) string {
	switch stage {
	case "declared", "recount":
		return stage
	case "scheduled", "awaiting", "verifying", "uncontested":
		return "waiting"
	case "countermanded", "abandoned", "void":
		return "without"
	}
	return "counting"
}

// filterLinks are the selections as links, by kind.
func filterLinks(l *lang.Language, all []selection, path string) []view.Jumps {
	var out []view.Jumps
	for _, kind := range kinds() {
		j := view.Jumps{Key: "by-" + kind, Label: l.T("pages.filter." + kind)}
		for _, f := range all {
			if strings.HasPrefix(f.query, kind+"=") {
				address := "/contests?" + f.query
				j.Links = append(j.Links, view.Link{Text: f.text, Href: l.Path(address), Here: address == path})
			}
		}
		if len(j.Links) > 1 || kind == "state" {
			out = append(out, j)
		}
	}
	everything := view.Link{Text: l.T("pages.filter.all"), Href: l.Path("/contests"), Here: path == "/contests"}
	out[len(out)-1].Links = slices.Insert(out[len(out)-1].Links, 0, everything)
	return out
}

// lettersOf gives the first row of each letter an anchor and leads there.
func lettersOf(l *lang.Language, rows []view.ListRow) view.Jumps {
	j := view.Jumps{Key: "letters", Label: l.T("pages.letters")}
	seen := map[string]bool{}
	for i := range rows {
		first, _ := utf8.DecodeRuneInString(rows[i].Key)
		letter := strings.ToUpper(string(first))
		if seen[letter] {
			continue
		}
		seen[letter] = true
		rows[i].Anchor = "letter-" + strings.ToLower(letter)
		j.Links = append(j.Links, view.Link{Text: letter, Href: "#" + rows[i].Anchor})
	}
	return j
}
