package sqlite

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"resultsdesk/internal/account"
)

// audited is what the audit is searched by. What is empty is not asked. Its parameters
// are those of auditArgs.
const audited = `SELECT ` + lineColumns + ` FROM audit
	WHERE (?1 = '' OR officer = ?1) AND (?2 = '' OR kind = ?2) AND (?3 = '' OR contest = ?3) AND (?4 = '' OR outcome = ?4)
	AND (?5 = '' OR instr(lower(officer || ' ' || address || ' ' || kind || ' ' || contest || ' ' || unit || ' ' || key || ' ' || detail), lower(?5)) > 0)
	AND (?6 = 0 OR at >= ?6) AND (?7 = 0 OR at < ?7)
	AND (?8 = '[]' OR contest IN (SELECT value FROM json_each(?8))) AND (?9 = 0 OR contest <> '')
	AND (?10 = '' OR address = ?10) AND (?11 = 0 OR id <= ?11)`

const lineColumns = `id, at, officer, address, kind, contest, unit, key, outcome, detail, ifnull(seq, 0), ledger, acts, prev, hash`

const (
	selectAuditOlder = audited + ` AND (?12 = 0 OR id < ?12) ORDER BY id DESC LIMIT ?13`
	selectAuditNewer = audited + ` AND id > ?12 ORDER BY id LIMIT ?13`
)

func auditStatements() []string { return []string{selectAuditOlder, selectAuditNewer} }

// Audited reads the audit; see account.Store.
func (s *Store) Audited(ctx context.Context, q account.Search, most int) (all []account.Record, err error) {
	statement, from := selectAuditOlder, q.Before
	if q.After > 0 || q.Oldest {
		statement, from = selectAuditNewer, q.After
	}
	args, err := auditArgs(q)
	if err != nil {
		return nil, err
	}
	err = s.view(ctx, func(d db) error {
		return d.each(statement, func(row scanner) error {
			r, err := scanLine(row)
			all = append(all, r)
			return err
		}, append(args, from, most)...)
	})
	if q.After > 0 && !q.Oldest {
		slices.Reverse(all)
	}
	return all, err
}

func scanLine(row scanner) (r account.Record, err error) {
	var at int64
	var prev, hash []byte
	err = row.Scan(&r.ID, &at, &r.Officer, &r.From, &r.Kind, &r.Contest, &r.Unit, &r.Key, &r.Outcome, &r.Detail, &r.Seq, &r.Ledger, &r.Acts, &prev, &hash)
	r.At = fromMillis(at)
	copy(r.Prev[:], prev)
	copy(r.Hash[:], hash)
	return r, err
}

func auditArgs(q account.Search) ([]any, error) {
	contests := q.Contests
	if contests == nil {
		contests = []string{}
	}
	list, err := json.Marshal(contests)
	return []any{q.Officer, string(q.Kind), q.Contest, string(q.Outcome), q.Text, millisOrZero(q.From), millisOrZero(q.Until), string(list), q.OnCounts, q.Address, q.Last}, err
}

func millisOrZero(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return millis(t)
}
