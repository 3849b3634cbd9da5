package count_test

import (
	"testing"

	"resultsdesk/internal/count"
)

// Boxes come one by one, or several at once; each that changed makes one act. The
// count is verified when the last is in.
func TestVerifyBoxes(t *testing.T) {
	h := openHall(t, miniCounts())
	acts := len(h.store.acts)
	h.verify(count.Fields{"papers.highbury": "16000", "papers.tollington": "15001", "papers.postal": ""})
	if s := h.standing(); s.Stage() != count.StageVerifying || len(h.store.acts) != acts+2 {
		t.Errorf("%s after %d acts; want verifying after 2", s.Stage(), len(h.store.acts)-acts)
	}
	h.verify(count.Fields{"papers.highbury": "16000", "papers.tollington": "15000", "papers.postal": "18195"})
	s := h.standing()
	if got, ok := s.Verified(); !ok || got != verifiedPapers || s.Stage() != count.StageVerified {
		t.Errorf("%d papers, %s; want 49,195, verified", got, s.Stage())
	}
	if len(h.store.acts) != acts+4 {
		t.Errorf("%d acts; want one for each box that changed", len(h.store.acts)-acts)
	}
	if s.Boxes["highbury"].Seq != int64(acts+1) {
		t.Error("a box that did not change was verified again")
	}
}

// One total stands for all boxes, and boxes for the total.
func TestVerifyTotal(t *testing.T) {
	h := openHall(t, miniCounts())
	h.verify(count.Fields{"papers": "49195"})
	s := h.standing()
	if got, ok := s.Verified(); !ok || got != verifiedPapers {
		t.Errorf("%d papers, %t; want 49,195", got, ok)
	}
	if _, own := s.Handed(unit(t, s.Contest, "mini-1")); own {
		t.Error("a mini-count was handed papers of its own by a total")
	}
	h.verify(count.Fields{"papers.highbury": "16000", "papers.tollington": "15000", "papers.postal": "18195"})
	if s := h.standing(); s.Total != nil || len(s.Boxes) != 3 {
		t.Errorf("total %v beside %d boxes; want the boxes only", s.Total, len(s.Boxes))
	}
	h.verify(count.Fields{"papers": "49195"})
	if s := h.standing(); s.Total == nil || len(s.Boxes) != 0 {
		t.Errorf("total %v beside %d boxes; want the total only", s.Total, len(s.Boxes))
	}
}

// Papers cannot exceed a final electorate, also when the boxes come one by one
// (E07).
func TestElectorateBoundsBoxesOneByOne(t *testing.T) {
	c := miniCounts()
	c.Electorate = &count.Electorate{Count: 49195, Final: true}
	h := openHall(t, c)
	h.verify(count.Fields{"papers.highbury": "16000"})
	h.verify(count.Fields{"papers.tollington": "15000"})
	one := h.verification(count.Fields{"papers.postal": "18196"})
	wantCode(t, "one paper more than electors", h.refused(func() (count.Receipt, error) { return h.desk.Verify(t.Context(), officer1(), one) }), count.E07)
	h.verify(count.Fields{"papers.postal": "18195"})
	h.verify(count.Fields{"papers.highbury": "15999", "papers.tollington": "15001"})
	h.verify(count.Fields{"papers": "49195"}) // a total replaces the boxes and is not added to them
}

// Once votes were entered the control total is the Returning Officer's, with a
// reason, and a provisional count goes back to counting.
func TestVerifyAgain(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageProvisional)
	v := h.verification(count.Fields{"papers": "49196"})
	v.Reason = " a postal paper found in its envelope "
	h.accepted(h.desk.Verify(t.Context(), clerk(), v))
	if s := h.standing(); s.Stage() != count.StageCounting {
		t.Errorf("%s; want counting", s.Stage())
	}
	last, ok := h.store.acts[len(h.store.acts)-1].Body.(count.Verified)
	if !ok || last.Reason != "a postal paper found in its envelope" || last.Papers != 49196 {
		t.Errorf("in the ledger: %+v", last)
	}
}
