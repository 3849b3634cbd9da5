package count

import (
	"context"
	"errors"
)

// ClosePolls appends the poll-closed act to every contest whose close of poll has
// come and which has none yet. It carries the hour that was set, also where the
// desk was started late, and happens once a contest.
func (d *Desk) ClosePolls(ctx context.Context) error {
	standings, err := d.store.Standings(ctx)
	if err != nil {
		return err
	}
	for _, s := range standings {
		if s.Closed != nil || d.Now().Before(s.Contest.Election.Closes) {
			continue
		}
		if err := d.closePoll(ctx, s.Contest.ID); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) closePoll(ctx context.Context, contest string) error {
	attempt := Attempt{Kind: KindPollClosed, Contest: contest, Key: "poll-closed"}
	_, err := d.submit(ctx, DeskOfficer(), attempt, digest(KindPollClosed, contest, "", nil), func(s *submission, standing *Standing) error {
		// An import may have put the close of poll off since the standings were read.
		if hour := standing.Contest.Election.Closes; !s.now.Before(hour) {
			return s.accept(standing, "", OwnAuthority, PollClosed{Hour: hour})
		}
		return s.refuse(mayType(standing))
	})
	if early := new(StateError); errors.As(err, &early) {
		return nil
	}
	return err
}
