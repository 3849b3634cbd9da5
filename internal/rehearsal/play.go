package rehearsal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
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

// place is where a contest stands in public.
type place struct {
	stage count.Stage
	round int
	fixed bool // corrected
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

// look asks the desk where each contest stands, waits for polls that are still open, and
// refuses a desk that is live.
func (p *Player) look(ctx context.Context) error {
	for _, c := range p.night.Contests {
		b, err := p.closed(ctx, c.ID)
		if err != nil {
			return err
		}
		at := place{stage: b.Stage, fixed: len(b.Contest.Corrections) > 0}
		for _, e := range b.Contest.Events {
			if e.Kind == count.EventRecount {
				at.round++
			}
		}
		if b.Stage != count.StageAwaiting {
			p.resumed[c.ID] = at
		}
	}
	return nil
}

// closed is the bulletin of a contest once its poll has closed.
func (p *Player) closed(ctx context.Context, contest string) (*feed.Bulletin, error) {
	for {
		b, err := p.bulletin(ctx, contest)
		switch {
		case err != nil:
			return nil, err
		case b.Mode != count.Rehearsal:
			return nil, ErrLive
		case b.Stage != count.StageScheduled:
			return b, nil
		}
		if err := wait(ctx, tryAfter); err != nil {
			return nil, err
		}
	}
}

// get reads a public file.
func (p *Player) get(ctx context.Context, path string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.Public+path, nil)
	if err != nil {
		return nil, err
	}
	got, err := p.http.Do(r)
	if err != nil {
		return nil, err
	}
	defer got.Body.Close()
	if hour, err := time.Parse(time.RFC3339, got.Header.Get(clockHeader)); err == nil && p.began.IsZero() {
		p.start = hour
	}
	if got.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s%s: %s", p.Public, path, got.Status)
	}
	return io.ReadAll(got.Body)
}

func (p *Player) bulletin(ctx context.Context, contest string) (*feed.Bulletin, error) {
	data, err := p.get(ctx, "/api/v1/contests/"+contest+".json")
	if err != nil {
		return nil, err
	}
	b := &feed.Bulletin{}
	if err := json.Unmarshal(data, b); err != nil {
		return nil, fmt.Errorf("%s: %w", contest, err)
	}
	if b.Contest == nil {
		return nil, fmt.Errorf("%s: this is not the file of a contest", contest)
	}
	return b, nil
}

// first is the hour at which the rehearsal begins: that of the first thing to do.
func (p *Player) first() time.Time {
	all := Steps(p.night.Contests)
	for _, s := range all {
		if !p.done(s) {
			return s.At.Add(-time.Minute)
		}
	}
	return all[len(all)-1].At
}

// done tells whether a step was done before, as far as the public can see.
func (p *Player) done(s Step) bool {
	at, resumed := p.resumed[s.Contest.ID]
	if !resumed {
		return false
	}
	switch at.stage {
	case count.StageDeclared, count.StageVoid:
		return s.Kind != StepPropose && s.Kind != StepAgree || at.fixed
	case count.StageReady:
		return s.Kind != StepReadBack && s.Kind != StepDeclare
	case count.StageProvisional:
		return s.Round < at.round || s.Kind == StepPapers || s.Kind == StepEnter || s.Kind == StepConfirm || s.Kind == StepProvisional
	}
	return s.Round < at.round || s.Kind == StepPapers && at.stage != count.StageVerifying
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

// crews has all crews work beside each other.
func (p *Player) crews(ctx context.Context) error {
	var group sync.WaitGroup
	failed := make([]error, len(p.people.Crews))
	for i, c := range p.people.Crews {
		group.Go(func() { failed[i] = p.crew(ctx, c) })
	}
	group.Wait()
	return errors.Join(failed...)
}

// crew is three people who work at their contests, one thing after the other in order
// of time.
func (p *Player) crew(ctx context.Context, c Crew) error {
	var mine []*Contest
	for _, contest := range p.night.Contests {
		if slices.Contains(c.Contests, contest.ID) {
			mine = append(mine, contest)
		}
	}
	if len(mine) == 0 {
		return nil
	}
	h := &hands{Player: p, codes: map[string][]string{}}
	for to, o := range map[**Person]Officer{&h.enters: c.Enters, &h.confirms: c.Confirms, &h.clerk: c.Clerk} {
		person, err := newPerson(o, p.Desk, p.http.Transport)
		if err != nil {
			return err
		}
		*to = person
	}
	for _, s := range Steps(mine) {
		if p.done(s) {
			p.tally.count(&p.tally.skipped)
			continue
		}
		if err := h.at(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// corrections puts right what was published wrongly that night: proposed by the
// contest's clerk, confirmed by an administrator.
func (p *Player) corrections(ctx context.Context) error {
	agrees, err := newPerson(p.people.Confirms, p.Desk, p.http.Transport)
	if err != nil {
		return err
	}
	clerks := map[string]*Person{}
	for _, s := range p.night.Corrections() {
		if p.done(s) {
			p.tally.count(&p.tally.skipped)
			continue
		}
		var clerk Officer
		for _, c := range p.people.Crews {
			if slices.Contains(c.Contests, s.Contest.ID) {
				clerk = c.Clerk
			}
		}
		if clerks[clerk.Name] == nil {
			if clerks[clerk.Name], err = newPerson(clerk, p.Desk, p.http.Transport); err != nil {
				return err
			}
		}
		h := &hands{Player: p, clerk: clerks[clerk.Name], agrees: agrees}
		if err := h.at(ctx, s); err != nil {
			return err
		}
	}
	return nil
}
