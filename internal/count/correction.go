package count

import (
	"context"
	"fmt"
	"strings"
)

// ProposeCorrection asks for a correction of a declared result. Nothing public
// changes before a second person confirms it. The winner cannot change this way.
func (d *Desk) ProposeCorrection(ctx context.Context, by Officer, m Move, changes []Amendment, reason string) (Receipt, error) {
	said := Fields{FieldReason: reason}
	for _, c := range changes {
		said[c.Field] = c.Was + " → " + c.Now
	}
	return d.act(ctx, by, m, about{kind: KindProposed, said: said}, func(s *Standing, _ *submission) (Body, []Finding) {
		findings := append(s.mayPropose(), needReason(reason)...)
		_, wrong := CheckCorrection(s, changes)
		return Proposed{Reason: clipped(strings.TrimSpace(reason), longestReason), Changes: changes}, append(findings, wrong...)
	})
}

// ProposeWithdrawal asks that a result which was published in error is taken down:
// wrong winner, wrong contest, typed too early. It is neither a correction, where
// the winner stays, nor void, which is for an election court.
func (d *Desk) ProposeWithdrawal(ctx context.Context, by Officer, m Move, reason string) (Receipt, error) {
	return d.act(ctx, by, m, about{kind: KindProposed, said: Fields{FieldReason: reason, "withdrawal": "yes"}}, func(s *Standing, _ *submission) (Body, []Finding) {
		findings := append(s.mayPropose(), needReason(reason)...)
		return Proposed{Withdrawal: true, Reason: clipped(strings.TrimSpace(reason), longestReason)}, findings
	})
}

func (s *Standing) mayPropose() []Finding {
	if s.Proposal == nil {
		return nil
	}
	return []Finding{{Code: E11, Title: fmt.Sprintf("%s proposed a change already.", s.Proposal.Officer), Text: "Confirm it or take it back first."}}
}

func needReason(reason string) []Finding {
	if strings.TrimSpace(reason) != "" {
		return nil
	}
	return []Finding{{Code: E10, Field: FieldReason, Title: "A reason is missing.", Text: "It is published with the change."}}
}

// ConfirmProposal makes a proposed correction or withdrawal happen, at once and in
// public. Nobody confirms their own (E13).
func (d *Desk) ConfirmProposal(ctx context.Context, by Officer, m Move, proposal int64, withdrawal bool) (Receipt, error) {
	kind := KindCorrected
	if withdrawal {
		kind = KindWithdrawn
	}
	return d.act(ctx, by, m, about{kind: kind, said: Fields{"proposal": fmt.Sprint(proposal)}}, func(s *Standing, _ *submission) (Body, []Finding) {
		switch p := s.Proposal; {
		case p == nil || p.Seq != proposal || p.Withdrawal != withdrawal:
			return nil, []Finding{{Code: E11, Title: "This proposal does not stand any more."}}
		case p.Officer == by.ID:
			return nil, []Finding{{Code: E13, Title: "You proposed this yourself.", Text: "A second person has to confirm it."}}
		case withdrawal:
			return Withdrawn{proposal}, nil
		default:
			_, wrong := CheckCorrection(s, p.Changes)
			return Corrected{proposal}, wrong
		}
	})
}

// SetAside records that an election court set the result aside.
func (d *Desk) SetAside(ctx context.Context, by Officer, m Move, reference string) (Receipt, error) {
	return d.act(ctx, by, m, about{kind: KindVoid, said: Fields{FieldReason: reference}}, func(*Standing, *submission) (Body, []Finding) {
		return Void{clipped(strings.TrimSpace(reference), longestReason)}, needReason(reference)
	})
}
