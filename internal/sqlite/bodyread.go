package sqlite

import (
	"database/sql"
	"fmt"
	"time"

	"resultsdesk/internal/count"
)

const (
	selectPollClosed      = `SELECT hour FROM poll_closed WHERE seq = ?`
	selectVerified        = `SELECT papers, explanation, reason FROM verified WHERE seq = ?`
	selectAccount         = `SELECT entrusted, unused, spoilt, tendered FROM verified_account WHERE seq = ?`
	selectEntered         = `SELECT doubtful, rejected_known, unused, in_part, source, source_note FROM entered WHERE seq = ?`
	selectVotes           = `SELECT candidate, votes FROM entered_vote WHERE seq = ?`
	selectRejected        = `SELECT head, papers FROM entered_rejected WHERE seq = ?`
	selectConfirmed       = `SELECT entry FROM confirmed WHERE seq = ?`
	selectSentBack        = `SELECT note FROM sent_back WHERE seq = ?`
	selectResidual        = `SELECT papers, reason FROM residual WHERE seq = ?`
	selectRekeyed         = `SELECT unused, in_part FROM rekeyed WHERE seq = ?`
	selectRekeyedVotes    = `SELECT candidate, votes FROM rekeyed_vote WHERE seq = ?`
	selectRekeyedRejected = `SELECT head, papers FROM rekeyed_rejected WHERE seq = ?`
	selectConsulted       = `SELECT hour FROM consulted WHERE seq = ?`
	selectExceptions      = `SELECT candidate, exception, note FROM consulted_exception WHERE seq = ? ORDER BY candidate`
	selectRecount         = `SELECT granted, candidate, reason FROM recount WHERE seq = ?`
	selectRecountUnits    = `SELECT unit FROM recount_unit WHERE seq = ? ORDER BY unit`
	selectLot             = `SELECT method, witnessed FROM lot WHERE seq = ?`
	selectTied            = `SELECT candidate FROM lot_candidate WHERE seq = ? ORDER BY candidate`
	selectChosen          = `SELECT candidate FROM lot_candidate WHERE seq = ? AND chosen = 1 ORDER BY candidate`
	selectTakenBack       = `SELECT of, undoes, reason FROM taken_back WHERE seq = ?`
	selectDeclared        = `SELECT announced, source, source_note FROM declared WHERE seq = ?`
	selectElected         = `SELECT candidate FROM declared_elected WHERE seq = ? ORDER BY candidate`
	selectProposed        = `SELECT withdrawal, reason FROM proposed WHERE seq = ?`
	selectChanges         = `SELECT field, was, now FROM proposed_change WHERE seq = ? ORDER BY field`
	selectCorrected       = `SELECT proposal FROM corrected WHERE seq = ?`
	selectWithdrawn       = `SELECT proposal FROM withdrawn WHERE seq = ?`
	selectVoid            = `SELECT reference FROM void WHERE seq = ?`
	selectDied            = `SELECT candidate, note FROM died WHERE seq = ?`
	selectCancelled       = `SELECT manner, reason FROM cancelled WHERE seq = ?`
	selectAdjourned       = `SELECT reason FROM adjourned WHERE seq = ?`
	selectPublish         = `SELECT publish FROM publish WHERE seq = ?`
	selectCalled          = `SELECT source, source_note FROM called WHERE seq = ?`
	selectCalledWho       = `SELECT candidate FROM called_candidate WHERE seq = ? ORDER BY candidate`
)

func bodyReadStatements() []string {
	return []string{
		selectPollClosed, selectVerified, selectAccount, selectEntered, selectVotes, selectRejected, selectConfirmed, selectSentBack, selectResidual,
		selectRekeyed, selectRekeyedVotes, selectRekeyedRejected, selectConsulted, selectExceptions, selectRecount, selectRecountUnits, selectLot,
		selectTied, selectChosen, selectTakenBack, selectDeclared, selectElected, selectProposed, selectChanges, selectCorrected, selectWithdrawn,
		selectVoid, selectDied, selectCancelled, selectAdjourned, selectPublish, selectCalled, selectCalledWho,
	}
}

