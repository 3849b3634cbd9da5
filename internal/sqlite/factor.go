package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"resultsdesk/internal/account"
)

const (
	selectAuthenticator = `SELECT secret, enrolled_at, step FROM authenticator WHERE officer = ?`
	selectRecovery      = `SELECT count(*) FILTER (WHERE used_at IS NULL), ifnull(max(made_at), 0) FROM recovery_code WHERE officer = ?`
	passkeyColumns      = `SELECT id, officer, handle, name, public_key, uses, flags, transports, added_at, ifnull(used_at, 0) FROM passkey`
	selectPasskey       = passkeyColumns + ` WHERE id = ?`
	selectPasskeys      = passkeyColumns + ` WHERE officer = ? ORDER BY added_at, id`
	selectOffer         = `SELECT secret FROM authenticator_offer WHERE session = ?`
	selectContestNames  = `SELECT DISTINCT id FROM contest ORDER BY id`

	upsertOffer         = `INSERT INTO authenticator_offer (session, secret) VALUES (?, ?) ON CONFLICT (session) DO UPDATE SET secret = excluded.secret`
	upsertAuthenticator = `INSERT INTO authenticator (officer, secret, enrolled_at, step) VALUES (?, ?, ?, ?)
		ON CONFLICT (officer) DO UPDATE SET secret = excluded.secret, enrolled_at = excluded.enrolled_at, step = excluded.step`
	upsertPasskey = `INSERT INTO passkey (id, officer, handle, name, public_key, uses, flags, transports, added_at, used_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0))
		ON CONFLICT (id) DO UPDATE SET uses = excluded.uses, flags = excluded.flags, used_at = excluded.used_at`
	deleteOffer         = `DELETE FROM authenticator_offer WHERE session = ?`
	insertRecovery      = `INSERT INTO recovery_code (officer, hash, made_at) VALUES (?, ?, ?)`
	useRecovery         = `UPDATE recovery_code SET used_at = ? WHERE officer = ? AND hash = ? AND used_at IS NULL RETURNING 1`
	deleteRecovery      = `DELETE FROM recovery_code WHERE officer = ?`
	deleteAuthenticator = `DELETE FROM authenticator WHERE officer = ?`
	deletePasskey       = `DELETE FROM passkey WHERE officer = ? AND id = ?`
	deletePasskeys      = `DELETE FROM passkey WHERE officer = ?`
)

func factorStatements() []string {
	return []string{
		selectAuthenticator, selectRecovery, selectPasskey, selectPasskeys, selectOffer, selectContestNames,
		upsertOffer, deleteOffer, upsertAuthenticator, upsertPasskey, insertRecovery, useRecovery, deleteRecovery, deleteAuthenticator, deletePasskey, deletePasskeys,
	}
}

// Factors are an officer's second factors; see account.Store.
func (s *Store) Factors(ctx context.Context, officer string) (f account.Factors, err error) {
	err = s.view(ctx, func(d db) error {
		f, err = d.Factors(officer)
		return err
	})
	return f, err
}

// Factors are an officer's second factors; see account.Tx.
func (d db) Factors(officer string) (f account.Factors, err error) {
	var a account.Authenticator
	var at int64
	err = d.one(selectAuthenticator, []any{&a.Secret, &at, &a.Step}, officer)
	switch {
	case err == nil:
		a.Enrolled = fromMillis(at)
		f.Authenticator = &a
	case !errors.Is(err, sql.ErrNoRows):
		return f, err
	}
	if err := d.one(selectRecovery, []any{&f.Recovery, &at}, officer); err != nil {
		return f, err
	}
	f.RecoveryMade = sometimes(at)
	err = d.each(selectPasskeys, func(row scanner) error {
		k, err := passkeyOf(row)
		f.Passkeys = append(f.Passkeys, k)
		return err
	}, officer)
	return f, err
}

