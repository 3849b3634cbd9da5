package count_test

import (
	"slices"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/internal/count/nightscript"
)

type toSend = func() (count.Receipt, error)

// call is a step as a call of the desk, to be made as often as it is sent.
func (p *player) call(s nightscript.Step, f form) toSend {
	ctx, by, standing := p.t.Context(), officerNamed(s.Who), p.standing(s.Contest)
	fields, err := s.Form(standing.Contest)
	if err != nil {
		p.t.Fatal(err)
	}
	source := count.Source{Kind: count.SourceKind(take(fields, count.FieldSource))}
	code, typed := fields[count.FieldCode]
	if delete(fields, count.FieldCode); !typed {
		code = count.SheetCode(standing.Contest, s.Unit, standing.Round)
	}
	switch s.Verb {
	case nightscript.Verifies:
		v := count.Verification{Contest: s.Contest, Key: f.key, Layout: f.layout, Base: f.base, Reason: take(fields, count.FieldReason), Figures: fields}
		return func() (count.Receipt, error) { return p.desk.Verify(ctx, by, v) }
	case nightscript.Enters:
		source.Note = take(fields, count.FieldNote)
		e := count.Sending{Contest: s.Contest, Unit: s.Unit, Key: f.key, Layout: f.layout, Base: f.base, Code: code, Figures: fields, Source: source, Accepting: f.accepting(s, fields)}
		return func() (count.Receipt, error) { return p.desk.Enter(ctx, by, e) }
	case nightscript.Confirms:
		c := count.Confirmation{Contest: s.Contest, Unit: s.Unit, Key: f.key, Code: code}
		for _, e := range standing.Waiting[s.Unit] {
			c.Entry = e.Seq
		}
		return func() (count.Receipt, error) { return p.desk.Confirm(ctx, by, c) }
	case nightscript.SendsBack:
		b := count.Parking{Contest: s.Contest, Unit: s.Unit, Key: f.key, Note: fields[count.FieldNote]}
		return func() (count.Receipt, error) { return p.desk.SendBack(ctx, by, b) }
	}
	m := count.Move{Contest: s.Contest, Key: f.key, Base: standing.Moved, Accepting: f.accepting(s, nil)}
	if by.Role != count.RoleCountOfficer && s.Verb != nightscript.Rekeys && s.Verb != nightscript.ReadsBack {
		m.Authority = count.ReturningOfficer
	}
	if a, ok := fields[count.FieldAuthority]; ok {
		delete(fields, count.FieldAuthority)
		m.Authority = count.Authority(a)
	}
	switch s.Verb {
	case nightscript.Rekeys:
		return func() (count.Receipt, error) {
			return p.desk.Rekey(ctx, by, m, count.Totals{Code: code, Figures: fields})
		}
	case nightscript.ReadsBack:
		return func() (count.Receipt, error) { return p.desk.ReadBack(ctx, by, m, fields) }
	case nightscript.Calls, nightscript.Declares:
		source.Note = take(fields, count.FieldNote)
	}
	return p.move(s, by, m, fields, source)
}

