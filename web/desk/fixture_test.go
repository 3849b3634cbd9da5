package desk_test

import (
	"context"
	"errors"
	"html"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
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
	t     *testing.T
	store *brittle
	desk  *count.Desk
	now   time.Time
	log   strings.Builder
	side  http.Handler
}

// brittle is the real store, which a test can break.
type brittle struct {
	*sqlite.Store
	broken atomic.Bool
}

var errDisk = errors.New("disk I/O error in /secret/desk.db")

func (b *brittle) Do(ctx context.Context, fn func(count.Tx) error) error {
	if b.broken.Load() {
		return errDisk
	}
	return b.Store.Do(ctx, fn)
}

// open opens a room; change alters the definitions and the options before they are
// used.
func open(t *testing.T, change ...func(*count.Definitions, *desk.Options)) *room {
	t.Helper()
	m := &room{t: t, now: time.Date(2024, 7, 5, 1, 8, 41, 0, time.UTC)}
	clock := func() time.Time { return m.now }
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "desk.db"), clock)
	must(t, err)
	t.Cleanup(func() { store.Close() })
	m.store = &brittle{Store: store}
	m.desk = count.NewDesk(m.store, count.Clocks{Election: clock, Wall: clock}, nil)
	p, err := pack.Read(os.DirFS("../../cmd/desk/demo/pack"))
	must(t, err)
	files, err := static.Load()
	must(t, err)
	book := account.NewBook(store, clock)
	defs := p.Definitions()
	o := desk.Options{Desk: m.desk, Accounts: book, Files: files, Log: slog.New(slog.NewTextHandler(&m.log, nil))}
	for _, c := range change {
		c(&defs, &o)
	}
	_, err = m.desk.Define(t.Context(), defs)
	must(t, err)
	_, err = m.desk.ClosePolls(t.Context())
	must(t, err)
	must(t, book.Add(t.Context(), account.Officer{ID: "officer-1", Role: count.RoleCountOfficer}, secret))
	must(t, book.Add(t.Context(), account.Officer{ID: "officer-2", Role: count.RoleCountOfficer, Contests: []string{"islington-north"}}, secret))
	must(t, book.Add(t.Context(), account.Officer{ID: "clerk", Role: count.RoleReturningOfficer}, secret))
	m.side = desk.New(o)
	return m
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// browser is one person's browser without script.
type browser struct {
	*room
	cookies map[string]string
}

// page is an answer that a browser shows.
type page struct {
	t      *testing.T
	path   string
	status int
	header http.Header
	body   string
}

func (m *room) browser() *browser { return &browser{m, map[string]string{}} }

// as is a browser in which an officer has signed in.
func (m *room) as(officer string) *browser {
	m.t.Helper()
	b := m.browser()
	if p := b.post("/desk/sign-in", url.Values{"officer": {officer}, "passphrase": {secret}}); p.status != http.StatusOK || p.path != "/desk/" {
		m.t.Fatalf("%s could not sign in: %d at %s", officer, p.status, p.path)
	}
	return b
}

func (b *browser) get(path string) *page { return b.ask(httptest.NewRequest("GET", path, nil)) }

func (b *browser) post(path string, form url.Values) *page {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.ask(r)
}

// ask sends a request with the browser's cookies and follows where it leads.
func (b *browser) ask(r *http.Request) *page {
	b.t.Helper()
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.side.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		b.cookies[c.Name] = c.Value
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	if to := w.Header().Get("Location"); to != "" {
		return b.get(to)
	}
	return &page{b.t, r.URL.RequestURI(), w.Code, w.Header(), w.Body.String()}
}

var (
	forms    = regexp.MustCompile(`(?s)<form[^>]*action="([^"]*)".*?</form>`)
	controls = regexp.MustCompile(`(?s)<input([^>]*)>|<textarea([^>]*)>(.*?)</textarea>`)
	attrs    = regexp.MustCompile(`([a-z-]+)="([^"]*)"`)
	tags     = regexp.MustCompile(`<[^>]*>`)
	spaces   = regexp.MustCompile(`\s+`)
)

// form is what a form of the page would send as it stands.
func (p *page) form(action string) url.Values {
	p.t.Helper()
	for _, f := range forms.FindAllStringSubmatch(p.body, -1) {
		if f[1] != action {
			continue
		}
		values := url.Values{}
		for _, c := range controls.FindAllStringSubmatch(f[0], -1) {
			a := map[string]string{"value": html.UnescapeString(c[3])}
			for _, pair := range attrs.FindAllStringSubmatch(c[1]+c[2], -1) {
				a[pair[1]] = html.UnescapeString(pair[2])
			}
			if a["type"] != "radio" {
				values.Set(a["name"], a["value"])
			}
		}
		return values
	}
	p.t.Fatalf("%s has no form for %s:\n%s", p.path, action, p.text())
	return nil
}

// text is what a person reads.
func (p *page) text() string {
	return strings.TrimSpace(spaces.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(p.body, " ")), " "))
}

// says fails unless the page has this status and all these words.
func (p *page) says(status int, words ...string) *page {
	p.t.Helper()
	if p.status != status {
		p.t.Fatalf("%s answered %d; want %d:\n%s", p.path, p.status, status, p.text())
	}
	for _, w := range words {
		if !strings.Contains(p.text(), w) {
			p.t.Errorf("%s does not say %q:\n%s", p.path, w, p.text())
		}
	}
	return p
}

func (p *page) silent(words ...string) *page {
	p.t.Helper()
	for _, w := range words {
		if strings.Contains(p.text(), w) {
			p.t.Errorf("%s says %q", p.path, w)
		}
	}
	return p
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
	m.verified().as("officer-1").send(sheetPath, figures(nil)).says(200, "The count sheet: stored.")
	return m
}

func (m *room) readied() *room {
	m.t.Helper()
	clerk := m.counted().as("clerk")
	clerk.press(islington, "provisional").says(200, "The count is provisional.")
	clerk.press(islington, "ready").says(200, "The result is ready to be declared.")
	return m
}

func (m *room) declared() *room {
	m.t.Helper()
	m.readied().as("clerk").send(islington+"/declare", map[string]string{"authority": "returning-officer"}).says(200, "The result is declared.")
	return m
}

func (m *room) standing() *count.Standing {
	m.t.Helper()
	st, err := m.store.Standing(m.t.Context(), "islington-north")
	must(m.t, err)
	return st
}
