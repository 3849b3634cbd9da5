// Package measure counts durations and sizes as they happen, cheaply and without a
// metrics library: whoever scrapes reads a [Distribution].
package measure

import (
	"math"
	"sync/atomic"
	"time"
)

// Histogram counts values by upper bounds that it was made with. It is safe for use
// by many goroutines; an observation costs two atomic additions and a search of a few
// numbers.
type Histogram struct {
	bounds []float64
	counts []atomic.Uint64 // one more than bounds: the last has no upper bound
	sum    atomic.Uint64   // bits of a float64
}

// NewHistogram makes a histogram with rising upper bounds, each of them included in
// its own bucket.
func NewHistogram(bounds ...float64) *Histogram {
	return &Histogram{bounds: bounds, counts: make([]atomic.Uint64, len(bounds)+1)}
}

// NewSeconds makes a histogram of durations from a tenth of a millisecond to ten
// seconds.
func NewSeconds() *Histogram {
	return NewHistogram(.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
}

// Observe counts a value.
func (h *Histogram) Observe(v float64) {
	i := 0
	for i < len(h.bounds) && v > h.bounds[i] {
		i++
	}
	h.counts[i].Add(1)
	for {
		was := h.sum.Load()
		if h.sum.CompareAndSwap(was, math.Float64bits(math.Float64frombits(was)+v)) {
			return
		}
	}
}

// Since counts the seconds since a moment.
func (h *Histogram) Since(t time.Time) { h.Observe(time.Since(t).Seconds()) }

// Distribution is what a histogram has counted.
type Distribution struct {
	Count   uint64
	Sum     float64
	Buckets map[float64]uint64 // upper bound → values up to it, smaller buckets included
}

// Read is what was counted so far.
func (h *Histogram) Read() Distribution {
	d := Distribution{Sum: math.Float64frombits(h.sum.Load()), Buckets: make(map[float64]uint64, len(h.bounds))}
	for i := range h.counts {
		d.Count += h.counts[i].Load()
		if i < len(h.bounds) {
			d.Buckets[h.bounds[i]] = d.Count
		}
	}
	return d
}
