package count_test

import (
	"errors"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

// All contests of a desk are of one election: a pack that leaves some out cannot
// bring another mode, day or close of poll beside theirs.
func TestOneElectionADesk(t *testing.T) {
	for name, change := range map[string]func(*count.Election){
		"mode":          func(e *count.Election) { e.Mode = count.Live },
		"day":           func(e *count.Election) { e.Date = "2024-07-11" },
		"close of poll": func(e *count.Election) { e.Closes = e.Closes.Add(time.Hour) },
		"name":          func(e *count.Election) { e.Name = "By-election" },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHall(t, islingtonNorth())
			south := islingtonNorth()
			south.ID, south.Name = "islington-south", "Islington South"
			change(&south.Election)
			_, err := h.desk.Define(t.Context(), count.Definitions{Contests: []count.Contest{south}})
			var refused *count.ImportError
			if !errors.As(err, &refused) || len(refused.Problems) != 1 || refused.Problems[0].Part != count.PartElection {
				t.Fatalf("answered %v; want one problem of the election", err)
			}
			if _, err := h.store.Standing(t.Context(), south.ID); !errors.Is(err, count.ErrNotFound) {
				t.Error("the contest was imported all the same")
			}
		})
	}
}
