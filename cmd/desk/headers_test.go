package main

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/internal/sqlite"
	"resultsdesk/web"
	"resultsdesk/web/desk"
)

// What every answer of a class carries, and nothing beside. What belongs to the single
// answer is left out: see perAnswer.
func headerClasses() map[string]http.Header {
	class := func(pairs ...string) http.Header {
		h := http.Header{"Strict-Transport-Security": {"max-age=31536000; includeSubDomains"}, "X-Content-Type-Options": {"nosniff"}}
		for i := 0; i < len(pairs); i += 2 {
			h.Set(pairs[i], pairs[i+1])
		}
		return h
	}
	const (
		deskPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; object-src 'none'; " +
			"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
		publicPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
		features     = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
	)
	desk := []string{
		"Content-Security-Policy", deskPolicy, "X-Frame-Options", "DENY", "Referrer-Policy", "same-origin",
		"Permissions-Policy", features + ", publickey-credentials-get=(self), publickey-credentials-create=(self)",
		"Cross-Origin-Opener-Policy", "same-origin", "Cross-Origin-Embedder-Policy", "require-corp", "Cross-Origin-Resource-Policy", "same-origin", "X-Robots-Tag", "noindex",
	}
	public := []string{
		"Content-Security-Policy", publicPolicy + "form-action 'self'; frame-ancestors 'none'", "X-Frame-Options", "DENY", "Referrer-Policy", "strict-origin-when-cross-origin",
		"Permissions-Policy", features, "Cross-Origin-Opener-Policy", "same-origin", "Cross-Origin-Resource-Policy", "same-origin", "X-Robots-Tag", "noindex", // this election is a rehearsal
	}
	with := func(base []string, more ...string) http.Header { return class(append(slices.Clone(base), more...)...) }
	embed := with(public, "Content-Security-Policy", publicPolicy+"form-action 'none'; frame-ancestors *", "Cross-Origin-Resource-Policy", "cross-origin")
	embed.Del("X-Frame-Options")
	file := publicPolicy + "form-action 'none'; frame-ancestors 'none'"
	return map[string]http.Header{
		"desk":    with(desk, "Cache-Control", "no-store"),
		"public":  with(public),
		"embed":   embed,
		"picture": with(public, "Content-Security-Policy", file, "Cross-Origin-Resource-Policy", "cross-origin"),
		"api":     with(public, "Content-Security-Policy", file, "Access-Control-Allow-Origin", "*", "Cross-Origin-Resource-Policy", "cross-origin"),
		"static":  with(public, "Content-Security-Policy", file, "Cross-Origin-Resource-Policy", "cross-origin"),
		"turned away": class("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
			"X-Frame-Options", "DENY", "Referrer-Policy", "no-referrer", "Cross-Origin-Resource-Policy", "same-origin", "Cache-Control", "no-store"),
	}
}

// perAnswer are headers that belong to the single answer. Nothing says what program or
// version answers.
func perAnswer() []string {
	return []string{"Date", "Content-Length", "Content-Type", "Content-Encoding", "Accept-Encoding", "Location", "Etag", "Vary", "Allow", "Retry-After", "Upgrade", "Connection", "Set-Cookie"}
}

// classOf is the class of an answer.
func classOf(r *http.Response, public bool, path string) string {
	place, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(path, "/cy"), "/"), "/")
	switch {
	case slices.Contains([]int{http.StatusMisdirectedRequest, http.StatusRequestURITooLong}, r.StatusCode):
		return "turned away"
	case r.StatusCode == http.StatusUnsupportedMediaType && r.Header.Get("Accept-Encoding") != "":
		return "turned away"
	case !public:
		return "desk"
	case strings.HasSuffix(path, "/card.png"):
		return "picture"
	case place == "embed" || place == "api" || place == "static":
		return place
	}
	return "public"
}

// snapshots is a walk over answers that keeps which classes and statuses it saw.
type snapshots struct {
	t       *testing.T
	classes map[string]http.Header
	seen    map[string]bool
}

