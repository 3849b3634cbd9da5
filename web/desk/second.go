package desk

import (
	"slices"

	"resultsdesk/internal/count"
)

// task is what an officer has to do with a sheet.
type task int

const (
	typing   task = iota // types it
	deciding             // looks again at what two officers typed differently
	waiting              // waits for a second person, or only looks on
	reading              // reads what another typed against the paper
)

// task is what this officer has to do, with the entry that it is about. Under the
// blind policy that is never another's entry.
func (v *sheetView) task() (task, *count.Entry) {
	entries := v.st.Waiting[v.unit.ID]
	if len(entries) == 0 {
		return typing, nil
	}
	if v.st.Contest.Election.SecondPerson == count.BlindSecond {
		mine := v.mine()
		switch {
		case mine == nil:
			return typing, nil
		case len(v.st.Differing(v.unit.ID, v.by)) > 0:
			return deciding, mine
		}
		return waiting, mine
	}
	last := &entries[len(entries)-1]
	if last.Officer == v.by.ID || !v.st.Allows(v.by, count.KindConfirmed) || v.st.May(count.KindConfirmed) != nil {
		return waiting, last
	}
	return reading, last
}

// mine is the officer's own entry that waits; nil for none.
func (v *sheetView) mine() *count.Entry {
	entries := v.st.Waiting[v.unit.ID]
	i := slices.IndexFunc(entries, func(e count.Entry) bool { return e.Officer == v.by.ID })
	if i < 0 {
		return nil
	}
	return &entries[i]
}

// standing is the figures that this officer's form replaces, and whose they are: an
// entry that waits where it may be seen, else the sheet.
func (v *sheetView) standing() (t count.Tally, whose string, in bool) {
	c := v.st.Contest
	if _, e := v.task(); e != nil {
		return e.Tally, "Waiting: " + stamp(c, e.Officer, e.At), true
	}
	if sheet, in := v.st.Sheets[v.unit.ID]; in {
		return sheet.Tally, "Stands: " + stamp(c, sheet.Officer, sheet.At), true
	}
	return t, "Nothing stands", false
}

// opened is the form as it is opened. Empty is not zero, and what is typed without
// seeing the first entry is typed without seeing any.
func (v *sheetView) opened() typed {
	c := v.st.Contest
	t := typed{key: newKey(), layout: c.Layout, base: v.st.Base(v.unit.ID, v.by), figures: count.Fields{}}
	blind := c.Election.SecondPerson == count.BlindSecond
	if tally, _, in := v.standing(); in && (!blind || v.mine() != nil) {
		t.figures = tallyFields(c, v.unit, tally)
	}
	return t
}
