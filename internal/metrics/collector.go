package metrics

import (
	"github.com/prometheus/client_golang/prometheus"

	"resultsdesk/internal/measure"
	"resultsdesk/internal/operation"
)

// collector reads the desk's state at a scrape.
type collector struct{ read func() operation.State }

// family is a metric that is read from the state, with all its series.
type family struct {
	name   string
	help   string
	kind   prometheus.ValueType // of plain values
	labels []string
	values func(operation.State, func(v float64, labels ...string))
	spread func(operation.State) measure.Distribution // instead of values: a histogram
}

func (f family) desc() *prometheus.Desc { return prometheus.NewDesc(f.name, f.help, f.labels, nil) }

// Describe names the metrics; see prometheus.Collector.
func (c collector) Describe(out chan<- *prometheus.Desc) {
	for _, f := range families() {
		out <- f.desc()
	}
}

// Collect reads them all from one state, so that they agree; see
// prometheus.Collector.
func (c collector) Collect(out chan<- prometheus.Metric) {
	state := c.read()
	for _, f := range families() {
		desc := f.desc()
		if f.spread != nil {
			d := f.spread(state)
			out <- prometheus.MustNewConstHistogram(desc, d.Count, d.Sum, d.Buckets)
			continue
		}
		f.values(state, func(v float64, labels ...string) {
			out <- prometheus.MustNewConstMetric(desc, f.kind, v, labels...)
		})
	}
}

func gauge(name, help string, value func(operation.State) float64) family {
	return family{name: name, help: help, kind: prometheus.GaugeValue,
		values: func(s operation.State, emit func(float64, ...string)) { emit(value(s)) }}
}

func counter(name, help string, value func(operation.State) uint64) family {
	return family{name: name, help: help, kind: prometheus.CounterValue,
		values: func(s operation.State, emit func(float64, ...string)) { emit(float64(value(s))) }}
}

func histogram(name, help string, spread func(operation.State) measure.Distribution) family {
	return family{name: name, help: help, spread: spread}
}

// truth is a gauge that is 1 or 0.
func truth(name, help string, value func(operation.State) bool) family {
	return gauge(name, help, func(s operation.State) float64 {
		if value(s) {
			return 1
		}
		return 0
	})
}
