package feed

import (
	"sync"
	"sync/atomic"
	"time"

	"resultsdesk/internal/measure"
)

// Stats is how publishing goes, for those who run the desk.
type Stats struct {
	Head      Head
	Seq       int64         // last act read
	Lag       time.Duration // how long the oldest act that was reported and is not published has waited; 0: none waits
	Bulletins uint64        // delivered since the start
	Failures  uint64        // passes that failed; what they were to publish waits for the next
	Delay     measure.Distribution
}

// progress is what a publisher counts. Delay is the seconds from a commit that was
// reported to the delivery of what it changed: of the oldest commit of each pass.
type progress struct {
	bulletins, failures atomic.Uint64
	delay               *measure.Histogram

	mu     sync.Mutex
	at     Position
	oldest time.Time // when the oldest commit that waits was reported; zero: none waits
	during time.Time // the oldest that was reported while a pass ran
}

// reported notes a commit.
func (p *progress) reported(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.oldest.IsZero() {
		p.oldest = now
	}
	if p.during.IsZero() {
		p.during = now
	}
}

// began notes that a pass looks at the ledger: it sees all that was reported before.
func (p *progress) began() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.during = time.Time{}
}

// ended notes that all that the pass saw is delivered.
func (p *progress) ended(at Position, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.oldest.IsZero() {
		p.delay.Observe(now.Sub(p.oldest).Seconds())
	}
	p.at, p.oldest = at, p.during
}

// Stats reads how publishing goes.
func (p *Publisher) Stats() Stats {
	g := &p.progress
	s := Stats{Bulletins: g.bulletins.Load(), Failures: g.failures.Load(), Delay: g.delay.Read()}
	g.mu.Lock()
	defer g.mu.Unlock()
	s.Head, s.Seq = g.at.Head, g.at.Seq
	if !g.oldest.IsZero() {
		s.Lag = time.Since(g.oldest)
	}
	return s
}
