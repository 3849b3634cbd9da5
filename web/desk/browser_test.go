package desk_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"resultsdesk/internal/account"
)

// browser is one person's browser without script.
type browser struct {
	*room
	cookies map[string]string
}

// page is an answer that a browser shows.
type page struct {
	t      testing.TB
	path   string
	status int
	header http.Header
	body   string
}

func (m *room) browser() *browser { return &browser{m, map[string]string{}} }

// as is a browser in which an officer is signed in.
func (m *room) as(officer string) *browser {
	m.t.Helper()
	token, err := m.accounts.SignInAs(m.t.Context(), officer, account.Place{Address: "192.0.2.1"})
	must(m.t, err)
	return &browser{m, map[string]string{"desk": token}}
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
		address, _, _ := strings.Cut(to, "#")
		return b.get(address)
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
			if a["type"] != "radio" && (a["type"] != "checkbox" || strings.Contains(c[1], " checked")) {
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
