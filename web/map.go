package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/static"
	"resultsdesk/web/view"
)

// seatFilter narrows the map. The zero value shows all.
type seatFilter struct {
	party  string // line id, "PP53"
	region string // "north-west"
	gains  bool
}

// query is the filter as the end of an address, the same for the same filter.
func (f seatFilter) query() string {
	v := url.Values{}
	if f.gains {
		v.Set("gains", "1")
	}
	if f.party != "" {
		v.Set("party", f.party)
	}
	if f.region != "" {
		v.Set("region", f.region)
	}
	return v.Encode()
}

// narrowedBytes is how much of narrowed maps is kept in memory: there are some 1,400 of
// them, each with every seat, and somebody may ask for all.
const narrowedBytes = 8 << 20

// seatMap is the map narrowed to some seats, for browsers without the script. There are
// as many such pages as parties, regions and gains there are, whatever is asked for.
func (s *site) seatMap(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	p, ok := s.Board.Newest(feed.OverviewTopic)
	if !ok {
		s.nothingYet(l, w, r)
		return
	}
	q := r.URL.Query()
	f := seatFilter{q.Get("party"), q.Get("region"), q.Get("gains") != ""}
	if f == (seatFilter{}) {
		http.Redirect(w, r, l.Path("/")+"#map", http.StatusSeeOther)
		return
	}
	all := s.Board.Contests()
	m := newMapping(p.Bulletin.Overview, all)
	if !m.knows(f) {
		s.missing(l, w, r)
		return
	}
	file, err := s.narrowed.of(l.Code+"/map?"+f.query(), s.among(p), func() (*static.File, error) {
		v := m.view(l, f)
		shell := s.shell(l, l.T("map.title"), p, "/map?"+f.query())
		shell.Map, shell.Follow.Refetch = true, true
		eyebrow := election(l, p.Bulletin)
		return drawn(view.Page(l, shell, view.MapLive(l, rehearsal(p.Bulletin), eyebrow, v.Filtered, v), view.ListFoot(l, overviewAddress)))
	})
	s.send(l, w, r, http.StatusOK, file, err)
}

// mapping is the seats of a map, before they are put into words.
type mapping struct {
	contests []*feed.Bulletin // by id
	seats    string           // a character each; see feed.SeatsOf
	letters  map[string]string
	parties  map[string]feed.Party // those with a letter, by line id
	by       map[byte]string       // line id by letter
	regions  []string              // names, sorted
}

// newMapping takes the seats as the overview has them, so that the map shows what the
// overview says, also while the next of a contest is on its way.
func newMapping(o *feed.Overview, published []*feed.Published) *mapping {
	m := &mapping{parties: map[string]feed.Party{}, by: map[byte]string{}}
	for _, p := range published {
		m.contests = append(m.contests, p.Bulletin)
	}
	slices.SortFunc(m.contests, func(a, b *feed.Bulletin) int { return cmp.Compare(a.Contest.ID, b.Contest.ID) })
	m.letters = feed.LettersOf(m.contests)
	if m.seats = o.Seats; len(m.seats) != len(m.contests) {
		m.seats = feed.SeatsOf(m.contests, m.letters)
	}
	for id, letter := range m.letters {
		m.by[letter[0]] = id
	}
	m.parties[feed.IndependentLine] = feed.Party{ID: feed.IndependentLine, Short: "Independent"}
	for _, b := range m.contests {
		if name := regionOf(b.Contest); name != "" && !slices.Contains(m.regions, name) {
			m.regions = append(m.regions, name)
		}
		for _, c := range b.Contest.Candidates {
			if len(c.Parties) > 0 && m.letters[c.Parties[0].ID] != "" && m.parties[c.Parties[0].ID].Colour == "" {
				m.parties[c.Parties[0].ID] = c.Parties[0]
			}
		}
	}
	slices.Sort(m.regions)
	return m
}

// regionOf is the part of the country that a contest lies in.
func regionOf(c *feed.Contest) string { return cmp.Or(c.Region, c.Country) }

// knows tells whether a filter names what there is.
func (m *mapping) knows(f seatFilter) bool {
	return (f.party == "" || m.letters[f.party] != "") &&
		(f.region == "" || slices.ContainsFunc(m.regions, func(name string) bool { return feed.PlaceSlug(name) == f.region }))
}

// passes tells whether a filter shows a seat.
func (m *mapping) passes(f seatFilter, i int) bool {
	char := m.seats[i]
	return (!f.gains || isGain(char)) &&
		(f.party == "" || m.letters[f.party] == string(capital(char))) &&
		(f.region == "" || feed.PlaceSlug(regionOf(m.contests[i].Contest)) == f.region)
}

func isGain(char byte) bool { return 'a' <= char && char <= 'z' || char == feed.MapOtherGain }

// capital is the letter of a seat, whether it was held or gained.
func capital(char byte) byte {
	switch {
	case 'a' <= char && char <= 'z':
		return char - 'a' + 'A'
	case char == feed.MapOtherGain:
		return feed.MapOther
	}
	return char
}

// placed are the seats that have a hexagon of their own, by their place in seats. Where
// two have the same, because one is held in place of the other, it is the one that has,
// or may get, a member.
func (m *mapping) placed() map[int]feed.MapPlace {
	at := map[feed.MapPlace]int{}
	for i, b := range m.contests {
		p := b.Contest.Map
		if p == nil {
			continue
		}
		if was, taken := at[*p]; !taken || m.seats[was] == feed.MapNoMember {
			at[*p] = i
		}
	}
	places := map[int]feed.MapPlace{}
	for p, i := range at {
		places[i] = p
	}
	return places
}
