package count

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"
)

// Store is where the ledger lives. Do runs fn as the only writer, in one
// transaction that is on disk when Do returns nil. An error of fn is a fault and
// rolls everything back; a refusal is therefore not an error of fn. ctx governs
// only the waiting. ErrStoreFull, ErrStoreBusy and ErrStoreDamaged say that the store
// itself would not.
type Store interface {
	Do(ctx context.Context, fn func(Tx) error) error
	// Standing reads how a contest, or the Overview, stands; ErrNotFound where there is
	// none, or nothing happened there.
	Standing(ctx context.Context, contest string) (*Standing, error)
	// Standings reads how every contest stands, by name.
	Standings(ctx context.Context) ([]*Standing, error)
}

// Tx is the ledger inside one transaction.
type Tx interface {
	Standing(contest string) (*Standing, error)
	Contests() ([]string, error)
	// Submission finds what an accepted submission did, by its officer, key and
	// contest.
	Submission(officer, key, contest string) (Submission, bool, error)
	// Append adds an act to the ledger and returns the contest's new standing. The
	// act gets the next Seq.
	Append(Act) (*Standing, error)
	Audit(Attempt) error
}

// Submission is what an accepted submission did.
type Submission struct {
	Seq    int64 // of its last act
	At     time.Time
	Digest string
}

// Attempt is one line of the audit: an act made, or an attempt refused.
type Attempt struct {
	At      time.Time // wall clock
	Officer string
	From    string // network address, or the command line and its user
	Kind    Kind
	Contest string
	Unit    string
	Key     string
	Outcome AttemptOutcome
	Detail  string // codes or words of a refusal, or what was changed
	Seq     int64  // of the act made or found; 0 where there is none
}

// AttemptOutcome says what became of an attempt.
type AttemptOutcome string

const (
	Accepted AttemptOutcome = "accepted"
	Repeated AttemptOutcome = "repeated" // the same submission again, or figures that already stand
	Refused  AttemptOutcome = "refused"
	Conflict AttemptOutcome = "conflict"
	Failed   AttemptOutcome = "failed" // a fault of the desk; whether it was stored another line says
)

// Receipt is the answer to an accepted submission. It is given when the act is on
// disk.
type Receipt struct {
	Seq      int64
	At       time.Time // election clock, of the act
	Repeated bool      // nothing new was written: it was there already
	Standing *Standing // as it stands now
}

// Clocks are the two clocks. They differ only in demo and rehearsal.
type Clocks struct {
	Election func() time.Time // stamps acts and what people read
	Wall     func() time.Time // audit, sessions, epoch
}

// Desk is the one write path of a count.
type Desk struct {
	store     Store
	clocks    Clocks
	committed func(*Standing)
}

// NewDesk makes a Desk on a store. committed, where given, is told how a contest
// or the overview stands after every commit that appended to it; it must not block.
func NewDesk(store Store, clocks Clocks, committed func(*Standing)) *Desk {
	if committed == nil {
		committed = func(*Standing) {}
	}
	return &Desk{store, clocks, committed}
}

// Now is the time on the election clock.
func (d *Desk) Now() time.Time { return d.clocks.Election() }

// Counts are the contests that the officer may see.
func (d *Desk) Counts(ctx context.Context, by Officer) ([]*Standing, error) {
	all, err := d.store.Standings(ctx)
	if err != nil {
		return nil, err
	}
	var mine []*Standing
	for _, s := range all {
		if by.May(s.Contest.ID) {
			mine = append(mine, s)
		}
	}
	return mine, nil
}

// Count is one contest that the officer may see; ErrForbidden, which goes on record,
// for another's.
func (d *Desk) Count(ctx context.Context, by Officer, contest string) (*Standing, error) {
	if contest == Overview {
		return nil, ErrNotFound
	}
	if by.May(contest) {
		return d.store.Standing(ctx, contest)
	}
	return nil, d.keptOut(ctx, by, contest)
}

// keptOut puts on record that somebody asked for what is not theirs, and returns
// ErrForbidden.
func (d *Desk) keptOut(ctx context.Context, by Officer, contest string) error {
	err := d.store.Do(ctx, func(tx Tx) error {
		return tx.Audit(Attempt{At: d.clocks.Wall(), Officer: by.ID, From: by.From, Kind: KindLooked, Contest: contest,
			Outcome: Refused, Detail: ErrForbidden.Error()})
	})
	if err != nil {
		return err
	}
	return ErrForbidden
}

