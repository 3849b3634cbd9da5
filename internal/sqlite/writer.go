package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"runtime/debug"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/internal/feed"
)

// maxBatch is how many commands may share one commit, and so one fsync.
const maxBatch = 64

// job is one command that waits for the writer.
type job struct {
	fn    func(*tx) error
	done  chan error
	asked time.Time // when it began to wait
}

// memory is what the writer knows without reading the file: standings folded, and the
// last line of the audit.
type memory struct {
	folded map[string]*count.Standing
	last   *link // nil: not known
}

func newMemory() *memory { return &memory{folded: map[string]*count.Standing{}} }

// learn takes over what was found or written later.
func (m *memory) learn(later *memory) {
	maps.Copy(m.folded, later.folded)
	if later.last != nil {
		m.last = later.last
	}
}

// tx is the file inside the writer's transaction.
type tx struct {
	db
	s        *Store
	batch    *memory         // of the commands of this transaction
	own      *memory         // of this command
	appended []covered       // acts of this command that no line of the audit covers yet
	lines    []count.Attempt // of the audit, written by this command
}

// Do runs fn as the only writer; see count.Store.
func (s *Store) Do(ctx context.Context, fn func(count.Tx) error) error {
	return s.submit(ctx, func(t *tx) error { return fn(t) })
}

// Publish runs fn as the only writer; see feed.Store.
func (s *Store) Publish(ctx context.Context, fn func(feed.Tx) error) error {
	return s.submit(ctx, func(t *tx) error { return fn(feedTx{t}) })
}

// Account runs fn as the only writer; see account.Store.
func (s *Store) Account(ctx context.Context, fn func(account.Tx) error) error {
	return s.submit(ctx, func(t *tx) error { return fn(t) })
}

// Work runs fn as the only writer; see draft.Store.
func (s *Store) Work(ctx context.Context, fn func(draft.Tx) error) error {
	return s.submit(ctx, func(t *tx) error { return fn(t) })
}

// submit hands a command to the writer and waits for its commit. ctx ends only the
// waiting for a turn: once begun, a command runs to its end, because a caller who
// went away must not leave the outcome unknown.
func (s *Store) submit(ctx context.Context, fn func(*tx) error) error {
	if err := s.Fault(); err != nil {
		return err
	}
	j := job{fn, make(chan error, 1), time.Now()}
	select {
	case s.jobs <- j:
		return <-j.done
	case <-ctx.Done():
		return ctx.Err()
	case <-s.stop:
		return ErrClosed
	}
}

// writer runs commands, those that wait at the same time in one transaction.
func (s *Store) writer() {
	defer close(s.stopped)
	for {
		select {
		case <-s.stop:
			return
		case first := <-s.jobs:
			s.run(s.gather(first))
		}
	}
}

