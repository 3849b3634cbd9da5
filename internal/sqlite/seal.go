package sqlite

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// SQLite notices a page that does not hold together, not a digit that became another.
// So every act is sealed: by a sum over the seal before it and over all of its rows, as
// columns and values, which no newer program reads differently. What is NULL is left
// out, so that a column can be added.
const (
	selectLastSeal = `SELECT ifnull((SELECT sum FROM seal ORDER BY seq DESC LIMIT 1), '')`
	selectSealed   = `SELECT act.seq, act.kind, act.contest, act.version, ifnull(seal.sum, '') FROM act LEFT JOIN seal ON seal.seq = act.seq ORDER BY act.seq`
	selectHashes   = `SELECT revision, bytes, hash FROM bulletin`
	insertSeal     = `INSERT INTO seal (seq, sum) VALUES (?, ?)`
)

// sealedTables are the tables that hold what is particular to a kind of act.
func sealedTables() map[count.Kind][]string {
	return map[count.Kind][]string{
		count.KindDefined: {"defined"}, count.KindPollClosed: {"poll_closed"}, count.KindVerified: {"verified", "verified_account"},
		count.KindSigned: {"signed"}, count.KindEntered: {"entered", "entered_vote", "entered_rejected"}, count.KindConfirmed: {"confirmed"},
		count.KindSentBack: {"sent_back"}, count.KindResidual: {"residual"}, count.KindProvisional: {"provisional"},
		count.KindRekeyed: {"rekeyed", "rekeyed_vote", "rekeyed_rejected"}, count.KindConsulted: {"consulted", "consulted_exception"},
		count.KindRecount: {"recount", "recount_unit"}, count.KindLot: {"lot", "lot_candidate"}, count.KindReady: {"ready"},
		count.KindReadBack: {"read_back"}, count.KindTakenBack: {"taken_back"}, count.KindDeclared: {"declared", "declared_elected"},
		count.KindProposed: {"proposed", "proposed_change"}, count.KindCorrected: {"corrected"}, count.KindWithdrawn: {"withdrawn"},
		count.KindVoid: {"void"}, count.KindDied: {"died"}, count.KindCancelled: {"cancelled"}, count.KindAdjourned: {"adjourned"},
		count.KindResumed: {"resumed"}, count.KindPublish: {"publish"}, count.KindCalled: {"called", "called_candidate"},
	}
}

func sealedRows(table string) string { return "SELECT * FROM " + table + " WHERE seq = ?" }

// definitionRows are the queries for all rows of a version of a contest.
func definitionRows() []string {
	all := []string{
		`SELECT * FROM contest WHERE id = ?1 AND version = ?2`,
		`SELECT * FROM election WHERE version = (SELECT election FROM contest WHERE id = ?1 AND version = ?2)`,
		`SELECT * FROM party WHERE (id, version) IN (
			SELECT party, party_version FROM candidate WHERE contest = ?1 AND version = ?2
			UNION SELECT party_2, party_2_version FROM candidate WHERE contest = ?1 AND version = ?2
			UNION SELECT party, party_version FROM previous_vote WHERE contest = ?1 AND version = ?2)`,
	}
	for _, table := range []string{"candidate", "unit", "unit_feed", "previous", "previous_vote"} {
		all = append(all, "SELECT * FROM "+table+" WHERE contest = ?1 AND version = ?2")
	}
	return all
}

func sealReadStatements() []string {
	all := append([]string{selectLastSeal, selectSealed, selectHashes, sealedRows("act"), sealedRows("acceptance")}, definitionRows()...)
	for _, tables := range sealedTables() {
		for _, table := range tables {
			all = append(all, sealedRows(table))
		}
	}
	return all
}

// sealed is what a seal is made from.
type sealed struct {
	seq     int64
	kind    count.Kind
	contest string
	version int
	sum     string // of the act, as kept
}

// seal seals an act whose rows are all written. Acts are sealed in their order.
func (t *tx) seal(a sealed) error {
	var before string
	if err := t.one(selectLastSeal, []any{&before}); err != nil {
		return err
	}
	sum, err := t.sum(before, a)
	if err != nil {
		return err
	}
	return t.exec(insertSeal, a.seq, sum)
}

// sum is an act's seal as its rows and the seal before make it.
func (d db) sum(before string, a sealed) (string, error) {
	tables, known := sealedTables()[a.kind]
	if !known {
		return "", fmt.Errorf("%w (act %d is of a kind that there is not)", ErrDamaged, a.seq)
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\n", before)
	for _, table := range append([]string{"act", "acceptance"}, tables...) {
		rows, err := d.rowsAsText(sealedRows(table), a.seq)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s\n%s\n", table, rows)
	}
	if a.kind == count.KindDefined {
		for _, q := range definitionRows() {
			rows, err := d.rowsAsText(q, a.contest, a.version)
			if err != nil {
				return "", err
			}
			fmt.Fprintf(h, "%s\n", rows)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// rowsAsText writes rows as "column=value", whatever order they come in.
func (d db) rowsAsText(q string, args ...any) (string, error) {
	rows, err := d.stmt(q).Query(args...)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return "", err
	}
	var all []string
	values := make([]any, len(columns))
	for i := range values {
		values[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			return "", err
		}
		var row strings.Builder
		for i, column := range columns {
			if v := *values[i].(*any); v != nil {
				fmt.Fprintf(&row, "%s=%q ", column, fmt.Sprint(v))
			}
		}
		all = append(all, row.String())
	}
	slices.Sort(all)
	return strings.Join(all, "\n"), rows.Err()
}

// checkSeals holds every act to its seal and every bulletin to its hash.
func (d db) checkSeals() error {
	var acts []sealed
	err := d.each(selectSealed, func(row scanner) error {
		var a sealed
		err := row.Scan(&a.seq, &a.kind, &a.contest, &a.version, &a.sum)
		acts = append(acts, a)
		return err
	})
	if err != nil {
		return damagedBy(err)
	}
	before := ""
	for _, a := range acts {
		sum, err := d.sum(before, a)
		if err != nil {
			return damagedBy(err)
		}
		if sum != a.sum {
			return fmt.Errorf("%w (act %d is not as it was written)", ErrDamaged, a.seq)
		}
		before = sum
	}
	return damagedBy(d.each(selectHashes, func(row scanner) error {
		var revision int64
		var bytes []byte
		var hash string
		if err := row.Scan(&revision, &bytes, &hash); err != nil {
			return err
		}
		if feed.Hash(bytes) != hash {
			return errors.Join(ErrDamaged, fmt.Errorf("bulletin %d is not as it was published", revision))
		}
		return nil
	}))
}
