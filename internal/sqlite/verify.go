package sqlite

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/chain"
)

const (
	selectLinesAfter = `SELECT ` + lineColumns + ` FROM audit WHERE id > ? ORDER BY id LIMIT ?`
	selectLastAct    = `SELECT ifnull(max(seq), 0) FROM act`
)

// pageOfLines is how many lines are recomputed in one reading: a check of a long night
// holds nothing in the file meanwhile.
const pageOfLines = 500

// checked is how far the readers of an open store have recomputed the audit.
type checked struct {
	mu sync.Mutex
	at link
}

// CheckAudit recomputes the audit from where the last call ended, for no longer than
// about as long as said; see account.Store.
func (s *Store) CheckAudit(ctx context.Context, most time.Duration) (account.Checked, error) {
	s.checked.mu.Lock()
	defer s.checked.mu.Unlock()
	v := verifier{at: s.checked.at}
	began, whole := time.Now(), false
	for !whole && time.Since(began) < most {
		err := s.view(ctx, func(d db) (err error) {
			whole, err = v.page(d)
			return err
		})
		if err != nil {
			return account.Checked{}, err
		}
		s.checked.at = v.at
	}
	return account.Checked{Head: v.at.Head, Ledger: v.at.ledger, At: s.wall(), Whole: whole}, nil
}

// VerifyAudit recomputes the whole audit, and with it all that the ledger holds. seen,
// where given, are heads that were noted elsewhere: the audit must go through each.
// The error is an *account.Broken for the first line that does not fit.
func (s *Store) VerifyAudit(ctx context.Context, seen ...chain.Seen) (account.Checked, error) {
	return verifyAudit(func(page func(db) error) error { return s.view(ctx, page) }, s.wall(), seen)
}

// VerifyAudit does the same for a file that nobody needs to have open, and changes
// nothing in it. The error is also one of Open.
func VerifyAudit(ctx context.Context, path string, seen ...chain.Seen) (done account.Checked, err error) {
	err = inspect(ctx, path, func(_ db, view viewing) error {
		done, err = verifyAudit(view, time.Now(), seen)
		return err
	})
	return done, err
}

func verifyAudit(view viewing, now time.Time, seen []chain.Seen) (account.Checked, error) {
	v := verifier{seen: seen}
	for whole := false; !whole; {
		err := view(func(d db) (err error) {
			whole, err = v.page(d)
			return err
		})
		if err != nil {
			return account.Checked{}, err
		}
	}
	for _, s := range seen {
		if s.ID > v.at.ID {
			why := fmt.Sprintf("was noted as the head and is gone: the audit ends with line %d", v.at.ID)
			return account.Checked{}, &account.Broken{Line: account.Record{ID: s.ID}, Why: why}
		}
	}
	return account.Checked{Head: v.at.Head, Ledger: v.at.ledger, At: now, Whole: true}, nil
}

// verifier goes along the audit, from a line that held.
type verifier struct {
	at   link
	seen []chain.Seen
}

// page recomputes the next lines; whole where there are no more.
func (v *verifier) page(d db) (whole bool, err error) {
	lines, err := d.linesAfter(v.at.ID)
	if err != nil {
		return false, err
	}
	p, err := d.pageOf(lines, v.at.ledger)
	if err != nil {
		return false, err
	}
	for _, r := range lines {
		if err := v.line(p, r); err != nil {
			return false, err
		}
	}
	if len(lines) == pageOfLines {
		return false, nil
	}
	var last int64
	if err := d.one(selectLastAct, []any{&last}); err != nil {
		return false, err
	}
	if last != v.at.ledger {
		why := fmt.Sprintf("is the last and covers act %d; the ledger ends with act %d", v.at.ledger, last)
		return false, &account.Broken{Line: account.Record{ID: v.at.ID}, Why: why}
	}
	return true, nil
}

// page is what is read at once for some lines.
type page struct {
	db
	acts []covered // that the lines cover
	rows rowsOf
}

// pageOf reads what lines cover, after the act that the line before them covered.
func (d db) pageOf(lines []account.Record, after int64) (page, error) {
	last := after
	for _, r := range lines {
		last = max(last, r.Ledger)
	}
	if last == after {
		return page{db: d}, nil
	}
	acts, err := d.coveredActs(after, last)
	if err != nil {
		return page{}, err
	}
	rows, err := d.rowsBetween(after, last)
	return page{d, acts, rows}, err
}

// between are the acts after one, up to another.
func (p page) between(after, last int64) []covered {
	at := func(seq int64) int {
		i, _ := slices.BinarySearchFunc(p.acts, seq, func(a covered, seq int64) int { return cmp.Compare(a.seq, seq) })
		return i
	}
	return p.acts[at(after+1):at(last+1)]
}

// line recomputes one line and the acts that it covers.
func (v *verifier) line(p page, r account.Record) error {
	broken := func(format string, args ...any) error {
		return &account.Broken{Line: r, Why: fmt.Sprintf(format, args...)}
	}
	switch {
	case r.ID != v.at.ID+1:
		return &account.Broken{Line: account.Record{ID: v.at.ID + 1}, Why: fmt.Sprintf("is gone: line %d follows line %d", r.ID, v.at.ID)}
	case r.Hash != r.Recomputed():
		return broken("is not as it was written: its hash is not that of what it says")
	case r.Prev != v.at.Hash:
		return broken("does not follow line %d: it carries another hash of it", v.at.ID)
	case r.Ledger < v.at.ledger, (r.Ledger > v.at.ledger) != (len(r.Acts) > 0):
		return broken("says that the ledger ended with act %d, line %d with act %d", r.Ledger, v.at.ID, v.at.ledger)
	}
	for _, s := range v.seen {
		if s.ID == r.ID && !s.Fits(r.Hash) {
			return broken("is not the one that was noted: its hash is %s", r.Hash)
		}
	}
	if r.Ledger > v.at.ledger {
		if err := v.acts(p, r, broken); err != nil {
			return err
		}
	}
	v.at = link{chain.Head{ID: r.ID, Hash: r.Hash}, r.Ledger}
	return nil
}

// acts recomputes the hash over the acts that a line covers.
func (v *verifier) acts(p page, r account.Record, broken func(string, ...any) error) error {
	hash, err := p.actsHash(p.between(v.at.ledger, r.Ledger), p.rows)
	switch {
	case err != nil:
		return err
	case bytes.Equal(hash[:], r.Acts):
		return nil
	case r.Ledger == v.at.ledger+1:
		return broken("covers act %d of %s, which is not as it was stored", r.Ledger, r.Contest)
	}
	return broken("covers acts %d to %d, which are not as they were stored", v.at.ledger+1, r.Ledger)
}

func (d db) linesAfter(after int64) (lines []account.Record, err error) {
	err = d.each(selectLinesAfter, func(row scanner) error {
		r, err := scanLine(row)
		lines = append(lines, r)
		return err
	}, after, pageOfLines)
	return lines, err
}
