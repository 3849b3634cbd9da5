package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/count/nightscript"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/pack"
	"resultsdesk/internal/sqlite"
)

// TestNight plays the night of the six seats, which package count plays to the
// domain, to the whole program: officers type into forms over HTTP, and what
// everyone sees is what the open data says. A viewer watches the overview
// throughout.
func TestNight(t *testing.T) {
	script, err := os.ReadFile("../../internal/count/testdata/night.txt")
	if err != nil {
		t.Fatal(err)
	}
	steps, err := nightscript.Parse(string(script))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t)
	viewer := watch(t.Context(), t, p.url, feed.OverviewTopic)
	for _, s := range steps {
		p.play(s)
	}
	viewer.until("six of six declared", func(b feed.Bulletin) bool { return b.Overview.Declared == 6 })
	overview := text(p.visitor("viewer").read("/").body)
	for _, says := range []string{"6 of 6 declared", "Independent gain from Labour", "7,247"} {
		if !strings.Contains(overview, says) {
			t.Errorf("the overview does not say %q: %s", says, overview)
		}
	}
}

// player plays a script through the officers' forms.
type player struct {
	t        *testing.T
	url      string
	contests map[string]*count.Contest
	server   *server
	people   map[string]*visitor
	open     map[formKey]url.Values
	last     map[formKey]func() (page, error)

	mu  sync.Mutex
	now time.Time
}

type formKey struct{ who, contest, unit string }

