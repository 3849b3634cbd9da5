package measure

import (
	"sync"
	"testing"
)

// A value on a bound belongs to its bucket, one above all bounds is still counted,
// and nothing is lost between goroutines.
func TestHistogram(t *testing.T) {
	h := NewHistogram(1, 2)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 1000 {
				h.Observe(1)
				h.Observe(1.5)
				h.Observe(7)
			}
		})
	}
	group.Wait()
	d := h.Read()
	if d.Count != 24000 || d.Sum != 8000*9.5 || d.Buckets[1] != 8000 || d.Buckets[2] != 16000 || len(d.Buckets) != 2 {
		t.Errorf("%+v", d)
	}
}
