package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/count/countmodel"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// publicSteps are taken before the public, at each of the two kinds of count.
const publicSteps = 300

// TestThePublicSeesWhatStands plays random nights through a whole desk. After each step
// page, JSON and CSV show the figures that stand, where they are public; and where they
// are withheld none of them is in any byte that left the desk.
func TestThePublicSeesWhatStands(t *testing.T) {
	secret, running := countmodel.Secret(), countmodel.Secret()
	running.Contest.Publish = count.PublishRunning
	for name, hall := range map[string]countmodel.Hall{"withheld": secret, "running": running} {
		t.Run(name, func(t *testing.T) {
			declared := 0
			for seed := range uint64(2) {
				p := newPublicNight(t, hall, seed)
				for range publicSteps / 2 {
					p.step()
				}
				declared += p.auditor.Reached.Declared
			}
			if declared == 0 {
				t.Error("no result was declared")
			}
		})
	}
}

// publicNight is a random night at a desk with its public side.
type publicNight struct {
	*countmodel.Night
	t       *testing.T
	s       *server
	shown   *count.Standing
	last    string // what was done last
	auditor *countmodel.Auditor
	secrets map[int]string // what each figure is
	known   map[int]bool   // what was public once
}

func newPublicNight(t *testing.T, hall countmodel.Hall, seed uint64) *publicNight {
	t.Helper()
	p := &publicNight{t: t, secrets: map[int]string{}, known: map[int]bool{}}
	p.Night = countmodel.New(hall, countmodel.Seeded(seed), p.standing)
	path := filepath.Join(t.TempDir(), "desk.db")
	store, err := sqlite.Open(t.Context(), path, p.Clock)
	p.must(err)
	t.Cleanup(func() { store.Close() })
	p.must(store.Account(t.Context(), func(tx account.Tx) error {
		for _, o := range countmodel.People() {
			if err := tx.PutOfficer(account.Officer{ID: o.ID, Role: o.Role}, p.Now); err != nil {
				return err
			}
		}
		return nil
	}))
	p.s, err = newServer(t.Context(), parts{store: store, heads: feed.HeadFile(path + ".head"), clocks: count.Clocks{Election: p.Clock, Wall: p.Clock}, log: slog.New(slog.DiscardHandler)})
	p.must(err)
	t.Cleanup(func() { p.s.public.Close(context.Background()); p.s.officers.Close(context.Background()) })
	p.auditor = countmodel.NewAuditor(t.Fatalf)
	p.must(p.Begin(t.Context(), p.s.desk))
	return p
}

func (p *publicNight) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *publicNight) standing() *count.Standing {
	s, err := p.s.store.Standing(p.t.Context(), p.Hall.Contest.ID)
	p.must(err)
	return s
}

func (p *publicNight) step() {
	step, err := p.Next(p.t.Context())
	p.must(err)
	if step != nil {
		p.last = step.Name
		r, err := step.Do(p.t.Context())
		p.Answered(step, r, err)
	}
	p.must(p.s.publisher.Publish(p.t.Context()))
	s := p.standing()
	if s.Declared != nil && s.Void == nil {
		p.auditor.Reached.Declared = 1
	}
	if !waitsAt(s) {
		p.shown = s
	}
	public := p.figures(p.shown)
	p.agree(p.shown, public)
	p.learn(s, nil)
	p.withheld(p.shown, public)
}

// waitsAt tells whether the last act is an entry that waits for a second person, which
// shows nowhere.
func waitsAt(s *count.Standing) bool {
	for _, waiting := range s.Waiting {
		for _, e := range waiting {
			if e.Seq == s.Head {
				return true
			}
		}
	}
	return false
}

// figures are the votes that are public now, by candidate; nil where none are.
func (p *publicNight) figures(s *count.Standing) map[string]int {
	switch stage := s.Stage(); {
	case stage == count.StageDeclared:
		return s.Amended().Tally.Votes
	case stage == count.StageWithdrawn || stage == count.StageVoid || s.Cancelled != nil || s.Publish != count.PublishRunning || len(s.Shown) == 0:
		return nil
	}
	return s.ShownTally().Votes
}

func (p *publicNight) get(path string) []byte {
	w := httptest.NewRecorder()
	p.s.faces.desk.Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+path, nil))
	if w.Code >= 500 {
		p.t.Fatalf("%s: %d", path, w.Code)
	}
	return w.Body.Bytes()
}

