package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"resultsdesk/internal/account"
)

const (
	selectOfficer         = `SELECT id, role, ifnull(passphrase, ''), disabled FROM officer WHERE id = ?`
	selectOfficers        = `SELECT id FROM officer ORDER BY id`
	selectOfficerContests = `SELECT contest FROM officer_contest WHERE officer = ? ORDER BY contest`

	countAdministrators = `SELECT count(*) FROM officer WHERE role = 'administrator' AND disabled = 0`

	upsertOfficer = `INSERT INTO officer (id, role, passphrase, disabled, created_at) VALUES (?, ?, nullif(?, ''), ?, ?)
		ON CONFLICT (id) DO UPDATE SET role = excluded.role, passphrase = excluded.passphrase, disabled = excluded.disabled`
	deleteOfficerContests = `DELETE FROM officer_contest WHERE officer = ?`
	insertOfficerContest  = `INSERT INTO officer_contest (officer, contest) VALUES (?, ?)`
)

func accountStatements() []string {
	return []string{
		selectOfficer, selectOfficers, selectOfficerContests, countAdministrators,
		upsertOfficer, deleteOfficerContests, insertOfficerContest,
	}
}

// Officer finds an officer; see account.Store.
func (s *Store) Officer(ctx context.Context, id string) (o account.Officer, err error) {
	err = s.view(ctx, func(d db) error {
		o, err = d.officer(id)
		return err
	})
	return o, err
}

// Officers are all officers; see account.Store.
func (s *Store) Officers(ctx context.Context) (all []account.Officer, err error) {
	err = s.view(ctx, func(d db) error {
		ids, err := d.words(selectOfficers)
		for _, id := range ids {
			o, err := d.officer(id)
			if err != nil {
				return err
			}
			all = append(all, o)
		}
		return err
	})
	return all, err
}

func (d db) officer(id string) (o account.Officer, err error) {
	err = d.one(selectOfficer, []any{&o.ID, &o.Role, &o.Passphrase, &o.Disabled}, id)
	if errors.Is(err, sql.ErrNoRows) {
		return o, account.ErrNotFound
	}
	if err != nil {
		return o, err
	}
	o.Contests, err = d.words(selectOfficerContests, id)
	return o, err
}

// words reads a column of words.
func (d db) words(q string, args ...any) (all []string, err error) {
	err = d.each(q, func(row scanner) error {
		var word string
		err := row.Scan(&word)
		all = append(all, word)
		return err
	}, args...)
	return all, err
}

// PutOfficer adds or replaces an officer; see account.Tx.
func (t *tx) PutOfficer(o account.Officer, at time.Time) error {
	if err := t.exec(upsertOfficer, o.ID, o.Role, o.Passphrase, o.Disabled, millis(at)); err != nil {
		return err
	}
	if err := t.exec(deleteOfficerContests, o.ID); err != nil {
		return err
	}
	for _, contest := range o.Contests {
		if err := t.exec(insertOfficerContest, o.ID, contest); err != nil {
			return err
		}
	}
	return nil
}

// Officer finds an officer; see account.Tx.
func (t *tx) Officer(id string) (account.Officer, error) { return t.officer(id) }

// Administrators counts those that can sign in; see account.Tx.
func (t *tx) Administrators() (n int, err error) {
	err = t.one(countAdministrators, []any{&n})
	return n, err
}
