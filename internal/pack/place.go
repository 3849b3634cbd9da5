package pack

import (
	"strconv"

	"resultsdesk/internal/count"
)

// maxPlace bounds columns and rows of a map: what lies further out would make hexagons
// too small to see.
const maxPlace = 1_000

// onMap is the contest's hexagon; nil where it has none.
func (w *row) onMap() *count.MapPlace {
	column, hasColumn := w.coordinate("map_column")
	row, hasRow := w.coordinate("map_row")
	switch {
	case !hasColumn && !hasRow:
		return nil
	case !hasColumn:
		w.wrong("map_column", "nothing stands here, but map_row has something")
	case !hasRow:
		w.wrong("map_row", "nothing stands here, but map_column has something")
	}
	return &count.MapPlace{Column: column, Row: row}
}

// coordinate is a whole number, negative ones too.
func (w *row) coordinate(name string) (int, bool) {
	text := w.says(name)
	if text == "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	if err != nil || n > maxPlace || n < -maxPlace {
		w.wrong(name, "“%s” is no place on a map; it is a whole number from %d to %d", clip(text), -maxPlace, maxPlace)
	}
	return n, true
}

// checkPlaces: a hexagon is one contest's, but for one that is held again.
func (r *reader) checkPlaces() {
	first := map[count.MapPlace]*contest{}
	for _, c := range r.contests {
		if c.Place == nil || c.row.amiss["map_column"] || c.row.amiss["map_row"] {
			continue
		}
		was := first[*c.Place]
		switch {
		case was == nil || c.Replaces == was.ID:
			first[*c.Place] = c
		case was.Replaces == c.ID:
		default:
			c.row.wrong("map_column", "column %d, row %d is the place of line %d already", c.Place.Column, c.Place.Row, was.row.line)
		}
	}
}

// byKey finds contests by id and by the code of their area, codes from before a revision
// too. Of two contests of one area it is the one that is held in place of the other.
func (p *Pack) byKey() map[string]*contest {
	by := map[string]*contest{}
	for _, c := range p.contests {
		if was := by[c.GSS]; c.GSS != "" && (was == nil || was.Replaces != c.ID) {
			by[c.GSS] = c
		}
	}
	for old, now := range p.codes {
		if c := by[now]; c != nil {
			by[old] = c
		}
	}
	for _, c := range p.contests {
		by[c.ID] = c
	}
	return by
}

// replaced tells whether a contest of the pack is held in place of this one.
func (p *Pack) replaced(c *contest) bool {
	for _, other := range p.contests {
		if other.Replaces == c.ID {
			return true
		}
	}
	return false
}
