package count

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// RecordDeath records that a candidate died before the declaration. The count of
// an independent goes on (rule 60); where a party's candidate dies the poll is
// countermanded or abandoned, which is an act of its own.
func (d *Desk) RecordDeath(ctx context.Context, by Officer, m Move, died Died) (Receipt, error) {
	return d.act(ctx, by, m, about{kind: KindDied, said: Fields{"candidate": died.Candidate, FieldNote: died.Note}, free: true}, func(s *Standing, _ *submission) (Body, []Finding) {
		c, ok := s.Contest.Candidate(died.Candidate)
		switch {
		case !ok:
			return nil, []Finding{{Code: E02, Field: "candidate", Title: "Nobody of that name stands here."}}
		case slices.ContainsFunc(s.Deceased, func(d Death) bool { return d.Candidate == died.Candidate }):
			return nil, []Finding{{Code: E12, Field: "candidate", Title: c.Name() + "’s death is on record already."}}
		case c.Party() != nil:
			return nil, []Finding{{Code: E17, Field: "candidate", Title: c.Name() + " stands for a party.", Text: "The poll is countermanded, or abandoned where it began; a new contest replaces this one."}}
		}
		return died, nil
	})
}

// Cancel countermands or abandons the poll.
func (d *Desk) Cancel(ctx context.Context, by Officer, m Move, c Cancelled) (Receipt, error) {
	return d.act(ctx, by, m, about{kind: KindCancelled, said: Fields{"manner": string(c.Manner), FieldReason: c.Reason}, free: true}, func(s *Standing, _ *submission) (Body, []Finding) {
		findings := needReason(c.Reason)
		if c.Manner != Countermanded && c.Manner != Abandoned {
			findings = append(findings, Finding{Code: E17, Field: "manner", Title: "Say whether the poll is countermanded or abandoned."})
		}
		c.Reason = clipped(strings.TrimSpace(c.Reason), longestReason)
		return c, findings
	})
}

// Adjourn seals the papers and pauses the count, with a reason.
func (d *Desk) Adjourn(ctx context.Context, by Officer, m Move, reason string) (Receipt, error) {
	return d.act(ctx, by, m, about{kind: KindAdjourned, said: Fields{FieldReason: reason}, free: true}, func(*Standing, *submission) (Body, []Finding) {
		return Adjourned{clipped(strings.TrimSpace(reason), longestReason)}, needReason(reason)
	})
}

// Resume goes on after an adjournment.
func (d *Desk) Resume(ctx context.Context, by Officer, m Move) (Receipt, error) {
	return d.act(ctx, by, m, about{kind: KindResumed, free: true}, func(*Standing, *submission) (Body, []Finding) {
		return Resumed{}, nil
	})
}

// SetPublish changes what is public while counting, on the (A)RO's word. What was
// held back before stays so.
func (d *Desk) SetPublish(ctx context.Context, by Officer, m Move, p Publish) (Receipt, error) {
	return d.act(ctx, by, m, about{kind: KindPublish, said: Fields{"publish": string(p)}, free: true}, func(s *Standing, _ *submission) (Body, []Finding) {
		if p != PublishRunning && p != PublishDeclared || p == s.Publish {
			return nil, []Finding{{Code: E10, Field: "publish", Title: fmt.Sprintf("What is public is “%s” already, or this is no choice.", s.Publish)}}
		}
		return PublishChanged{p}, nil
	})
}

// Call names a winner without figures, on a desk that receives results.
func (d *Desk) Call(ctx context.Context, by Officer, m Move, c Called) (Receipt, error) {
	return d.act(ctx, by, m, about{kind: KindCalled, said: Fields{"elected": strings.Join(c.Elected, " "), FieldSource: string(c.Source.Kind) + " " + c.Source.Note}}, func(s *Standing, _ *submission) (Body, []Finding) {
		findings := checkSource(s, c.Source)
		findings = append(findings, CheckElected(s, c.Elected)...)
		return c, findings
	})
}

// TakeBack undoes an act that stands, as easily as it was made. Who may make an act
// may take it back; what an officer typed, that officer or the Returning Officer's
// clerk.
func (d *Desk) TakeBack(ctx context.Context, by Officer, m Move, of int64, reason string) (Receipt, error) {
	a := about{kind: KindTakenBack, said: Fields{"of": fmt.Sprint(of), FieldReason: reason}, free: true}
	attempt := Attempt{Kind: a.kind, Contest: m.Contest, Key: m.Key}
	return d.submit(ctx, by, attempt, digest(a.kind, m.Contest, "", a.said, string(m.Authority)), func(s *submission, standing *Standing) error {
		if err := standing.May(KindTakenBack); err != nil {
			return s.refuse(err)
		}
		i := slices.IndexFunc(standing.Undoable(), func(u Undo) bool { return u.Seq == of })
		if i < 0 && standing.Declared != nil {
			return s.refuse(standing.May(KindReady))
		}
		if i < 0 {
			return s.refuse(&StateError{Code: E10, Stage: standing.Stage(), Message: "This cannot be taken back any more, or was already. A later act may rest on it: take that back first."})
		}
		undo := standing.Undoable()[i]
		if !standing.MayUndo(undo, by) {
			return s.refuse(ErrForbidden)
		}
		if !standing.UndoneOn(undo, by, m.Authority) {
			return s.refuse(&CheckError{[]Finding{{Code: E10, Field: FieldAuthority, Title: "Say on whose authority this is done.",
				Text: "What was done on the Returning Officer’s word is undone on it, and so is what another officer typed."}}})
		}
		return s.accept(standing, undo.Unit, m.Authority, TakenBack{Of: of, Undoes: undo.Kind, Reason: clipped(strings.TrimSpace(reason), longestReason)})
	})
}

// MayUndo tells whether an officer may take an act back: who may make it; what an
// officer typed, that officer or the Returning Officer's clerk.
func (s *Standing) MayUndo(u Undo, by Officer) bool {
	if u.Kind == KindEntered || u.Kind == KindVerified || u.Kind == KindReadBack || u.Kind == KindRekeyed || u.Kind == KindSentBack {
		return u.By == by.ID || by.Role == RoleReturningOfficer
	}
	return s.Allows(by, u.Kind)
}

// UndoneOn tells whether an authority suffices to take an act back: that of the act
// itself; for what officers type on their own, their own word, or the Returning
// Officer's for another's.
func (s *Standing) UndoneOn(u Undo, by Officer, a Authority) bool {
	e := &s.Contest.Election
	switch {
	case !OwnAuthority.suffices(u.Kind, e):
		return a.suffices(u.Kind, e)
	case u.By == by.ID:
		return true
	}
	return a == ReturningOfficer || a == Deputy
}
