package backup

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// BenchmarkFormBesideABackup measures what an officer's form waits while backups of a
// whole night, 650 contests of which each had eight sheets, are made one after the
// other, against the same form without. It prints the medians' ratio, both 99th
// percentiles in milliseconds, how long a backup takes, and the size of the file.
func BenchmarkFormBesideABackup(b *testing.B) {
	w := newWholeNight(b)
	folder := Folder{Path: filepath.Join(b.TempDir(), "backups"), Desk: "desk"}
	var took []time.Duration
	one := func() {
		began := time.Now()
		e, err := Make(b.Context(), w.store, folder, time.Now)
		if err != nil {
			b.Error(err)
		}
		took = append(took, time.Since(began))
		_ = os.Remove(e.Path) // as the policy would
	}
	var alone, beside []time.Duration
	for b.Loop() {
		for range 300 {
			alone = append(alone, w.sheet())
		}
		ctx, stop := context.WithCancel(b.Context())
		var group sync.WaitGroup
		group.Go(func() {
			for ctx.Err() == nil {
				one()
			}
		})
		for range 300 {
			beside = append(beside, w.sheet())
		}
		stop()
		group.Wait()
	}
	at := func(d []time.Duration, percent int) float64 {
		slices.Sort(d)
		return float64(d[len(d)*percent/100]) / float64(time.Millisecond)
	}
	size, err := w.store.Size()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(at(beside, 50)/at(alone, 50), "beside/alone")
	b.ReportMetric(at(alone, 99), "alone-p99-ms")
	b.ReportMetric(at(beside, 99), "beside-p99-ms")
	b.ReportMetric(float64(beside[len(beside)-1])/float64(time.Millisecond), "beside-max-ms")
	b.ReportMetric(at(took, 50), "backup-ms")
	b.ReportMetric(float64(size)/(1<<20), "MB")
}

// wholeNight is a desk on which a whole country has been counted and published.
type wholeNight struct {
	b     *testing.B
	store *sqlite.Store
	desk  *count.Desk
	by    count.Officer
	bases []int64
	n     int
}

func newWholeNight(b *testing.B) *wholeNight {
	b.Helper()
	dir := b.TempDir()
	s, err := sqlite.Open(b.Context(), filepath.Join(dir, "desk.db"), time.Now)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	w := &wholeNight{b: b, store: s, by: count.Officer{ID: "desk", Role: count.RoleCountOfficer}, bases: make([]int64, 650)}
	w.desk = count.NewDesk(s, count.Clocks{Election: time.Now, Wall: time.Now}, nil)
	if err := s.Account(b.Context(), func(tx account.Tx) error {
		return tx.PutOfficer(account.Officer{ID: "officer-2", Role: count.RoleCountOfficer}, time.Now())
	}); err != nil {
		b.Fatal(err)
	}
	var all []count.Contest
	for i := range w.bases {
		all = append(all, seat(i))
	}
	if _, err := w.desk.Define(b.Context(), count.Definitions{Contests: all}); err != nil {
		b.Fatal(err)
	}
	if _, err := w.desk.ClosePolls(b.Context()); err != nil {
		b.Fatal(err)
	}
	for i := range w.bases {
		if _, err := w.desk.Verify(b.Context(), w.by, count.Verification{Contest: seat(i).ID, Key: "p", Layout: 1, Figures: count.Fields{"papers": "49195"}}); err != nil {
			b.Fatal(err)
		}
	}
	for range 8 * len(w.bases) {
		w.sheet()
	}
	p := feed.NewPublisher(s, feed.HeadFile(filepath.Join(dir, "head")), func(*feed.Published) {}, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err := p.Start(b.Context()); err != nil {
		b.Fatal(err)
	}
	return w
}

// sheet enters the next sheet and says how long the reply took.
func (w *wholeNight) sheet() time.Duration {
	i := w.n % len(w.bases)
	w.n++
	returned := w.n / len(w.bases) // from sheet to sheet one paper more is found good
	f := count.Fields{"votes.c1": fmt.Sprint(20_000 + returned)}
	for _, h := range count.UKParliament.Heads() {
		f[count.FieldHead(h.ID)] = "0"
	}
	f["rejected.uncertain"] = fmt.Sprint(800 - returned)
	for c := 2; c <= 7; c++ {
		f[fmt.Sprint("votes.c", c)] = "4732"
	}
	f["votes.c7"] = fmt.Sprint(49_195 - 20_800 - 5*4732)
	began := time.Now()
	r, err := w.desk.Enter(w.b.Context(), w.by, count.Sending{Contest: seat(i).ID, Unit: "count", Key: fmt.Sprint("k", w.n), Layout: 1, Base: w.bases[i], Figures: f})
	if err != nil {
		w.b.Fatal(err)
	}
	took := time.Since(began)
	r, err = w.desk.Confirm(w.b.Context(), count.Officer{ID: "officer-2", Role: count.RoleCountOfficer}, count.Confirmation{Contest: seat(i).ID, Unit: "count", Key: fmt.Sprint("c", w.n), Entry: r.Seq})
	if err != nil {
		w.b.Fatal(err)
	}
	w.bases[i] = r.Standing.Base("count", w.by)
	return took
}

// seat is a contest with seven candidates, named by their places.
func seat(i int) count.Contest {
	c := count.Contest{
		ID: fmt.Sprintf("seat-%d", i), Number: i + 1, Name: fmt.Sprintf("Seat %d", i+1),
		Election: count.Election{Name: "UK general election", Date: "2024-07-04", Zone: "Europe/London", Closes: time.Date(2024, 7, 4, 21, 0, 0, 0, time.UTC),
			Type: count.UKParliament, Mode: count.Rehearsal, Profile: count.ProfileSmall, SecondPerson: count.ConfirmSecond},
		System: count.FirstPastThePost, Seats: 1, VotesPerPerson: 1, Publish: count.PublishRunning,
		Electorate: &count.Electorate{Count: 72582, Final: true}, Units: []count.CountUnit{{ID: "count", Name: "The whole count", Kind: count.Whole}},
	}
	for n := 1; n <= 7; n++ {
		c.Candidates = append(c.Candidates, count.Candidate{ID: fmt.Sprint("c", n), Number: n, Surname: fmt.Sprint("Candidate ", n)})
	}
	return c
}
