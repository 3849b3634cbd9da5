package sqlite

import (
	"fmt"
	"slices"

	"resultsdesk/internal/count"
)

const (
	insertDefined         = `INSERT INTO defined (seq, kind) VALUES (?, 'defined')`
	insertPollClosed      = `INSERT INTO poll_closed (seq, kind, hour) VALUES (?, 'poll-closed', ?)`
	insertVerified        = `INSERT INTO verified (seq, kind, papers, explanation, reason) VALUES (?, 'verified', ?, ?, ?)`
	insertAccount         = `INSERT INTO verified_account (seq, entrusted, unused, spoilt, tendered) VALUES (?, ?, ?, ?, ?)`
	insertSigned          = `INSERT INTO signed (seq, kind) VALUES (?, 'signed')`
	insertEntered         = `INSERT INTO entered (seq, kind, doubtful, rejected_known, unused, in_part, source, source_note) VALUES (?, 'entered', ?, ?, ?, ?, ?, ?)`
	insertVote            = `INSERT INTO entered_vote (seq, contest, version, candidate, votes) VALUES (?, ?, ?, ?, ?)`
	insertRejected        = `INSERT INTO entered_rejected (seq, head, papers) VALUES (?, ?, ?)`
	insertConfirmed       = `INSERT INTO confirmed (seq, kind, entry) VALUES (?, 'confirmed', ?)`
	insertSentBack        = `INSERT INTO sent_back (seq, kind, note) VALUES (?, 'sent-back', ?)`
	insertResidual        = `INSERT INTO residual (seq, kind, papers, reason) VALUES (?, 'residual', ?, ?)`
	insertProvisional     = `INSERT INTO provisional (seq, kind) VALUES (?, 'provisional')`
	insertRekeyed         = `INSERT INTO rekeyed (seq, kind, unused, in_part) VALUES (?, 'rekeyed', ?, ?)`
	insertRekeyedVote     = `INSERT INTO rekeyed_vote (seq, contest, version, candidate, votes) VALUES (?, ?, ?, ?, ?)`
	insertRekeyedRejected = `INSERT INTO rekeyed_rejected (seq, head, papers) VALUES (?, ?, ?)`
	insertConsulted       = `INSERT INTO consulted (seq, kind, hour) VALUES (?, 'consulted', ?)`
	insertException       = `INSERT INTO consulted_exception (seq, contest, version, candidate, exception, note) VALUES (?, ?, ?, ?, ?, ?)`
	insertRecount         = `INSERT INTO recount (seq, kind, granted, candidate, reason) VALUES (?, 'recount', ?, ?, ?)`
	insertRecountUnit     = `INSERT INTO recount_unit (seq, contest, version, unit) VALUES (?, ?, ?, ?)`
	insertLot             = `INSERT INTO lot (seq, kind, method, witnessed) VALUES (?, 'lot', ?, ?)`
	insertLotCandidate    = `INSERT INTO lot_candidate (seq, contest, version, candidate, chosen) VALUES (?, ?, ?, ?, ?)`
	insertReady           = `INSERT INTO ready (seq, kind) VALUES (?, 'ready')`
	insertReadBack        = `INSERT INTO read_back (seq, kind) VALUES (?, 'read-back')`
	insertTakenBack       = `INSERT INTO taken_back (seq, kind, of, undoes, reason) VALUES (?, 'taken-back', ?, ?, ?)`
	insertDeclared        = `INSERT INTO declared (seq, kind, announced, source, source_note) VALUES (?, 'declared', ?, ?, ?)`
	insertElected         = `INSERT INTO declared_elected (seq, contest, version, candidate) VALUES (?, ?, ?, ?)`
	insertProposed        = `INSERT INTO proposed (seq, kind, withdrawal, reason) VALUES (?, 'proposed', ?, ?)`
	insertChange          = `INSERT INTO proposed_change (seq, field, was, now) VALUES (?, ?, ?, ?)`
	insertCorrected       = `INSERT INTO corrected (seq, kind, proposal) VALUES (?, 'corrected', ?)`
	insertWithdrawn       = `INSERT INTO withdrawn (seq, kind, proposal) VALUES (?, 'withdrawn', ?)`
	insertVoid            = `INSERT INTO void (seq, kind, reference) VALUES (?, 'void', ?)`
	insertDied            = `INSERT INTO died (seq, kind, contest, version, candidate, note) VALUES (?, 'died', ?, ?, ?, ?)`
	insertCancelled       = `INSERT INTO cancelled (seq, kind, manner, reason) VALUES (?, 'cancelled', ?, ?)`
	insertAdjourned       = `INSERT INTO adjourned (seq, kind, reason) VALUES (?, 'adjourned', ?)`
	insertResumed         = `INSERT INTO resumed (seq, kind) VALUES (?, 'resumed')`
	insertPublish         = `INSERT INTO publish (seq, kind, publish) VALUES (?, 'publish', ?)`
	insertCalled          = `INSERT INTO called (seq, kind, source, source_note) VALUES (?, 'called', ?, ?)`
	insertCalledWho       = `INSERT INTO called_candidate (seq, contest, version, candidate) VALUES (?, ?, ?, ?)`
)

