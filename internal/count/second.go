package count

import (
	"context"
	"fmt"
	"strings"
)

// Confirmation is a second officer's word that an entry agrees with its sheet,
// figure by figure.
type Confirmation struct {
	Contest, Unit, Key string
	Entry              int64  // Seq of the entry that was read
	Code               string // of the printed sheet
}

// Confirm makes a waiting entry the figures of its unit. Nobody confirms what they
// typed (E13), and an entry that was replaced meanwhile is read again (E11).
func (d *Desk) Confirm(ctx context.Context, by Officer, c Confirmation) (Receipt, error) {
	attempt := Attempt{Kind: KindConfirmed, Contest: c.Contest, Unit: c.Unit, Key: c.Key}
	said := digest(KindConfirmed, c.Contest, c.Unit, nil, fmt.Sprint(c.Entry), bareCode(c.Code))
	return d.submit(ctx, by, attempt, said, func(s *submission, standing *Standing) error {
		unit, ok := standing.Contest.Unit(c.Unit)
		if !ok {
			return s.refuse(ErrNotFound)
		}
		if err := standing.May(KindConfirmed); err != nil {
			return s.refuse(err)
		}
		entry, waits := standing.waiting(unit.ID, c.Entry)
		if !waits {
			return s.refuse(&ConflictError{Code: E11, Standing: standing, Message: "This entry of " + unit.Name + " does not wait any more. Look at what stands now."})
		}
		if findings := standing.mayConfirm(entry, by); len(findings) > 0 {
			return s.refuse(&CheckError{findings})
		}
		findings := append(CheckCode(standing, unit.ID, c.Code), balanceSheet(standing, unit, entry.Tally)...)
		if refused(findings) {
			return s.refuse(&CheckError{findings})
		}
		return s.accept(standing, unit.ID, OwnAuthority, Confirmed{Entry: c.Entry})
	})
}

func (s *Standing) waiting(unit string, seq int64) (Entry, bool) {
	for _, e := range s.Waiting[unit] {
		if e.Seq == seq {
			return e, true
		}
	}
	return Entry{}, false
}

func (s *Standing) mayConfirm(e Entry, by Officer) []Finding {
	switch {
	case s.Contest.Election.SecondPerson != ConfirmSecond:
		return []Finding{{Code: E13, Title: "Here a second person types the sheet again, without seeing the first entry.", Text: "Open the sheet and type it from the paper."}}
	case e.Officer == by.ID:
		return []Finding{{Code: E13, Title: "You typed this entry yourself.", Text: "Another officer has to read it against the sheet."}}
	}
	return nil
}

// Parking sends a unit's sheet back to its table.
type Parking struct {
	Contest, Unit, Key string
	Note               string // where it went and why
}

// SendBack parks a unit: its sheet goes back to the table, and what was typed from
// it and waits is dropped. Figures that stand stay.
func (d *Desk) SendBack(ctx context.Context, by Officer, p Parking) (Receipt, error) {
	return d.act(ctx, by, Move{Contest: p.Contest, Key: p.Key}, about{kind: KindSentBack, unit: p.Unit, said: Fields{FieldNote: p.Note}}, func(s *Standing, _ *submission) (Body, []Finding) {
		if parked, back := s.SentBack[p.Unit]; back {
			return nil, onRecord(s, &parked.Mark, "The sheet was sent back")
		}
		note := strings.TrimSpace(p.Note)
		if note == "" {
			return nil, []Finding{{Code: E01, Field: FieldNote, Title: "Say where the sheet went, and why.", Text: "“Table 6: the bundles of Corbyn are to be counted again.”"}}
		}
		return SentBack{clipped(note, longestReason)}, nil
	})
}

// FieldNote is the field of a note.
const FieldNote = "note"

// Shortfall is a difference that the (A)RO accepts.
type Shortfall struct {
	Unit   string // empty for the contest
	Papers string // missing, as typed
	Reason string
}

// AcceptResidual records that a unit, or the contest, stays short of its papers by
// the stated number, on the (A)RO's authority and with a reason (E05). More votes
// than papers can never be accepted.
func (d *Desk) AcceptResidual(ctx context.Context, by Officer, m Move, r Shortfall) (Receipt, error) {
	said := Fields{FieldResidual: r.Papers, FieldReason: r.Reason}
	return d.act(ctx, by, m, about{kind: KindResidual, unit: r.Unit, said: said}, func(s *Standing, _ *submission) (Body, []Finding) {
		n, err := ParseFigure(r.Papers)
		var findings []Finding
		if err != nil || n == 0 {
			findings = append(findings, Finding{Code: E01, Field: FieldResidual, Title: "Say how many papers are missing.", Text: "A whole number, 1 or more."})
		}
		if strings.TrimSpace(r.Reason) == "" {
			findings = append(findings, Finding{Code: E05, Field: FieldReason, Title: "A reason is missing.", Text: "It stands beside the figures on record."})
		}
		return ResidualAccepted{n, clipped(strings.TrimSpace(r.Reason), longestReason)}, findings
	})
}

// FieldResidual is the field of papers that stay missing.
const FieldResidual = "residual"
