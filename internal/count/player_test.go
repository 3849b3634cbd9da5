package count_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/count/nightscript"
)

// player plays a script to a desk, with the pages that its officers have open.
type player struct {
	t      *testing.T
	script string // its name
	store  *memStore
	desk   *count.Desk
	now    time.Time
	open   map[formKey]form
	last   map[formKey]func() (count.Receipt, error) // what an officer sent last at a contest
	keys   int
}

// formKey is a form that an officer has open: papers have no unit.
type formKey struct{ who, contest, unit string }

// form is what a page remembers beside the figures.
type form struct {
	key      string
	layout   int
	base     int64
	warnings []count.Finding // that it shows, with a field for the reason
}

func newPlayer(t *testing.T, script string, defs count.Definitions) *player {
	p := &player{t: t, script: script, store: newMemStore(), open: map[formKey]form{}, last: map[formKey]func() (count.Receipt, error){}}
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
		p.t.Errorf("%s: %v", p.script, err)
	}
}

// opened is a form as the page shows it now.
func (p *player) opened(s nightscript.Step) form {
	standing := p.standing(s.Contest)
	p.keys++
	f := form{key: fmt.Sprintf("form-%d", p.keys), layout: standing.Contest.Layout, base: standing.VerifiedSeq()}
	if s.Unit != "" {
		f.base = standing.Base(s.Unit, officerNamed(s.Who))
	}
	p.open[formKey{s.Who, s.Contest, s.Unit}] = f
	return f
}

// send sends what a step types in the form that the officer has open, or else in a
// new one. A form refused for its figures stays open, with what it was told.
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
	delete(p.open, key)
	if check := new(count.CheckError); errors.As(err, &check) {
		f.warnings = check.Findings
		p.open[key] = f
	}
	return p.answer(receipt, err)
}

// officerNamed is the person of a name: clerks act for the Returning Officer.
func officerNamed(who string) count.Officer {
	role := count.RoleCountOfficer
	switch {
	case strings.HasSuffix(who, "clerk"):
		role = count.RoleReturningOfficer
	case who == "administrator":
		role = count.RoleAdministrator
	case strings.HasPrefix(who, "reporter"):
		role = count.RoleReporter
	}
	return count.Officer{ID: who, Role: role}
}

// accepting is the reasons that a step types for the warnings that its form shows.
func (f form) accepting(s nightscript.Step, figures count.Fields) count.Accepting {
	a := count.Accepting{Seen: count.Seen(figures), Reasons: count.Fields{}}
	for code, reason := range s.Reasons() {
		for _, w := range f.warnings {
			if w.Code == code {
				a.Reasons[count.FieldReasonFor(code, w.Field)] = reason
			}
		}
	}
	return a
}

// take takes a field out of a form.
func take(f count.Fields, name string) string {
	text := f[name]
	delete(f, name)
	return text
}

// amendments are the fields of a correction beside what stands.
func amendments(s *count.Standing, f count.Fields) []count.Amendment {
	stands := map[string]int{count.FieldElectorate: s.Contest.Electorate.Count}
	for id, n := range s.Tally().Votes {
		stands[count.FieldVotes(id)] = n
	}
	for id, n := range s.Tally().Rejected {
		stands[count.FieldHead(id)] = n
	}
	stands[count.FieldTotal], _ = s.Verified()
	var all []count.Amendment
	for _, name := range slices.Sorted(maps.Keys(f)) {
		all = append(all, count.Amendment{Field: name, Was: fmt.Sprint(stands[name]), Now: f[name]})
	}
	return all
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