// submission is one attempt on its way through the checks.
type submission struct {
	tx      Tx
	by      Officer
	attempt Attempt
	digest  string
	now     time.Time

	accepted []Acceptance // warnings, with their reasons
	receipt  Receipt
	refusal  error
}

// submit runs one submission. step makes the checks after permission and key and
// calls accept or refuse; a refusal commits its line of the audit.
func (d *Desk) submit(ctx context.Context, by Officer, a Attempt, digest string, step func(*submission, *Standing) error) (Receipt, error) {
	a.Officer, a.From = by.ID, by.From
	sub := &submission{}
	err := d.store.Do(ctx, func(tx Tx) error {
		a.At = d.clocks.Wall()
		*sub = submission{tx: tx, by: by, attempt: a, digest: digest, now: d.clocks.Election().UTC().Truncate(time.Millisecond)}
		return sub.run(step)
	})
	if err != nil {
		return Receipt{}, err
	}
	if sub.refusal != nil {
		return Receipt{}, sub.refusal
	}
	if !sub.receipt.Repeated {
		d.committed(sub.receipt.Standing)
	}
	return sub.receipt, nil
}

func (s *submission) run(step func(*submission, *Standing) error) error {
	standing, err := s.standing()
	if errors.Is(err, ErrNotFound) {
		return s.refuse(err)
	}
	if err != nil {
		return err
	}
	if !standing.Allows(s.by, s.attempt.Kind) {
		return s.refuse(ErrForbidden)
	}
	if s.attempt.Key == "" {
		return s.refuse(&ConflictError{Code: E12, Message: "This form has no submission key. Open it again.", Standing: standing})
	}
	earlier, found, err := s.tx.Submission(s.by.ID, s.attempt.Key, s.attempt.Contest)
	switch {
	case err != nil:
		return err
	case found && earlier.Digest == s.digest:
		return s.repeat(earlier.Seq, earlier.At, standing)
	case found:
		return s.refuse(&ConflictError{Code: E12, Standing: standing,
			Message: "This form was sent before with other figures. What was sent first stands; compare the two."})
	}
	return step(s, standing)
}

// standing is how the place of a submission stands. On the overview there are notes, and
// before the first one nothing.
func (s *submission) standing() (*Standing, error) {
	if s.attempt.Contest != Overview {
		return s.tx.Standing(s.attempt.Contest)
	}
	if s.attempt.Kind != KindNoted && s.attempt.Kind != KindNoteWithdrawn {
		return nil, ErrNotFound
	}
	standing, err := s.tx.Standing(Overview)
	if errors.Is(err, ErrNotFound) {
		return &Standing{}, nil
	}
	return standing, err
}

// accept appends an act.
func (s *submission) accept(standing *Standing, unit string, authority Authority, body Body) error {
	version := 0
	if c := standing.Contest; c != nil {
		version = c.Version
	}
	after, err := s.tx.Append(Act{
		Contest: s.attempt.Contest, Version: version, Unit: unit, Round: standing.Round,
		Officer: s.by.ID, Authority: authority, At: s.now, Key: s.attempt.Key, Digest: s.digest, Accepted: s.accepted, Body: body,
	})
	if err != nil {
		return err
	}
	s.receipt = Receipt{Seq: after.Head, At: s.now, Standing: after}
	return s.audit(Accepted, "", after.Head)
}

// repeat answers with what is there already; nothing is appended.
func (s *submission) repeat(seq int64, at time.Time, standing *Standing) error {
	s.receipt = Receipt{Seq: seq, At: at, Repeated: true, Standing: standing}
	return s.audit(Repeated, "", seq)
}

// refuse records a refusal. It returns nil, so that the line of the audit is
// committed.
func (s *submission) refuse(why error) error {
	s.refusal = why
	outcome := Refused
	if _, ok := why.(*ConflictError); ok {
		outcome = Conflict
	}
	return s.audit(outcome, why.Error(), 0)
}

func (s *submission) audit(outcome AttemptOutcome, detail string, seq int64) error {
	a := s.attempt
	a.Outcome, a.Detail, a.Seq = outcome, detail, seq
	return s.tx.Audit(a)
}

// digest is over what a submission says, however it was typed.
func digest(kind Kind, contest, unit string, fields Fields, more ...string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%s\n%q\n", kind, contest, unit, more)
	for _, field := range sortedKeys(fields) {
		fmt.Fprintf(h, "%q=%q\n", field, normalFigure(fields[field]))
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}
