package rehearsal

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"golang.org/x/net/html"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// place is where a contest stands in public.
type place struct {
	stage count.Stage
	round int
	fixed bool // corrected
}

// look asks the desk where each contest stands, waits for polls that are still open, and
// refuses a desk that is live.
func (p *Player) look(ctx context.Context) error {
	if err := p.rehearses(ctx); err != nil {
		return err
	}
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

// rehearses refuses a live desk before anybody shows it a passphrase: the officers' side
// may be another desk's than the viewers'.
func (p *Player) rehearses(ctx context.Context) error {
	body, err := p.read(ctx, p.Desk+"/desk/sign-in")
	if err != nil {
		return err
	}
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return err
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && attr(n, "aria-label") == "Rehearsal" {
			return nil
		}
	}
	return ErrLive
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
	return p.read(ctx, p.Public+path)
}

func (p *Player) read(ctx context.Context, address string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
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
		return nil, fmt.Errorf("%s: %s", address, got.Status)
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
