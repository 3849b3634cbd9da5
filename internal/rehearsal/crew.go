package rehearsal

import (
	"context"
	"errors"
	"slices"
	"sync"
)

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
