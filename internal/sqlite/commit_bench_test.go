package sqlite

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// BenchmarkEnter measures a count sheet from count.Desk.Enter to the reply, on disk,
// against the floor in the same run: 4 KiB appended to a file and synced. It prints
// the ratio of medians for one officer (enter/floor) and how many sheets 64 officers
// at once get through for each that one gets through (many/one). What the audit's chain
// costs is taken from the same sheets: the hash over the act and over its line, as a
// ratio of a sheet with it to one without (chained/unchained).
func BenchmarkEnter(b *testing.B) {
	dir := b.TempDir()
	s, err := Open(b.Context(), filepath.Join(dir, "desk.db"), time.Now)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	d := count.NewDesk(s, count.Clocks{Election: time.Now, Wall: time.Now}, nil)
	officer := count.Officer{ID: "desk", Role: count.RoleCountOfficer}
	const contests = 64
	for i := range contests {
		c := islington()
		c.ID, c.Name = fmt.Sprintf("contest-%d", i), fmt.Sprintf("Contest %d", i)
		c.Boxes, c.Units = nil, []count.CountUnit{{ID: "count", Name: "The whole count", Kind: count.Whole}}
		if _, err := d.Define(b.Context(), count.Definitions{Contests: []count.Contest{c}}); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := d.ClosePolls(b.Context()); err != nil {
		b.Fatal(err)
	}
	for i := range contests {
		if _, err := d.Verify(b.Context(), officer, count.Verification{Contest: fmt.Sprintf("contest-%d", i), Key: "p", Layout: 1, Figures: count.Fields{"papers": "49195"}}); err != nil {
			b.Fatal(err)
		}
	}
	bases := make([]int64, contests)
	enter := func(contest, n int) {
		corbyn := 28_000 + n%1000
		f := count.Fields{"votes.1120": fmt.Sprint(corbyn), "votes.90828": fmt.Sprint(49_195 - 10 - corbyn)}
		for _, h := range count.UKParliament.Heads() {
			f[count.FieldHead(h.ID)] = "0"
		}
		f["rejected.uncertain"] = "10"
		r, err := d.Enter(b.Context(), officer, count.Sending{Contest: fmt.Sprintf("contest-%d", contest), Unit: "count", Key: fmt.Sprint("k", n), Layout: 1, Base: bases[contest], Figures: f})
		if err != nil {
			b.Error(err)
			return
		}
		bases[contest] = r.Seq
	}
	floor, err := os.Create(filepath.Join(dir, "floor"))
	if err != nil {
		b.Fatal(err)
	}
	defer floor.Close()
	page := make([]byte, 4096)

	var enters, floors, chains []time.Duration
	n := 0
	for b.Loop() {
		start := time.Now()
		enter(0, n)
		enters = append(enters, time.Since(start))
		n++
		start = time.Now()
		if _, err := floor.Write(page); err != nil {
			b.Fatal(err)
		}
		if err := floor.Sync(); err != nil {
			b.Fatal(err)
		}
		floors = append(floors, time.Since(start))
		chains = append(chains, chaining(b, s, bases[0]))
	}
	const each = 20
	start := time.Now()
	var group sync.WaitGroup
	for contest := range contests {
		group.Go(func() {
			for i := range each {
				enter(contest, n+contest*each+i)
			}
		})
	}
	group.Wait()
	many := time.Since(start) / (contests * each)
	b.ReportMetric(float64(median(enters))/float64(median(floors)), "enter/floor")
	b.ReportMetric(float64(median(enters))/float64(many), "many/one")
	b.ReportMetric(float64(median(enters))/float64(median(enters)-median(chains)), "chained/unchained")
}

// chaining is how long it takes to hash an act as it is stored, and its line.
func chaining(b *testing.B, s *Store, seq int64) (took time.Duration) {
	err := s.submit(b.Context(), func(t *tx) error {
		acts, err := t.coveredActs(seq-1, seq)
		if err != nil {
			return err
		}
		start := time.Now()
		_, err = t.actsHash(acts, t.rowsOfAct)
		account.Record{Acts: make([]byte, 32)}.Recomputed()
		took = time.Since(start)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return took
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}
