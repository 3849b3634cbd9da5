package count

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Totals is the contest's totals as they were added up on paper, independently of
// the desk.
type Totals struct {
	Code    string // of the printed summary
	Figures Fields
}

// Rekey records the contest's totals as another officer typed them from the paper
// summary. They are kept whether or not they agree; the count can be made ready
// only when they do. Who typed every sheet cannot be that other officer (E13).
func (d *Desk) Rekey(ctx context.Context, by Officer, m Move, t Totals) (Receipt, error) {
	said := Fields{FieldCode: bareCode(t.Code)}
	for field, text := range t.Figures {
		said[field] = text
	}
	return d.act(ctx, by, m, about{kind: KindRekeyed, said: said, free: true}, func(s *Standing, _ *submission) (Body, []Finding) {
		if findings := s.MayRekey(by); len(findings) > 0 {
			return nil, findings
		}
		tally, findings := CheckTotals(s, t.Figures)
		return Rekeyed{tally}, append(CheckCode(s, "", t.Code), findings...)
	})
}

// CheckTotals reads the totals of a contest as typed (E01, E02, E06).
func CheckTotals(s *Standing, typed Fields) (Tally, []Finding) {
	r := &reader{typed: maps.Clone(typed)}
	t := r.sheet(s.Contest, &CountUnit{Kind: Whole})
	return t, r.findings
}

// Totals is the sum of all sheets as the paper summary has it: doubtful papers are
// decided.
func (s *Standing) Totals() Tally {
	t := s.Tally()
	t.Doubtful = 0
	return t
}

// MayRekey refuses totals before every sheet stands (E02), and from an officer who
// typed all of them: that would be no second pair of eyes (E13). Under blind the
// second person typed them too.
func (s *Standing) MayRekey(by Officer) []Finding {
	if missing := len(s.Missing()) + len(s.Waiting); missing > 0 {
		return []Finding{{Code: E02, Title: fmt.Sprintf("%d count sheets are missing or wait for a second person.", missing), Text: "The totals come last."}}
	}
	for _, sheet := range s.Sheets {
		if sheet.Officer != by.ID && (s.Contest.Election.SecondPerson != BlindSecond || sheet.Second != by.ID) {
			return nil
		}
	}
	return []Finding{{Code: E13, Title: "You typed every sheet of this count.", Text: "Another officer has to type the totals from the paper summary."}}
}

// RekeyDiffers is the fields in which the blind totals and the desk differ, in
// order. It says neither figure.
func (s *Standing) RekeyDiffers() []string {
	if s.Rekeyed == nil {
		return nil
	}
	return differing(s.Rekeyed.Tally, []Entry{{Tally: s.Totals()}})
}

// ReadBack records that another officer than the one who will declare typed back,
// from the signed sheet, the votes of who is elected and of the runner-up.
func (d *Desk) ReadBack(ctx context.Context, by Officer, m Move, figures Fields) (Receipt, error) {
	return d.act(ctx, by, m, about{kind: KindReadBack, said: figures}, func(s *Standing, _ *submission) (Body, []Finding) {
		if s.Ready.Officer == by.ID {
			return nil, []Finding{{Code: E13, Title: "You made this count ready yourself.", Text: "Another officer types the figures back from the signed sheet."}}
		}
		var findings []Finding
		t := s.Tally()
		for _, c := range s.ToReadBack() {
			field := FieldVotes(c.ID)
			n, err := ParseFigure(figures[field])
			switch {
			case err != nil:
				findings = append(findings, Finding{Code: E01, Field: field, Title: c.Name() + ": type the votes from the signed sheet."})
			case n != t.Votes[c.ID]:
				findings = append(findings, Finding{Code: E13, Field: field, Title: c.Name() + ": the desk has another figure than this.", Text: "Look at the signed sheet. If the sheet is right, the count is not ready: take it back."})
			}
		}
		return ReadBackDone{}, findings
	})
}

// ToReadBack is whose figures a second person types back: those elected and the
// next after them. Where a candidate who died leaves a seat empty, it is as many of
// those with most votes.
func (s *Standing) ToReadBack() []*Candidate {
	d := s.Declaration()
	people := slices.Clone(d.Elected)
	if d.RunnerUp != nil {
		people = append(people, d.RunnerUp)
	}
	for _, r := range d.Rows {
		if len(people) <= s.Contest.Seats && !slices.Contains(people, r.Candidate) {
			people = append(people, r.Candidate)
		}
	}
	return people
}

// Declaration is the result as the figures that stand give it: that of a declared
// contest, or what would be declared.
func (s *Standing) Declaration() Declaration {
	if s.Declared != nil {
		return Declare(s, s.Elected)
	}
	elected, _ := s.Winners()
	return Declare(s, elected)
}

// Announcement is the declaration as it was made in the hall.
type Announcement struct {
	Announced string // "03:26" in the election's time zone; blank is now
	Source    Source // media profile: the notice
}

// Declare declares the result (rule 50). From then on the figures are frozen. One
// act releases page, ticker, feed and the copy for the media.
func (d *Desk) Declare(ctx context.Context, by Officer, m Move, a Announcement) (Receipt, error) {
	said := Fields{FieldAnnounced: a.Announced, FieldSource: string(a.Source.Kind) + " " + a.Source.Note}
	return d.act(ctx, by, m, about{kind: KindDeclared, said: said, warned: Fields{FieldAnnounced: a.Announced}}, func(s *Standing, sub *submission) (Body, []Finding) {
		findings := checkDeclare(s, by, a)
		announced, finding := pastHour(s, FieldAnnounced, a.Announced, sub.now)
		if finding != nil {
			findings = append(findings, *finding)
		}
		findings = append(findings, checkAnnounced(s, announced)...)
		elected, _ := s.Winners()
		return Declared{Announced: announced, Elected: elected, Source: a.Source}, findings
	})
}

// checkAnnounced: an uncontested result can be announced at any time.
func checkAnnounced(s *Standing, at time.Time) []Finding {
	if s.Contest.Uncontested() {
		return nil
	}
	return CheckAnnounced(&s.Contest.Election, at)
}

func checkDeclare(s *Standing, by Officer, a Announcement) []Finding {
	if s.Contest.Uncontested() {
		return nil
	}
	findings := append(CheckComplete(s), CheckTie(s)...)
	demands := s.Contest.Election.Demands()
	if demands.Source {
		if a.Source.Kind != SourceNotice {
			findings = append(findings, Finding{Code: E01, Field: FieldSource, Title: "A result is confirmed against the notice.", Text: "Say which notice was seen, and where."})
		}
		return findings
	}
	switch {
	case !demands.ReadBack:
	case s.ReadBack == nil:
		findings = append(findings, Finding{Code: E13, Title: "Nobody typed the figures back from the signed sheet.", Text: "Another officer does that before the declaration."})
	case s.ReadBack.Officer == by.ID:
		findings = append(findings, Finding{Code: E13, Title: "You typed the figures back yourself.", Text: "Another officer declares."})
	}
	return findings
}
