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
	selectSession         = `SELECT id, officer, laptop, step, address, device, created_at, used_at, proved_at FROM session WHERE token_hash = ?`

	upsertOfficer = `INSERT INTO officer (id, role, passphrase, disabled, created_at) VALUES (?, ?, nullif(?, ''), ?, ?)
		ON CONFLICT (id) DO UPDATE SET role = excluded.role, passphrase = excluded.passphrase, disabled = excluded.disabled`
	deleteOfficerContests = `DELETE FROM officer_contest WHERE officer = ?`
	insertOfficerContest  = `INSERT INTO officer_contest (officer, contest) VALUES (?, ?)`
	insertSession         = `INSERT INTO session (token_hash, id, officer, laptop, step, address, device, created_at, used_at, proved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	useSession            = `UPDATE session SET used_at = ? WHERE token_hash = ?`
	deleteSession         = `DELETE FROM session WHERE token_hash = ?`
	deleteSessions        = `DELETE FROM session WHERE officer = ? OR created_at <= ? RETURNING officer`
)

func accountStatements() []string {
	return []string{
		selectOfficer, selectOfficers, selectOfficerContests, selectSession,
		upsertOfficer, deleteOfficerContests, insertOfficerContest, insertSession, useSession, deleteSession, deleteSessions,
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

// Session finds a session and its officer; see account.Store.
func (s *Store) Session(ctx context.Context, tokenHash string) (found account.Session, o account.Officer, err error) {
	err = s.view(ctx, func(d db) error {
		found, err = d.session(tokenHash)
		if err != nil {
			return err
		}
		o, err = d.officer(found.Officer)
		return err
	})
	return found, o, err
}

func (d db) session(tokenHash string) (s account.Session, err error) {
	var began, used, proved int64
	err = d.one(selectSession, []any{&s.ID, &s.Officer, &s.Laptop, &s.Step, &s.Address, &s.Device, &began, &used, &proved}, tokenHash)
	if errors.Is(err, sql.ErrNoRows) {
		return s, account.ErrSignedOut
	}
	s.Began, s.Used, s.Proved = fromMillis(began), fromMillis(used), fromMillis(proved)
	return s, err
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

// OpenSession keeps a session; see account.Tx.
func (t *tx) OpenSession(tokenHash string, s account.Session) error {
	return t.exec(insertSession, tokenHash, s.ID, s.Officer, s.Laptop, s.Step, s.Address, s.Device, millis(s.Began), millis(s.Used), millis(s.Proved))
}

// UseSession records use of a session; see account.Tx.
func (t *tx) UseSession(tokenHash string, at time.Time) error {
	return t.exec(useSession, millis(at), tokenHash)
}

// EndSession ends a session; see account.Tx.
func (t *tx) EndSession(tokenHash string) error { return t.exec(deleteSession, tokenHash) }

// EndSessions ends sessions; see account.Tx.
func (t *tx) EndSessions(officer string, before time.Time) ([]string, error) {
	return t.words(deleteSessions, officer, millis(before))
}
