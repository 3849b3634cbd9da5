package web

import (
	"fmt"
	"net/http"
	"slices"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// regions is the list of nations and regions.
func (s *site) regions(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	n, ok := s.tonight(l, w, r)
	if !ok {
		return
	}
	s.survey(l, w, r, n, "/regions", func() view.Survey {
		st := n.states()
		return view.Survey{
			Headline: l.T("pages.regions.title"), Lead: soFar(l, st.all),
			Listings: []view.Listing{
				places(l, "nations", l.T("pages.nations"), l.T("pages.column.nation"), "/nations/", st.nations, st.letters, l.Country),
				places(l, "regions", l.T("pages.regions"), l.T("pages.column.region"), "/regions/", st.regions, st.letters, l.Region),
			},
			Files: []view.Link{{Text: "JSON", Href: "/api/v1/regions.json"}},
		}
	})
}

// places is a table of regions or of nations.
func places(l *lang.Language, key, title, column, address string, all []feed.Place, letters map[string]string, name func(string) string) view.Listing {
	t := view.Listing{Key: key, Title: title, Empty: l.T("pages.empty"), Columns: []view.Column{
		{Label: column}, {Label: l.T("pages.column.declared"), Number: true}, {Label: l.T("pages.column.seats")}, {Label: l.T("pages.column.turnout"), Number: true},
	}}
	for _, p := range all {
		state := feed.StateOf(p.Contests, letters)
		row := view.ListRow{Key: p.Slug, Cells: []view.Cell{
			{Text: plain(name(p.Name)), Href: l.Path(address + p.Slug)}, {Text: declaredOf(l, p.Contests)}, {Text: seatsWords(l, state)}, {},
		}}
		if state.Turnout != nil {
			row.Cells[3].Text = percent(l, &state.Turnout.Percent)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// seatsWords is "Labour 59 · Conservative 9".
func seatsWords(l *lang.Language, s feed.State) string {
	var won []string
	for _, p := range s.Parties {
		if p.Seats > 0 {
			won = append(won, l.T("pages.seats_by", "party", partyName(l, p.Party), "n", p.Seats))
		}
	}
	return joined(won...)
}

// region is the page of a region.
func (s *site) region(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	s.place(l, w, r, "/regions/", l.Region, func(st states) []feed.Place { return st.regions })
}

// nation is the page of a country of the United Kingdom.
func (s *site) nation(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	s.place(l, w, r, "/nations/", l.Country, func(st states) []feed.Place { return st.nations })
}

func (s *site) place(l *lang.Language, w http.ResponseWriter, r *http.Request, address string, name func(string) string, among func(states) []feed.Place) {
	n, ok := s.tonight(l, w, r)
	if !ok {
		return
	}
	st, slug := n.states(), r.PathValue("slug")
	all := among(st)
	i := slices.IndexFunc(all, func(p feed.Place) bool { return p.Slug == slug })
	if i < 0 {
		s.missing(l, w, r)
		return
	}
	p := all[i]
	s.survey(l, w, r, n, address+slug, func() view.Survey {
		state := feed.StateOf(p.Contests, st.letters)
		v := view.Survey{
			Headline: plain(name(p.Name)), Lead: joined(declaredOf(l, p.Contests), turnoutWords(l, state.Turnout)),
			Listings: []view.Listing{contestList(l, p.Contests, state), partyTable(l, state, true)},
			Files:    []view.Link{{Text: "JSON", Href: "/api/v1/regions.json"}, {Text: "CSV", Href: resultsAddress}},
		}
		card := scorecard(l, state, nil)
		v.Score = &card
		if within := feed.RegionsOf(p.Contests); address == "/nations/" && len(within) > 1 {
			v.Jumps = []view.Jumps{{Key: "within", Label: l.T("pages.regions"), Links: placeLinks(l, within, "/regions/", l.Region)}}
		}
		return v
	})
}

func placeLinks(l *lang.Language, all []feed.Place, address string, name func(string) string) []view.Link {
	var links []view.Link
	for _, p := range all {
		links = append(links, view.Link{Text: plain(name(p.Name)), Href: l.Path(fmt.Sprint(address, p.Slug))})
	}
	return links
}

const resultsAddress = "/api/v1/results.csv"