func bodyWriteStatements() []string {
	return []string{
		insertDefined, insertPollClosed, insertVerified, insertAccount, insertSigned, insertEntered, insertVote, insertRejected, insertConfirmed,
		insertSentBack, insertResidual, insertProvisional, insertRekeyed, insertRekeyedVote, insertRekeyedRejected, insertConsulted, insertException,
		insertRecount, insertRecountUnit, insertLot, insertLotCandidate, insertReady, insertReadBack, insertTakenBack, insertDeclared, insertElected,
		insertProposed, insertChange, insertCorrected, insertWithdrawn, insertVoid, insertDied, insertCancelled, insertAdjourned, insertResumed,
		insertPublish, insertCalled, insertCalledWho,
	}
}

// insertBody writes what is particular to an act into the table of its kind.
func (t *tx) insertBody(a *count.Act) error {
	switch b := a.Body.(type) {
	case count.Verified:
		return t.insertVerified(a.Seq, b)
	case count.Entered:
		return t.insertSheet(a, b)
	case count.Rekeyed:
		return t.insertRekeyed(a, b.Tally)
	case count.Consulted:
		return t.insertConsulted(a, b)
	case count.RecountDecided:
		return t.insertRecount(a, b)
	case count.LotDrawn:
		return t.insertLot(a, b)
	case count.Declared:
		if err := t.exec(insertDeclared, a.Seq, millis(b.Announced), b.Source.Kind, b.Source.Note); err != nil {
			return err
		}
		return t.insertEach(insertElected, a, b.Elected)
	case count.Proposed:
		return t.insertProposed(a.Seq, b)
	case count.Noted:
		return t.exec(insertNoted, a.Seq, b.Byline, b.Text, b.Replaces)
	case count.NoteWithdrawn:
		return t.exec(insertNoteWithdrawn, a.Seq, b.Note, b.Reason)
	case count.Called:
		if err := t.exec(insertCalled, a.Seq, b.Source.Kind, b.Source.Note); err != nil {
			return err
		}
		return t.insertEach(insertCalledWho, a, b.Elected)
	}
	return t.insertShort(a)
}

