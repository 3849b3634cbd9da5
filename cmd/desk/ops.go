package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/count"
	"resultsdesk/internal/metrics"
	"resultsdesk/internal/operation"
	"resultsdesk/internal/sqlite"
)

// watched is what is kept of a desk's files and of the machine, where there is
// something to say.
type watched struct {
	faults      *operation.Faults       // nil: none are kept
	rooms       map[string]string       // role of a disk → a path on it
	backup      func() operation.Backup // nil: the desk makes none
	certificate func() time.Time        // when the nearest ends; nil: the desk has none
}

// operations watches a running desk for those who run it.
type operations struct {
	watched
	server   *server
	metrics  *metrics.Metrics
	started  time.Time
	draining atomic.Bool
	lines    chan sqlite.Witnessed // on their way to the log

	mu   sync.Mutex // held while a state is made: the others wait for it
	last operation.State

	failures uint64 // backups that were seen to fail
}

// stateFor is how long a state is good for: whoever asks more often gets the same,
// so that asking costs the desk nothing.
const stateFor = time.Second

// waitingLines is how many lines may wait for a log that is slow. What does not fit is
// left out: the audit has it.
const waitingLines = 1024

func newOperations(s *server, w watched) *operations {
	if w.faults == nil {
		w.faults = &operation.Faults{}
	}
	o := &operations{watched: w, server: s, started: time.Now(), lines: make(chan sqlite.Witnessed, waitingLines)}
	o.metrics = metrics.New(o.state)
	s.store.Witness(o.witness)
	return o
}

// state is how the desk does now.
func (o *operations) state() operation.State {
	o.mu.Lock()
	defer o.mu.Unlock()
	if time.Since(o.last.At) < stateFor {
		o.last.Draining = o.draining.Load()
		return o.last
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	s := operation.State{At: time.Now(), Started: o.started, Draining: o.draining.Load(), Clock: operation.MachineClock()}
	s.Version, s.Go = programVersion()
	o.file(ctx, &s)
	o.people(&s)
	for _, role := range []string{"database", "backup"} {
		if path := o.rooms[role]; path != "" {
			s.Disks = append(s.Disks, operation.Room(role, path))
		}
	}
	if o.backup != nil {
		s.Backup = o.backup()
		if s.Backup.Failure != "" && s.Backup.Tried.After(o.last.Backup.Tried) {
			o.failures++
		}
		s.Backup.Failures = o.failures
	}
	if o.certificate != nil {
		s.Certificate = o.certificate()
	}
	s.Last, s.Faults = o.faults.Last()
	o.last = s
	return s
}

// file is what the store and the publisher say.
func (o *operations) file(ctx context.Context, s *operation.State) {
	pulse, err := o.server.store.Pulse(ctx, s.At.Add(-account.SessionLength), s.At.Add(-account.SessionIdle))
	if err == nil {
		err = o.server.store.Writable(ctx)
	}
	if err != nil {
		s.Fault = err.Error()
	}
	s.Act, s.ActAt, s.Audit, s.Sessions, s.Officers = pulse.Act, pulse.ActAt, pulse.Audit, pulse.Sessions, pulse.Officers
	s.File, s.Log = o.server.store.Sizes()
	w := o.server.store.Stats()
	s.Writer = operation.Writer{Commits: w.Commits, Failed: w.Failed, Wait: w.Wait, Commit: w.Commit, Batch: w.Batch}
	p := o.server.publisher.Stats()
	s.Read, s.Epoch, s.Revision = p.Seq, p.Head.Epoch, p.Head.Revision
	s.Lag, s.Bulletins, s.Unpublished, s.Delay = p.Lag, p.Bulletins, p.Failures, p.Delay
}

func (o *operations) people(s *operation.State) {
	audience := func(h broadcast.Stats) operation.Audience {
		return operation.Audience{Connected: h.Viewers, Slow: h.Slow, Topics: h.Topics, Sent: h.Sent, Skipped: h.Skipped, Refused: h.Refused, Closes: h.Closes}
	}
	s.Viewers, s.Pages = audience(o.server.public.Stats()), audience(o.server.officers.Stats())
}

// witness counts a line of the audit and has it logged. It runs on the writer's
// goroutine, which must not wait for a log.
func (o *operations) witness(w sqlite.Witnessed) {
	switch {
	case w.Kind == account.KindSignIn:
		o.metrics.SignIn(string(w.Outcome))
	case w.Contest != "":
		o.metrics.Form(string(w.Kind), string(w.Outcome))
	}
	select {
	case o.lines <- w:
	default:
	}
}

// keepLog writes what waits, until ctx ends and nothing waits any more.
func (o *operations) keepLog(ctx context.Context) {
	for {
		select {
		case w := <-o.lines:
			logLine(o.server.log, w)
		case <-ctx.Done():
			for len(o.lines) > 0 {
				logLine(o.server.log, <-o.lines)
			}
			return
		}
	}
}

// logLine logs an act or an attempt, without what it says: neither figures nor the
// words of a refusal, which name figures. A name that nobody signed in by is not
// logged: people type passphrases there.
func logLine(log *slog.Logger, w sqlite.Witnessed) {
	refused := w.Outcome != count.Accepted && w.Outcome != count.Repeated
	switch {
	case w.Contest == "" && refused:
		log.Warn("refused", "kind", string(w.Kind), "outcome", string(w.Outcome), "addr", w.From)
	case w.Contest == "":
		log.Info("done", "kind", string(w.Kind), "officer", w.Officer, "addr", w.From, "dur", w.Took)
	case refused:
		log.Info("refused", "contest", w.Contest, "unit", w.Unit, "officer", w.Officer, "kind", string(w.Kind), "outcome", string(w.Outcome))
	default:
		log.Info("act", "contest", w.Contest, "unit", w.Unit, "officer", w.Officer, "kind", string(w.Kind), "outcome", string(w.Outcome), "seq", w.Seq, "dur", w.Took)
	}
}

// private is what the operators' own listener answers.
func (o *operations) private() http.Handler {
	mux := http.NewServeMux()
	o.health(mux, true)
	mux.Handle("GET /metrics", o.metrics.Handler())
	return mux
}

// healthBefore answers for operators where the sides share a port, and leaves the rest
// to next.
func (o *operations) healthBefore(next http.Handler) http.Handler {
	mux := http.NewServeMux()
	o.health(mux, false)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/healthz" || r.URL.Path == "/readyz" {
			mux.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// health answers whether the program lives, and whether it should be sent anybody.
// Only operators are told the whole reason.
func (o *operations) health(mux *http.ServeMux, whole bool) {
	answer := func(w http.ResponseWriter, status int, text string) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.WriteHeader(status)
		fmt.Fprintln(w, text)
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "alive") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		why := o.state().Unready()
		if len(why) == 0 {
			answer(w, http.StatusOK, "ready")
			return
		}
		for i := range why {
			if name, _, found := strings.Cut(why[i], ":"); found && !whole {
				why[i] = name
			}
		}
		answer(w, http.StatusServiceUnavailable, "not ready\n"+strings.Join(why, "\n"))
	})
}
