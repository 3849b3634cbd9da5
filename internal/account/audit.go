package account

import (
	"context"
	"errors"
	"time"

	"resultsdesk/internal/count"
)

// ErrNoAudit: the officer may not read the audit.
var ErrNoAudit = errors.New("the audit is for administrators and Returning Officers' clerks")

// Record is one line of the audit.
type Record struct {
	ID int64 // in order
	count.Attempt
}

// Search is what of the audit is looked for. What is empty is not asked.
type Search struct {
	Officer string
	Kind    count.Kind
	Contest string
	Outcome count.AttemptOutcome
	Text    string    // in any column, small and capital letters alike
	From    time.Time // wall clock
	Until   time.Time // wall clock, not included
	Before  int64     // older than this line
	After   int64     // newer than this line; then the oldest of these

	// Contests, where given, are those that the reader may know of: lines without a
	// contest, such as sign-ins, are then not shown. Book.Audit sets it.
	Contests []string
	OnCounts bool // only lines of a contest; Book.Audit sets it
}

// MayAudit tells whether an officer may read the audit.
func MayAudit(by count.Officer) bool {
	return by.Role == count.RoleAdministrator || by.Role == count.RoleReturningOfficer
}

// Audit reads at most most lines of the audit, newest first, as far as the officer
// may see them: an administrator all, a clerk those of the clerk's contests.
func (b *Book) Audit(ctx context.Context, by count.Officer, q Search, most int) ([]Record, error) {
	if !MayAudit(by) {
		return nil, ErrNoAudit
	}
	q.Contests, q.OnCounts = by.Contests, by.Role != count.RoleAdministrator
	return b.store.Audited(ctx, q, most)
}