// insertShort writes the bodies that are one row without children.
func (t *tx) insertShort(a *count.Act) error {
	switch b := a.Body.(type) {
	case count.Defined:
		return t.exec(insertDefined, a.Seq)
	case count.PollClosed:
		return t.exec(insertPollClosed, a.Seq, millis(b.Hour))
	case count.Signed:
		return t.exec(insertSigned, a.Seq)
	case count.Confirmed:
		return t.exec(insertConfirmed, a.Seq, b.Entry)
	case count.SentBack:
		return t.exec(insertSentBack, a.Seq, b.Note)
	case count.ResidualAccepted:
		return t.exec(insertResidual, a.Seq, b.Papers, b.Reason)
	case count.Provisional:
		return t.exec(insertProvisional, a.Seq)
	case count.Ready:
		return t.exec(insertReady, a.Seq)
	case count.ReadBackDone:
		return t.exec(insertReadBack, a.Seq)
	case count.TakenBack:
		return t.exec(insertTakenBack, a.Seq, b.Of, b.Undoes, b.Reason)
	case count.Corrected:
		return t.exec(insertCorrected, a.Seq, b.Proposal)
	case count.Withdrawn:
		return t.exec(insertWithdrawn, a.Seq, b.Proposal)
	case count.Void:
		return t.exec(insertVoid, a.Seq, b.Reference)
	case count.Died:
		return t.exec(insertDied, a.Seq, a.Contest, a.Version, b.Candidate, b.Note)
	case count.Cancelled:
		return t.exec(insertCancelled, a.Seq, b.Manner, b.Reason)
	case count.Adjourned:
		return t.exec(insertAdjourned, a.Seq, b.Reason)
	case count.Resumed:
		return t.exec(insertResumed, a.Seq)
	case count.PublishChanged:
		return t.exec(insertPublish, a.Seq, b.Publish)
	}
	return fmt.Errorf("unknown kind of act %T", a.Body)
}

func (t *tx) insertEach(q string, a *count.Act, ids []string) error {
	for _, id := range ids {
		if err := t.exec(q, a.Seq, a.Contest, a.Version, id); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) insertVerified(seq int64, b count.Verified) error {
	if err := t.exec(insertVerified, seq, b.Papers, b.Explanation, b.Reason); err != nil || b.Account == nil {
		return err
	}
	return t.exec(insertAccount, seq, b.Account.Entrusted, b.Account.Unused, b.Account.Spoilt, b.Account.Tendered)
}

func (t *tx) insertSheet(a *count.Act, b count.Entered) error {
	tally := b.Tally
	if err := t.exec(insertEntered, a.Seq, tally.Doubtful, !tally.RejectedUnknown, tally.Unused, tally.InPart, b.Source.Kind, b.Source.Note); err != nil {
		return err
	}
	return t.insertFigures(a, tally, insertVote, insertRejected)
}

func (t *tx) insertRekeyed(a *count.Act, tally count.Tally) error {
	if err := t.exec(insertRekeyed, a.Seq, tally.Unused, tally.InPart); err != nil {
		return err
	}
	return t.insertFigures(a, tally, insertRekeyedVote, insertRekeyedRejected)
}

func (t *tx) insertFigures(a *count.Act, tally count.Tally, vote, rejected string) error {
	for id, votes := range tally.Votes {
		if err := t.exec(vote, a.Seq, a.Contest, a.Version, id, votes); err != nil {
			return err
		}
	}
	for head, papers := range tally.Rejected {
		if err := t.exec(rejected, a.Seq, head, papers); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) insertConsulted(a *count.Act, b count.Consulted) error {
	if err := t.exec(insertConsulted, a.Seq, millis(b.Hour)); err != nil {
		return err
	}
	for _, e := range b.Exceptions {
		if err := t.exec(insertException, a.Seq, a.Contest, a.Version, e.Candidate, e.Kind, e.Note); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) insertRecount(a *count.Act, b count.RecountDecided) error {
	if err := t.exec(insertRecount, a.Seq, b.Granted, b.Candidate, b.Reason); err != nil {
		return err
	}
	return t.insertEach(insertRecountUnit, a, b.Units)
}

func (t *tx) insertLot(a *count.Act, b count.LotDrawn) error {
	if err := t.exec(insertLot, a.Seq, b.Method, b.Witnessed); err != nil {
		return err
	}
	for _, id := range b.Tied {
		if err := t.exec(insertLotCandidate, a.Seq, a.Contest, a.Version, id, slices.Contains(b.Chosen, id)); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) insertProposed(seq int64, b count.Proposed) error {
	if err := t.exec(insertProposed, seq, b.Withdrawal, b.Reason); err != nil {
		return err
	}
	for _, c := range b.Changes {
		if err := t.exec(insertChange, seq, c.Field, c.Was, c.Now); err != nil {
			return err
		}
	}
	return nil
}
