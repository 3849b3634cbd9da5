package countmodel

import (
	"context"
	"errors"
	"fmt"
	"time"

	"resultsdesk/internal/count"
)

// Night is one random night at one hall.
type Night struct {
	Hall Hall
	Desk *count.Desk
	Now  time.Time // the election's clock and the wall's

	dice Dice
	read func() *count.Standing
	keys int
	sent []sent
	last *count.Receipt // of the last submission, where it was accepted
	ask  *asking        // a submission that was answered with warnings
}

// sent is an accepted submission, to be sent again.
type sent struct {
	again func(context.Context) (count.Receipt, error)
	first count.Receipt
}

// asking is a submission whose warnings wait for reasons.
type asking struct {
	name string
	with func(count.Accepting) func(context.Context) (count.Receipt, error)
	on   count.Fields
	all  []count.Finding
}

// Step is one thing that people do.
type Step struct {
	Name string
	Do   func(context.Context) (count.Receipt, error)
	// Again is the receipt of the same submission when it was sent first; nil where
	// it is new.
	Again *count.Receipt
	// Undoes is the Seq of the act that the step takes back; 0 otherwise.
	Undoes int64
}

// New is a night that begins an hour before the close of poll. read says how the
// contest stands on the desk.
func New(hall Hall, dice Dice, read func() *count.Standing) *Night {
	return &Night{Hall: hall, Now: Closes().Add(-time.Hour), dice: dice, read: read}
}

// Clock is the clock of the night, for the desk.
func (n *Night) Clock() time.Time { return n.Now }

// Begin imports the contest.
func (n *Night) Begin(ctx context.Context, desk *count.Desk) error {
	n.Desk = desk
	_, err := desk.Define(ctx, count.Definitions{Contests: []count.Contest{n.Hall.Contest}})
	return err
}

// Next thinks of the next step; nil where time passes instead, and polls close.
func (n *Night) Next(ctx context.Context) (*Step, error) {
	s := n.read()
	last := n.last
	n.last = nil
	if n.ask != nil {
		return n.explained(), nil
	}
	if early := s.Stage() == count.StageScheduled; early || n.chance("time passes", 25) {
		n.Now = n.Now.Add(time.Duration(n.upTo("minutes", 30)) * time.Minute)
		if early {
			n.Now = n.Now.Add(20 * time.Minute)
		}
		_, err := n.Desk.ClosePolls(ctx)
		return nil, err
	}
	if last != nil && n.chance("at once back", 9) {
		return n.takeBack(s, last.Seq), nil
	}
	switch roll := n.upTo("who", 99); {
	case roll < 62:
		return n.honest(s), nil
	case roll < 94:
		return n.anything(s), nil
	}
	return n.resend(), nil
}

// Answered tells the night what the desk said to a step.
func (n *Night) Answered(step *Step, r count.Receipt, err error) {
	asked := n.ask
	n.ask = nil
	if err == nil && !r.Repeated && step.Again == nil {
		n.last = &r
		n.sent = append(n.sent, sent{step.Do, r})
	}
	var check *count.CheckError
	if !errors.As(err, &check) || asked == nil || asked.name != step.Name || asked.all != nil {
		return
	}
	for _, f := range check.Findings {
		if f.Code.Severity() == count.Refusal {
			return
		}
	}
	asked.all = check.Findings
	n.ask = asked
}

// step makes a step whose warnings can be explained.
func (n *Night) step(name string, on count.Fields, with func(count.Accepting) func(context.Context) (count.Receipt, error)) *Step {
	n.ask = &asking{name: name, with: with, on: on}
	return &Step{Name: name, Do: with(count.Accepting{})}
}

// explained sends a submission again with a reason for each warning.
func (n *Night) explained() *Step {
	a, reasons := n.ask, count.Fields{}
	for _, f := range a.all {
		reasons[count.FieldReasonFor(f.Code, f.Field)] = "looked at: " + f.Title
	}
	return &Step{Name: a.name + ", explained", Do: a.with(count.Accepting{Seen: count.Seen(a.on), Reasons: reasons})}
}

// resend sends an accepted submission again.
func (n *Night) resend() *Step {
	if len(n.sent) == 0 {
		return n.honest(n.read())
	}
	s := pick(n, "which", n.sent...)
	return &Step{Name: "sent again", Do: s.again, Again: &s.first}
}

func (n *Night) key() string { n.keys++; return fmt.Sprintf("key-%d", n.keys) }

// stale is 0 for a fresh page, and now and then 1.
func (n *Night) stale() int64 {
	if n.chance("stale", 12) {
		return 1
	}
	return 0
}

// move is a page on which the stage is moved, on the authority that is usual for it.
func (n *Night) move(s *count.Standing, kind count.Kind) count.Move {
	usual := count.Authorities(kind)
	return count.Move{Contest: s.Contest.ID, Key: n.key(), Base: s.Moved, Authority: usual[n.dice.Roll("authority", len(usual))]}
}

func (n *Night) clerk() count.Officer { return person(pick(n, "clerk", "clerk-1", "clerk-2")) }

func (n *Night) officer(but ...string) count.Officer {
	ids := []string{"officer-1", "officer-2", "officer-3"}
	for {
		id := pick(n, "officer", ids...)
		if len(but) == 0 || id != but[0] {
			return person(id)
		}
	}
}
