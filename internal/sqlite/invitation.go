package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"resultsdesk/internal/account"
)

const (
	selectInvitation  = `SELECT officer, created_at, expires_at, used_at FROM invitation WHERE token_hash = ?`
	deleteInvitations = `DELETE FROM invitation WHERE officer = ? AND used_at IS NULL`
	insertInvitation  = `INSERT INTO invitation (token_hash, officer, created_at, expires_at) VALUES (?, ?, ?, ?)`
	updateInvitation  = `UPDATE invitation SET used_at = ? WHERE token_hash = ?`
)

func invitationStatements() []string {
	return []string{selectInvitation, deleteInvitations, insertInvitation, updateInvitation}
}

// Invitation finds an invitation; see account.Store.
func (s *Store) Invitation(ctx context.Context, tokenHash string) (i account.Invitation, err error) {
	err = s.view(ctx, func(d db) error {
		i, err = d.invitation(tokenHash)
		return err
	})
	return i, err
}

func (d db) invitation(tokenHash string) (i account.Invitation, err error) {
	var made, expires int64
	var used sql.NullInt64
	err = d.one(selectInvitation, []any{&i.Officer, &made, &expires, &used}, tokenHash)
	if errors.Is(err, sql.ErrNoRows) {
		return i, account.ErrInvitationUnknown
	}
	i.Made, i.Expires = fromMillis(made), fromMillis(expires)
	if used.Valid {
		i.Used = fromMillis(used.Int64)
	}
	return i, err
}

// Invitation finds an invitation; see account.Tx.
func (t *tx) Invitation(tokenHash string) (account.Invitation, error) { return t.invitation(tokenHash) }

// PutInvitation keeps an invitation; see account.Tx.
func (t *tx) PutInvitation(tokenHash string, i account.Invitation) error {
	if err := t.DropInvitations(i.Officer); err != nil {
		return err
	}
	return t.exec(insertInvitation, tokenHash, i.Officer, millis(i.Made), millis(i.Expires))
}

// DropInvitations ends invitations; see account.Tx.
func (t *tx) DropInvitations(officer string) error { return t.exec(deleteInvitations, officer) }

// UseInvitation uses an invitation up; see account.Tx.
func (t *tx) UseInvitation(tokenHash string, at time.Time) error {
	return t.exec(updateInvitation, millis(at), tokenHash)
}
