package main

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/url"
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
	"resultsdesk/internal/sqlite"
)

// player plays a script through the officers' forms.
type player struct {
	t      *testing.T
	script string // its name
	path   string // of the desk's file
	url    string
	server *server
	people map[string]*visitor
	open   map[formKey]url.Values
	last   map[formKey]func() (page, error) // what an officer sent last at a contest

	mu  sync.Mutex
	now time.Time
}

// formKey is a form that somebody has open, or a contest.
type formKey struct{ who, address string }

// newPlayer starts a desk for a script. Its log goes nowhere unless one is given.
func newPlayer(t *testing.T, script string, defs count.Definitions, logs ...*slog.Logger) *player {
	t.Helper()
	p := &player{t: t, script: script, people: map[string]*visitor{}, open: map[formKey]url.Values{}, last: map[formKey]func() (page, error){}}
	p.now = defs.Contests[0].Election.Closes.Add(-3 * time.Hour)
	path := filepath.Join(t.TempDir(), "desk.db")
	p.path = path
	store, err := sqlite.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	clocks := count.Clocks{Election: p.clock, Wall: time.Now}
	if _, err := count.NewDesk(store, clocks, nil).Define(t.Context(), defs); err != nil {
		t.Fatal(err)
	}
	p.server, err = newServer(t.Context(), parts{store: store, heads: feed.HeadFile(path + ".head"), clocks: clocks, log: append(logs, slog.New(slog.DiscardHandler))[0]})
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
	go func() { stopped <- p.server.run(ctx, listeners{desk: l}) }()
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

// roleOf is the role of a person of a script, by the name.
func roleOf(who string) count.Role {
	switch {
	case strings.HasSuffix(who, "clerk"):
		return count.RoleReturningOfficer
	case who == "administrator":
		return count.RoleAdministrator
	}
	return count.RoleCountOfficer
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
	if err := p.server.accounts.Add(p.t.Context(), account.Officer{ID: who, Role: roleOf(who)}, demoPassphrase); err != nil {
		p.t.Fatal(err)
	}
	v.signIn(who, demoPassphrase)
	return v
}

func (p *player) play(s nightscript.Step) {
	p.t.Helper()
	p.turn(s.At)
	answer := nightscript.Answer{Outcome: nightscript.Accepted}
	switch {
	case s.Verb == nightscript.Sees:
	case s.Verb == nightscript.Opens:
		p.opened(s)
	case p.notOffered(s):
		return
	default:
		answer = p.send(s)
	}
	if err := p.server.publisher.Publish(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
	if err := s.Check(answer, p.look(s.Contest)); err != nil {
		p.t.Errorf("%s: %v", p.script, err)
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

// send sends what a step types; a form that was refused for its figures stays open.
func (p *player) send(s nightscript.Step) nightscript.Answer {
	p.t.Helper()
	again := formKey{s.Who, s.Contest}
	if s.Verb == nightscript.SendsAgain {
		return p.answer(p.last[again]())
	}
	_, to := p.address(s)
	key := formKey{s.Who, to}
	form, ok := p.open[key]
	if !ok {
		form = p.opened(s)
	}
	filled, v := p.filled(s, form), p.visitor(s.Who)
	p.last[again] = func() (page, error) { return v.post(to, filled) }
	sent, err := p.last[again]()
	delete(p.open, key)
	if figures := s.Verb == nightscript.Enters || s.Verb == nightscript.Verifies; figures && err == nil && sent.status == http.StatusUnprocessableEntity {
		if form, ok := sent.form(to); ok {
			p.open[key] = form
		}
	}
	return p.answer(sent, err)
}

// finding is a refusal's line with the code of its rule.
var finding = regexp.MustCompile(`(?s)<(?:li|div class="notice alarm"[^>]*)>(.*?)<span class="code">([EW]\d\d)</span>`)

func (p *player) answer(sent page, err error) nightscript.Answer {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	switch sent.status {
	case http.StatusSeeOther:
		to, err := url.Parse(sent.to)
		if err != nil {
			p.t.Fatal(err)
		}
		if to.Query().Has("again") {
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