func (s *Store) gather(first job) []job {
	batch := []job{first}
	for len(batch) < maxBatch {
		select {
		case j := <-s.jobs:
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

// run commits a batch. A command that fails is rolled back alone; when the commit
// fails, all of them did.
func (s *Store) run(batch []job) {
	outcomes := make([]error, len(batch))
	lines := make([][]count.Attempt, len(batch)) // of the audit, by command
	turn := time.Now()
	err := s.Fault() // also of what a reader found while this batch waited
	var learned *memory
	if err == nil {
		learned, err = s.transact(batch, outcomes, lines)
	}
	err = s.judged(err)
	s.meter.ran(batch, turn, s.wrote, err)
	if err == nil {
		s.memory.learn(learned)
		s.tell(batch, lines)
	}
	for i, j := range batch {
		if err != nil {
			outcomes[i] = err
		}
		j.done <- s.judged(outcomes[i])
	}
}

func (s *Store) transact(batch []job, outcomes []error, lines [][]count.Attempt) (learned *memory, err error) {
	s.wrote = false
	if err := s.exec("BEGIN IMMEDIATE"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			// After a failed commit SQLite may have rolled back already; then there is
			// nothing left to roll back, and nothing to report.
			_ = s.exec("ROLLBACK")
		}
	}()
	if err := s.forgetIfChanged(); err != nil {
		return nil, err
	}
	learned = newMemory()
	for i, j := range batch {
		t := &tx{db: db{s.stmts, s.parts, nil, &s.wrote}, s: s, batch: learned, own: newMemory()}
		if outcomes[i], err = s.command(t, j.fn); err != nil {
			return nil, err
		}
		if outcomes[i] == nil {
			learned.learn(t.own)
			lines[i] = t.lines
		}
	}
	began := time.Now()
	err = s.exec("COMMIT")
	if s.wrote {
		s.meter.commit.Since(began)
	}
	return learned, err
}

// command runs one command in a savepoint. outcome is the command's own failure,
// err one of the file.
func (s *Store) command(t *tx, fn func(*tx) error) (outcome, err error) {
	if err := s.exec("SAVEPOINT command"); err != nil {
		return nil, err
	}
	outcome = guarded(t, fn)
	if outcome == nil && len(t.appended) > 0 {
		outcome = errUnaudited
	}
	if outcome != nil {
		if err := s.exec("ROLLBACK TO command"); err != nil {
			return outcome, errors.Join(outcome, err)
		}
	}
	return outcome, s.exec("RELEASE command")
}

// guarded turns a panic of a command into its failure: the writer serves everybody.
func guarded(t *tx, fn func(*tx) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return fn(t)
}

// forgetIfChanged drops what is known when another process wrote to the file.
func (s *Store) forgetIfChanged() error {
	var version int64
	if err := s.conn.QueryRowContext(context.Background(), "PRAGMA data_version").Scan(&version); err != nil {
		return err
	}
	if version != s.version {
		s.version = version
		s.memory = newMemory()
	}
	return nil
}

func (s *Store) exec(q string) error {
	_, err := s.conn.ExecContext(context.Background(), q)
	return err
}

// Standing folds a contest inside the transaction; see count.Tx.
func (t *tx) Standing(contest string) (*count.Standing, error) {
	for _, known := range []map[string]*count.Standing{t.own.folded, t.batch.folded, t.s.memory.folded} {
		if s := known[contest]; s != nil {
			return s, nil
		}
	}
	s, err := t.standing(contest)
	if err == nil {
		t.own.folded[contest] = s
	}
	return s, err
}

// db runs prepared statements, in the writer's transaction or a reader's.
type db struct {
	stmts map[string]*sql.Stmt
	parts map[count.Kind][]read
	tx    *sql.Tx // nil on the writer, whose statements belong to its connection
	wrote *bool   // set by what changes the file; nil for a reader
}

func (d db) stmt(q string) *sql.Stmt {
	s := d.stmts[q]
	if s == nil {
		panic("not prepared: " + q)
	}
	if d.tx != nil {
		return d.tx.Stmt(s)
	}
	return s
}

func (d db) exec(q string, args ...any) error {
	if d.wrote != nil {
		*d.wrote = true
	}
	_, err := d.stmt(q).Exec(args...)
	return err
}

// each runs a query and calls scan for every row.
func (d db) each(q string, scan func(row scanner) error, args ...any) error {
	rows, err := d.stmt(q).Query(args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// one runs a query for one row; sql.ErrNoRows where there is none.
func (d db) one(q string, dest []any, args ...any) error {
	return d.stmt(q).QueryRow(args...).Scan(dest...)
}

type scanner interface{ Scan(dest ...any) error }

// view runs fn in a read transaction: all that it reads is of one moment.
func (s *Store) view(ctx context.Context, fn func(db) error) error {
	t, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return s.judged(err)
	}
	defer t.Rollback() // a reader has nothing to commit
	return s.judged(fn(db{s.readers, s.parts, t, nil}))
}
