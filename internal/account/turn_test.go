package account

import (
	"context"
	"errors"
	"testing"
)

// A crowd from one network waits behind itself: whoever comes from another is next,
// finds a place where all are taken, and takes that of the crowd's last.
func TestACrowdWaitsBehindItself(t *testing.T) {
	turns := &turns{free: 1, longest: 4}
	done, err := turns.take(t.Context(), "crowd")
	if err != nil {
		t.Fatal(err)
	}
	var crowd []chan bool
	for range 4 {
		crowd = append(crowd, turns.join("crowd"))
	}
	if _, err := turns.take(t.Context(), "crowd"); !errors.Is(err, ErrBusy) {
		t.Errorf("one more of the crowd: %v; want ErrBusy", err)
	}
	honest := turns.join("hall")
	if mine := <-crowd[3]; mine {
		t.Error("the last of the crowd got a turn")
	}
	done()
	<-crowd[0] // came first
	turns.pass()
	if len(honest) != 1 || len(crowd[1]) != 0 {
		t.Error("the crowd went before who came from elsewhere")
	}
}

// Who goes away gives up the place, and the turn that came in that moment.
func TestWhoWaitsAndGoesAway(t *testing.T) {
	turns := &turns{free: 1, longest: 4}
	first, second := turns.join("hall"), turns.join("hall")
	turns.leave(second)
	turns.leave(first)
	gone, leave := context.WithCancel(t.Context())
	leave()
	for range 100 { // either is ready: a turn or the end
		if done, err := turns.take(gone, "hall"); err == nil {
			done()
		}
	}
	if turns.free != 1 || turns.waiting != 0 || len(turns.line) != 0 {
		t.Errorf("%d turns are free, %d wait", turns.free, turns.waiting)
	}
}
