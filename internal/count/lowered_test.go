package count_test

import (
	"testing"

	"resultsdesk/internal/count"
)

// After verified papers were lowered, several tables without papers of their own
// can be too high together. Each can be put right first: a sheet that takes no more
// than the one it replaces makes nothing worse.
func TestSheetsTooHighTogetherCanBePutRight(t *testing.T) {
	c := islingtonNorth()
	c.Units = []count.CountUnit{{ID: "a", Name: "Table A", Kind: count.Table}, {ID: "b", Name: "Table B", Kind: count.Table}}
	sheetOf := func(n int) count.Fields { return typed(&c.Units[0], adjudicated(n, 0)) }
	for _, first := range []string{"a", "b"} {
		h := openHall(t, c)
		h.verify(count.Fields{"papers": "1000"})
		h.enter("a", sheetOf(600))
		h.enter("b", sheetOf(400))
		v := h.verification(count.Fields{"papers": "900"})
		v.Reason = "a box was counted twice"
		h.accepted(h.desk.Verify(t.Context(), clerk(), v))
		right := map[string]int{"a": 550, "b": 350}
		worse := h.entry(first, sheetOf(601))
		if first == "b" {
			worse.Figures = sheetOf(401)
		}
		err := h.refused(func() (count.Receipt, error) { return h.desk.Enter(t.Context(), officer1(), worse) })
		wantCode(t, "one paper more than before", err, count.E03)
		h.enter(first, sheetOf(right[first]))
		for unit, n := range right {
			if unit != first {
				h.enter(unit, sheetOf(n))
			}
		}
		h.moves(h.desk.MakeProvisional)
	}
}
