package count_test

import (
	"testing"

	"resultsdesk/internal/count"
)

// Two officers verify different boxes at the same time: each form overwrites only
// what it showed, and a box that the other gave meanwhile stays as it is.
func TestTwoOfficersVerifyBoxesAtOnce(t *testing.T) {
	h := openHall(t, miniCounts())
	blank := count.Fields{"papers.highbury": "", "papers.tollington": "", "papers.postal": "", "papers": ""}
	first := h.verification(with(blank, count.Fields{"papers.highbury": "16000"}))
	second := h.verification(with(blank, count.Fields{"papers.tollington": "15000"}))
	third := h.verification(with(blank, count.Fields{"papers.highbury": "16001", "papers.postal": "18195"}))
	total := h.verification(with(blank, count.Fields{"papers": "49195"}))
	h.accepted(h.desk.Verify(t.Context(), officer1(), first))
	h.accepted(h.desk.Verify(t.Context(), officer2(), second))
	for what, v := range map[string]count.Verification{"another figure for a box given meanwhile": third, "a total instead of boxes given meanwhile": total} {
		wantCode(t, what, h.refused(func() (count.Receipt, error) { return h.desk.Verify(t.Context(), officer2(), v) }), count.E11)
	}
	h.verify(count.Fields{"papers": "49195"})
	late := second
	late.Key, late.Figures = h.key(), with(blank, count.Fields{"papers.postal": "18195"})
	wantCode(t, "a box after a total that was not seen", h.refused(func() (count.Receipt, error) { return h.desk.Verify(t.Context(), officer2(), late) }), count.E11)
}

// A form that names papers which the ledger does not have yet comes from another
// life of it, before an older copy was taken up again.
func TestPapersOfAnotherLife(t *testing.T) {
	h := openHall(t, miniCounts())
	v := h.verification(count.Fields{"papers.highbury": "16000"})
	v.Base = 99
	wantCode(t, "a base from the future", h.refused(func() (count.Receipt, error) { return h.desk.Verify(t.Context(), officer1(), v) }), count.E11)
}

// A figure that stands cannot be blanked: blank is not zero, and an officer who is
// told "stored" must not find the old figure still there.
func TestABoxCannotBeBlanked(t *testing.T) {
	h := openHall(t, miniCounts())
	h.verify(count.Fields{"papers.highbury": "16000", "papers.tollington": "", "papers.postal": ""})
	v := h.verification(count.Fields{"papers.highbury": " ", "papers.tollington": "16000", "papers.postal": ""})
	err := h.refused(func() (count.Receipt, error) { return h.desk.Verify(t.Context(), officer1(), v) })
	wantCode(t, "a box blanked", err, count.E01)
	v = h.verification(count.Fields{"papers.highbury": "0", "papers.tollington": "16000", "papers.postal": ""})
	h.accepted(h.desk.Verify(t.Context(), officer1(), v))
	h.verify(count.Fields{"papers.highbury": "", "papers.tollington": "", "papers.postal": "", "papers": "49195"}) // the total alone
}
