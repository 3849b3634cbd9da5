package pack

import (
	"slices"
	"strings"
	"unicode"

	"resultsdesk/internal/count"
)

// Values of the column doubtful.
const (
	adjudicated = "adjudicated" // the unit decides its doubtful papers itself
	sent        = "sent"        // it sends them to the adjudication table
)

func unitKinds() choice {
	return choice{takes: []string{
		string(count.Box), string(count.PostalSession),
		string(count.MiniCount), string(count.Ward), string(count.Table), string(count.Adjudication), string(count.Whole),
	}}
}

// wholeCount is the one count unit of a contest that names none.
func wholeCount() count.CountUnit {
	return count.CountUnit{ID: "count", Name: "The whole count", Kind: count.Whole}
}

// readUnits reads units.csv: boxes and postal sessions, which have papers, and
// count units, which have votes.
func (r *reader) readUnits() {
	rows, ok := r.table(unitsFile, columns{
		must: []string{"contest", "id", "name", "kind"},
		may:  []string{"place", "fed_by", "doubtful"},
	})
	if !ok {
		return
	}
	r.group(unitsFile, rows)
	for _, c := range r.contests {
		c.readUnits(c.rows[unitsFile])
	}
}

func (c *contest) readUnits(rows []*row) {
	// Boxes and count units share their ids: an act names either.
	ids := unique{}
	at := map[string]*row{}
	for _, w := range rows {
		id, name := w.id("id"), w.needed("name", maxName)
		ids.check(w, "id", id)
		at[id] = w
		switch kind := w.choice("kind", unitKinds()); kind {
		case string(count.Box), string(count.PostalSession):
			w.empty("fed_by", "a box or postal session feeds count units and is fed by nothing")
			w.empty("doubtful", "a box or postal session has papers and no votes, so none is doubtful")
			c.Boxes = append(c.Boxes, count.VerificationUnit{ID: id, Name: name, Kind: count.BoxKind(kind), Place: w.place()})
		default:
			if !w.amiss["kind"] {
				w.empty("place", "only a box comes from a polling place")
			}
			c.Units = append(c.Units, count.CountUnit{ID: id, Name: name, Kind: count.UnitKind(kind), FedBy: w.fedBy(), SendsDoubtful: w.sendsDoubtful()})
		}
	}
	if anyBad(rows) {
		return
	}
	if len(c.Units) == 0 {
		whole := wholeCount()
		if w := at[whole.ID]; w != nil {
			w.wrong("id", "“%s” is the id of the whole count here; give the box another", whole.ID)
		}
		c.Units = []count.CountUnit{whole}
	}
	c.checkUnits(at)
}

// place is the polling place that a box comes from. Postal sessions have none.
func (w *row) place() string {
	if w.says("kind") == string(count.PostalSession) {
		w.empty("place", "only a box comes from a polling place")
		return ""
	}
	return w.text("place", maxName)
}

// fedBy are the ids of the boxes whose papers a count unit is handed.
func (w *row) fedBy() []string {
	var boxes []string
	for _, id := range strings.FieldsFunc(w.says("fed_by"), func(c rune) bool { return c == ';' || unicode.IsSpace(c) }) {
		if slices.Contains(boxes, id) {
			w.wrong("fed_by", "“%s” is named twice", clip(id))
		}
		boxes = append(boxes, id)
	}
	return boxes
}

func (w *row) sendsDoubtful() bool {
	if w.says("doubtful") == "" {
		return false
	}
	return w.choice("doubtful", choice{takes: []string{adjudicated, sent}}) == sent
}
