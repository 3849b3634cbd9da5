package web

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// Distances between the middles of hexagons, and room around all of them.
const (
	hexAcross, hexDown = 14, 12
	mapMargin          = 9
)

// view is the map in words and places.
func (m *mapping) view(l *lang.Language, f seatFilter) view.SeatMap {
	places := m.placed()
	v := view.SeatMap{Legend: m.legend(l), Filters: m.filters(l, f)}
	if len(places) == 0 {
		return view.SeatMap{}
	}
	west, north, middle := m.frame(places)
	var faint strings.Builder
	var absent []string
	shown := 0
	for i, b := range m.contests {
		p, ok := places[i]
		if !ok {
			absent = append(absent, strconv.Itoa(i))
			continue
		}
		x, y := middle(p)
		h := m.hex(l, i)
		h.X, h.Y = x-west+mapMargin, y-north+mapMargin
		v.Width, v.Height = max(v.Width, h.X+mapMargin), max(v.Height, h.Y+mapMargin)
		if !m.passes(f, i) {
			faint.WriteString(h.Outline())
			continue
		}
		shown++
		h.Href = l.Path("/contests/" + b.Contest.ID)
		v.Hexes = append(v.Hexes, h)
	}
	v.Faint, v.Words = faint.String(), m.words(l, len(places))
	if f != (seatFilter{}) {
		v.Filtered = m.filtered(l, f, shown, len(places))
		return v
	}
	v.Seats, v.Bases, v.Regions, v.Absent = m.seats, m.bases(), m.regionChars(), strings.Join(absent, " ")
	return v
}

// frame is where the westmost and northmost hexagons have their middles, and the middle
// of each in the same measure. Rows count to the north, and what is drawn to the south.
func (m *mapping) frame(places map[int]feed.MapPlace) (west, north int, middle func(feed.MapPlace) (x, y int)) {
	middle = func(p feed.MapPlace) (x, y int) { return p.Column*hexAcross + (p.Row&1)*hexAcross/2, -p.Row * hexDown }
	first := true
	for _, p := range places {
		x, y := middle(p)
		if first {
			west, north, first = x, y, false
		}
		west, north = min(west, x), min(north, y)
	}
	return west, north, middle
}

// hex is a seat as it is drawn and said.
func (m *mapping) hex(l *lang.Language, i int) view.Hex {
	h := m.shape(m.seats[i])
	h.Said = l.T("map.seat", "name", plain(m.contests[i].Contest.Name), "state", m.state(l, i))
	return h
}

// shape is what a character of seats looks like.
func (m *mapping) shape(char byte) view.Hex {
	letter := capital(char)
	h := view.Hex{X: 7, Y: 8}
	switch char {
	case feed.MapNothing:
		h.Class = "none"
		return h
	case feed.MapCounting:
		h.Class = "count"
		return h
	case feed.MapRecount, feed.MapWithdrawn, feed.MapNoMember, feed.MapSeveral:
		h.Class, h.Letter = "mark", strings.Replace(string(char), "-", "–", 1)
		return h
	}
	h.Letter = string(letter)
	h.Fill, h.Ink = hexColours(m.parties[m.by[letter]].Colour)
	if isGain(char) {
		h.Class = "gain"
	}
	return h
}

// state is what a seat's character says, in words.
func (m *mapping) state(l *lang.Language, i int) string {
	if key := mapState(m.seats[i]); key != "" {
		return l.T(key)
	}
	party := m.name(l, capital(m.seats[i]))
	switch base := m.base(i); {
	case isGain(m.seats[i]):
		return l.T("outcome.gain", "by", party, "from", m.name(l, base))
	case base == feed.MapNothing:
		return party
	}
	return l.T("outcome.hold", "by", party)
}

// mapState is the key of the words for a seat that no party has; empty for the rest.
func mapState(char byte) string {
	switch char {
	case feed.MapNothing:
		return "map.nothing"
	case feed.MapCounting:
		return "map.counting"
	case feed.MapRecount:
		return "map.recount"
	case feed.MapWithdrawn:
		return "map.withdrawn"
	case feed.MapNoMember:
		return "map.no_member"
	case feed.MapSeveral:
		return "map.several"
	}
	return ""
}

// name is the party of a letter.
func (m *mapping) name(l *lang.Language, letter byte) string {
	p, ok := m.parties[m.by[letter]]
	if !ok {
		return l.T("party.other")
	}
	return plain(l.Party(p.ID, p.Short))
}

// base is the letter of who held a seat; MapNothing where there is no base, or a tie.
func (m *mapping) base(i int) byte {
	p := m.contests[i].Contest.Previous
	if p == nil || len(p.Votes) == 0 {
		return feed.MapNothing
	}
	first, tied := p.Votes[0], false
	for _, v := range p.Votes[1:] {
		if tied = v.Votes == first.Votes || tied && v.Votes < first.Votes; v.Votes > first.Votes {
			first = v
		}
	}
	id := first.Party
	switch {
	case tied:
		return feed.MapNothing
	case id == "":
		id = feed.IndependentLine
	}
	if letter := m.letters[id]; letter != "" {
		return letter[0]
	}
	return feed.MapOther
}

func (m *mapping) bases() string {
	out := make([]byte, len(m.contests))
	for i := range out {
		out[i] = m.base(i)
	}
	return string(out)
}

// regionChars says of each seat which of the regions it is in: "0" the first, "a" the
// eleventh, "." beyond what a character can say.
func (m *mapping) regionChars() string {
	var out strings.Builder
	for _, b := range m.contests {
		char := "."
		if i := slices.Index(m.regions, regionOf(b.Contest)); 0 <= i && i < 36 {
			char = strconv.FormatInt(int64(i), 36)
		}
		out.WriteString(char)
	}
	return out.String()
}

// words is what the script says of a seat, by the same messages as this program. Names
// are put in by the script, so the placeholders stand for themselves.
func (m *mapping) words(l *lang.Language, of int) string {
	words := map[string]string{
		"seat": l.T("map.seat", "name", "{name}", "state", "{state}"), "hold": l.T("outcome.hold", "by", "{party}"),
		"gain": l.T("outcome.gain", "by", "{party}", "from", "{from}"), "other": l.T("party.other"), "point": l.T("map.point"),
		"shown": l.T("map.shown", "n", "{n}", "what", "{what}", "of", l.Number(of)),
	}
	for _, char := range ".:!?-+" {
		words[string(char)] = l.T(mapState(byte(char)))
	}
	text, err := json.Marshal(words)
	if err != nil {
		return "{}" // a map of texts always can be written
	}
	return string(text)
}
