package web

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// legend explains every letter and mark, first the party with most seats, or that held
// most. What no seat shows now
// is hidden: the script may need it.
func (m *mapping) legend(l *lang.Language) []view.LegendLine {
	counts := map[byte]int{}
	for i := range len(m.seats) {
		counts[capital(m.seats[i])]++
	}
	keys := append(slices.Sorted(maps.Keys(m.by)), feed.MapOther)
	bases := m.bases()
	held := func(char byte) int { return strings.Count(bases, string(char)) }
	slices.SortStableFunc(keys, func(a, b byte) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(held(b), held(a))) })
	keys = append(keys, feed.MapSeveral, feed.MapRecount, feed.MapWithdrawn, feed.MapNoMember, feed.MapCounting, feed.MapNothing)
	var lines []view.LegendLine
	for _, char := range keys {
		line := view.LegendLine{Key: string(char), Hex: m.shape(char), Count: l.Number(counts[char]), Hidden: counts[char] == 0}
		if key := mapState(char); key != "" {
			line.Name = l.T(key)
		} else {
			line.Name = m.name(l, char)
		}
		lines = append(lines, line)
	}
	return lines
}

// filters are the choices of the form. Parties are those that hold or held a seat, and
// the one that is chosen.
func (m *mapping) filters(l *lang.Language, f seatFilter) view.MapFilters {
	out := view.MapFilters{Gains: f.gains}
	bases := m.bases()
	for _, line := range m.legend(l) {
		id, isParty := m.by[line.Key[0]]
		if isParty && (!line.Hidden || id == f.party || strings.Contains(bases, line.Key)) {
			out.Parties = append(out.Parties, view.Choice{Value: id, Words: line.Name, Letter: line.Key, Chosen: id == f.party})
		}
	}
	for _, name := range m.regions {
		out.Regions = append(out.Regions, view.Choice{Value: feed.PlaceSlug(name), Words: plain(l.Region(name)), Chosen: feed.PlaceSlug(name) == f.region})
	}
	return out
}

// filtered says what of the map is shown.
func (m *mapping) filtered(l *lang.Language, f seatFilter, shown, of int) string {
	var what []string
	if f.party != "" {
		what = append(what, m.name(l, m.letters[f.party][0]))
	}
	if f.gains {
		what = append(what, l.T("map.gains"))
	}
	for _, name := range m.regions {
		if feed.PlaceSlug(name) == f.region {
			what = append(what, plain(l.Region(name)))
		}
	}
	return l.T("map.shown", "n", l.Number(shown), "of", l.Number(of), "what", strings.Join(what, ", "))
}

// Ink on the light colours of parties; white stands on the others.
const (
	darkInk  = "#14171c"
	noColour = "#6b7482"
)

// hexColours are the fill of a party's hexagon and the ink of its letter, of white and
// dark the one that can be read better: 4.5 to 1 at least. Ink is empty for white. A
// colour that is none is grey.
func hexColours(colour string) (fill, ink string) {
	value, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil || len(colour) != 7 || colour[0] != '#' {
		colour, value = noColour, 0x6b7482
	}
	light := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		light += weight * linear(float64(value>>(16-8*i)&0xff)/255)
	}
	// Contrast is (lighter + 0.05) / (darker + 0.05); dark ink has a luminance of 0.0086.
	if (light+0.05)/(0.0086+0.05) > 1.05/(light+0.05) {
		ink = darkInk
	}
	return strings.ToLower(colour), ink
}

// linear is the luminance of a channel of sRGB.
func linear(c float64) float64 {
	if c <= 0.04045 {
		return c / 12.92
	}
	return math.Pow((c+0.055)/1.055, 2.4)
}
