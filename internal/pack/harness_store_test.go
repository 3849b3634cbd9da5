package pack_test

import (
	"context"
	"maps"

	"resultsdesk/internal/count"
)

// tray is a count.Store in memory that can be copied: the same count as it stood, to
// be gone wrong in another way.
type tray struct {
	head      int64
	standings map[string]*count.Standing
	sent      map[string]count.Submission
}

func newTray() *tray {
	return &tray{standings: map[string]*count.Standing{}, sent: map[string]count.Submission{}}
}

func (t *tray) copy() *tray {
	return &tray{t.head, maps.Clone(t.standings), maps.Clone(t.sent)}
}

func (t *tray) Do(_ context.Context, fn func(count.Tx) error) error { return fn(trayTx{t}) }

func (t *tray) Standing(_ context.Context, contest string) (*count.Standing, error) {
	return trayTx{t}.Standing(contest)
}

func (t *tray) Standings(context.Context) (all []*count.Standing, err error) {
	for _, s := range t.standings {
		all = append(all, s)
	}
	return all, nil
}

// Contests, Submission, Append and Audit are those of count.Tx.
func (t *tray) Contests() (ids []string, err error) {
	for id := range t.standings {
		ids = append(ids, id)
	}
	return ids, nil
}

func (t *tray) Submission(officer, key, contest string) (count.Submission, bool, error) {
	s, ok := t.sent[officer+"/"+key+"/"+contest]
	return s, ok, nil
}

func (t *tray) Append(a count.Act) (*count.Standing, error) {
	was := t.standings[a.Contest]
	if was == nil {
		was = &count.Standing{}
	}
	t.head++
	a.Seq = t.head
	after := was.After(a)
	t.standings[a.Contest] = after
	t.sent[a.Officer+"/"+a.Key+"/"+a.Contest] = count.Submission{Seq: a.Seq, At: a.At, Digest: a.Digest}
	return after, nil
}

func (t *tray) Audit(count.Attempt) error { return nil }

// trayTx reads within a transaction.
type trayTx struct{ *tray }

func (t trayTx) Standing(contest string) (*count.Standing, error) {
	if s, ok := t.standings[contest]; ok {
		return s, nil
	}
	return nil, count.ErrNotFound
}
