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

	actColumns        = `seq, contest, version, ifnull(unit, ''), round, kind, officer, authority, at, key, digest`
	selectActs        = `SELECT ` + actColumns + ` FROM act WHERE seq > ? ORDER BY seq LIMIT ?`
	selectContestActs = `SELECT ` + actColumns + ` FROM act WHERE contest = ? ORDER BY seq`
	selectNextSeq     = `SELECT ifnull(max(seq), 0) + 1 FROM act`
	selectSubmission  = `SELECT seq, at, digest FROM act WHERE officer = ? AND key = ? AND contest = ? ORDER BY seq DESC LIMIT 1`
	insertAct         = `INSERT INTO act (seq, contest, version, unit, round, kind, officer, authority, at, key, digest)
		VALUES (?, ?, ?, nullif(?, ''), ?, ?, ?, ?, ?, ?, ?)`

	selectPollClosed = `SELECT hour FROM poll_closed WHERE seq = ?`
	selectVerified   = `SELECT papers, reason FROM verified WHERE seq = ?`
	selectEntered    = `SELECT doubtful FROM entered WHERE seq = ?`
	selectVotes      = `SELECT candidate, votes FROM entered_vote WHERE seq = ?`
	selectRejected   = `SELECT head, papers FROM entered_rejected WHERE seq = ?`
	selectDeclared   = `SELECT announced FROM declared WHERE seq = ?`
	selectElected    = `SELECT candidate FROM declared_elected WHERE seq = ? ORDER BY candidate`

	insertDefined     = `INSERT INTO defined (seq, kind) VALUES (?, 'defined')`
	insertPollClosed  = `INSERT INTO poll_closed (seq, kind, hour) VALUES (?, 'poll-closed', ?)`
	insertVerified    = `INSERT INTO verified (seq, kind, papers, reason) VALUES (?, 'verified', ?, ?)`
	insertEntered     = `INSERT INTO entered (seq, kind, doubtful) VALUES (?, 'entered', ?)`
	insertVote        = `INSERT INTO entered_vote (seq, contest, version, candidate, votes) VALUES (?, ?, ?, ?, ?)`
	insertRejected    = `INSERT INTO entered_rejected (seq, head, papers) VALUES (?, ?, ?)`
	insertProvisional = `INSERT INTO provisional (seq, kind) VALUES (?, 'provisional')`
	insertReady       = `INSERT INTO ready (seq, kind) VALUES (?, 'ready')`
	insertTakenBack   = `INSERT INTO taken_back (seq, kind) VALUES (?, 'taken-back')`
	insertDeclared    = `INSERT INTO declared (seq, kind, announced) VALUES (?, 'declared', ?)`
	insertElected     = `INSERT INTO declared_elected (seq, contest, version, candidate) VALUES (?, ?, ?, ?)`

	insertAudit = `INSERT INTO audit (at, officer, address, kind, contest, unit, key, outcome, detail, seq)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0))`
)