// agree holds page, JSON and CSV to the votes that are public.
func (p *publicNight) agree(s *count.Standing, public map[string]int) {
	p.t.Helper()
	var b feed.Bulletin
	p.must(json.Unmarshal(p.get("/api/v1/contests/islington-north.json"), &b))
	if s.Closed != nil && b.Stage != s.Stage() {
		p.t.Fatalf("JSON of act %d is %s; the count is %s at act %d after %s", b.Seq, b.Stage, s.Stage(), s.Head, p.last)
	}
	page := p.get("/contests/islington-north")
	for _, c := range b.Contest.Candidates {
		votes, there := public[c.ID]
		if (c.Votes != nil) != there || there && *c.Votes != votes {
			p.t.Fatalf("%s: JSON has %v for %s; want %d, %v", s.Stage(), c.Votes, c.Name, votes, there)
		}
		if there && !bytes.Contains(page, []byte(count.Thousands(votes))) {
			p.t.Fatalf("%s: the page lacks the %s votes of %s", s.Stage(), count.Thousands(votes), c.Name)
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(p.get("/api/v1/contests/islington-north.csv"))).ReadAll()
	p.must(err)
	text := ""
	for _, row := range rows {
		text += "|" + strings.Join(row, "|") + "|\n"
	}
	for id, votes := range public {
		if !strings.Contains(text, "|"+strconv.Itoa(votes)+"|") {
			p.t.Fatalf("%s: the CSV lacks the %d votes of %s:\n%s", s.Stage(), votes, id, text)
		}
	}
}

// withheld searches all that leaves the desk for figures that are not public and never
// were. Only those of six digits and more are told apart from other numbers.
func (p *publicNight) withheld(s *count.Standing, public map[string]int) {
	p.t.Helper()
	p.learn(s, public)
	number := regexp.MustCompile(`[0-9][0-9,]{5,}`)
	for _, path := range []string{"/", "/contests", "/contests/islington-north", "/contests/islington-north/notice", "/embed/contests/islington-north",
		"/api/v1/overview.json", "/api/v1/contests/islington-north.json", "/api/v1/contests/islington-north.csv"} {
		for _, text := range number.FindAll(p.get(path), -1) {
			n, err := strconv.Atoi(strings.ReplaceAll(string(text), ",", ""))
			if what, secret := p.secrets[n]; err == nil && secret && !p.known[n] {
				p.t.Fatalf("%s, %s: %s is public: %s", s.Stage(), path, text, what)
			}
		}
	}
}

// learn notes every figure of the count, and which of them are public from now on:
// a result's are for ever.
func (p *publicNight) learn(s *count.Standing, public map[string]int) {
	add := func(what string, n int) {
		if n > 99_999 {
			p.secrets[n] = what
		}
	}
	tally := func(what string, t count.Tally) {
		for id, n := range t.Votes {
			add(what+", votes of "+id, n)
		}
		for id, n := range t.Rejected {
			add(what+", rejected: "+id, n)
		}
		add(what+", doubtful papers", t.Doubtful)
		add(what+", valid votes", t.Valid())
	}
	for box, paper := range s.Boxes {
		add("papers of "+box, paper.Papers)
	}
	papers, _ := s.Verified()
	add("verified papers", papers)
	for unit, sheet := range s.Sheets {
		tally("sheet of "+unit, sheet.Tally)
	}
	for unit, waiting := range s.Waiting {
		for _, e := range waiting {
			tally("entry of "+unit, e.Tally)
		}
	}
	tally("the contest", s.Tally())
	if s.Publish == count.PublishRunning && s.PapersPublic() && s.Cancelled == nil {
		p.known[papers] = true // announced with the verification statement
	}
	if public == nil {
		return
	}
	var votes []int
	for _, n := range public {
		p.known[n] = true
		for _, m := range votes {
			p.known[max(n-m, m-n)] = true // a lead or a majority
		}
		votes = append(votes, n)
	}
	t := s.ShownTally()
	if s.Stage() == count.StageDeclared {
		t = s.Amended().Tally
		for _, n := range t.Rejected {
			p.known[n] = true
		}
	}
	p.known[t.Valid()], p.known[t.RejectedPapers()], p.known[papers] = true, true, true
}
