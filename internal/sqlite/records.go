package sqlite

import (
	"errors"
	"fmt"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/feed"
)

const selectHashes = `SELECT revision, bytes, hash FROM bulletin`

// checkRecords finds a digit that became another, of which SQLite notices nothing: it
// holds the ledger to the audit's chain, and every bulletin to its hash.
func checkRecords(view viewing, now time.Time) error {
	_, err := verifyAudit(view, now, nil)
	if broken := (*account.Broken)(nil); errors.As(err, &broken) {
		return fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	if err != nil {
		return damagedBy(err)
	}
	return damagedBy(view(db.checkHashes))
}

func (d db) checkHashes() error {
	return d.each(selectHashes, func(row scanner) error {
		var revision int64
		var bytes []byte
		var hash string
		if err := row.Scan(&revision, &bytes, &hash); err != nil {
			return err
		}
		if feed.Hash(bytes) != hash {
			return fmt.Errorf("%w (bulletin %d is not as it was published)", ErrDamaged, revision)
		}
		return nil
	})
}