func newPlayer(t *testing.T) *player {
	t.Helper()
	p := &player{t: t, contests: map[string]*count.Contest{}, people: map[string]*visitor{}, open: map[formKey]url.Values{}, last: map[formKey]func() (page, error){}}
	folder, err := fs.Sub(demoFiles, "demo/pack")
	if err != nil {
		t.Fatal(err)
	}
	six, err := pack.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	defs := six.Definitions()
	for i := range defs.Contests {
		p.contests[defs.Contests[i].ID] = &defs.Contests[i]
	}
	p.now = defs.Contests[0].Election.Closes.Add(-time.Hour)
	path := filepath.Join(t.TempDir(), "desk.db")
	store, err := sqlite.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	clocks := count.Clocks{Election: p.clock, Wall: time.Now}
	if _, err := count.NewDesk(store, clocks, nil).Define(t.Context(), defs); err != nil {
		t.Fatal(err)
	}
	p.server, err = newServer(t.Context(), parts{store: store, heads: feed.HeadFile(path + ".head"), clocks: clocks, log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.url = "http://" + l.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	stopped := make(chan error, 1)
	go func() { stopped <- p.server.run(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-stopped; err != nil {
			t.Errorf("the desk stopped with %v", err)
		}
		store.Close()
	})
	return p
}

func (p *player) clock() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now
}

// visitor is the browser of one person, signed in unless it is everybody's.
func (p *player) visitor(who string) *visitor {
	p.t.Helper()
	if v := p.people[who]; v != nil {
		return v
	}
	v := newVisitor(p.t, p.url)
	p.people[who] = v
	if who == "viewer" {
		return v
	}
	role := count.RoleCountOfficer
	if who == demoClerk {
		role = count.RoleReturningOfficer
	}
	if err := p.server.accounts.Add(p.t.Context(), account.Officer{ID: who, Role: role}, demoPassphrase); err != nil {
		p.t.Fatal(err)
	}
	v.signIn(who, demoPassphrase)
	return v
}

func (p *player) play(s nightscript.Step) {
	p.t.Helper()
	p.turn(s.At)
	answer := nightscript.Answer{Outcome: nightscript.Accepted}
	switch s.Verb {
	case nightscript.Sees:
	case nightscript.Opens:
		p.opened(s)
	default:
		answer = p.send(s)
	}
	if err := p.server.publisher.Publish(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
	if err := s.Check(answer, p.look(s.Contest)); err != nil {
		p.t.Errorf("night.txt: %v", err)
	}
}

// turn turns the election clock; a poll whose hour comes closes by itself.
func (p *player) turn(at time.Time) {
	p.t.Helper()
	p.mu.Lock()
	p.now = at
	p.mu.Unlock()
	if _, err := p.server.desk.ClosePolls(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
}

func address(s nightscript.Step) string {
	base := "/desk/contests/" + s.Contest
	switch s.Verb {
	case nightscript.MakesProvisional:
		return base + "/provisional"
	case nightscript.MakesReady:
		return base + "/ready"
	case nightscript.TakesBack:
		return base + "/take-back"
	case nightscript.Declares:
		return base + "/declare"
	}
	if s.Unit != "" {
		return base + "/units/" + s.Unit
	}
	return base + "/papers"
}

// opened is a form as the officer's page shows it. Where the page offers no such
// form, somebody who tries all the same knows its address and how the count stands.
func (p *player) opened(s nightscript.Step) url.Values {
	p.t.Helper()
	at := address(s)
	from := at
	switch s.Verb {
	case nightscript.MakesProvisional, nightscript.MakesReady, nightscript.TakesBack:
		from = "/desk/contests/" + s.Contest // where their buttons are
	}
	shown, err := p.visitor(s.Who).get(from)
	if err != nil {
		p.t.Fatal(err)
	}
	form, ok := shown.form(at)
	if !ok {
		standing, err := p.server.store.Standing(p.t.Context(), s.Contest)
		if err != nil {
			p.t.Fatal(err)
		}
		form = url.Values{"key": {fmt.Sprintf("by-hand-%d", s.Line)}, "layout": {"1"}, "base": {fmt.Sprint(standing.Moved)}}
	}
	p.open[formKey{s.Who, s.Contest, s.Unit}] = form
	return form
}

// send sends what a step types; a form that was refused for its figures stays open.
func (p *player) send(s nightscript.Step) nightscript.Answer {
	p.t.Helper()
	again := formKey{who: s.Who, contest: s.Contest}
	if s.Verb == nightscript.SendsAgain {
		return p.answer(p.last[again]())
	}
	key := formKey{s.Who, s.Contest, s.Unit}
	form, ok := p.open[key]
	if !ok {
		form = p.opened(s)
	}
	p.last[again] = p.filled(s, form)
	sent, err := p.last[again]()
	delete(p.open, key)
	if figures := s.Verb == nightscript.Enters || s.Verb == nightscript.Verifies; figures && err == nil && sent.status == http.StatusUnprocessableEntity {
		if form, ok := sent.form(address(s)); ok {
			p.open[key] = form
		}
	}
	return p.answer(sent, err)
}

// filled is a form with what the step types, to be sent as often as it is sent. Boxes
// that the step does not type stay as the page shows them.
func (p *player) filled(s nightscript.Step, form url.Values) func() (page, error) {
	p.t.Helper()
	fields, err := s.Form(p.contests[s.Contest])
	if err != nil {
		p.t.Fatal(err)
	}
	filled := url.Values{}
	for name, values := range form {
		stands := s.Verb == nightscript.Verifies && fields[count.FieldTotal] == "" && strings.HasPrefix(name, count.FieldBox(""))
		if name == "key" || name == "layout" || name == "base" || stands {
			filled[name] = values
		} else {
			filled.Set(name, "")
		}
	}
	switch s.Verb {
	case nightscript.MakesProvisional, nightscript.MakesReady, nightscript.TakesBack, nightscript.Declares:
		filled.Set(count.FieldAuthority, string(count.ReturningOfficer))
	}
	for name, figure := range fields {
		filled.Set(name, figure)
	}
	v, at := p.visitor(s.Who), address(s)
	return func() (page, error) { return v.post(at, filled) }
}

// finding is a refusal's line with the code of its rule.
var finding = regexp.MustCompile(`(?s)<(?:li|div class="notice alarm"[^>]*)>(.*?)<span class="code">(E\d\d)</span>`)

func (p *player) answer(sent page, err error) nightscript.Answer {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	switch sent.status {
	case http.StatusSeeOther:
		if strings.Contains(sent.to, "again") {
			return nightscript.Answer{Outcome: nightscript.Repeated}
		}
		return nightscript.Answer{Outcome: nightscript.Accepted}
	case http.StatusForbidden:
		return nightscript.Answer{Outcome: nightscript.Refused, Findings: []string{"forbidden"}}
	}
	refused := nightscript.Answer{Outcome: nightscript.Refused}
	for _, m := range finding.FindAllStringSubmatch(sent.body, -1) {
		refused.Findings = append(refused.Findings, m[2]+" "+text(m[1]))
	}
	if len(refused.Findings) == 0 {
		p.t.Fatalf("%d without a finding: %s", sent.status, text(sent.body))
	}
	return refused
}

// look is what everyone can see: the open data.
func (p *player) look(contest string) nightscript.View {
	p.t.Helper()
	var b feed.Bulletin
	if err := json.Unmarshal([]byte(p.visitor("viewer").read("/api/v1/contests/"+contest+".json").body), &b); err != nil {
		p.t.Fatal(err)
	}
	c := b.Contest
	v := nightscript.View{Contest: c.ID, Stage: b.Stage, In: c.Units.In, Of: c.Units.Of, Word: c.Units.Word}
	for _, cand := range c.Candidates {
		if cand.Votes == nil {
			continue
		}
		row := nightscript.Row{Name: cand.Name, Votes: *cand.Votes, LostDeposit: cand.LostDeposit}
		if cand.Share != nil {
			row.Share = count.Tenths(*cand.Share).String()
		}
		if cand.Change != nil {
			row.Change = count.Tenths(*cand.Change).Signed()
		}
		if cand.Elected {
			v.Elected = append(v.Elected, cand.Name)
		}
		v.Rows = append(v.Rows, row)
	}
	if c.Majority != nil {
		v.Majority, v.MajorityShare = c.Majority.Votes, count.Tenths(*c.Majority.Share).String()
	}
	if c.Outcome != nil {
		v.Outcome = c.Outcome.Text
	}
	if c.Turnout != nil {
		v.Turnout = count.Tenths(c.Turnout.Percent).String()
		if c.Turnout.Change != nil {
			v.TurnoutChange = count.Tenths(*c.Turnout.Change).Signed()
		}
	}
	return v
}
