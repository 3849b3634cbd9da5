package gazetteer_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/gazetteer"
)

// BenchmarkFind asks for names of the general election of 2024 with a slip, as it is typed
// letter by letter, and for what costs most, against a naive scan of the same run: the
// edit distance of the question to each name. Reported are milliseconds of a question,
// what the worst costs (hostile-ms), the scan as a multiple of the median, and what
// making the index takes.
func BenchmarkFind(b *testing.B) {
	entries := library(b)
	began := time.Now()
	x := gazetteer.New(entries)
	built := time.Since(began)
	r := rand.New(rand.NewPCG(1, 2))
	slips := singleSlips()
	var asked, scanned, worst []time.Duration
	timed := func(to *[]time.Duration, f func()) {
		start := time.Now()
		f()
		*to = append(*to, time.Since(start))
	}
	for b.Loop() {
		e := entries[r.IntN(len(entries))]
		typed, _ := spoiled(r, slips[r.IntN(len(slips))], e.Name)
		letters := []rune(typed)
		typed = string(letters[:1+r.IntN(len(letters))])
		timed(&asked, func() { x.Find(typed) })
		timed(&worst, func() { x.Find(hostile()[len(worst)%len(hostile())]) })
		if len(asked)%20 == 0 {
			timed(&scanned, func() { scan(entries, typed) })
		}
	}
	at := func(d []time.Duration, share float64) float64 {
		slices.Sort(d)
		return d[min(len(d)-1, int(share*float64(len(d))))].Seconds() * 1000
	}
	b.ReportMetric(0, "ns/op") // of all together: says nothing
	b.ReportMetric(at(asked, 0.5), "p50-ms")
	b.ReportMetric(at(asked, 0.99), "p99-ms")
	b.ReportMetric(at(asked, 1), "max-ms")
	b.ReportMetric(at(worst, 0.99), "hostile-ms")
	if len(scanned) > 0 {
		b.ReportMetric(at(scanned, 0.5)/at(asked, 0.5), "scan/p50")
	}
	b.ReportMetric(built.Seconds()*1000, "build-ms")
}

// hostile are questions made to cost.
func hostile() []string {
	return []string{
		"a b c d e f g h", strings.Repeat("anna ", 20), "sian erin aine rina nair iran arin rain", strings.Repeat("e", 100),
		"marian christin johnathon elisabet alexande katharin margaret benjamin", "andandandandandandandandandandandandandandandandand",
	}
}

// scan is what finding would be without an index.
func scan(entries []gazetteer.Entry, typed string) (best int) {
	best = 1 << 30
	for _, e := range entries {
		best = min(best, distance([]rune(strings.ToLower(typed)), []rune(strings.ToLower(e.Name))))
	}
	return best
}

func distance(a, b []rune) int {
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range b {
			d := last[j]
			if a[i] != b[j] {
				d++
			}
			row[j+1] = min(d, row[j]+1, last[j+1]+1)
		}
		last = row
	}
	return last[len(b)]
}