func (s snapshots) hold(r *http.Response, method, path string, public bool) {
	s.t.Helper()
	class := classOf(r, public, path)
	s.seen[class], s.seen[fmt.Sprint(r.StatusCode)] = true, true
	got := r.Header.Clone()
	if class == "public" || class == "embed" || class == "api" || class == "static" || class == "picture" {
		want := []string{"public, max-age=2, stale-while-revalidate=30", ""} // a redirection may be kept as HTTP has it
		if r.StatusCode >= 500 || path == "/live" && r.StatusCode != http.StatusMethodNotAllowed {
			want = []string{"no-store"}
		}
		if !slices.Contains(want, got.Get("Cache-Control")) {
			s.t.Errorf("%s %s (%d): Cache-Control %q", method, path, r.StatusCode, got.Get("Cache-Control"))
		}
		got.Del("Cache-Control")
	}
	for _, name := range perAnswer() {
		got.Del(name)
	}
	if want := s.classes[class]; !maps.EqualFunc(got, want, slices.Equal) {
		s.t.Errorf("%s %s (%d) is of class %q and has\n%v\nwant\n%v", method, path, r.StatusCode, class, apartFrom(got, want), apartFrom(want, got))
	}
}

// apartFrom are the headers of one answer that another does not have as well.
func apartFrom(h, other http.Header) http.Header {
	left := h.Clone()
	maps.DeleteFunc(left, func(name string, values []string) bool { return slices.Equal(other[name], values) })
	return left
}

// Every answer of either side carries the headers of its class and no others: pages,
// files, sockets that are refused, redirections, and every kind of error.
func TestHeadersOnEveryRoute(t *testing.T) {
	f := facing(t, func(p *parts) { p.origin, p.base = "https://desk.example.org", "https://results.example.org" }) // a proxy ends TLS
	f.deskNamed, f.publicsNamed = "http://desk.example.org", "http://results.example.org"
	token, err := f.accounts.SignInAs(t.Context(), demoOfficer, account.Place{})
	if err != nil {
		t.Fatal(err)
	}
	s := snapshots{t, headerClasses(), map[string]bool{}}
	cookie := "__Host-desk=" + token
	for _, pattern := range append(desk.Patterns(), "GET /desk", "GET /", "GET /static/none.css", "GET /desk/nowhere", "GET /desk//board", "GET /.well-known/x") {
		_, path, _ := strings.Cut(pattern, " ")
		path = example(path)
		for _, method := range []string{"GET", "HEAD", "POST", "DELETE"} {
			for _, header := range [][]string{{}, {"Cookie", cookie}, {"Sec-Fetch-Site", "cross-site"}, {"Host", "evil.example"}, {"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}} {
				if path == "/desk/sign-out" && method == "POST" && len(header) > 0 && header[0] == "Cookie" {
					continue
				}
				s.hold(f.ask(method, f.deskNamed+path, header...), method, path, false)
			}
		}
	}
	for _, pattern := range append(web.Patterns(), "/nowhere", "/contests//x", "/embed/contests/none", "/api/v1/contests/none.json", "/contests/E14001305", "/api/v1/contests/E14001305.csv", "/?"+strings.Repeat("x", maxTargetOpen)) {
		path := example(pattern)
		for _, method := range []string{"GET", "HEAD", "POST", "DELETE", "OPTIONS"} {
			for _, header := range [][]string{{}, {"Host", "evil.example"}, {"Content-Encoding", "gzip"}, {"Origin", "https://news.example"}} {
				s.hold(f.ask(method, f.publicsNamed+path, header...), method, path, true)
			}
		}
	}
	if err := f.store.(*sqlite.Store).Close(); err != nil {
		t.Fatal(err)
	}
	s.hold(f.ask("GET", f.deskNamed+"/desk/", "Cookie", cookie), "GET", "/desk/", false)
	for _, want := range []string{"desk", "public", "embed", "picture", "api", "static", "turned away", "200", "301", "303", "403", "404", "405", "414", "415", "421", "426", "500"} {
		if !s.seen[want] {
			t.Errorf("the walk met no answer of class or status %s", want)
		}
	}
}
