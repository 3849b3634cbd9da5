package count_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/count/nightscript"
	"resultsdesk/internal/pack"
)

// TestNight plays the night of the six seats to the desk.
func TestNight(t *testing.T) {
	script, err := os.ReadFile("testdata/night.txt")
	if err != nil {
		t.Fatal(err)
	}
	steps, err := nightscript.Parse(string(script))
	if err != nil {
		t.Fatal(err)
	}
	six, err := pack.Read(os.DirFS("../../cmd/desk/demo/pack"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, six.Definitions())
	for _, s := range steps {
		p.play(s)
	}
	for _, c := range six.Definitions().Contests {
		if stage := p.standing(c.ID).Stage(); stage != count.StageDeclared {
			t.Errorf("the night ends with %s %s", c.Name, stage)
		}
	}
}

// player plays a script to a desk, with the pages that its officers have open.
type player struct {
	t     *testing.T
	store *memStore
	desk  *count.Desk
	now   time.Time
	open  map[formKey]form
	last  map[formKey]func() (count.Receipt, error) // what an officer sent last at a contest
	keys  int
}

// formKey is a form that an officer has open: papers have no unit.
type formKey struct{ who, contest, unit string }

// form is what a page remembers beside the figures.
type form struct {
	key    string
	layout int
	base   int64
}

func newPlayer(t *testing.T, defs count.Definitions) *player {
	p := &player{t: t, store: newMemStore(), open: map[formKey]form{}, last: map[formKey]func() (count.Receipt, error){}}
	p.now = defs.Contests[0].Election.Closes.Add(-time.Hour)
	clock := func() time.Time { return p.now }
	p.desk = count.NewDesk(p.store, count.Clocks{Election: clock, Wall: clock}, nil)
	if _, err := p.desk.Define(t.Context(), defs); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *player) play(s nightscript.Step) {
	p.t.Helper()
	if !s.At.Equal(p.now) {
		p.now = s.At
		if _, err := p.desk.ClosePolls(p.t.Context()); err != nil {
			p.t.Fatal(err)
		}
	}
	answer := nightscript.Answer{Outcome: nightscript.Accepted}
	switch s.Verb {
	case nightscript.Sees:
	case nightscript.Opens:
		p.opened(s)
	default:
		answer = p.send(s)
	}
	if err := s.Check(answer, nightscript.Look(p.standing(s.Contest))); err != nil {
		p.t.Errorf("night.txt: %v", err)
	}
}

// opened is a form as the page shows it now.
func (p *player) opened(s nightscript.Step) form {
	standing := p.standing(s.Contest)
	p.keys++
	f := form{key: fmt.Sprintf("form-%d", p.keys), layout: standing.Contest.Layout, base: standing.VerifiedSeq()}
	if s.Unit != "" {
		f.base = standing.Sheets[s.Unit].Seq
	}
	p.open[formKey{s.Who, s.Contest, s.Unit}] = f
	return f
}

// send sends what a step types in the form that the officer has open, or else in a
// new one. A form refused for its figures stays open.
func (p *player) send(s nightscript.Step) nightscript.Answer {
	again := formKey{who: s.Who, contest: s.Contest}
	if s.Verb == nightscript.SendsAgain {
		return p.answer(p.last[again]())
	}
	key := formKey{s.Who, s.Contest, s.Unit}
	f, ok := p.open[key]
	if !ok {
		f = p.opened(s)
	}
	p.last[again] = p.call(s, f)
	receipt, err := p.last[again]()
	if check := new(count.CheckError); !errors.As(err, &check) {
		delete(p.open, key)
	}
	return p.answer(receipt, err)
}

// call is a step as a call of the desk, to be made as often as it is sent.
func (p *player) call(s nightscript.Step, f form) func() (count.Receipt, error) {
	ctx, by, standing := p.t.Context(), officerNamed(s.Who), p.standing(s.Contest)
	fields, err := s.Form(standing.Contest)
	if err != nil {
		p.t.Fatal(err)
	}
	var move mover
	switch s.Verb {
	case nightscript.Verifies:
		reason := fields[count.FieldReason]
		delete(fields, count.FieldReason)
		v := count.Verification{Contest: s.Contest, Key: f.key, Layout: f.layout, Base: f.base, Figures: fields, Reason: reason}
		return func() (count.Receipt, error) { return p.desk.Verify(ctx, by, v) }
	case nightscript.Enters:
		e := count.Sending{Contest: s.Contest, Unit: s.Unit, Key: f.key, Layout: f.layout, Base: f.base, Figures: fields}
		return func() (count.Receipt, error) { return p.desk.Enter(ctx, by, e) }
	case nightscript.MakesProvisional:
		move = p.desk.MakeProvisional
	case nightscript.MakesReady:
		move = p.desk.MakeReady
	case nightscript.TakesBack:
		move = p.desk.TakeBack
	case nightscript.Declares:
		move = p.desk.Declare
	default:
		p.t.Fatalf("line %d: nobody can play “%s”", s.Line, s.Verb)
	}
	m := count.Move{Contest: s.Contest, Key: f.key, Base: standing.Moved, Authority: count.ReturningOfficer, Announced: fields[count.FieldAnnounced]}
	if a, ok := fields[count.FieldAuthority]; ok {
		m.Authority = count.Authority(a)
	}
	return func() (count.Receipt, error) { return move(ctx, by, m) }
}

// officerNamed: the clerk acts for the Returning Officer, all others are count
// officers.
func officerNamed(who string) count.Officer {
	if who == clerk().ID {
		return clerk()
	}
	return count.Officer{ID: who, Role: count.RoleCountOfficer}
}

// answer is what the desk answered, in the words of a script.
func (p *player) answer(r count.Receipt, err error) nightscript.Answer {
	var check *count.CheckError
	var state *count.StateError
	var conflict *count.ConflictError
	refused := func(f ...string) nightscript.Answer {
		return nightscript.Answer{Outcome: nightscript.Refused, Findings: f}
	}
	switch {
	case err == nil && r.Repeated:
		return nightscript.Answer{Outcome: nightscript.Repeated}
	case err == nil:
		return nightscript.Answer{Outcome: nightscript.Accepted}
	case errors.Is(err, count.ErrForbidden):
		return refused("forbidden")
	case errors.As(err, &state):
		return refused(string(state.Code) + " " + state.Message)
	case errors.As(err, &conflict):
		return refused(string(conflict.Code) + " " + conflict.Message)
	case errors.As(err, &check):
		var all []string
		for _, f := range check.Findings {
			all = append(all, strings.Join([]string{string(f.Code), f.Title, f.Text, f.Hint}, " "))
		}
		return refused(all...)
	}
	p.t.Fatal(err)
	return nightscript.Answer{}
}

func (p *player) standing(contest string) *count.Standing {
	p.t.Helper()
	s, err := p.store.Standing(p.t.Context(), contest)
	if err != nil {
		p.t.Fatalf("%s: %v", contest, err)
	}
	return s
}