// body reads what is particular to an act from the table of its kind.
func (d db) body(a *count.Act) (count.Body, error) {
	seq := a.Seq
	switch kind := a.Body.Kind(); kind {
	case count.KindDefined:
		c, err := d.contest(a.Contest, a.Version)
		return count.Defined{Contest: c}, err
	case count.KindPollClosed:
		hour, err := d.moment(selectPollClosed, seq)
		return count.PollClosed{Hour: hour}, err
	case count.KindVerified:
		return d.verified(seq)
	case count.KindEntered:
		return d.entered(seq)
	case count.KindRekeyed:
		return d.rekeyed(seq)
	case count.KindConsulted:
		return d.consulted(seq)
	case count.KindRecount:
		return d.recount(seq)
	case count.KindLot:
		return d.lot(seq)
	case count.KindDeclared:
		return d.declared(seq)
	case count.KindProposed:
		return d.proposed(seq)
	case count.KindCalled:
		return d.called(seq)
	case count.KindNoted:
		return d.noted(seq)
	case count.KindNoteWithdrawn:
		return d.noteWithdrawn(seq)
	default:
		return d.short(kind, seq)
	}
}

// short reads the bodies that are one row without children.
func (d db) short(kind count.Kind, seq int64) (body count.Body, err error) {
	switch kind {
	case count.KindSigned:
		return count.Signed{}, nil
	case count.KindProvisional:
		return count.Provisional{}, nil
	case count.KindReady:
		return count.Ready{}, nil
	case count.KindReadBack:
		return count.ReadBackDone{}, nil
	case count.KindResumed:
		return count.Resumed{}, nil
	case count.KindConfirmed:
		var b count.Confirmed
		err = d.one(selectConfirmed, []any{&b.Entry}, seq)
		return b, err
	case count.KindSentBack:
		var b count.SentBack
		err = d.one(selectSentBack, []any{&b.Note}, seq)
		return b, err
	case count.KindResidual:
		var b count.ResidualAccepted
		err = d.one(selectResidual, []any{&b.Papers, &b.Reason}, seq)
		return b, err
	case count.KindTakenBack:
		var b count.TakenBack
		err = d.one(selectTakenBack, []any{&b.Of, &b.Undoes, &b.Reason}, seq)
		return b, err
	case count.KindCorrected:
		var b count.Corrected
		err = d.one(selectCorrected, []any{&b.Proposal}, seq)
		return b, err
	case count.KindWithdrawn:
		var b count.Withdrawn
		err = d.one(selectWithdrawn, []any{&b.Proposal}, seq)
		return b, err
	case count.KindVoid:
		var b count.Void
		err = d.one(selectVoid, []any{&b.Reference}, seq)
		return b, err
	case count.KindDied:
		var b count.Died
		err = d.one(selectDied, []any{&b.Candidate, &b.Note}, seq)
		return b, err
	case count.KindCancelled:
		var b count.Cancelled
		err = d.one(selectCancelled, []any{&b.Manner, &b.Reason}, seq)
		return b, err
	case count.KindAdjourned:
		var b count.Adjourned
		err = d.one(selectAdjourned, []any{&b.Reason}, seq)
		return b, err
	case count.KindPublish:
		var b count.PublishChanged
		err = d.one(selectPublish, []any{&b.Publish}, seq)
		return b, err
	}
	return nil, fmt.Errorf("unknown kind of act %q", kind)
}

func (d db) moment(q string, seq int64) (time.Time, error) {
	var at int64
	err := d.one(q, []any{&at}, seq)
	return fromMillis(at), err
}

func (d db) verified(seq int64) (count.Body, error) {
	var v count.Verified
	if err := d.one(selectVerified, []any{&v.Papers, &v.Explanation, &v.Reason}, seq); err != nil {
		return nil, err
	}
	return v, d.each(selectAccount, func(row scanner) error {
		v.Account = &count.Account{}
		return row.Scan(&v.Account.Entrusted, &v.Account.Unused, &v.Account.Spoilt, &v.Account.Tendered)
	}, seq)
}

