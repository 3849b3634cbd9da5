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
	Base    int64  // Standing.Base that the form showed; 0 where nothing stood
	Code    string // of the printed sheet
	Figures Fields
	Source  Source // media profile
	Accepting
}

// Enter stores what one officer typed from a count unit's sheet. By the election's
// policy it stands at once, waits for a second person to confirm it, or waits for
// a second person who types the sheet too and is that second person where another
// entry waits.
//
// It returns ErrForbidden, ErrNotFound, a *StateError (E09, E10, E17), a
// *ConflictError (E11, E12) or a *CheckError; then nothing was stored but a line
// of the audit. Figures equal to those that stand are answered with what stands.
func (d *Desk) Enter(ctx context.Context, by Officer, e Sending) (Receipt, error) {
	attempt := Attempt{Kind: KindEntered, Contest: e.Contest, Unit: e.Unit, Key: e.Key}
	said := digest(KindEntered, e.Contest, e.Unit, e.Figures, bareCode(e.Code), string(e.Source.Kind), e.Source.Note, e.digest())
	return d.submit(ctx, by, attempt, said, func(s *submission, standing *Standing) error {
		unit, ok := standing.Contest.Unit(e.Unit)
		if !ok {
			return s.refuse(ErrNotFound)
		}
		if err := standing.May(KindEntered); err != nil {
			return s.refuse(err)
		}
		if err := sameLayout(standing, e.Layout); err != nil {
			return s.refuse(err)
		}
		tally, findings := CheckSheet(standing, unit, e.Figures)
		findings = append(CheckCode(standing, unit.ID, e.Code), findings...)
		findings = append(findings, checkSource(standing, e.Source)...)
		if !refused(findings) {
			if done, err := s.alreadyThere(standing, unit, e, tally); done {
				return err
			}
		}
		if e.Base != standing.Base(unit.ID, by) {
			return s.refuse(&ConflictError{Code: E11, Standing: standing, Message: someoneEntered(standing, by, unit)})
		}
		if err := s.judge(findings, e.Accepting, e.Figures); err != nil {
			return s.refuse(err)
		}
		return s.accept(standing, unit.ID, OwnAuthority, Entered{Tally: tally, Source: e.Source})
	})
}

// alreadyThere answers a sheet whose figures stand, or wait, already. Where another
// officer's entry waits that this form did not show, the same figures typed from
// the sheet are what a second person gives.
func (s *submission) alreadyThere(standing *Standing, unit *CountUnit, e Sending, t Tally) (done bool, err error) {
	waiting := standing.Waiting[unit.ID]
	if sheet, in := standing.Sheets[unit.ID]; in && len(waiting) == 0 && sheet.Tally.Equal(t) && !standing.calledAnew() {
		return true, s.repeat(sheet.Seq, sheet.At, standing)
	}
	for _, w := range waiting {
		switch {
		case !w.Tally.Equal(t):
		case w.Officer == s.by.ID:
			return true, s.repeat(w.Seq, w.At, standing)
		case standing.Contest.Election.SecondPerson != ConfirmSecond:
		case e.Base >= w.Seq:
			return true, s.repeat(w.Seq, w.At, standing) // the form showed it: that is no second reading
		case standing.Sheets[unit.ID].Seq == e.Base:
			return true, s.accept(standing, unit.ID, OwnAuthority, Confirmed{Entry: w.Seq})
		}
	}
	return false, nil
}

// MayEnter tells whether the stage allows votes to be entered (E09, E10, E17).
func MayEnter(s *Standing) error { return s.May(KindEntered) }

func sameLayout(s *Standing, layout int) error {
	if layout == s.Contest.Layout {
		return nil
	}
	return &CheckError{[]Finding{{Code: E02, Title: "The candidates or units changed after this form was opened.",
		Text: "Open it again and type the figures from the sheet, so that each lands on the right line."}}}
}

// checkSource: who receives results says where they are from.
func checkSource(s *Standing, from Source) []Finding {
	if !s.Contest.Election.Demands().Source {
		return nil
	}
	switch from.Kind {
	case SourcePhoned, SourceHeard, SourceNotice:
		return nil
	}
	return []Finding{{Code: E01, Field: FieldSource, Title: "Say where the figures are from.", Text: "By telephone, heard in the hall, or from the notice."}}
}

// FieldSource is the field of where figures are from.
const FieldSource = "source"

func someoneEntered(s *Standing, by Officer, unit *CountUnit) string {
	last := Entry{Seq: s.Sheets[unit.ID].Seq, Officer: s.Sheets[unit.ID].Officer}
	for _, e := range s.Waiting[unit.ID] {
		if s.Contest.Election.SecondPerson != BlindSecond || e.Officer == by.ID {
			last = e
		}
	}
	if last.Seq == 0 {
		return "The figures that this form was to replace are no longer there."
	}
	what := unit.Name
	if unit.Kind == Whole {
		what = "the count sheet"
	}
	return fmt.Sprintf("%s entered %s before this form was sent. Both are shown; nothing was overwritten.", whoElse(last.Officer, by), what)
}

func whoElse(officer string, by Officer) string {
	if officer == by.ID {
		return "You, in another window,"
	}
	return officer
}
