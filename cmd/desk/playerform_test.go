package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/internal/count/nightscript"
)

// pathOf is where the form of an act on a whole count is sent to.
func pathOf(v nightscript.Verb) string {
	return map[nightscript.Verb]string{
		nightscript.Signs: "sign", nightscript.Rekeys: "totals", nightscript.MakesProvisional: "provisional", nightscript.Consults: "consulted",
		nightscript.Grants: "recount", nightscript.Refuses: "recount", nightscript.DrawsLot: "lot", nightscript.MakesReady: "ready",
		nightscript.ReadsBack: "read-back", nightscript.TakesBack: "take-back", nightscript.Declares: "declare",
		nightscript.ProposesCorrection: "correction", nightscript.ProposesWithdrawal: "withdrawal", nightscript.ConfirmsProposal: "confirm-change",
		nightscript.Adjourns: "adjourn", nightscript.Resumes: "resume", nightscript.Countermands: "cancel",
	}[v]
}

// address is the page that has the form of a step, and where the form is sent to.
func (p *player) address(s nightscript.Step) (from, to string) {
	p.t.Helper()
	base := "/desk/contests/" + s.Contest
	unit := base + "/units/" + s.Unit
	path := pathOf(s.Verb)
	switch {
	case s.Verb == nightscript.Confirms:
		return unit, unit + "/confirm"
	case s.Verb == nightscript.SendsBack:
		return unit, unit + "/send-back"
	case s.Verb == nightscript.Enters || s.Verb == nightscript.Opens && s.Unit != "":
		return unit, unit
	case s.Verb == nightscript.Verifies || s.Verb == nightscript.Opens:
		return base + "/papers", base + "/papers"
	case path == "":
		p.t.Fatalf("line %d: nobody can play “%s”", s.Line, s.Verb)
	case slices.Contains([]string{"adjourn", "resume", "cancel"}, path):
		return base + "/interruptions", base + "/" + path
	case slices.Contains([]string{"sign", "provisional", "ready", "take-back", "confirm-change"}, path):
		return base, base + "/" + path // their buttons are on the contest's page
	}
	return base + "/" + path, base + "/" + path
}

// opened is a form as the officer's page shows it. Where the page offers no such
// form, somebody who tries all the same knows its address and how the count stands.
func (p *player) opened(s nightscript.Step) url.Values {
	p.t.Helper()
	from, to := p.address(s)
	shown, err := p.visitor(s.Who).get(from)
	if err != nil {
		p.t.Fatal(err)
	}
	form := p.byHand(s)
	for _, f := range shown.forms(to) {
		if s.Verb != nightscript.TakesBack || f.Get("of") == form.Get("of") {
			form = f
			break
		}
	}
	if s.Verb == nightscript.Confirms && form.Has("entry") {
		for _, figure := range shown.named("read.") {
			form.Set(figure, "1")
		}
	}
	p.open[formKey{s.Who, to}] = form
	return form
}

func (p *player) byHand(s nightscript.Step) url.Values {
	p.t.Helper()
	standing := p.standing(s.Contest)
	form := url.Values{"key": {fmt.Sprintf("by-hand-%d", s.Line)}, "layout": {"1"}, "base": {fmt.Sprint(standing.Moved)}}
	switch s.Verb {
	case nightscript.Confirms:
		for _, e := range standing.Waiting[s.Unit] {
			form.Set("entry", fmt.Sprint(e.Seq))
		}
	case nightscript.TakesBack:
		for _, u := range standing.Undoable() { // the last of several
			if u.Kind == s.Undoes && u.Unit == s.Unit {
				form.Set("of", fmt.Sprint(u.Seq))
			}
		}
	case nightscript.ConfirmsProposal:
		if standing.Proposal != nil {
			form.Set("proposal", fmt.Sprint(standing.Proposal.Seq))
			form.Set("withdrawal", map[bool]string{true: "yes"}[standing.Proposal.Withdrawal])
		}
	}
	return form
}

// filled is a form with what the step types. What it does not type stays as the page
// shows it.
func (p *player) filled(s nightscript.Step, form url.Values) url.Values {
	p.t.Helper()
	standing := p.standing(s.Contest)
	fields, err := s.Form(standing.Contest)
	if err != nil {
		p.t.Fatal(err)
	}
	filled := url.Values{}
	for name, values := range form {
		filled[name] = values
	}
	if form.Has(count.FieldCode) { // read off the paper that lies on the table
		filled.Set(count.FieldCode, count.SheetCode(standing.Contest, s.Unit, standing.Round))
	}
	if act := pathOf(s.Verb) != "" && s.Verb != nightscript.TakesBack; act && roleOf(s.Who) != count.RoleCountOfficer {
		filled.Set(count.FieldAuthority, string(count.ReturningOfficer))
		filled.Set("sure", "yes")
	}
	for name, figure := range fields {
		filled.Set(name, figure)
	}
	accept(s, filled)
	said(s, fields, filled)
	return filled
}

// accept ticks the warnings that the form shows and types the step's reasons.
func accept(s nightscript.Step, form url.Values) {
	tick := "tick."
	if s.Verb == nightscript.Enters || s.Verb == nightscript.Verifies {
		tick = "looked."
	}
	for code, reason := range s.Reasons() {
		for name := range form {
			if warning, is := strings.CutPrefix(name, "why."); is && strings.HasPrefix(warning, string(code)) {
				form.Set(name, reason)
				form.Set(tick+warning, "1")
			}
		}
	}
}

// said puts what a step says into the fields of its act's form.
func said(s nightscript.Step, fields count.Fields, form url.Values) {
	switch s.Verb {
	case nightscript.Consults:
		for name := range fields {
			if candidate, is := strings.CutPrefix(name, count.FieldException("")); is {
				form.Set("note."+candidate, fields[count.FieldNote])
			}
		}
	case nightscript.Grants, nightscript.Refuses:
		form.Set("granted", map[bool]string{true: "yes", false: "no"}[s.Verb == nightscript.Grants])
		form.Set("units", "all")
		for _, unit := range strings.Fields(fields[nightscript.FieldUnits]) {
			form.Set("units", "some")
			form.Set("unit."+unit, "yes")
		}
	case nightscript.Countermands:
		form.Set("manner", string(count.Countermanded))
	}
}

// notOffered tells whether a lot names somebody whom its page does not offer, because
// they are not tied: no form can say it.
func (p *player) notOffered(s nightscript.Step) bool {
	p.t.Helper()
	if s.Verb != nightscript.DrawsLot {
		return false
	}
	fields, err := s.Form(p.standing(s.Contest).Contest)
	if err != nil {
		p.t.Fatal(err)
	}
	from, _ := p.address(s)
	shown := p.visitor(s.Who).read(from)
	for _, id := range strings.Fields(fields[nightscript.FieldTied]) {
		if !strings.Contains(shown.body, fmt.Sprintf("name=%q value=%q", "chosen", id)) {
			return true
		}
	}
	return false
}

func (p *player) standing(contest string) *count.Standing {
	p.t.Helper()
	standing, err := p.server.store.Standing(p.t.Context(), contest)
	if err != nil {
		p.t.Fatal(err)
	}
	return standing
}
