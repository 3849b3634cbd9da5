package count

import (
	"context"
	"fmt"
	"strings"
)

// Verification is verified papers as an officer sends them: one figure for each
// box or postal session (those not verified yet left blank), or the total only.
type Verification struct {
	Contest string
	Key     string
	Layout  int
	Base    int64 // Standing.VerifiedSeq of what the form showed
	Figures Fields
	Reason  string // needed once votes were entered
	Accepting
}

// Verify stores verified papers. The boxes that changed make one act each. Once
// votes were entered the control total is no longer the typist's to change: it
// takes the Returning Officer's clerk and a reason.
//
// Errors are those of Enter.
func (d *Desk) Verify(ctx context.Context, by Officer, v Verification) (Receipt, error) {
	attempt := Attempt{Kind: KindVerified, Contest: v.Contest, Key: v.Key}
	return d.submit(ctx, by, attempt, digest(KindVerified, v.Contest, "", v.Figures, v.Reason, v.digest()), func(s *submission, standing *Standing) error {
		if err := MayVerify(standing, by); err != nil {
			return s.refuse(err)
		}
		if err := sameLayout(standing, v.Layout); err != nil {
			return s.refuse(err)
		}
		boxes, total, findings := CheckPapers(standing, v.Figures)
		if standing.voted() && strings.TrimSpace(v.Reason) == "" {
			findings = append(findings, Finding{Code: E10, Field: FieldReason, Title: "A reason is missing.",
				Text: "Votes were entered on these papers. Say why the verified papers change."})
		}
		if len(boxes) > 0 {
			findings = append(findings, standing.blanked(v.Figures, v.Base)...)
		}
		changed := standing.changedPapers(boxes, total)
		if standing.unseen(changed, v.Base) {
			return s.refuse(&ConflictError{Code: E11, Standing: standing,
				Message: fmt.Sprintf("%s entered verified papers before this form was sent. Both are shown; nothing was overwritten.", whoElse(standing.verifiedBy(), by))})
		}
		if len(changed) == 0 && !refused(findings) {
			return s.repeat(standing.VerifiedSeq(), standing.lastPaper().At, standing)
		}
		if err := s.judge(findings, v.Accepting, v.Figures); err != nil {
			return s.refuse(err)
		}
		for _, c := range changed {
			if err := s.accept(standing, c.box, OwnAuthority, Verified{Papers: c.papers.Papers, Account: c.papers.Account, Explanation: c.papers.Explanation, Reason: strings.TrimSpace(v.Reason)}); err != nil {
				return err
			}
			s.accepted = nil // said once
		}
		return nil
	})
}

// FieldReason is the field of a typed reason.
const FieldReason = "reason"

// MayVerify tells whether the stage and the officer's role allow verified papers
// to be entered.
func MayVerify(s *Standing, by Officer) error {
	if err := s.May(KindVerified); err != nil {
		return err
	}
	if s.voted() && by.Role != RoleReturningOfficer {
		return &StateError{Code: E10, Stage: s.Stage(), Message: "Votes were entered on these papers. Only the Returning Officer's clerk can change them now, with a reason."}
	}
	return nil
}

// voted tells whether votes were entered on the verified papers.
func (s *Standing) voted() bool { return len(s.Sheets) > 0 || len(s.Waiting) > 0 || len(s.Rounds) > 0 }

type changedPapers struct {
	box    string // empty for the total
	papers Verified
}

// changedPapers is what differs from what stands, in the order of the boxes.
func (s *Standing) changedPapers(boxes map[string]Verified, total *Verified) []changedPapers {
	var changed []changedPapers
	for _, b := range s.Contest.Boxes {
		n, typed := boxes[b.ID]
		if was, in := s.Boxes[b.ID]; typed && (!in || !was.same(n)) {
			changed = append(changed, changedPapers{b.ID, n})
		}
	}
	if len(boxes) == 0 && total != nil && (s.Total == nil || !s.Total.same(*total)) {
		changed = append(changed, changedPapers{"", *total})
	}
	return changed
}

// same tells whether verified papers already stand as typed.
func (p Paper) same(v Verified) bool {
	sameAccount := p.Account == nil && v.Account == nil || p.Account != nil && v.Account != nil && *p.Account == *v.Account
	return p.Papers == v.Papers && sameAccount && p.Explanation == v.Explanation
}

// unseen tells whether a change would overwrite a figure that its form did not show,
// because it was given later. Boxes are judged one by one, so that two officers can
// verify different boxes at the same time; a total stands for all of them.
func (s *Standing) unseen(changed []changedPapers, base int64) bool {
	if base > s.VerifiedSeq() {
		return true // a form of another life of the ledger
	}
	for _, c := range changed {
		last := s.Boxes[c.box].Seq
		if c.box == "" || s.Total != nil {
			last = s.VerifiedSeq()
		}
		if last > base {
			return true
		}
	}
	return false
}

// blanked finds boxes whose figure the form showed and which came back without one
// (E01). A box that stands is given another figure, never none.
func (s *Standing) blanked(typed Fields, base int64) []Finding {
	var findings []Finding
	for _, b := range s.Contest.Boxes {
		text, sent := typed[FieldBox(b.ID)]
		was, in := s.Boxes[b.ID]
		if sent && strings.TrimSpace(text) == "" && in && was.Seq <= base {
			findings = append(findings, Finding{Code: E01, Field: FieldBox(b.ID), Title: b.Name + ": the figure is missing.",
				Text: fmt.Sprintf("%s papers stand there. Type the right figure, 0 if there are none.", Thousands(was.Papers))})
		}
	}
	return findings
}

// VerifiedSeq is the Seq of the last act that gave verified papers; 0 for none.
func (s *Standing) VerifiedSeq() int64 { return s.lastPaper().Seq }

func (s *Standing) verifiedBy() string { return s.lastPaper().Officer }

func (s *Standing) lastPaper() Paper {
	var last Paper
	if s.Total != nil {
		last = *s.Total
	}
	for _, p := range s.Boxes {
		if p.Seq > last.Seq {
			last = p
		}
	}
	return last
}