func ledgerStatements() []string {
	return []string{
		selectContests, selectActs, selectContestActs, selectNextSeq, selectSubmission, insertAct,
		selectPollClosed, selectVerified, selectEntered, selectVotes, selectRejected, selectDeclared, selectElected,
		insertDefined, insertPollClosed, insertVerified, insertEntered, insertVote, insertRejected,
		insertProvisional, insertReady, insertTakenBack, insertDeclared, insertElected, insertAudit,
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
	return slices.SortedFunc(maps.Values(s.known.standings), func(a, b *count.Standing) int {
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
	}
	return acts, nil
}

// unread stands for a body whose table is yet to be read: a cursor cannot be left
// open while others run on the same connection.
type unread count.Kind

func (u unread) Kind() count.Kind { return count.Kind(u) }

func (d db) body(a *count.Act) (count.Body, error) {
	switch kind := a.Body.Kind(); kind {
	case count.KindDefined:
		c, err := d.contest(a.Contest, a.Version)
		return count.Defined{Contest: c}, err
	case count.KindPollClosed:
		var hour int64
		err := d.one(selectPollClosed, []any{&hour}, a.Seq)
		return count.PollClosed{Hour: fromMillis(hour)}, err
	case count.KindVerified:
		var v count.Verified
		err := d.one(selectVerified, []any{&v.Papers, &v.Reason}, a.Seq)
		return v, err
	case count.KindEntered:
		return d.entered(a.Seq)
	case count.KindProvisional:
		return count.Provisional{}, nil
	case count.KindReady:
		return count.Ready{}, nil
	case count.KindTakenBack:
		return count.TakenBack{}, nil
	case count.KindDeclared:
		return d.declared(a.Seq)
	default:
		return nil, fmt.Errorf("unknown kind of act %q", kind)
	}
}

func (d db) entered(seq int64) (count.Body, error) {
	t := count.Tally{Votes: map[string]int{}, Rejected: map[string]int{}}
	if err := d.one(selectEntered, []any{&t.Doubtful}, seq); err != nil {
		return nil, err
	}
	if err := d.figures(selectVotes, seq, t.Votes); err != nil {
		return nil, err
	}
	return count.Entered{Tally: t}, d.figures(selectRejected, seq, t.Rejected)
}

func (d db) figures(q string, seq int64, into map[string]int) error {
	return d.each(q, func(row scanner) error {
		var id string
		var n int
		if err := row.Scan(&id, &n); err != nil {
			return err
		}
		into[id] = n
		return nil
	}, seq)
}

func (d db) declared(seq int64) (count.Body, error) {
	var body count.Declared
	var announced int64
	if err := d.one(selectDeclared, []any{&announced}, seq); err != nil {
		return nil, err
	}
	body.Announced = fromMillis(announced)
	var err error
	body.Elected, err = d.words(selectElected, seq)
	return body, err
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
		// What is folded is what the file holds, and nothing that the caller may change.
		if body.Contest, err = t.contest(a.Contest, a.Version); err != nil {
			return nil, err
		}
		a.Body = body
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
	after := was.After(a)
	t.folded[a.Contest] = after
	return after, nil
}

func (t *tx) insertBody(a *count.Act) error {
	switch b := a.Body.(type) {
	case count.Defined:
		return t.exec(insertDefined, a.Seq)
	case count.PollClosed:
		return t.exec(insertPollClosed, a.Seq, millis(b.Hour))
	case count.Verified:
		return t.exec(insertVerified, a.Seq, b.Papers, b.Reason)
	case count.Entered:
		return t.insertSheet(a, b.Tally)
	case count.Provisional:
		return t.exec(insertProvisional, a.Seq)
	case count.Ready:
		return t.exec(insertReady, a.Seq)
	case count.TakenBack:
		return t.exec(insertTakenBack, a.Seq)
	case count.Declared:
		if err := t.exec(insertDeclared, a.Seq, millis(b.Announced)); err != nil {
			return err
		}
		for _, id := range b.Elected {
			if err := t.exec(insertElected, a.Seq, a.Contest, a.Version, id); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("unknown kind of act %T", a.Body)
}

func (t *tx) insertSheet(a *count.Act, tally count.Tally) error {
	if err := t.exec(insertEntered, a.Seq, tally.Doubtful); err != nil {
		return err
	}
	for id, votes := range tally.Votes {
		if err := t.exec(insertVote, a.Seq, a.Contest, a.Version, id, votes); err != nil {
			return err
		}
	}
	for head, papers := range tally.Rejected {
		if err := t.exec(insertRejected, a.Seq, head, papers); err != nil {
			return err
		}
	}
	return nil
}

// Audit appends a line of the audit; see count.Tx.
func (t *tx) Audit(a count.Attempt) error {
	return t.exec(insertAudit, millis(a.At), a.Officer, a.From, a.Kind, a.Contest, a.Unit, a.Key, a.Outcome, a.Detail, a.Seq)
}
