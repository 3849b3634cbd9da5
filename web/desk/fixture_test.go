package desk_test

import (
	"cmp"
	"context"
	"errors"
	"html"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/pack"
	"resultsdesk/internal/sqlite"
	"resultsdesk/web/desk"
	"resultsdesk/web/static"
)

const (
	islington = "/desk/contests/islington-north"
	hackney   = "/desk/contests/hackney-north-and-stoke-newington"
	sheetPath = islington + "/units/count"
	secret    = "count the papers twice"
)

// room is an officers' side on a file of its own: the election of the demo, polls
// closed, at 02:08:41 on the election's clock.
type room struct {
	t     testing.TB
	file  string
	store *brittle
	desk  *count.Desk
	now   time.Time
	log   strings.Builder
	side  http.Handler

	accounts *account.Book
}

// brittle is the real store, which a test can break.
type brittle struct {
	*sqlite.Store
	broken atomic.Bool
	cause  error // of the fault; errDisk where nil
}

// fail makes every form fail with an error, or none where it is nil.
func (b *brittle) fail(cause error) {
	b.cause = cause
	b.broken.Store(cause != nil)
}

var errDisk = errors.New("disk I/O error in /secret/desk.db")

func (b *brittle) Do(ctx context.Context, fn func(count.Tx) error) error {
	if b.broken.Load() {
		return cmp.Or(b.cause, errDisk)
	}
	return b.Store.Do(ctx, fn)
}

