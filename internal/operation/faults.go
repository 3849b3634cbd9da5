package operation

import (
	"context"
	"log/slog"
	"slices"
	"sync"
)

// keptFaults is how many faults an operator's page looks back on.
const keptFaults = 20

// Faults remembers the last errors that were logged. The zero value is ready.
type Faults struct {
	mu    sync.Mutex
	count uint64
	last  []Fault // the oldest first
}

// Last are the faults that are remembered, newest first, and how many there were
// since the start.
func (f *Faults) Last() (last []Fault, count uint64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	last = slices.Clone(f.last)
	slices.Reverse(last)
	return last, f.count
}

func (f *Faults) add(one Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.count++
	if len(f.last) == keptFaults {
		f.last = slices.Delete(f.last, 0, 1)
	}
	f.last = append(f.last, one)
}

// behind is a handler that keeps errors on their way to the next one.
func (f *Faults) behind(next slog.Handler) slog.Handler { return &keeper{next, f, Fault{}} }

type keeper struct {
	slog.Handler
	faults *Faults
	known  Fault // from attributes that the logger carries
}

// Handle keeps the record where it is an error. The error itself stays in the log: it
// may name files.
func (k *keeper) Handle(ctx context.Context, r slog.Record) error {
	if r.Level >= slog.LevelError {
		one := k.known
		one.At, one.Text = r.Time.UTC(), r.Message
		r.Attrs(func(a slog.Attr) bool {
			one.take(a)
			return true
		})
		k.faults.add(one)
	}
	return k.Handler.Handle(ctx, r)
}

func (one *Fault) take(a slog.Attr) {
	switch a.Key {
	case "incident":
		one.Incident = a.Value.String()
	case "route":
		one.Route = bounded(a.Value.String(), longest)
	}
}

// WithAttrs is a handler whose records carry attributes.
func (k *keeper) WithAttrs(attrs []slog.Attr) slog.Handler {
	known := k.known
	for _, a := range attrs {
		known.take(a)
	}
	return &keeper{k.Handler.WithAttrs(attrs), k.faults, known}
}

// WithGroup is a handler whose keys are in a group.
func (k *keeper) WithGroup(name string) slog.Handler {
	return &keeper{k.Handler.WithGroup(name), k.faults, k.known}
}
