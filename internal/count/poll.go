package count

import (
	"context"
	"errors"
	"time"
)

// ClosePolls appends the poll-closed act to every contest whose close of poll has
// come and which has none yet. It carries the hour that was set, also where the
// desk was started late, and happens once a contest. next is when the next poll
// closes; zero where none is open.
func (d *Desk) ClosePolls(ctx context.Context) (next time.Time, err error) {
	standings, err := d.store.Standings(ctx)
	if err != nil {
		return next, err
	}
	var failed []error
	for _, s := range standings {
		hour := s.Contest.Election.Closes
		switch {
		case s.Closed != nil:
		case d.Now().Before(hour):
			if next.IsZero() || hour.Before(next) {
				next = hour
			}
		default:
			// One that fails keeps no other from closing.
			failed = append(failed, d.closePoll(ctx, s.Contest.ID))
		}
	}
	return next, errors.Join(failed...)
}

func (d *Desk) closePoll(ctx context.Context, contest string) error {
	attempt := Attempt{Kind: KindPollClosed, Contest: contest, Key: "poll-closed"}
	_, err := d.submit(ctx, DeskOfficer(), attempt, digest(KindPollClosed, contest, "", nil), func(s *submission, standing *Standing) error {
		// An import may have put the close of poll off since the standings were read.
		if hour := standing.Contest.Election.Closes; !s.now.Before(hour) {
			return s.accept(standing, "", OwnAuthority, PollClosed{Hour: hour})
		}
		return s.refuse(standing.May(KindVerified))
	})
	if early := new(StateError); errors.As(err, &early) {
		return nil
	}
	return err
}
