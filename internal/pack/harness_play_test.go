package pack_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/count/countmodel"
)

// net is what stopped a slip.
type net string

const (
	atOnce   net = "at once"   // refused: impossible
	warned   net = "warning"   // asked for a reason
	second   net = "second"    // another person read or typed the sheet
	totals   net = "totals"    // the totals typed blind from the paper summary
	nobody   net = "nobody"    // declared
	harmless net = "no effect" // accepted, and the figures are right all the same
)

// table is a desk at which a return is counted.
type table struct {
	t    *testing.T
	p    *paperReturn
	tray *tray
	desk *count.Desk
	keys int
}

func person(id string, role count.Role) count.Officer { return count.Officer{ID: id, Role: role} }

func (b *table) by(tray *tray) *table {
	now := b.p.contest.Election.Closes.Add(3 * time.Hour)
	clock := func() time.Time { return now }
	return &table{b.t, b.p, tray, count.NewDesk(tray, count.Clocks{Election: clock, Wall: clock}, nil), b.keys}
}

// newTable is a desk where the papers are verified and all sheets are in but one.
// alarms is how many honest sheets were refused, and warned of.
func newTable(t *testing.T, p *paperReturn, but int) (b *table, alarms [2]int) {
	t.Helper()
	b = (&table{t: t, p: p}).by(newTray())
	_, err := b.desk.Define(t.Context(), count.Definitions{Contests: []count.Contest{p.contest}})
	b.must(err)
	_, err = b.desk.ClosePolls(t.Context())
	b.must(err)
	f := count.Fields{}
	for i, box := range p.contest.Boxes {
		f[count.FieldBox(box.ID)] = count.Thousands(p.papers[i])
	}
	v := count.Verification{Contest: p.contest.ID, Key: b.key(), Layout: 1, Figures: f}
	if _, err := b.desk.Verify(t.Context(), person("officer-1", count.RoleCountOfficer), v); err != nil {
		v.Accepting = b.reasons(err, f)
		_, err = b.desk.Verify(t.Context(), person("officer-1", count.RoleCountOfficer), v)
		b.must(err)
	}
	_, err = b.desk.Sign(t.Context(), person("clerk", count.RoleReturningOfficer), b.move(count.ReturningOfficer))
	b.must(err)
	for u := range p.contest.Units {
		if u != but {
			b.honest(u, &alarms)
		}
	}
	return b, alarms
}

func (b *table) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatalf("%s, %d papers: %v", b.p.contest.ID, sumOf(b.p.papers), err)
	}
}

func (b *table) key() string { b.keys++; return string(rune('a' + b.keys)) }

func (b *table) standing() *count.Standing { return b.tray.standings[b.p.contest.ID] }

func (b *table) move(a count.Authority) count.Move {
	return count.Move{Contest: b.p.contest.ID, Key: b.key(), Base: b.standing().Moved, Authority: a}
}

func (b *table) form(u int) form {
	s := b.standing()
	unit := &s.Contest.Units[u]
	return form{u, count.SheetCode(s.Contest, unit.ID, 0), s.Contest.Layout, countmodel.Typed(s.Contest, unit, b.p.sheets[u])}
}

// enter types a form; warnings are answered with a reason where accept says so.
func (b *table) enter(by string, f form, accept bool) (warnings bool, err error) {
	s, unit := b.standing(), b.p.contest.Units[f.unit].ID
	officer := person(by, count.RoleCountOfficer)
	e := count.Sending{Contest: b.p.contest.ID, Unit: unit, Key: b.key(), Layout: f.layout, Base: s.Base(unit, officer), Code: f.code, Figures: f.figures}
	_, err = b.desk.Enter(b.t.Context(), officer, e)
	if err == nil || !onlyWarnings(err) || !accept {
		return isSoft(err), err
	}
	warnings = isSoft(err)
	e.Accepting = b.reasons(err, f.figures)
	_, err = b.desk.Enter(b.t.Context(), officer, e)
	return warnings, err
}

func onlyWarnings(err error) bool {
	var check *count.CheckError
	return errors.As(err, &check) && !slices.ContainsFunc(check.Findings, func(f count.Finding) bool { return f.Code.Severity() == count.Refusal })
}

func (b *table) reasons(err error, f count.Fields) count.Accepting {
	var check *count.CheckError
	if !errors.As(err, &check) {
		b.must(err)
	}
	a := count.Accepting{Seen: count.Seen(f), Reasons: count.Fields{}}
	for _, f := range check.Findings {
		a.Reasons[count.FieldReasonFor(f.Code, f.Field)] = "so on the sheet"
	}
	return a
}

