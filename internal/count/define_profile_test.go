package count_test

import (
	"errors"
	"testing"

	"resultsdesk/internal/count"
)

// Nobody gets rid of the second person in the middle of a count by importing a pack
// again.
func TestDefineKeepsWhatACountIsHeldTo(t *testing.T) {
	for name, change := range map[string]func(*count.Contest){
		"type":          func(c *count.Contest) { c.Election.Type = count.UKLocal },
		"profile":       func(c *count.Contest) { c.Election.Profile = count.ProfileCount },
		"second person": func(c *count.Contest) { c.Election.SecondPerson = count.BlindSecond },
	} {
		if _, err := define(newHall(t, islingtonNorth()).at(count.StageScheduled), changed(change)); err != nil {
			t.Errorf("%s, before the close of poll: %v", name, err)
		}
		_, err := define(newHall(t, islingtonNorth()).at(count.StageAwaiting), changed(change))
		var refused *count.ImportError
		if !errors.As(err, &refused) || len(refused.Problems) != 1 || refused.Problems[0].Part != count.PartElection {
			t.Errorf("%s, after the close of poll: %v; want one problem of the election", name, err)
		}
	}
}
