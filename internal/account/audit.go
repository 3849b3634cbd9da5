package account

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"resultsdesk/internal/chain"
	"resultsdesk/internal/count"
)

// ErrNoAudit: the officer may not read the audit.
var ErrNoAudit = errors.New("the audit is for administrators and Returning Officers' clerks")

// Record is one line of the audit, with what chains it to the line before and to the
// ledger; docs/formats.md has the encoding.
type Record struct {
	ID int64 // in order, without gaps
	count.Attempt
	Ledger int64      // last act of the ledger when the line was written
	Acts   []byte     // SHA-256 of the acts since the line before; empty where there were none
	Prev   chain.Hash // of the line before
	Hash   chain.Hash // of all above
}

// Recomputed is the hash that the line must have for what it says.
func (r Record) Recomputed() chain.Hash {
	d := chain.New(chain.Line)
	var seq any
	if r.Seq != 0 {
		seq = r.Seq
	}
	d.Put(r.ID, r.At.UnixMilli(), r.Officer, r.From, string(r.Kind), r.Contest, r.Unit, r.Key, string(r.Outcome), r.Detail, seq, r.Ledger, r.Acts, r.Prev)
	return d.Sum()
}

// Broken is the first line of the audit that does not fit.
type Broken struct {
	Line Record // its ID alone where it is gone
	Why  string
}

func (b *Broken) Error() string {
	who := ""
	if !b.Line.At.IsZero() {
		who = fmt.Sprintf(" (%s, %s, %s)", b.Line.At.UTC().Format("2006-01-02 15:04:05 UTC"), cmp.Or(b.Line.Officer, "nobody signed in"), b.Line.Kind)
	}
	return fmt.Sprintf("the audit does not hold together: line %d%s %s", b.Line.ID, who, b.Why)
}

// Checked is how far the audit was recomputed and found to hold together.
type Checked struct {
	Head   chain.Head
	Ledger int64     // last act that it covers
	At     time.Time // wall clock
	Whole  bool      // nothing is left to check
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
	Oldest  bool      // in the order of the lines, the oldest first
	Last    int64     // no line after this one
	Address string    // network address it came from

	// Contests, where given, are those that the reader may know of: lines without a
	// contest, such as sign-ins, are then not shown. Book.Audit sets it.
	Contests []string
	OnCounts bool // only lines of a contest; Book.Audit sets it
}

// MayAudit tells whether an officer may read the audit.
func MayAudit(by count.Officer) bool {
	return by.Role == count.RoleAdministrator || by.Role == count.RoleReturningOfficer
}

// OpenAudit writes down that an officer reads the audit, and what of it: nobody reads
// it without a line. It returns the head, which is that line, or the head that the audit
// had at the line last, where one is given. The error is ErrNoAudit.
func (b *Book) OpenAudit(ctx context.Context, by count.Officer, what string, last int64) (chain.Head, error) {
	if !MayAudit(by) {
		return chain.Head{}, ErrNoAudit
	}
	if err := b.Settle(ctx); err != nil {
		return chain.Head{}, err
	}
	err := b.store.Account(ctx, func(tx Tx) error {
		return tx.Audit(b.attempt(by.ID, by.From, KindAudit, count.Accepted, what))
	})
	if err != nil {
		return chain.Head{}, err
	}
	return b.store.AuditHead(ctx, last)
}

// Audit reads at most most lines of the audit, newest first unless q says otherwise,
// as far as the officer may see them: an administrator all, a clerk those of the
// clerk's contests.
func (b *Book) Audit(ctx context.Context, by count.Officer, q Search, most int) ([]Record, error) {
	if !MayAudit(by) {
		return nil, ErrNoAudit
	}
	q.Contests, q.OnCounts = by.Contests, by.Role != count.RoleAdministrator
	return b.store.Audited(ctx, q, most)
}

// CheckAudit recomputes the audit on from where it was last, for about as long as
// said; a *Broken names the first line that does not fit.
func (b *Book) CheckAudit(ctx context.Context, most time.Duration) (Checked, error) {
	return b.store.CheckAudit(ctx, most)
}
