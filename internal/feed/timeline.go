package feed

import (
	"cmp"
	"slices"
	"time"

	"resultsdesk/internal/count"
)

// Moment is one thing of the night that people ask after: a declaration, a recount, a
// winner called, a correction, a withdrawal, a poll without a result.
type Moment struct {
	At       time.Time
	Kind     count.EventKind
	Contest  *Bulletin // as it is now
	Round    int       // of a recount
	Note     string    // why, where it was said
	Stands   bool      // a declaration that was not taken back
	Declared int       // how many contests were declared after it
}

// TimelineOf is the night of some contests, newest first.
func TimelineOf(contests []*Bulletin) []Moment {
	var all []Moment
	for _, b := range contests {
		last := -1
		for _, e := range b.Contest.Events {
			switch e.Kind {
			case count.EventDeclared:
				last = len(all)
			case count.EventRecount, count.EventCalled, count.EventCorrected, count.EventWithdrawn, count.EventVoid, count.EventCountermanded, count.EventAbandoned:
			default:
				continue
			}
			all = append(all, Moment{At: e.At, Kind: e.Kind, Contest: b, Round: e.Round, Note: e.Note})
		}
		if last >= 0 && b.Stage == count.StageDeclared {
			all[last].Stands = true
		}
	}
	slices.SortStableFunc(all, func(x, y Moment) int {
		return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.Contest.Contest.ID, y.Contest.Contest.ID))
	})
	declared := map[*Bulletin]bool{}
	for i := range all {
		switch m := &all[i]; m.Kind {
		case count.EventDeclared:
			declared[m.Contest] = true
		case count.EventWithdrawn, count.EventVoid:
			delete(declared, m.Contest)
		}
		all[i].Declared = len(declared)
	}
	slices.Reverse(all)
	return all
}
