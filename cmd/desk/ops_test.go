package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/feed"
)

// asked is what an address of a handler answers.
func asked(t *testing.T, h http.Handler, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Host = "localhost"
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// fresh forgets the state that is kept for a second.
func (o *operations) fresh() { o.last.At = time.Time{} }

// Operators see on their own port what stops a desk; whoever is at the common one
// learns only which check it is, and finds no metrics there.
func TestReadiness(t *testing.T) {
	s, h := wired(t, "")
	private := s.faces.ops.Handler
	if code, text := asked(t, private, "/healthz"); code != http.StatusOK || text != "alive\n" {
		t.Errorf("/healthz: %d %q", code, text)
	}
	if code, text := asked(t, private, "/readyz"); code != http.StatusOK || text != "ready\n" {
		t.Errorf("/readyz: %d %q", code, text)
	}
	if code, _ := asked(t, s.faces.desk.Handler, "/metrics"); code != http.StatusNotFound {
		t.Errorf("/metrics is public: %d", code)
	}
	s.ops.draining.Store(true)
	if code, text := asked(t, private, "/readyz"); code != http.StatusServiceUnavailable || !strings.Contains(text, "draining: the desk is stopping") {
		t.Errorf("stopping: %d %q", code, text)
	}
	s.ops.draining.Store(false)
	if err := s.store.(io.Closer).Close(); err != nil {
		t.Fatal(err)
	}
	s.ops.fresh()
	if code, text := asked(t, private, "/readyz"); code != http.StatusServiceUnavailable || !strings.Contains(text, "database: ") || text == "not ready\ndatabase\n" {
		t.Errorf("without a file: %d %q", code, text)
	}
	r, err := http.Get(h.URL + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if text, _ := io.ReadAll(r.Body); r.StatusCode != http.StatusServiceUnavailable || string(text) != "not ready\ndatabase\n" {
		t.Errorf("the public is told %d %q", r.StatusCode, text)
	}
}

// What a count officer stores is in the metrics: the form, the commit, the bulletin,
// the viewer who saw it; and no address that a stranger made up.
func TestMetricsOfAnEntry(t *testing.T) {
	s, h := wired(t, "")
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() { s.publisher.Run(ctx, nil); close(stopped) }()
	defer func() { stop(); <-stopped }()
	viewer := watch(ctx, t, h.URL, "contest/"+demoContest)
	v := newVisitor(t, h.URL)
	v.signIn(demoOfficer, demoPassphrase)
	const papers = "/desk/contests/" + demoContest + "/papers"
	form, _ := v.read(papers).form(papers)
	form.Set("papers", "49,195")
	if p, err := v.post(papers, form); err != nil || p.status != http.StatusSeeOther {
		t.Fatalf("%d %v", p.status, err)
	}
	viewer.until("the verified papers", func(b feed.Bulletin) bool { return b.Contest.Papers != nil })
	for _, path := range []string{"/desk/made-up-by-a-stranger", "/made-up-by-a-stranger", "/contests/made-up-by-a-stranger"} {
		r, err := http.Get(h.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
	}
	s.ops.fresh()
	_, text := asked(t, s.faces.ops.Handler, "/metrics")
	for _, line := range []string{
		`desk_forms_total{kind="verified",outcome="accepted"} 1`, `desk_sign_ins_total{outcome="accepted"} 1`, `desk_sign_ins_total{outcome="refused"} 0`,
		`desk_http_request_duration_seconds_count{code="303",face="desk",route="POST /desk/contests/{contest}/papers"} 1`,
		`desk_http_request_duration_seconds_count{code="101",face="public",route="/live"} 1`,
		`desk_viewers 1`, `desk_viewers_by_topic{kind="contest"} 1`, `desk_publish_lag_seconds 0`, `desk_ready 1`, `desk_database_writable 1`,
		`desk_officers_signed_in 1`, `desk_viewers_slow 0`, `process_open_fds `, `go_goroutines `, `desk_build_info{`,
	} {
		if !strings.Contains(text, "\n"+line) {
			t.Errorf("the metrics have no line %s", line)
		}
	}
	if strings.Contains(text, "stranger") || strings.Contains(text, demoContest) {
		t.Error("an address or a contest became a series")
	}
	if t.Failed() {
		t.Log(text)
	}
}

// The operators' port opens with the others, and closes last.
func TestOperatorsPort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ops := l.Addr().String()
	l.Close()
	_, stop := serving(t, night(t), "-ops-addr", ops, "-log", "json")
	env, out := testEnvironment(nil)
	if err := health(t.Context(), env, []string{"-ready", "-ops-addr", ops}); err != nil || out.String() != "ready\n" {
		t.Errorf("desk health: %q, %v", out.String(), err)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if err := health(t.Context(), env, []string{"-ops-addr", ops}); err == nil {
		t.Error("a stopped desk is healthy")
	}
}

// testEnvironment is an environment whose output a test reads.
func testEnvironment(vars map[string]string) (environment, *strings.Builder) {
	var out strings.Builder
	return environment{func(name string) string { return vars[name] }, strings.NewReader(""), &out, &out}, &out
}
