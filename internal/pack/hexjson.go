package pack

import (
	"encoding/json"
	"io/fs"

	"resultsdesk/internal/count"
)

// Layouts of hexagons, as hexjson names them: which rows stand half a hexagon further
// east.
const (
	oddRows  = "odd-r"
	evenRows = "even-r"
)

// hexagon is a hexagon of a map file, and where it was found.
type hexagon struct {
	key    string
	offset int
	q, r   *int
}

// ReadMap reads a map of hexagons in the form of the Open Data Institute's hexjson, one
// for each contest, named by the code of its area or by its id, and puts the contests on
// it: what the pack said of their places does not count any more. Names and colours in
// the file are left alone. A map that does not fit the contests one to one is refused: it
// returns an *Error as Read does, and the pack is then not to be used.
func (p *Pack) ReadMap(fsys fs.FS, file string) error {
	r := newReader(fsys)
	if src, ok := r.open(file); ok {
		if layout, hexes, ok := r.readHexes(src); ok {
			r.putOnMap(src, p, layout, hexes)
		}
	}
	if len(r.problems) > 0 {
		return r.failure(file)
	}
	return nil
}

// readHexes reads layout and hexagons; false where there is no map in the file.
func (r *reader) readHexes(src *source) (layout string, hexes []hexagon, ok bool) {
	var whole struct {
		Layout *string                    `json:"layout"`
		Hexes  map[string]json.RawMessage `json:"hexes"`
	}
	if err := json.Unmarshal(src.text, &whole); err != nil {
		r.notJSON(src, err)
		return "", nil, false
	}
	switch {
	case whole.Layout == nil:
		r.wrong(src, 0, "“layout” is missing; it is %s or %s", oddRows, evenRows)
	case *whole.Layout != oddRows && *whole.Layout != evenRows:
		r.wrong(src, 0, "layout: “%s” is not supported; it takes %s or %s", clip(*whole.Layout), oddRows, evenRows)
	case len(whole.Hexes) == 0:
		r.wrong(src, 0, "“hexes” is missing or empty")
	case len(whole.Hexes) > maxRows:
		r.wrong(src, 0, "there are more than %s hexagons", count.Thousands(maxRows))
	default:
		return *whole.Layout, r.eachHex(src), true
	}
	return "", nil, false
}

// eachHex reads the hexagons in their order, those that are there twice too. The file is
// sound JSON.
func (r *reader) eachHex(src *source) (hexes []hexagon) {
	top := newWalk(src)
	top.object(func(key string, _ int) {
		if key != "hexes" {
			top.skip()
			return
		}
		top.object(func(key string, at int) {
			h := hexagon{key: key, offset: at}
			var place struct{ Q, R *int }
			if err := top.Decode(&place); err != nil {
				r.wrong(src, at, "%s: “q” and “r” must be whole numbers", clip(key))
				return
			}
			h.q, h.r = place.Q, place.R
			hexes = append(hexes, h)
		})
	})
	return hexes
}

// putOnMap gives each contest its hexagon.
func (r *reader) putOnMap(src *source, p *Pack, layout string, hexes []hexagon) {
	known, keys := p.byKey(), map[*contest]string{}
	taken := map[count.MapPlace]string{}
	for _, c := range p.contests {
		c.Place = nil
	}
	for _, h := range hexes {
		c := known[h.key]
		switch {
		case c == nil:
			r.wrong(src, h.offset, "%s: this is neither the area nor the id of a contest of this election", clip(h.key))
			continue
		case keys[c] != "":
			r.wrong(src, h.offset, "%s: %s has a hexagon already, under %s", clip(h.key), c.Name, clip(keys[c]))
			continue
		}
		keys[c] = h.key
		if h.q == nil || h.r == nil {
			r.wrong(src, h.offset, "%s: “q” or “r” is missing", clip(h.key))
			continue
		}
		place := count.MapPlace{Column: *h.q, Row: *h.r}
		if layout == evenRows {
			place.Row++ // the rows that stood further east were even and are odd now
		}
		switch other := taken[place]; {
		case max(place.Column, -place.Column, place.Row, -place.Row) > maxPlace:
			r.wrong(src, h.offset, "%s: column %d, row %d is too far out; the furthest is %d", clip(h.key), *h.q, *h.r, maxPlace)
		case other != "":
			r.wrong(src, h.offset, "%s: column %d, row %d is the place of %s already", clip(h.key), *h.q, *h.r, clip(other))
		default:
			taken[place] = h.key
			c.Place = &place
		}
	}
	for _, c := range p.contests {
		if keys[c] == "" && !p.replaced(c) {
			r.problems = append(r.problems, Problem{File: src.file, Message: c.keyed() + ": " + c.Name + " has no hexagon"})
		}
	}
}

// keyed is what a map names a contest by.
func (c *contest) keyed() string {
	if c.GSS != "" {
		return c.GSS
	}
	return c.ID
}