func passkeyOf(row scanner) (k account.Passkey, err error) {
	var transports string
	var added, used int64
	err = row.Scan(&k.ID, &k.Officer, &k.Handle, &k.Name, &k.PublicKey, &k.Count, &k.Flags, &transports, &added, &used)
	k.Added, k.Used = fromMillis(added), sometimes(used)
	if transports != "" {
		k.Transports = strings.Split(transports, ",")
	}
	return k, err
}

// Passkey finds a passkey; see account.Store.
func (s *Store) Passkey(ctx context.Context, id []byte) (k account.Passkey, err error) {
	err = s.view(ctx, func(d db) error {
		k, err = passkeyOf(d.stmt(selectPasskey).QueryRow(id))
		if errors.Is(err, sql.ErrNoRows) {
			err = account.ErrNotFound
		}
		return err
	})
	return k, err
}

// Offer is what a session was shown; see account.Store.
func (s *Store) Offer(ctx context.Context, session string) (secret []byte, err error) {
	err = s.view(ctx, func(d db) error {
		err := d.one(selectOffer, []any{&secret}, session)
		if errors.Is(err, sql.ErrNoRows) {
			err = account.ErrNotFound
		}
		return err
	})
	return secret, err
}

// ContestNames are the ids of all contests; see account.Store.
func (s *Store) ContestNames(ctx context.Context) (ids []string, err error) {
	err = s.view(ctx, func(d db) error {
		ids, err = d.words(selectContestNames)
		return err
	})
	return ids, err
}

// PutOffer keeps what a session is shown; see account.FactorTx.
func (t *tx) PutOffer(session string, secret []byte) error {
	return t.exec(upsertOffer, session, secret)
}

// DropOffer takes what a session was shown away; see account.FactorTx.
func (t *tx) DropOffer(session string) error { return t.exec(deleteOffer, session) }

// PutAuthenticator gives an officer an authenticator; see account.FactorTx.
func (t *tx) PutAuthenticator(officer string, a account.Authenticator) error {
	return t.exec(upsertAuthenticator, officer, a.Secret, millis(a.Enrolled), a.Step)
}

// PutPasskey keeps a passkey; see account.FactorTx.
func (t *tx) PutPasskey(k account.Passkey) error {
	used := int64(0)
	if !k.Used.IsZero() {
		used = millis(k.Used)
	}
	return t.exec(upsertPasskey, k.ID, k.Officer, k.Handle, k.Name, k.PublicKey, k.Count, k.Flags, strings.Join(k.Transports, ","), millis(k.Added), used)
}

// PutRecovery gives an officer recovery codes; see account.FactorTx.
func (t *tx) PutRecovery(officer string, hashes []string, at time.Time) error {
	err := t.exec(deleteRecovery, officer)
	for _, hash := range hashes {
		err = errors.Join(err, t.exec(insertRecovery, officer, hash, millis(at)))
	}
	return err
}

// UseRecovery uses a recovery code up; see account.FactorTx.
func (t *tx) UseRecovery(officer, hash string, at time.Time) error {
	var one int
	err := t.one(useRecovery, []any{&one}, millis(at), officer, hash)
	if errors.Is(err, sql.ErrNoRows) {
		err = account.ErrNotFound
	}
	return err
}

// DropAuthenticator takes an authenticator away; see account.FactorTx.
func (t *tx) DropAuthenticator(officer string) error { return t.exec(deleteAuthenticator, officer) }

// DropPasskey takes a passkey away; see account.FactorTx.
func (t *tx) DropPasskey(officer string, id []byte) error { return t.exec(deletePasskey, officer, id) }

// DropFactors takes all factors away; see account.FactorTx.
func (t *tx) DropFactors(officer string) error {
	return errors.Join(t.exec(deleteAuthenticator, officer), t.exec(deletePasskeys, officer), t.exec(deleteRecovery, officer))
}

// sometimes is a time that may never have been.
func sometimes(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return fromMillis(ms)
}