func (d db) entered(seq int64) (count.Body, error) {
	body := count.Entered{Tally: count.Tally{Votes: map[string]int{}, Rejected: map[string]int{}}}
	t := &body.Tally
	var known bool
	var unused sql.Null[int]
	if err := d.one(selectEntered, []any{&t.Doubtful, &known, &unused, &t.InPart, &body.Source.Kind, &body.Source.Note}, seq); err != nil {
		return nil, err
	}
	t.RejectedUnknown = !known
	if unused.Valid {
		t.Unused = &unused.V
	}
	if err := d.figures(selectVotes, seq, t.Votes); err != nil {
		return nil, err
	}
	return body, d.figures(selectRejected, seq, t.Rejected)
}

func (d db) rekeyed(seq int64) (count.Body, error) {
	body := count.Rekeyed{Tally: count.Tally{Votes: map[string]int{}, Rejected: map[string]int{}}}
	var unused sql.Null[int]
	if err := d.one(selectRekeyed, []any{&unused, &body.Tally.InPart}, seq); err != nil {
		return nil, err
	}
	if unused.Valid {
		body.Tally.Unused = &unused.V
	}
	if err := d.figures(selectRekeyedVotes, seq, body.Tally.Votes); err != nil {
		return nil, err
	}
	return body, d.figures(selectRekeyedRejected, seq, body.Tally.Rejected)
}

func (d db) figures(q string, seq int64, into map[string]int) error {
	return d.each(q, func(row scanner) error {
		var id string
		var n int
		if err := row.Scan(&id, &n); err != nil {
			return err
		}
		into[id] = n
		return nil
	}, seq)
}

func (d db) consulted(seq int64) (count.Body, error) {
	hour, err := d.moment(selectConsulted, seq)
	if err != nil {
		return nil, err
	}
	body := count.Consulted{Hour: hour}
	err = d.each(selectExceptions, func(row scanner) error {
		var e count.Exception
		err := row.Scan(&e.Candidate, &e.Kind, &e.Note)
		body.Exceptions = append(body.Exceptions, e)
		return err
	}, seq)
	return body, err
}

func (d db) recount(seq int64) (count.Body, error) {
	var body count.RecountDecided
	err := d.one(selectRecount, []any{&body.Granted, &body.Candidate, &body.Reason}, seq)
	if err != nil {
		return nil, err
	}
	body.Units, err = d.words(selectRecountUnits, seq)
	return body, err
}

func (d db) lot(seq int64) (count.Body, error) {
	var body count.LotDrawn
	err := d.one(selectLot, []any{&body.Method, &body.Witnessed}, seq)
	if err != nil {
		return nil, err
	}
	if body.Tied, err = d.words(selectTied, seq); err != nil {
		return nil, err
	}
	body.Chosen, err = d.words(selectChosen, seq)
	return body, err
}

func (d db) declared(seq int64) (count.Body, error) {
	var body count.Declared
	var announced int64
	err := d.one(selectDeclared, []any{&announced, &body.Source.Kind, &body.Source.Note}, seq)
	if err != nil {
		return nil, err
	}
	body.Announced = fromMillis(announced)
	body.Elected, err = d.words(selectElected, seq)
	return body, err
}

func (d db) proposed(seq int64) (count.Body, error) {
	var body count.Proposed
	if err := d.one(selectProposed, []any{&body.Withdrawal, &body.Reason}, seq); err != nil {
		return nil, err
	}
	err := d.each(selectChanges, func(row scanner) error {
		var c count.Amendment
		err := row.Scan(&c.Field, &c.Was, &c.Now)
		body.Changes = append(body.Changes, c)
		return err
	}, seq)
	return body, err
}

func (d db) called(seq int64) (count.Body, error) {
	var body count.Called
	err := d.one(selectCalled, []any{&body.Source.Kind, &body.Source.Note}, seq)
	if err != nil {
		return nil, err
	}
	body.Elected, err = d.words(selectCalledWho, seq)
	return body, err
}
