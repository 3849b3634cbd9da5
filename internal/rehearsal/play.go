package rehearsal

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
)

// Options of a rehearsal.
type Options struct {
	Desk     string  // URL of the officers' side
	Public   string  // URL of the viewers' side
	Speed    float64 // how many times as fast as the night was; 0: as fast as the desk accepts
	Contests int     // only so many, the first of the night; 0: all
	Viewers  int     // sockets beside
	// Did is told of each step that was taken, from the crews' goroutines; nil: nobody is.
	Did func(Step)
	// Published reads the desk's own log, every bulletin by its revision, to compare it
	// with what viewers were shown; nil: that is compared with what came as data.
	Published func(context.Context) (map[int64][]byte, error)
}

// Player plays a night.
type Player struct {
	Options
	night  *Night
	people *People
	tally  *Tally
	watch  *Watch
	http   *http.Client
	began  time.Time
	start  time.Time // election time at began

	resumed map[string]place // contests on which something was done before
}

// clockHeader is the header in which a rehearsal whose clock was set tells the hour.
const clockHeader = "Election-Clock"

// ErrLive: the desk runs a real night.
var ErrLive = errors.New("this desk is live: a rehearsal is played against a desk of its own")

// NewPlayer makes a player of a night that the people were made for.
func NewPlayer(n *Night, people *People, o Options) *Player {
	o.Desk, o.Public = strings.TrimSuffix(o.Desk, "/"), strings.TrimSuffix(o.Public, "/")
	if o.Public == "" {
		o.Public = o.Desk
	}
	if o.Contests > 0 && o.Contests < len(n.Contests) {
		n = &Night{Plan: n.Plan, Contests: n.Contests[:o.Contests]}
	}
	transport := &http.Transport{MaxIdleConnsPerHost: 200, IdleConnTimeout: 30 * time.Second}
	return &Player{Options: o, night: n, people: people, tally: newTally(), resumed: map[string]place{},
		http: &http.Client{Transport: transport, Timeout: 30 * time.Second}}
}

// Play plays the night and then its corrections. Each second tell is told how it
// stands. It returns when all is done or ctx ends, with what came of it either way.
func (p *Player) Play(ctx context.Context, tell func(Progress)) (*Report, error) {
	if err := p.look(ctx); err != nil {
		return nil, err
	}
	p.watch = newWatch(p.Public, p.night, p.Viewers)
	watching, stop := context.WithCancel(ctx)
	defer stop()
	if err := p.watch.start(watching); err != nil {
		return nil, err
	}
	if p.began = time.Now(); p.start.IsZero() {
		p.start = p.first()
	}
	ticking := make(chan struct{})
	go func() { defer close(ticking); p.ticks(watching, tell) }()
	err := p.crews(ctx)
	if err == nil {
		err = p.corrections(ctx)
	}
	took := time.Since(p.began)
	if err == nil {
		p.watch.settle(ctx)
	}
	var report *Report
	if err == nil || errors.Is(err, errInterrupted) {
		report = &Report{Took: took, Stopped: err != nil, Forms: p.tally.Forms()}
	}
	if report != nil && !report.Stopped {
		report.Score, err = p.Score(ctx)
	}
	stop()
	<-ticking
	p.watch.wait()
	if report != nil {
		var log map[int64][]byte
		if p.Published != nil && !report.Stopped && err == nil {
			log, err = p.Published(ctx)
		}
		report.Watched = p.watch.judge(log)
	}
	if errors.Is(err, errInterrupted) {
		err = nil
	}
	return report, err
}

// now is the time of the night.
func (p *Player) now() time.Time {
	return p.start.Add(time.Duration(float64(time.Since(p.began)) * p.Speed))
}

// until waits for the hour of a step.
func (p *Player) until(ctx context.Context, at time.Time) error {
	if ctx.Err() != nil {
		return errInterrupted
	}
	if p.Speed == 0 {
		return nil
	}
	if ahead := at.Sub(p.now()); ahead > 0 {
		return wait(ctx, time.Duration(float64(ahead)/p.Speed))
	}
	return nil
}
