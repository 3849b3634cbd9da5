package count_test

import (
	"errors"
	"testing"

	"resultsdesk/internal/count"
)

// Looking at another's count is refused, and on record, as the refusal says.
func TestLookingIsOnRecord(t *testing.T) {
	h := newHall(t, islingtonNorth())
	elsewhere := officer1()
	elsewhere.Contests = []string{"tottenham"}
	lines := len(h.store.audit)
	if _, err := h.desk.Count(t.Context(), elsewhere, "islington-north"); !errors.Is(err, count.ErrForbidden) {
		t.Errorf("answered %v; want forbidden", err)
	}
	if len(h.store.audit) != lines+1 {
		t.Fatalf("%d lines of the audit; want 1", len(h.store.audit)-lines)
	}
	if line := h.store.audit[lines]; line.Kind != count.KindLooked || line.Contest != "islington-north" || line.Officer != "officer-1" ||
		line.From != "192.0.2.1" || line.Outcome != count.Refused || !line.At.Equal(h.now) {
		t.Errorf("audit %+v", line)
	}
}
