package main

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"resultsdesk/web/desk"
)

// sends posts a form with headers of its own; the browser's cookies go with it, which
// is the attacker's best case.
func (f *twoFaced) sends(v *visitor, path, contentType, body string, header map[string]string) *http.Response {
	f.t.Helper()
	r, err := http.NewRequestWithContext(f.t.Context(), "POST", f.deskNamed+path, strings.NewReader(body))
	if err != nil {
		f.t.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	for name, value := range header {
		r.Header.Set(name, value)
	}
	answer, err := v.http.Do(r)
	if err != nil {
		f.t.Fatalf("POST %s: %v", path, err)
	}
	f.t.Cleanup(func() { answer.Body.Close() })
	return answer
}

const formType = "application/x-www-form-urlencoded"

// No page of another site can send a form to the desk, to any address that takes one,
// by what browsers say of where it came from; and nothing moves.
func TestAttackForgedForms(t *testing.T) {
	f := facing(t)
	v := f.officer()
	before, err := f.store.Standing(t.Context(), demoContest)
	if err != nil {
		t.Fatal(err)
	}
	forged := []map[string]string{
		{"Sec-Fetch-Site": "cross-site"},
		{"Sec-Fetch-Site": "same-site"},
		{"Origin": "null"},
		{"Origin": "https://evil.example"},
		{"Origin": "http://desk.example.org.evil.example"},
		{"Origin": "http://desk.example.org:81"},
		{"Origin": "http://results.example.org"},
	}
	posts := 0
	for _, pattern := range desk.Patterns() {
		method, path, _ := strings.Cut(pattern, " ")
		if method != "POST" {
			continue
		}
		posts++
		for _, header := range forged {
			r := f.sends(v, example(path), formType, "key=k&layout=1&base=0&papers=49195&officer="+demoOfficer+"&sure=yes", header)
			if r.StatusCode != http.StatusForbidden || r.Header.Get("Set-Cookie") != "" {
				t.Errorf("%s with %v: %s", pattern, header, r.Status)
			}
		}
		// A browser that sends neither header is old; the cookie, which it keeps to the
		// site, and the form's own marks are what is left.
		if r := f.sends(newVisitorAt(f), example(path), formType, "key=k&layout=1&base=0&papers=49195", nil); r.StatusCode < 400 && !strings.HasSuffix(path, "/sign-out") {
			t.Errorf("%s without a cookie and without headers: %s", pattern, r.Status)
		}
	}
	after, err := f.store.Standing(t.Context(), demoContest)
	if err != nil {
		t.Fatal(err)
	}
	if after.Head != before.Head {
		t.Error("a forged form moved the count")
	}
	if p := v.read("/desk/"); p.status != http.StatusOK {
		t.Error("a forged form signed the officer out")
	}
	t.Logf("%d addresses × %d forgeries: 0 through", posts, len(forged))
}

// newVisitorAt is somebody without a session at the officers' face.
func newVisitorAt(f *twoFaced) *visitor {
	v := newVisitor(f.t, f.deskNamed)
	v.http.Transport = &http.Transport{DialContext: f.dialling}
	return v
}

// Bodies that no page of the desk sends are refused with a page of ours, before and
// after signing in, and officers go on.
func TestAttackBodies(t *testing.T) {
	f := facing(t)
	v := f.officer()
	const sheet = "/desk/contests/" + demoContest + "/units/count"
	many := &bytes.Buffer{}
	parts := multipart.NewWriter(many)
	for i := range 500 {
		if err := parts.WriteField(fmt.Sprint("field", i), "x"); err != nil {
			t.Fatal(err)
		}
	}
	if err := parts.Close(); err != nil {
		t.Fatal(err)
	}
	var fields strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&fields, "votes.%d=1&", i)
	}
	for name, c := range map[string]struct {
		path, contentType, body string
		header                  map[string]string
		want                    int
	}{
		"a form of 257 KiB":             {sheet, formType, "reason=" + strings.Repeat("x", 257<<10), nil, 413},
		"a draft of 257 KiB":            {"/desk/drafts/" + demoContest + "/count", formType, "reason=" + strings.Repeat("x", 257<<10), nil, 413},
		"a sign-in of 257 KiB":          {"/desk/sign-in", formType, "officer=" + strings.Repeat("x", 257<<10), nil, 413},
		"2,000 fields":                  {sheet, formType, fields.String(), nil, 400},
		"one field 300 times":           {sheet, formType, strings.Repeat("key=k&", 300), nil, 400},
		"a field of 200 KiB":            {sheet, formType, "votes.1120=" + strings.Repeat("1", 200<<10), nil, 400},
		"escapes that are none":         {sheet, formType, "key=%zz", nil, 400},
		"a packed form":                 {sheet, formType, "\x1f\x8b", map[string]string{"Content-Encoding": "gzip"}, 415},
		"JSON":                          {sheet, "application/json", `{"key":"k"}`, nil, 415},
		"plain text, as a foreign form": {sheet, "text/plain", "key=k", nil, 415},
		"a file where none is taken":    {sheet, parts.FormDataContentType(), many.String(), nil, 415},
		"no type":                       {sheet, "", "key=k", nil, 415},
		"a type that is none":           {sheet, "form;;;", "key=k", nil, 415},
		"a photograph in 500 parts":     {sheet + "/photos", parts.FormDataContentType(), many.String(), nil, 400},
		"a photograph without an end":   {sheet + "/photos", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=photo; filename=a\r\n\r\nabc", nil, 400},
		"a photograph of 9 MB":          {sheet + "/photos", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=photo; filename=a\r\n\r\n" + strings.Repeat("x", 9<<20) + "\r\n--x--\r\n", nil, 413},
		"a photograph that is none":     {sheet + "/photos", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=photo; filename=a\r\n\r\nabc\r\n--x--\r\n", nil, 422},
	} {
		r := f.sends(v, c.path, c.contentType, c.body, c.header)
		page, _ := io.ReadAll(r.Body) // a body that is too large may be cut off with its connection
		if r.StatusCode != c.want {
			t.Errorf("%s: %s; want %d: %.200s", name, r.Status, c.want, text(string(page)))
		}
		if c.want != 415 && !strings.Contains(string(page), "<h1>") {
			t.Errorf("%s: no page of ours: %.100q", name, page)
		}
	}
	v.read("/desk/")
}
