package count

import (
	"context"
	"fmt"
)

// Sending is a count unit's sheet as an officer sends it.
type Sending struct {
	Contest string
	Unit    string
	Key     string // of this submission; the same when it is sent again
	Layout  int    // Contest.Layout that the form showed
	Base    int64  // Seq of the sheet that the form replaces; 0 where none stood
	Figures Fields
}

// Enter stores a count unit's figures as its current ones.
//
// It returns ErrForbidden, ErrNotFound, a *StateError (E09, E10), a
// *ConflictError (E11, E12) or a *CheckError; then nothing was stored but a line
// of the audit. Figures equal to those that stand are answered with what stands.
func (d *Desk) Enter(ctx context.Context, by Officer, e Sending) (Receipt, error) {
	attempt := Attempt{Kind: KindEntered, Contest: e.Contest, Unit: e.Unit, Key: e.Key}
	return d.submit(ctx, by, attempt, digest(KindEntered, e.Contest, e.Unit, e.Figures), func(s *submission, standing *Standing) error {
		unit, ok := standing.Contest.Unit(e.Unit)
		if !ok {
			return s.refuse(ErrNotFound)
		}
		if err := MayEnter(standing); err != nil {
			return s.refuse(err)
		}
		if err := sameLayout(standing, e.Layout); err != nil {
			return s.refuse(err)
		}
		tally, findings := CheckSheet(standing, unit, e.Figures)
		findings = Refusals(findings)
		sheet, in := standing.Sheets[unit.ID]
		same := in && len(findings) == 0 && sheet.Tally.Equal(tally)
		if sheet.Seq != e.Base && !same {
			return s.refuse(&ConflictError{Code: E11, Standing: standing, Message: someoneEntered(sheet, by, unit)})
		}
		if len(findings) > 0 {
			return s.refuse(&CheckError{findings})
		}
		if same {
			return s.repeat(sheet.Seq, sheet.At, standing)
		}
		return s.accept(standing, unit.ID, OwnAuthority, Entered{Tally: tally})
	})
}

// MayEnter tells whether the stage allows votes to be entered (E09, E10).
func MayEnter(s *Standing) error {
	if err := mayType(s); err != nil {
		return err
	}
	if _, ok := s.Verified(); !ok {
		return &StateError{Code: E09, Stage: s.Stage(), Message: "Votes cannot be entered before all papers of " + s.Contest.Name + " are verified."}
	}
	return nil
}

// mayType tells whether any figure can be entered at this stage.
func mayType(s *Standing) error {
	switch stage := s.Stage(); stage {
	case StageScheduled:
		return &StateError{Code: E09, Stage: stage, Message: fmt.Sprintf("The poll closes at %s. Nothing can be entered before.", s.Contest.Election.Clock(s.Contest.Election.Closes))}
	case StageReady:
		return &StateError{Code: E10, Stage: stage, Message: s.Contest.Name + " is ready to be declared. The Returning Officer can take that back; then figures can be entered again."}
	case StageDeclared:
		return &StateError{Code: E10, Stage: stage, Message: fmt.Sprintf("The result of %s was declared at %s. Its figures are frozen.", s.Contest.Name, s.Contest.Election.Clock(s.Announced))}
	}
	return nil
}

func sameLayout(s *Standing, layout int) error {
	if layout == s.Contest.Layout {
		return nil
	}
	return &CheckError{[]Finding{{Code: E02, Title: "The candidates or units changed after this form was opened.",
		Text: "Open it again and type the figures from the sheet, so that each lands on the right line."}}}
}

func someoneEntered(sheet Sheet, by Officer, unit *CountUnit) string {
	if sheet.Seq == 0 {
		return "The figures that this form was to replace are no longer there."
	}
	what := unit.Name
	if unit.Kind == Whole {
		what = "the count sheet"
	}
	return fmt.Sprintf("%s entered %s before this form was sent. Both are shown; nothing was overwritten.", whoElse(sheet.Officer, by), what)
}

func whoElse(officer string, by Officer) string {
	if officer == by.ID {
		return "You, in another window,"
	}
	return officer
}
