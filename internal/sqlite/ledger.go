package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"resultsdesk/internal/count"
)

const (
	selectContests = `SELECT id FROM contest GROUP BY id ORDER BY id`

	actColumns        = `seq, ifnull(contest, ''), ifnull(version, 0), ifnull(unit, ''), round, kind, officer, authority, at, key, digest`
	selectActs        = `SELECT ` + actColumns + ` FROM act WHERE seq > ? ORDER BY seq LIMIT ?`
	selectContestActs = `SELECT ` + actColumns + ` FROM act WHERE contest IS nullif(?, '') ORDER BY seq`
	selectNextSeq     = `SELECT ifnull(max(seq), 0) + 1 FROM act`
	selectSubmission  = `SELECT seq, at, digest FROM act WHERE officer = ? AND key = ? AND ifnull(contest, '') = ? ORDER BY seq DESC LIMIT 1`
	insertAct         = `INSERT INTO act (seq, contest, version, unit, round, kind, officer, authority, at, key, digest)
		VALUES (?, nullif(?, ''), nullif(?, 0), nullif(?, ''), ?, ?, ?, ?, ?, ?, ?)`

	selectAccepted = `SELECT code, field, reason FROM acceptance WHERE seq = ? ORDER BY position`
	insertAccepted = `INSERT INTO acceptance (seq, position, code, field, reason) VALUES (?, ?, ?, ?, ?)`
)

func ledgerStatements() []string {
	return []string{
		selectContests, selectActs, selectContestActs, selectNextSeq, selectSubmission, insertAct,
		selectAccepted, insertAccepted,
	}
}

// known is what readers have folded so far. Rows of the ledger are only added, so it
// never becomes wrong, only old: a reader folds what is new, not the whole night.
type known struct {
	mu        sync.Mutex
	seq       int64 // last act folded
	standings map[string]*count.Standing
}

// catchUp folds the acts that were committed since the last reader looked, also those
// of another process.
func (k *known) catchUp(d db) error {
	acts, err := d.acts(selectActs, k.seq, -1)
	if err != nil {
		return err
	}
	for _, a := range acts {
		was := k.standings[a.Contest]
		if was == nil {
			was = &count.Standing{}
		}
		k.standings[a.Contest], k.seq = was.After(a), a.Seq
	}
	return nil
}

// Standing reads how a contest stands; see count.Store.
func (s *Store) Standing(ctx context.Context, contest string) (*count.Standing, error) {
	s.known.mu.Lock()
	defer s.known.mu.Unlock()
	if err := s.view(ctx, s.known.catchUp); err != nil {
		return nil, err
	}
	standing := s.known.standings[contest]
	if standing == nil {
		return nil, count.ErrNotFound
	}
	return standing, nil
}

// Standings reads how every contest stands; see count.Store.
func (s *Store) Standings(ctx context.Context) ([]*count.Standing, error) {
	s.known.mu.Lock()
	defer s.known.mu.Unlock()
	if err := s.view(ctx, s.known.catchUp); err != nil {
		return nil, err
	}
	contests := maps.Clone(s.known.standings)
	delete(contests, count.Overview)
	return slices.SortedFunc(maps.Values(contests), func(a, b *count.Standing) int {
		return cmp.Or(cmp.Compare(a.Contest.Name, b.Contest.Name), cmp.Compare(a.Contest.ID, b.Contest.ID))
	}), nil
}

// Contests are the ids of all contests; see count.Tx.
func (d db) Contests() ([]string, error) { return d.words(selectContests) }

func (d db) standing(contest string) (*count.Standing, error) {
	acts, err := d.acts(selectContestActs, contest)
	if err != nil {
		return nil, err
	}
	if len(acts) == 0 {
		return nil, count.ErrNotFound
	}
	return count.Fold(acts), nil
}

// acts reads acts by one of the two queries for them: those after a place in the
// ledger, or those of a contest.
func (d db) acts(q string, args ...any) ([]count.Act, error) {
	var acts []count.Act
	err := d.each(q, func(row scanner) error {
		var a count.Act
		var kind count.Kind
		var at int64
		if err := row.Scan(&a.Seq, &a.Contest, &a.Version, &a.Unit, &a.Round, &kind, &a.Officer, &a.Authority, &at, &a.Key, &a.Digest); err != nil {
			return err
		}
		a.At = fromMillis(at)
		a.Body = unread(kind)
		acts = append(acts, a)
		return nil
	}, args...)
	if err != nil {
		return nil, err
	}
	for i := range acts {
		if acts[i].Body, err = d.body(&acts[i]); err != nil {
			return nil, fmt.Errorf("act %d: %w", acts[i].Seq, err)
		}
		if acts[i].Accepted, err = d.accepted(acts[i].Seq); err != nil {
			return nil, fmt.Errorf("act %d: %w", acts[i].Seq, err)
		}
	}
	return acts, nil
}

// unread stands for a body whose table is yet to be read: a cursor cannot be left
// open while others run on the same connection.
type unread count.Kind

func (u unread) Kind() count.Kind { return count.Kind(u) }

// accepted reads the warnings that an act was made with.
func (d db) accepted(seq int64) (all []count.Acceptance, err error) {
	err = d.each(selectAccepted, func(row scanner) error {
		var a count.Acceptance
		err := row.Scan(&a.Code, &a.Field, &a.Reason)
		all = append(all, a)
		return err
	}, seq)
	return all, err
}

// Submission finds an accepted submission; see count.Tx.
func (t *tx) Submission(officer, key, contest string) (sub count.Submission, found bool, err error) {
	var at int64
	err = t.one(selectSubmission, []any{&sub.Seq, &at, &sub.Digest}, officer, key, contest)
	if errors.Is(err, sql.ErrNoRows) {
		return sub, false, nil
	}
	sub.At = fromMillis(at)
	return sub, err == nil, err
}

// Append appends an act; see count.Tx.
func (t *tx) Append(a count.Act) (*count.Standing, error) {
	was, err := t.Standing(a.Contest)
	if errors.Is(err, count.ErrNotFound) {
		was, err = &count.Standing{}, nil
	}
	if err != nil {
		return nil, err
	}
	if body, ok := a.Body.(count.Defined); ok {
		if err := t.insertContest(body.Contest); err != nil {
			return nil, err
		}
	}
	if err := t.one(selectNextSeq, []any{&a.Seq}); err != nil {
		return nil, err
	}
	a.At = fromMillis(millis(a.At)) // as it will be read again
	if err := t.exec(insertAct, a.Seq, a.Contest, a.Version, a.Unit, a.Round, a.Body.Kind(), a.Officer, a.Authority, millis(a.At), a.Key, a.Digest); err != nil {
		return nil, err
	}
	if err := t.insertBody(&a); err != nil {
		return nil, err
	}
	// What is folded is what the file holds.
	if a.Body, err = t.body(&a); err != nil {
		return nil, err
	}
	for i, w := range a.Accepted {
		if err := t.exec(insertAccepted, a.Seq, i+1, w.Code, w.Field, w.Reason); err != nil {
			return nil, err
		}
	}
	after := was.After(a)
	t.own.folded[a.Contest] = after
	t.appended = append(t.appended, covered{a.Seq, a.Contest, a.Version, a.Body.Kind()})
	return after, nil
}
