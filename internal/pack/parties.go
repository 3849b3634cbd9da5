package pack

import (
	"strings"

	"resultsdesk/internal/count"
)

// readParties reads parties.csv.
func (r *reader) readParties() {
	r.parties = map[string]count.Party{}
	rows, ok := r.table(partiesFile, columns{must: []string{"id", "name", "short_name", "abbreviation", "colour"}})
	r.partiesRead = ok
	ids := unique{}
	for _, w := range rows {
		p := count.Party{
			ID:     w.id("id"),
			Name:   w.needed("name", maxName),
			Short:  w.needed("short_name", maxName),
			Abbr:   w.text("abbreviation", maxID),
			Colour: strings.ToLower(w.says("colour")),
		}
		if p.Colour != "" && !isColour(p.Colour) {
			w.wrong("colour", "“%s” is no colour; write it as #e4003b", clip(w.says("colour")))
		}
		ids.check(w, "id", p.ID)
		r.parties[p.ID] = p
	}
}

func isColour(s string) bool {
	if len(s) != len("#rrggbb") || s[0] != '#' {
		return false
	}
	return strings.Trim(s[1:], "0123456789abcdef") == ""
}

// party finds the party that a cell names; nil where it names none, or one that
// does not exist, which is noted.
func (w *row) party(column string) *count.Party {
	id := w.says(column)
	if id == "" {
		return nil
	}
	p, ok := w.r.parties[id]
	if !ok {
		if w.r.partiesRead {
			w.wrong(column, "there is no party “%s” in %s", clip(id), partiesFile)
		}
		return nil
	}
	return &p
}

// unique finds what is there twice, and where it was first.
type unique map[string]*row

func (u unique) check(w *row, column, value string) {
	switch first := u[value]; {
	case value == "":
	case first == nil:
		u[value] = w
	default:
		w.wrong(column, "“%s” is in line %d already", clip(value), first.line)
	}
}