// move is a step of the Returning Officer, or of a reporter.
func (p *player) move(s nightscript.Step, by count.Officer, m count.Move, fields count.Fields, source count.Source) toSend {
	ctx, d, standing := p.t.Context(), p.desk, p.standing(s.Contest)
	reason, note := fields[count.FieldReason], fields[count.FieldNote]
	switch s.Verb {
	case nightscript.Accepts:
		return func() (count.Receipt, error) {
			return d.AcceptResidual(ctx, by, m, count.Shortfall{Unit: s.Unit, Papers: fields[count.FieldResidual], Reason: reason})
		}
	case nightscript.Signs:
		return func() (count.Receipt, error) { return d.Sign(ctx, by, m) }
	case nightscript.MakesProvisional:
		return func() (count.Receipt, error) { return d.MakeProvisional(ctx, by, m) }
	case nightscript.MakesReady:
		return func() (count.Receipt, error) { return d.MakeReady(ctx, by, m) }
	case nightscript.Consults:
		h := count.Hearing{Hour: fields[count.FieldHour]}
		for _, c := range standing.Contest.Candidates {
			if kind, in := fields[count.FieldException(c.ID)]; in {
				h.Exceptions = append(h.Exceptions, count.Exception{Candidate: c.ID, Kind: count.ExceptionKind(kind), Note: note})
			}
		}
		return func() (count.Receipt, error) { return d.Consult(ctx, by, m, h) }
	case nightscript.Grants, nightscript.Refuses:
		r := count.RecountDecided{Granted: s.Verb == nightscript.Grants, Candidate: fields[nightscript.FieldBy], Reason: reason, Units: strings.Fields(fields[nightscript.FieldUnits])}
		return func() (count.Receipt, error) { return d.DecideRecount(ctx, by, m, r) }
	case nightscript.DrawsLot:
		l := count.LotDrawn{Tied: strings.Fields(fields[nightscript.FieldTied]), Chosen: strings.Fields(fields[nightscript.FieldChosen]), Method: fields["method"], Witnessed: fields["witnessed"]}
		return func() (count.Receipt, error) { return d.DrawLot(ctx, by, m, l) }
	case nightscript.TakesBack:
		undo := standing.Undoable()
		slices.Reverse(undo) // the last of several
		var of int64
		if i := slices.IndexFunc(undo, func(u count.Undo) bool { return u.Kind == s.Undoes && u.Unit == s.Unit }); i >= 0 {
			of = undo[i].Seq
		}
		return func() (count.Receipt, error) { return d.TakeBack(ctx, by, m, of, reason) }
	case nightscript.Declares:
		return func() (count.Receipt, error) {
			return d.Declare(ctx, by, m, count.Announcement{Announced: fields[count.FieldAnnounced], Source: source})
		}
	case nightscript.Calls:
		return func() (count.Receipt, error) {
			return d.Call(ctx, by, m, count.Called{Elected: strings.Fields(fields[nightscript.FieldElected]), Source: source})
		}
	}
	return p.change(s, by, m, fields)
}

// change is a step on the poll itself, or on a result.
func (p *player) change(s nightscript.Step, by count.Officer, m count.Move, fields count.Fields) toSend {
	ctx, d, standing := p.t.Context(), p.desk, p.standing(s.Contest)
	reason := take(fields, count.FieldReason)
	switch s.Verb {
	case nightscript.ProposesCorrection:
		changes := amendments(standing, fields)
		return func() (count.Receipt, error) { return d.ProposeCorrection(ctx, by, m, changes, reason) }
	case nightscript.ProposesWithdrawal:
		return func() (count.Receipt, error) { return d.ProposeWithdrawal(ctx, by, m, reason) }
	case nightscript.ConfirmsProposal:
		var of count.Proposal
		if standing.Proposal != nil {
			of = *standing.Proposal
		}
		return func() (count.Receipt, error) { return d.ConfirmProposal(ctx, by, m, of.Seq, of.Withdrawal) }
	case nightscript.SetsAside:
		return func() (count.Receipt, error) { return d.SetAside(ctx, by, m, reason) }
	case nightscript.Adjourns:
		return func() (count.Receipt, error) { return d.Adjourn(ctx, by, m, reason) }
	case nightscript.Resumes:
		return func() (count.Receipt, error) { return d.Resume(ctx, by, m) }
	case nightscript.Countermands:
		return func() (count.Receipt, error) {
			return d.Cancel(ctx, by, m, count.Cancelled{Manner: count.Countermanded, Reason: reason})
		}
	case nightscript.Abandons:
		return func() (count.Receipt, error) {
			return d.Cancel(ctx, by, m, count.Cancelled{Manner: count.Abandoned, Reason: reason})
		}
	case nightscript.RecordsDeath:
		return func() (count.Receipt, error) {
			return d.RecordDeath(ctx, by, m, count.Died{Candidate: fields[nightscript.FieldBy], Note: fields[count.FieldNote]})
		}
	case nightscript.Publishes:
		return func() (count.Receipt, error) { return d.SetPublish(ctx, by, m, count.Publish(fields["publish"])) }
	}
	p.t.Fatalf("line %d: nobody can play “%s”", s.Line, s.Verb)
	return nil
}
