package feed

import (
	"testing"
	"testing/synctest"
	"time"
)

// The lag grows from the first commit that waits, also while a pass runs or fails, and
// is over only when everything that was reported is delivered.
func TestLag(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := NewPublisher(nil, nil, nil, nil)
		lag := func(want time.Duration) {
			t.Helper()
			if got := p.Stats().Lag; got != want {
				t.Errorf("the lag is %v; want %v", got, want)
			}
		}
		lag(0)
		p.Poke()
		time.Sleep(time.Second)
		p.progress.began() // sees the first
		lag(time.Second)
		p.Poke() // the second comes while the pass runs
		time.Sleep(time.Second)
		lag(2 * time.Second)
		p.progress.ended(Position{Seq: 1}, time.Now())
		lag(time.Second) // of the second, for which a pass is due
		p.progress.began()
		time.Sleep(time.Second)
		lag(2 * time.Second) // that pass failed
		p.progress.began()
		p.progress.ended(Position{Seq: 2, Head: Head{Epoch: 7, Revision: 9}}, time.Now())
		lag(0)
		p.progress.ended(Position{Seq: 2, Head: Head{Epoch: 7, Revision: 9}}, time.Now()) // the tick found nothing
		s := p.Stats()
		if s.Seq != 2 || s.Head != (Head{7, 9}) || s.Delay.Count != 2 || s.Delay.Sum != 4 {
			t.Errorf("%+v", s)
		}
	})
}
