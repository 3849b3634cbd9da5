package rehearsal

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"resultsdesk/internal/count"
)

// Progress is how a rehearsal stands.
type Progress struct {
	Declared, Of int
	At           time.Time // of the night; zero where it is played as fast as the desk accepts
	Rate         float64   // forms a second, since it began
	Latency      Latency   // of the last forms
	Forms        Forms
}

// lately is how many of the last forms the latency of a progress is of.
const lately = 100

// ticks tells once a second how it stands.
func (p *Player) ticks(ctx context.Context, tell func(Progress)) {
	for wait(ctx, time.Second) == nil {
		tell(p.progress())
	}
}

func (p *Player) progress() Progress {
	f := p.tally.Forms()
	out := Progress{Declared: f.DeclaredSoFar, Of: len(p.night.Contests), Rate: float64(f.Sent) / time.Since(p.began).Seconds(), Forms: f}
	for _, at := range p.resumed {
		if at.stage == count.StageDeclared {
			out.Declared++
		}
	}
	p.watch.mu.Lock()
	from := max(0, len(p.watch.expected)-lately)
	p.watch.mu.Unlock()
	out.Latency = p.watch.latencies(from)
	if p.Speed > 0 {
		out.At = p.now().In(p.night.Contests[0].Election.Location())
	}
	return out
}

// Report is what came of a rehearsal.
type Report struct {
	Took    time.Duration
	Stopped bool // before it was done
	Forms   Forms
	Watched Watched
	Score   *Score // nil where it was stopped
}

// Passed tells whether everything was as it must be.
func (r *Report) Passed() bool {
	return !r.Stopped && len(r.Forms.Failed)+len(r.Forms.WronglyTaken)+len(r.Watched.Wrong)+len(r.Score.Differences) == 0
}

// mostLines is how many lines of one kind a report lists.
const mostLines = 40

// Text is the report for people.
func (r *Report) Text() string {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "  %-22s "+format+"\n", append([]any{name}, args...)...)
	}
	verdict := map[bool]string{true: "PASSED", false: "FAILED"}[r.Passed()]
	if r.Stopped {
		verdict = "STOPPED: play again to go on"
	}
	fmt.Fprintf(&b, "\nREHEARSAL: %s\n\n", verdict)
	line("Time", "%s", r.Took.Round(time.Millisecond))
	f := r.Forms
	line("Forms", "%s sent, %.1f a second; warnings answered %d; sent again after a lost answer %d; without an answer %d; done before %d",
		count.Thousands(f.Sent), float64(f.Sent)/r.Took.Seconds(), f.Warned, f.Repeated, f.Retried, f.Skipped)
	for _, kind := range slices.Sorted(maps.Keys(f.Steps)) {
		line("", "%-14s %6s", kind, count.Thousands(f.Steps[kind]))
	}
	line("Typing errors", "%d refused as they must be, %d wrongly taken", f.RefusedInAll(), len(f.WronglyTaken))
	for _, kind := range slices.Sorted(maps.Keys(f.Refused)) {
		line("", "%4d %s", f.Refused[kind], kind)
	}
	listed(&b, "Failed", append(f.Failed, f.WronglyTaken...))
	w := r.Watched
	line("Viewers", "%d; %s frames; %s states, %s compared with what was published, %s at a revision nobody had as data; cut off and back %d", w.Viewers,
		count.Thousands(w.Frames), count.Thousands(w.States), count.Thousands(w.Compared), count.Thousands(w.Unknown), w.Cuts)
	line("POST to screen", "p50 %s, p99 %s, max %s at %s (%s forms, %s samples)", ms(w.Latency.P50), ms(w.Latency.P99), ms(w.Latency.Max), w.Latency.Slowest,
		count.Thousands(w.Latency.Forms), count.Thousands(w.Latency.Samples))
	listed(&b, "Shown wrongly", w.Wrong)
	if r.Score != nil {
		r.Score.write(&b, line)
	}
	return b.String()
}

func (s *Score) write(b *strings.Builder, line func(name, format string, args ...any)) {
	line("Score", "%s figures of %d contests compared, %d differ", count.Thousands(s.Figures), s.Contests, len(s.Differences))
	listed(b, "Differences", s.Differences)
	parties := slices.Collect(maps.Keys(s.Totals.Seats))
	slices.SortFunc(parties, func(a, c string) int {
		return cmp.Or(cmp.Compare(s.Totals.Seats[c], s.Totals.Seats[a]), cmp.Compare(a, c))
	})
	var seats []string
	for _, party := range parties {
		seats = append(seats, fmt.Sprintf("%s %d", party, s.Totals.Seats[party]))
	}
	line("Seats", "%s", strings.Join(seats, ", "))
	line("Totals", "valid %s, rejected %s, electorate %s", count.Thousands(s.Totals.Valid), count.Thousands(s.Totals.Invalid), count.Thousands(s.Totals.Electorate))
}

func listed(b *strings.Builder, name string, all []string) {
	for i, text := range all {
		if i == mostLines {
			fmt.Fprintf(b, "    … and %d more\n", len(all)-mostLines)
			return
		}
		fmt.Fprintf(b, "  %s: %s\n", name, text)
	}
}

// ms is a duration in milliseconds, as latencies are read.
func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }
