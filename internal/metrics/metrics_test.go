package metrics

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"resultsdesk"
	"resultsdesk/internal/operation"
)

// full is the metrics of a desk with every series there.
func full() *Metrics {
	m := New(func() operation.State {
		return operation.State{At: time.Now(), Disks: []operation.Disk{{Role: "database", Free: 1, Total: 2}}, Certificate: time.Now(),
			Viewers: operation.Audience{Closes: map[int]uint64{1012: 1}}}
	})
	m.Request("desk", "GET /desk/", 200, time.Second)
	m.Form("entered", "accepted")
	return m
}

// scraped is what a desk tells Prometheus: name → a line of the table.
func scraped(t *testing.T) map[string]string {
	t.Helper()
	all, err := full().registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, f := range all {
		var labels []string
		for _, l := range f.GetMetric()[0].GetLabel() {
			labels = append(labels, l.GetName())
		}
		found[f.GetName()] = fmt.Sprintf("| `%s` | %s | %s | %s |\n", f.GetName(), strings.ToLower(f.GetType().String()), strings.Join(labels, ", "), f.GetHelp())
	}
	return found
}

// ours are the names of the desk's own.
func ours(found map[string]string) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(found)), func(name string) bool { return !strings.HasPrefix(name, "desk_") })
}

// The names are as Prometheus wants them: base units, _total for what only grows.
func TestNamesByConvention(t *testing.T) {
	if n := len(ours(scraped(t))); n < len(families())+3 {
		t.Errorf("%d metrics are scraped; the desk has %d", n, len(families())+3)
	}
	w := httptest.NewRecorder()
	full().Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	problems, err := promlint.New(w.Body).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

// docs/metrics.md lists what there is; UPDATE_GOLDENS=1 writes it.
func TestMetricsAreDocumented(t *testing.T) {
	const file = "../../docs/metrics.md"
	var b strings.Builder
	b.WriteString("# Metrics\n\nWhat `/metrics` of the operators' listener (`-ops-addr`) tells Prometheus, beside the usual `go_` and `process_` ones. Made by `UPDATE_GOLDENS=1 go test ./internal/metrics`.\n\n| Metric | Kind | Labels | Meaning |\n|---|---|---|---|\n")
	found := scraped(t)
	for _, name := range ours(found) {
		b.WriteString(found[name])
	}
	if os.Getenv("UPDATE_GOLDENS") != "" {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if was, err := os.ReadFile(file); err != nil || string(was) != b.String() {
		t.Errorf("%s is not current (%v); UPDATE_GOLDENS=1 writes it", file, err)
	}
}

// An alert asks for metrics that there are, says how urgent it is, and leads to a
// section of the runbook that exists.
func TestAlerts(t *testing.T) {
	text, err := os.ReadFile("../../ops/alerts.yml")
	if err != nil {
		t.Fatal(err)
	}
	found := scraped(t)
	metric := regexp.MustCompile(`\b(desk|process|go)_[a-z_]+\b`)
	rules := strings.Split(string(text), "- alert: ")[1:]
	for _, rule := range rules {
		name, body, _ := strings.Cut(rule, "\n")
		expr := regexp.MustCompile(`expr: (.*)`).FindString(body)
		for _, used := range metric.FindAllString(expr, -1) {
			if found[used] == "" && found[strings.TrimSuffix(used, "_bucket")] == "" {
				t.Errorf("%s asks for %s, which does not exist", name, used)
			}
		}
		if !regexp.MustCompile(`severity: (page|look)}`).MatchString(body) || !strings.Contains(body, "summary: ") {
			t.Errorf("%s does not say how urgent it is, or what it is", name)
		}
		_, anchor, _ := strings.Cut(regexp.MustCompile(`runbook_url: docs/the-night.md#\S+`).FindString(body), "#")
		if heading := strings.ReplaceAll(anchor, "-", " "); anchor == "" || !strings.Contains(strings.ReplaceAll(strings.ToLower(resultsdesk.Runbook), "-", " "), "\n## "+heading+"\n") {
			t.Errorf("%s leads to %q, which the runbook does not have", name, anchor)
		}
	}
	if len(rules) < 13 {
		t.Errorf("only %d alerts", len(rules))
	}
}

// Prometheus's own tool takes the rules, and they say the right thing of a night that
// goes wrong.
func TestAlertsByPromtool(t *testing.T) {
	tool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("promtool is not here (Debian package prometheus)")
	}
	for _, args := range [][]string{{"check", "rules", "alerts.yml"}, {"test", "rules", "alerts_test.yml"}} {
		run := exec.Command(tool, args...)
		run.Dir = filepath.Join("..", "..", "ops")
		if out, err := run.CombinedOutput(); err != nil {
			t.Errorf("promtool %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

// A scrape costs little: what is kept is read, nothing is counted anew.
func BenchmarkScrape(b *testing.B) {
	m := New(func() operation.State { return operation.State{At: time.Now()} })
	for range 60 {
		for _, code := range []int{200, 303, 403} {
			m.Request("desk", fmt.Sprint("GET /desk/", b.N), code, time.Millisecond)
		}
	}
	for b.Loop() {
		if _, err := m.registry.Gather(); err != nil {
			b.Fatal(err)
		}
	}
}