// behind is the second person: reads the right sheet against the screen, or types it.
// Reading says whether both agree.
func (b *table) behind(u int, sheet form) (agrees bool) {
	s, unit := b.standing(), b.p.contest.Units[u].ID
	waiting := s.Waiting[unit]
	if len(waiting) == 0 {
		return false
	}
	if s.Contest.Election.SecondPerson == count.BlindSecond {
		_, err := b.enter("officer-2", sheet, true)
		return err == nil && len(b.standing().Waiting[unit]) == 0
	}
	for field, text := range countmodel.Typed(s.Contest, &s.Contest.Units[u], waiting[0].Tally) {
		if read, _ := count.ParseFigure(sheet.figures[field]); text != "" && count.Thousands(read) != text {
			return false
		}
	}
	c := count.Confirmation{Contest: b.p.contest.ID, Unit: unit, Key: b.key(), Entry: waiting[0].Seq, Code: sheet.code}
	_, err := b.desk.Confirm(b.t.Context(), person("officer-2", count.RoleCountOfficer), c)
	return err == nil
}

// honest enters a sheet as it is and counts what the desk found wrong with it.
func (b *table) honest(u int, alarms *[2]int) {
	b.t.Helper()
	f := b.form(u)
	warnings, err := b.enter("officer-1", f, true)
	if err != nil {
		alarms[0]++
		b.t.Errorf("%s: an honest sheet was refused: %v", b.p.contest.ID, err)
		return
	}
	if warnings {
		alarms[1]++
	}
	if !b.behind(u, f) {
		b.t.Fatalf("%s: a second person could not agree with an honest sheet: %+v", b.p.contest.ID, b.standing().Waiting)
	}
}

// slipped types a form that went wrong and says what stopped it; also is whether a
// second person would have, after a warning.
func (b *table) slipped(f form) (by net, also bool) {
	warnings, err := b.enter("officer-1", f, true)
	if err != nil {
		return atOnce, false
	}
	stopped := !b.behind(f.unit, b.form(f.unit))
	switch {
	case warnings:
		return warned, stopped
	case stopped:
		return second, true
	case b.standing().Sheets[b.p.contest.Units[f.unit].ID].Tally.Equal(b.p.sheets[f.unit]):
		return harmless, true
	}
	return nobody, false
}

// bothWrong has two people agree on a form that went wrong; then the totals are typed
// from a summary that was added up independently, unless paper is wrong too.
func (b *table) bothWrong(f form, paper bool) net {
	if _, err := b.enter("officer-1", f, true); err != nil {
		return atOnce
	}
	if !b.behind(f.unit, f) {
		return second
	}
	sum := count.Tally{}
	for u, t := range b.p.sheets {
		if t.Doubtful = 0; u != f.unit || !paper {
			sum = sum.Plus(t)
		}
	}
	if paper {
		sum = b.standing().Tally()
		sum.Doubtful = 0
	}
	s := b.standing()
	figures := countmodel.Typed(s.Contest, &count.CountUnit{Kind: count.Whole}, sum)
	_, err := b.desk.Rekey(b.t.Context(), person("officer-3", count.RoleCountOfficer), b.move(""), count.Totals{Code: count.SheetCode(s.Contest, "", 0), Figures: figures})
	if err != nil || !b.standing().Rekeyed.Agrees {
		return totals
	}
	return nobody
}

// provisional puts the count to those present; warnings is whether it asked for a
// reason.
func (b *table) provisional() (warnings bool, err error) {
	m := b.move(count.ReturningOfficer)
	_, err = b.desk.MakeProvisional(b.t.Context(), person("clerk", count.RoleReturningOfficer), m)
	if err != nil && onlyWarnings(err) {
		m.Accepting = b.reasons(err, nil)
		warnings = isSoft(err)
		_, err = b.desk.MakeProvisional(b.t.Context(), person("clerk", count.RoleReturningOfficer), m)
	}
	return warnings, err
}

// isSoft tells whether an answer warns of votes or papers, W01 to W08. What it says of
// the electorate has nothing to do with what was typed.
func isSoft(err error) bool {
	var check *count.CheckError
	return onlyWarnings(err) && errors.As(err, &check) && slices.ContainsFunc(check.Findings, func(f count.Finding) bool { return soft(f.Code) })
}
