package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

// checkCopy reads a copy from its first page to its last, with every index, rule and
// reference.
func checkCopy(ctx context.Context, path string) (err error) {
	db, err := sql.Open("sqlite", dsn(path, reading))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var found string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return fmt.Errorf("%w (%s)", ErrDamaged, found)
	}
	var table string
	err = db.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&table)
	switch {
	case errors.Is(err, sql.ErrNoRows):
	case err != nil:
		return err
	default:
		return fmt.Errorf("%w (a row of %s refers to nothing)", ErrDamaged, table)
	}
	return checkBulletins(ctx, db)
}

// checkBulletins compares every bulletin with its hash.
func checkBulletins(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "SELECT revision, bytes, hash FROM bulletin")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var revision int64
		var bytes []byte
		var hash string
		if err := rows.Scan(&revision, &bytes, &hash); err != nil {
			return err
		}
		if sum := sha256.Sum256(bytes); hex.EncodeToString(sum[:]) != hash {
			return fmt.Errorf("%w (bulletin %d is not what was published)", ErrDamaged, revision)
		}
	}
	return rows.Err()
}

// verifyMigrated reads a new file as a copy is read, opens it as a desk does, recomputes
// the audit with all that it covers, and folds every count.
func verifyMigrated(ctx context.Context, path string, wall func() time.Time) (contests int, acts int64, err error) {
	if err := checkCopy(ctx, path); err != nil {
		return 0, 0, err
	}
	s, err := Open(ctx, path, wall)
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if _, err := s.VerifyAudit(ctx); err != nil {
		return 0, 0, err
	}
	all, err := s.Standings(ctx)
	if err != nil {
		return 0, 0, err
	}
	for _, standing := range all {
		acts = max(acts, standing.Head)
	}
	return len(all), acts, nil
}
