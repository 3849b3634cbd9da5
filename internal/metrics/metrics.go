// Package metrics tells Prometheus how the desk does. It is the only package that
// knows Prometheus: everything else counts for itself and is read at the scrape.
package metrics

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"resultsdesk/internal/operation"
)

// Metrics is a registry of its own: nothing global is registered or read.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	forms    *prometheus.CounterVec
	signIns  *prometheus.CounterVec
}

// New makes the metrics of a desk. read is asked at each scrape.
func New(read func() operation.State) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "desk_http_request_duration_seconds", Help: "Time to answer a request, by side, pattern of the address and status.",
			Buckets: []float64{.001, .005, .025, .1, .25, 1, 5},
		}, []string{"face", "route", "code"}),
		forms: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "desk_forms_total", Help: "Submissions on record, by kind of act and what became of them: accepted, repeated, refused, conflict.",
		}, []string{"kind", "outcome"}),
		signIns: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "desk_sign_ins_total", Help: "Sign-ins on record, by what became of them: accepted, refused.",
		}, []string{"outcome"}),
	}
	for _, outcome := range []string{"accepted", "refused"} {
		m.signIns.WithLabelValues(outcome) // there from the start: a rate needs a zero to begin with
	}
	m.registry.MustRegister(m.requests, m.forms, m.signIns, collector{read},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Request counts an answer. route is the pattern that matched, never the address:
// what a stranger asks for must not become a series.
func (m *Metrics) Request(face, route string, status int, took time.Duration) {
	m.requests.WithLabelValues(face, route, strconv.Itoa(status)).Observe(took.Seconds())
}

// Form counts a submission that is on record.
func (m *Metrics) Form(kind, outcome string) { m.forms.WithLabelValues(kind, outcome).Inc() }

// SignIn counts an attempt to sign in that is on record.
func (m *Metrics) SignIn(outcome string) { m.signIns.WithLabelValues(outcome).Inc() }

// Handler answers a scrape.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4})
}