// open opens a room; change alters the definitions and the options before they are
// used.
func open(t testing.TB, change ...func(*count.Definitions, *desk.Options)) *room {
	t.Helper()
	m := &room{t: t, file: filepath.Join(t.TempDir(), "desk.db"), now: time.Date(2024, 7, 5, 1, 8, 41, 0, time.UTC)}
	clock := func() time.Time { return m.now }
	store, err := sqlite.Open(t.Context(), m.file, clock)
	must(t, err)
	t.Cleanup(func() { store.Close() })
	m.store = &brittle{Store: store}
	m.desk = count.NewDesk(m.store, count.Clocks{Election: clock, Wall: clock}, nil)
	p, err := pack.Read(os.DirFS("../../cmd/desk/demo/pack"))
	must(t, err)
	files, err := static.Load()
	must(t, err)
	book := account.NewBook(store, clock, account.SecondNobody)
	defs := p.Definitions()
	o := desk.Options{Desk: m.desk, Accounts: book, Drafts: draft.NewBook(store, clock), Board: feed.NewBoard(), Files: files, Log: slog.New(slog.NewTextHandler(&m.log, nil))}
	for _, c := range change {
		c(&defs, &o)
	}
	_, err = m.desk.Define(t.Context(), defs)
	must(t, err)
	_, err = m.desk.ClosePolls(t.Context())
	must(t, err)
	must(t, store.Account(t.Context(), func(tx account.Tx) error {
		return errors.Join(
			tx.PutOfficer(account.Officer{ID: "officer-1", Role: count.RoleCountOfficer}, m.now),
			tx.PutOfficer(account.Officer{ID: "officer-2", Role: count.RoleCountOfficer, Contests: []string{"islington-north"}}, m.now),
			tx.PutOfficer(account.Officer{ID: "clerk", Role: count.RoleReturningOfficer}, m.now),
		)
	}))
	m.accounts, m.side = book, desk.New(o)
	return m
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// figures are Islington North's figures of 2024 as typed, changed in places. The
// split of the rejected papers is invented.
func figures(change map[string]string) map[string]string {
	f := map[string]string{
		"votes.77121": "1661", "votes.1120": "24,120", "votes.117351": "1950", "votes.117355": "32", "votes.116701": "2660",
		"votes.90828": "16873", "votes.72541": "1710",
		"rejected.official-mark": "5", "rejected.over-voted": "71", "rejected.identifiable": "14", "rejected.uncertain": "99",
	}
	maps.Copy(f, change)
	return f
}

// typed puts figures into a form that was opened.
func typed(form url.Values, figures map[string]string) url.Values {
	for field, figure := range figures {
		form.Set(field, figure)
	}
	return form
}

// kept fails unless a form of the page still has every figure as it was typed.
func (p *page) kept(action string, figures map[string]string) {
	p.t.Helper()
	form := p.form(action)
	for field, figure := range figures {
		if got := form.Get(field); got != figure {
			p.t.Errorf("%s: %s is %q after the answer; typed was %q", p.path, field, got, figure)
		}
	}
}

// send opens a form, types figures and sends it.
func (b *browser) send(path string, figures map[string]string) *page {
	b.t.Helper()
	return b.post(path, typed(b.get(path).form(path), figures))
}

// press presses a button of a contest on the Returning Officer's authority.
func (b *browser) press(contest, button string) *page {
	b.t.Helper()
	return b.post(contest+"/"+button, typed(b.get(contest).form(contest+"/"+button), map[string]string{"authority": "returning-officer"}))
}

// confirm makes the entry that waits for a unit its figures, as a second officer.
func (m *room) confirm(officer, contest, unit string) {
	m.t.Helper()
	st, err := m.store.Standing(m.t.Context(), contest)
	must(m.t, err)
	for _, e := range st.Waiting[unit] {
		_, err := m.desk.Confirm(m.t.Context(), count.Officer{ID: officer, Role: count.RoleCountOfficer},
			count.Confirmation{Contest: contest, Unit: unit, Key: "confirm-" + strconv.FormatInt(e.Seq, 10), Entry: e.Seq, Code: count.SheetCode(st.Contest, unit, st.Round)})
		must(m.t, err)
	}
}

// insist sends a form, and where it is only unlikely ticks every warning and says why.
func (b *browser) insist(path string, figures map[string]string) *page {
	b.t.Helper()
	p := b.send(path, figures)
	if p.status != http.StatusUnprocessableEntity {
		return p
	}
	return b.post(path, p.accepting(path))
}

// accepting is a form of the page with every warning ticked and explained.
func (p *page) accepting(action string) url.Values {
	form := p.form(action)
	for _, field := range warned.FindAllStringSubmatch(p.body, -1) {
		form.Set(html.UnescapeString(field[1]), "looked at the paper")
	}
	return form
}

var warned = regexp.MustCompile(`name="((?:looked|tick|why)\.[^"]*)"`)

// ro is a form on the Returning Officer's word, meant as it stands.
func ro(more ...string) map[string]string {
	f := map[string]string{"authority": "returning-officer", "sure": "yes"}
	for i := 0; i+1 < len(more); i += 2 {
		f[more[i]] = more[i+1]
	}
	return f
}

// verified, counted, readied and declared bring Islington North to a stage.
func (m *room) verified() *room {
	m.t.Helper()
	if m.standing().VerifiedSeq() != 0 {
		return m
	}
	m.as("officer-1").send(islington+"/papers", map[string]string{"papers": "49195"}).says(200, "Verified papers: stored.")
	return m
}

func (m *room) counted() *room {
	m.t.Helper()
	if len(m.standing().Sheets) != 0 {
		return m
	}
	m.verified().as("officer-1").send(sheetPath, figures(nil)).says(200, "The count sheet: sent.")
	m.as("officer-2").reads(sheetPath).says(200, "The count sheet: stored.")
	return m
}

func (m *room) readied() *room {
	m.t.Helper()
	clerk := m.counted().as("clerk")
	clerk.press(islington, "provisional").says(200, "The count is provisional.")
	clerk.send(islington+"/consulted", ro()).says(200, "Those present were consulted.")
	clerk.press(islington, "ready").says(200, "The result is ready to be declared.")
	return m
}

func (m *room) readBack() *room {
	m.t.Helper()
	m.readied().as("officer-2").send(islington+"/read-back", map[string]string{"votes.1120": "24120", "votes.90828": "16873"}).
		says(200, "The figures read back from the signed sheet are those of the desk.")
	return m
}

func (m *room) declared() *room {
	m.t.Helper()
	m.readBack().as("clerk").send(islington+"/declare", ro()).says(200, "The result is declared.")
	return m
}

func (m *room) standing() *count.Standing {
	m.t.Helper()
	st, err := m.store.Standing(m.t.Context(), "islington-north")
	must(m.t, err)
	return st
}
