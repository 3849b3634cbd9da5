package count_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"resultsdesk/internal/count"
)

// memStore is a count.Store in memory: the ledger, the audit and what was
// submitted, changed together when fn returns nil and not at all otherwise.
type memStore struct {
	mu sync.Mutex
	ledger
	faultAt count.Kind // Audit fails for this kind: a fault in mid transaction
}

type ledger struct {
	acts        []count.Act
	audit       []count.Attempt
	standings   map[string]*count.Standing
	submissions map[submissionKey]count.Submission
}

type submissionKey struct{ officer, key, contest string }

var errFault = errors.New("the disk is full")

func newMemStore() *memStore {
	return &memStore{ledger: ledger{standings: map[string]*count.Standing{}, submissions: map[submissionKey]count.Submission{}}}
}

func (m *memStore) Do(_ context.Context, fn func(count.Tx) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	tx := &memTx{store: m, new: newMemStore().ledger}
	if err := fn(tx); err != nil {
		return err
	}
	m.acts = append(m.acts, tx.new.acts...)
	m.audit = append(m.audit, tx.new.audit...)
	maps.Copy(m.standings, tx.new.standings)
	maps.Copy(m.submissions, tx.new.submissions)
	return nil
}

func (m *memStore) Standing(_ context.Context, contest string) (*count.Standing, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return (&memTx{store: m}).Standing(contest)
}

func (m *memStore) Standings(context.Context) ([]*count.Standing, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	contests := maps.Clone(m.standings)
	delete(contests, count.Overview)
	return slices.SortedFunc(maps.Values(contests), func(a, b *count.Standing) int {
		if a.Contest.Name < b.Contest.Name {
			return -1
		}
		return 1
	}), nil
}

// memTx holds what a transaction adds until it is committed.
type memTx struct {
	store *memStore
	new   ledger
}

func (tx *memTx) Standing(contest string) (*count.Standing, error) {
	if s, ok := tx.new.standings[contest]; ok {
		return s, nil
	}
	if s, ok := tx.store.standings[contest]; ok {
		return s, nil
	}
	return nil, count.ErrNotFound
}

func (tx *memTx) Contests() ([]string, error) {
	ids := slices.Sorted(maps.Keys(tx.store.standings))
	return slices.DeleteFunc(ids, func(id string) bool { return id == count.Overview }), nil
}

func (tx *memTx) Submission(officer, key, contest string) (count.Submission, bool, error) {
	s, ok := tx.store.submissions[submissionKey{officer, key, contest}]
	return s, ok, nil
}

func (tx *memTx) Append(a count.Act) (*count.Standing, error) {
	before, err := tx.Standing(a.Contest)
	if err != nil {
		before = &count.Standing{}
	}
	a.Seq = int64(len(tx.store.acts) + len(tx.new.acts) + 1)
	after := before.After(a)
	tx.new.acts = append(tx.new.acts, a)
	tx.new.standings[a.Contest] = after
	tx.new.submissions[submissionKey{a.Officer, a.Key, a.Contest}] = count.Submission{Seq: a.Seq, At: a.At, Digest: a.Digest}
	return after, nil
}

func (tx *memTx) Audit(a count.Attempt) error {
	if tx.store.faultAt != "" && tx.store.faultAt == a.Kind {
		return errFault
	}
	tx.new.audit = append(tx.new.audit, a)
	return nil
}
