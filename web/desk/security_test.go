package desk_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

// raw sends one request as it is and follows nothing.
func (m *room) raw(method, path, body string, header map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for name, value := range header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	m.side.ServeHTTP(w, r)
	return w
}

// Every answer carries the headers: pages, redirects, refusals and faults.
func TestHeadersOnEveryAnswer(t *testing.T) {
	m := open(t).verified()
	session := map[string]string{"Cookie": "desk=" + m.as("officer-1").cookies["desk"]}
	for _, c := range []struct {
		method, path, body string
		header             map[string]string
		status             int
	}{
		{"GET", "/desk/sign-in", "", nil, 200},
		{"HEAD", "/desk/sign-in", "", nil, 200},
		{"GET", "/desk/", "", nil, 303},
		{"GET", "/desk/", "", session, 200},
		{"GET", islington, "", session, 200},
		{"GET", islington + "/papers", "", session, 200},
		{"GET", sheetPath, "", session, 200},
		{"GET", islington + "/declare", "", session, 403},
		{"POST", "/desk/sign-in", "officer=x", nil, 401},
		{"POST", sheetPath, "key=k", nil, 401},
		{"POST", sheetPath, "key=k&layout=1&base=0", session, 422},
		{"POST", sheetPath, "key=k&key=l", session, 400},
		{"POST", sheetPath, "key=%zz", session, 400},
		{"POST", sheetPath, "key=" + strings.Repeat("1", 256<<10), session, 413},
		{"POST", sheetPath + "/photos", "key=" + strings.Repeat("1", 256<<10), nil, 413},
		{"POST", sheetPath, "key=k", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"POST", "/desk/", "", session, 405},
		{"DELETE", sheetPath, "", session, 405},
		{"GET", "/desk/sign-out", "", session, 405},
		{"GET", "/desk/nowhere", "", session, 404},
		{"GET", islington + "/units/nowhere", "", session, 404},
		{"GET", "/desk/contests/nowhere", "", session, 404},
		{"GET", "/desk/live", "", session, 404},
		{"GET", "/static/none.css", "", nil, 404},
	} {
		w := m.raw(c.method, c.path, c.body, c.header)
		if w.Code != c.status {
			t.Errorf("%s %s: %d; want %d", c.method, c.path, w.Code, c.status)
		}
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; object-src 'none'; " +
				"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
			"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cache-Control": "no-store",
		} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s %s (%d): %s is %q", c.method, c.path, w.Code, name, got)
			}
		}
		body := w.Body.String()
		if regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|<script(?:>| [^>]*>[^<])|javascript:`).MatchString(body) {
			t.Errorf("%s %s: inline style or script, which the policy forbids", c.method, c.path)
		}
		if c.method == "GET" && c.status != 303 && !strings.Contains(body, "<h1>") {
			t.Errorf("%s %s (%d) is not a page of ours:\n%s", c.method, c.path, w.Code, body)
		}
	}
}

// No other site can send a form in an officer's name, and what came too large or
// twice stores nothing.
func TestForeignForms(t *testing.T) {
	m := open(t).verified()
	b := m.as("officer-1")
	form := typed(b.get(sheetPath).form(sheetPath), figures(nil)).Encode()
	session := "desk=" + b.cookies["desk"]
	for name, header := range map[string]map[string]string{
		"another site":     {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
		"another host":     {"Sec-Fetch-Site": "same-site", "Origin": "https://www.example.com"},
		"an old browser":   {"Origin": "https://evil.example"},
		"a sandboxed page": {"Origin": "null"},
	} {
		header["Cookie"] = session
		if w := m.raw("POST", sheetPath, form, header); w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "came from another site") {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	for body, want := range map[string]int{
		form + "&votes.1120=1":           400,
		form + strings.Repeat("&x=1", 1): 422, // a figure of nobody
		form + "&x=" + long(2500):        400,
		form + "&x=" + long(260<<10):     413,
		many(1200):                       400,
		"key=k&layout=one&base=two":      422, // no layout that the desk gave out
	} {
		if w := m.raw("POST", sheetPath, body, map[string]string{"Cookie": session, "Sec-Fetch-Site": "same-origin"}); w.Code != want {
			t.Errorf("body %.30q…: %d; want %d", body[max(0, len(body)-30):], w.Code, want)
		}
	}
	if len(m.standing().Sheets) != 0 {
		t.Error("a foreign form was stored")
	}
}

func long(n int) string { return strings.Repeat("9", n) }

func many(n int) string {
	form := url.Values{"key": {"k"}}
	for i := range n {
		form.Set("x"+strings.Repeat("y", i%7)+string(rune('a'+i%26))+long(i/26), "1")
	}
	return form.Encode()
}

// Behind a proxy that changes the host, forms of the desk's own origin pass.
func TestTrustedOrigin(t *testing.T) {
	m := open(t, demo, func(_ *count.Definitions, o *desk.Options) { o.Origin = "https://desk.example" })
	if w := m.raw("POST", "/desk/sign-in", "as=officer-1", map[string]string{"Origin": "https://desk.example"}); w.Code != http.StatusSeeOther {
		t.Errorf("own origin: %d", w.Code)
	}
	if w := m.raw("POST", "/desk/sign-in", "as=officer-1", map[string]string{"Origin": "https://desk.example:444"}); w.Code != http.StatusForbidden {
		t.Errorf("another port: %d", w.Code)
	}
}

// Names come out of election packs and figures out of forms: neither is markup.
func TestHostileNames(t *testing.T) {
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
	m := open(t, func(defs *count.Definitions, _ *desk.Options) {
		for i := range defs.Contests {
			c := &defs.Contests[i]
			if c.ID == "islington-north" {
				c.Name, c.Election.Name, c.Units[0].Name = evil, evil, evil
				c.Candidates[0].Surname, c.Candidates[0].Description = evil, evil
			}
		}
	}).verified()
	b := m.as("officer-1")
	pages := []*page{b.get("/desk/"), b.get(islington), b.get(islington + "/papers"), b.get(sheetPath), b.get("/desk/sign-in?next=" + url.QueryEscape("/desk/"+evil))}
	pages = append(pages, b.send(sheetPath, figures(map[string]string{"votes.1120": evil})), b.send(islington+"/papers", map[string]string{"papers": evil}),
		m.browser().post(sheetPath, url.Values{"key": {evil}, evil: {evil}}))
	b.send(sheetPath, figures(nil))
	clerk := m.as("clerk")
	pages = append(pages, clerk.get(sheetPath), b.get(sheetPath))
	clerk.reads(sheetPath)
	clerk.press(islington, "provisional")
	clerk.send(islington+"/consulted", ro("exception.1120", "objects", "note.1120", evil))
	pages = append(pages, clerk.get(islington+"/consulted"), clerk.get(islington+"/recount"), clerk.get(islington+"/rounds"), clerk.get(islington+"/interruptions"))
	clerk.press(islington, "ready")
	b.send(islington+"/read-back", map[string]string{"votes.1120": "24120", "votes.90828": "16873"})
	pages = append(pages, clerk.get(islington), clerk.send(islington+"/declare", map[string]string{"announced": evil}))
	for _, p := range pages {
		if strings.Contains(p.body, "<script>") || strings.Contains(p.body, "<img") {
			t.Errorf("%s: a name became markup", p.path)
		}
	}
}
