package sqlite

import (
	"context"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/measure"
)

// Stats is what the writer has done since the start, for those who run the desk. What
// only read is not in it.
type Stats struct {
	Commits uint64
	Failed  uint64               // commits that failed, and with them every command in them
	Wait    measure.Distribution // seconds that a command waited for its turn
	Commit  measure.Distribution // seconds of COMMIT, the sync to disk included
	Batch   measure.Distribution // commands that shared a commit
}

// meter is what the writer counts.
type meter struct {
	commits, failed     atomic.Uint64
	wait, commit, batch *measure.Histogram
}

func newMeter() meter {
	return meter{wait: measure.NewSeconds(), commit: measure.NewSeconds(), batch: measure.NewHistogram(1, 2, 4, 8, 16, 32, 64)}
}

// ran counts a batch that had its turn. One that only read, as a look at the ledger
// does each second, is not counted: it would hide how long real commits take.
func (m *meter) ran(batch []job, turn time.Time, wrote bool, err error) {
	if err != nil {
		m.failed.Add(1)
	}
	if !wrote {
		return
	}
	m.batch.Observe(float64(len(batch)))
	for _, j := range batch {
		m.wait.Observe(turn.Sub(j.asked).Seconds())
	}
	if err == nil {
		m.commits.Add(1)
	}
}

// Stats reads what the writer has done.
func (s *Store) Stats() Stats {
	return Stats{
		Commits: s.meter.commits.Load(), Failed: s.meter.failed.Load(),
		Wait: s.meter.wait.Read(), Commit: s.meter.commit.Read(), Batch: s.meter.batch.Read(),
	}
}

// Witnessed is a line of the audit that is on disk.
type Witnessed struct {
	count.Attempt
	Took time.Duration // from the command's arrival to its commit
}

// Witness has fn told of every line of the audit once it is on disk. fn runs on the
// writer's goroutine and must not block. It is set before the first command.
func (s *Store) Witness(fn func(Witnessed)) { s.witness.Store(&fn) }

// tell tells the witness of what a batch put on disk.
func (s *Store) tell(batch []job, attempts [][]count.Attempt) {
	fn := s.witness.Load()
	if fn == nil {
		return
	}
	for i, of := range attempts {
		for _, a := range of {
			(*fn)(Witnessed{a, time.Since(batch[i].asked)})
		}
	}
}

// Pulse is what the file holds, for those who run the desk. No figure of a count is
// in it.
type Pulse struct {
	Act      int64     // seq of the last act; 0 where there is none
	ActAt    time.Time // of that act, by the election's clock
	Read     int64     // seq of the last act that was published, or needed no bulletin
	Epoch    int64
	Revision int64 // of the last bulletin
	Audit    int64 // last line of the audit
	Sessions int   // sessions that are open
	Officers int   // officers who have one
}

const (
	selectActTop   = `SELECT ifnull(max(seq), 0), ifnull((SELECT at FROM act ORDER BY seq DESC LIMIT 1), 0) FROM act`
	selectAuditTop = `SELECT ifnull(max(id), 0) FROM audit`
	countSessions  = `SELECT count(*), count(DISTINCT officer) FROM session WHERE created_at > ? AND used_at > ? AND step = ''`
)

func pulseStatements() []string { return []string{selectActTop, selectAuditTop, countSessions} }

// Pulse reads it in one moment. Sessions are those opened after began and used after
// used.
func (s *Store) Pulse(ctx context.Context, began, used time.Time) (p Pulse, err error) {
	err = s.view(ctx, func(d db) error {
		var at int64
		if err := d.one(selectActTop, []any{&p.Act, &at}); err != nil {
			return err
		}
		if at != 0 {
			p.ActAt = fromMillis(at)
		}
		if err := d.one(selectAuditTop, []any{&p.Audit}); err != nil {
			return err
		}
		position, err := d.position()
		if err != nil {
			return err
		}
		p.Read, p.Epoch, p.Revision = position.Seq, position.Epoch, position.Revision
		return d.one(countSessions, []any{&p.Sessions, &p.Officers}, millis(began), millis(used))
	})
	return p, err
}

// Writable takes a turn of the writer and commits nothing: nil where the writer
// lives and can begin a transaction. ctx bounds the waiting, also for a writer that
// hangs.
func (s *Store) Writable(ctx context.Context) error {
	took := make(chan error, 1)
	go func() { took <- s.submit(ctx, func(*tx) error { return nil }) }()
	select {
	case err := <-took:
		return err
	case <-ctx.Done():
		return fmt.Errorf("the writer takes no turn: %w", ctx.Err())
	}
}

// Sizes are the bytes of the file and of its write-ahead log.
func (s *Store) Sizes() (file, wal int64) { return size(s.path), size(s.path + "-wal") }

func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
