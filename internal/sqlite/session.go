package sqlite

import (
	"context"
	"time"

	"resultsdesk/internal/account"
)

const (
	sessionColumns    = `id, officer, laptop, step, address, device, created_at, used_at, proved_at, ifnull(pin, ''), wrong`
	selectSession     = `SELECT ` + sessionColumns + ` FROM session WHERE token_hash = ?`
	selectSessionByID = `SELECT ` + sessionColumns + ` FROM session WHERE id = ?`
	selectSessionList = `SELECT ` + sessionColumns + ` FROM session WHERE (?1 = '' OR officer = ?1) AND (?2 = '' OR laptop = ?2) ORDER BY created_at DESC, id`
	selectSignIns     = `SELECT officer, max(at) FROM audit WHERE kind = 'sign-in' AND outcome = 'accepted' GROUP BY officer`

	insertSession     = `INSERT INTO session (token_hash, id, officer, laptop, step, address, device, created_at, used_at, proved_at, pin, wrong) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), ?)`
	useSession        = `UPDATE session SET used_at = ?1 WHERE used_at < ?1 AND laptop = (SELECT laptop FROM session WHERE token_hash = ?2)`
	updateSession     = `UPDATE session SET step = ?, used_at = ?, proved_at = ?, pin = nullif(?, ''), wrong = ? WHERE id = ?`
	giveToken         = `UPDATE session SET token_hash = ? WHERE id = ?`
	deleteSessionByID = `DELETE FROM session WHERE id = ?`
	deleteSessions    = `DELETE FROM session WHERE officer = ? OR created_at <= ? RETURNING officer`
)

func sessionStatements() []string {
	return []string{
		selectSession, selectSessionByID, selectSessionList, selectSignIns,
		insertSession, useSession, updateSession, giveToken, deleteSessionByID, deleteSessions,
	}
}

// Session finds a session and its officer; see account.Store.
func (s *Store) Session(ctx context.Context, tokenHash string) (account.Session, account.Officer, error) {
	return s.sessionAndOfficer(ctx, selectSession, tokenHash)
}

// SessionByID finds a session and its officer; see account.Store.
func (s *Store) SessionByID(ctx context.Context, id string) (account.Session, account.Officer, error) {
	return s.sessionAndOfficer(ctx, selectSessionByID, id)
}

func (s *Store) sessionAndOfficer(ctx context.Context, q, by string) (found account.Session, o account.Officer, err error) {
	err = s.view(ctx, func(d db) error {
		found, err = d.session(q, by)
		if err != nil {
			return err
		}
		o, err = d.officer(found.Officer)
		return err
	})
	return found, o, err
}

// Sessions lists sessions; see account.Store.
func (s *Store) Sessions(ctx context.Context, officer, laptop string) (all []account.Session, err error) {
	err = s.view(ctx, func(d db) error {
		all, err = d.Sessions(officer, laptop)
		return err
	})
	return all, err
}

// SignIns is when each officer last signed in; see account.Store.
func (s *Store) SignIns(ctx context.Context) (map[string]time.Time, error) {
	last := map[string]time.Time{}
	err := s.view(ctx, func(d db) error {
		return d.each(selectSignIns, func(row scanner) error {
			var officer string
			var at int64
			err := row.Scan(&officer, &at)
			last[officer] = fromMillis(at)
			return err
		})
	})
	return last, err
}

func (d db) session(q, by string) (s account.Session, err error) {
	err = d.each(q, func(row scanner) (err error) {
		s, err = scanSession(row)
		return err
	}, by)
	if err == nil && s.ID == "" {
		err = account.ErrSignedOut
	}
	return s, err
}

func scanSession(row scanner) (s account.Session, err error) {
	var began, used, proved int64
	err = row.Scan(&s.ID, &s.Officer, &s.Laptop, &s.Step, &s.Address, &s.Device, &began, &used, &proved, &s.PIN, &s.Wrong)
	s.Began, s.Used, s.Proved = fromMillis(began), fromMillis(used), fromMillis(proved)
	return s, err
}

// Sessions lists sessions; see account.Tx.
func (d db) Sessions(officer, laptop string) (all []account.Session, err error) {
	err = d.each(selectSessionList, func(row scanner) error {
		s, err := scanSession(row)
		all = append(all, s)
		return err
	}, officer, laptop)
	return all, err
}

// Session finds a session; see account.Tx.
func (t *tx) Session(tokenHash string) (account.Session, error) {
	return t.session(selectSession, tokenHash)
}

// SessionByID finds a session; see account.Tx.
func (t *tx) SessionByID(id string) (account.Session, error) { return t.session(selectSessionByID, id) }

// OpenSession keeps a session; see account.Tx.
func (t *tx) OpenSession(tokenHash string, s account.Session) error {
	return t.exec(insertSession, tokenHash, s.ID, s.Officer, s.Laptop, s.Step, s.Address, s.Device, millis(s.Began), millis(s.Used), millis(s.Proved), s.PIN, s.Wrong)
}

// UseSession records use of a session's laptop; see account.Tx.
func (t *tx) UseSession(tokenHash string, at time.Time) error {
	return t.exec(useSession, millis(at), tokenHash)
}

// PutSession keeps what of a session changes; see account.Tx.
func (t *tx) PutSession(s account.Session) error {
	return t.exec(updateSession, s.Step, millis(s.Used), millis(s.Proved), s.PIN, s.Wrong, s.ID)
}

// GiveToken gives a session another token; see account.Tx.
func (t *tx) GiveToken(id, tokenHash string) error { return t.exec(giveToken, tokenHash, id) }

// CloseSession ends a session; see account.Tx.
func (t *tx) CloseSession(id string) error { return t.exec(deleteSessionByID, id) }

// EndSessions ends sessions; see account.Tx.
func (t *tx) EndSessions(officer string, before time.Time) ([]string, error) {
	return t.words(deleteSessions, officer, millis(before))
}
