package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"strings"

	"resultsdesk/internal/account"
	"resultsdesk/internal/chain"
	"resultsdesk/internal/count"
)

// errUnaudited is a mistake of the program: the ledger never grows without a line of
// the audit that covers what was added.
var errUnaudited = errors.New("acts without their line of the audit")

const (
	selectLastLine = `SELECT id, hash, ledger FROM audit WHERE id <= ? ORDER BY id DESC LIMIT 1`
	insertLine     = `INSERT INTO audit (id, at, officer, address, kind, contest, unit, key, outcome, detail, seq, ledger, acts, prev, hash)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, ?, ?)`
)

func chainStatements() []string {
	return []string{selectLastLine, insertLine, selectLinesAfter, selectLastAct}
}

// link is a line of the audit as the next one needs it.
type link struct {
	chain.Head
	ledger int64 // last act of the ledger that it and the lines before cover
}

// Audit appends a line of the audit, chained to the one before and to the acts that
// this command appended; see count.Tx.
func (t *tx) Audit(a count.Attempt) error {
	for _, text := range []*string{&a.Officer, &a.From, &a.Contest, &a.Unit, &a.Key, &a.Detail} {
		*text = strings.ToValidUTF8(strings.ReplaceAll(*text, "\x00", "�"), "�") // so that every export of it is the same text
	}
	last, err := t.last()
	if err != nil {
		return err
	}
	after, err := t.append(*last, a, t.appended)
	if err != nil {
		return err
	}
	t.own.last, t.appended = &after, nil
	t.lines = append(t.lines, a)
	return nil
}

// append writes a line after another. acts are those that it covers.
func (d db) append(last link, a count.Attempt, acts []covered) (link, error) {
	r := account.Record{ID: last.ID + 1, Attempt: a, Ledger: last.ledger, Acts: []byte{}, Prev: last.Hash}
	if len(acts) > 0 {
		hash, err := d.actsHash(acts, d.rowsOfAct)
		if err != nil {
			return link{}, err
		}
		r.Ledger, r.Acts = acts[len(acts)-1].seq, hash[:]
	}
	r.Hash = r.Recomputed()
	err := d.exec(insertLine, r.ID, millis(a.At), a.Officer, a.From, a.Kind, a.Contest, a.Unit, a.Key, a.Outcome, a.Detail, a.Seq,
		r.Ledger, r.Acts, r.Prev[:], r.Hash[:])
	return link{chain.Head{ID: r.ID, Hash: r.Hash}, r.Ledger}, err
}

// last is the last line of the audit: as this command, its transaction or the writer
// know it, or else as the file has it.
func (t *tx) last() (*link, error) {
	for _, known := range []*memory{t.own, t.batch, t.s.memory} {
		if known.last != nil {
			return known.last, nil
		}
	}
	last, err := t.lastLine()
	if err == nil {
		t.own.last = &last
	}
	return &last, err
}

// lastLine reads the last line of the audit; the zero link where there is none.
func (d db) lastLine() (link, error) { return d.lineAt(math.MaxInt64) }

func (d db) lineAt(last int64) (l link, err error) {
	var hash []byte
	err = d.one(selectLastLine, []any{&l.ID, &hash, &l.ledger}, last)
	if errors.Is(err, sql.ErrNoRows) {
		return link{}, nil
	}
	copy(l.Hash[:], hash)
	return l, err
}

// AuditHead is the last line of the audit up to a line; see account.Store.
func (s *Store) AuditHead(ctx context.Context, last int64) (h chain.Head, err error) {
	err = s.view(ctx, func(d db) error {
		h, err = d.headAt(last)
		return err
	})
	return h, err
}

func (d db) headAt(last int64) (chain.Head, error) {
	if last <= 0 {
		last = math.MaxInt64
	}
	l, err := d.lineAt(last)
	return l.Head, err
}
