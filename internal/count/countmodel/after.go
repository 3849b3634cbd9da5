package countmodel

import (
	"context"
	"strconv"

	"resultsdesk/internal/count"
)

// proposeCorrection asks to move votes between two candidates, to put the rejected
// papers under another head, or to change the electorate.
func (n *Night) proposeCorrection(s *count.Standing, by count.Officer) *Step {
	t := s.Tally()
	var changes []count.Amendment
	amend := func(field string, was, by int) {
		changes = append(changes, count.Amendment{Field: field, Was: strconv.Itoa(was), Now: strconv.Itoa(max(was+by, 0))})
	}
	switch n.upTo("what", 2) {
	case 0:
		from, to := pick(n, "from", s.Contest.Candidates...).ID, pick(n, "to", s.Contest.Candidates...).ID
		amend(count.FieldVotes(from), t.Votes[from], -1)
		amend(count.FieldVotes(to), t.Votes[to], 1)
	case 1:
		heads := s.Contest.Election.Type.Heads()
		from, to := heads[0].ID, heads[3].ID
		amend(count.FieldHead(from), t.Rejected[from], 1)
		amend(count.FieldHead(to), t.Rejected[to], -1)
	case 2:
		amend(count.FieldElectorate, s.Contest.Electorate.Count, 1)
	}
	return n.moved("propose correction", n.move(s, count.KindProposed), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.ProposeCorrection(ctx, by, m, changes, "a slip in the notice")
	})
}

func (n *Night) proposeWithdrawal(s *count.Standing, by count.Officer) *Step {
	return n.moved("propose withdrawal", n.move(s, count.KindProposed), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.ProposeWithdrawal(ctx, by, m, "typed too early")
	})
}

func (n *Night) confirmProposal(s *count.Standing, by count.Officer, proposal int64, withdrawal bool) *Step {
	return n.moved("confirm proposal", n.move(s, count.KindCorrected), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.ConfirmProposal(ctx, by, m, proposal, withdrawal)
	})
}

func (n *Night) setAside(s *count.Standing, by count.Officer) *Step {
	return n.moved("void", n.move(s, count.KindVoid), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.SetAside(ctx, by, m, "[2024] EWHC 1")
	})
}

func (n *Night) call(s *count.Standing, by count.Officer) *Step {
	c := count.Called{Elected: []string{pick(n, "called", s.Contest.Candidates...).ID}, Source: count.Source{Kind: count.SourceHeard, Note: "in the hall"}}
	return n.moved("call", n.move(s, count.KindCalled), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.Call(ctx, by, m, c)
	})
}

func (n *Night) resume(s *count.Standing, by count.Officer) *Step {
	return n.moved("resume", n.move(s, count.KindResumed), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.Resume(ctx, by, m)
	})
}

func (n *Night) adjourn(s *count.Standing, by count.Officer) *Step {
	return n.moved("adjourn", n.move(s, count.KindAdjourned), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.Adjourn(ctx, by, m, "the hall closes at three")
	})
}

func (n *Night) died(s *count.Standing, by count.Officer) *Step {
	d := count.Died{Candidate: pick(n, "who died", s.Contest.Candidates...).ID, Note: "told by the agent"}
	return n.moved("died", n.move(s, count.KindDied), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.RecordDeath(ctx, by, m, d)
	})
}

func (n *Night) cancel(s *count.Standing, by count.Officer) *Step {
	c := count.Cancelled{Manner: pick(n, "manner", count.Abandoned, count.Countermanded), Reason: "a candidate of a party died"}
	return n.moved("cancel", n.move(s, count.KindCancelled), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.Cancel(ctx, by, m, c)
	})
}

func (n *Night) publish(s *count.Standing, by count.Officer) *Step {
	p := pick(n, "publish", count.PublishRunning, count.PublishDeclared)
	if n.Hall.Contest.Publish == count.PublishDeclared {
		p = count.PublishDeclared // what was withheld in this hall stays so
	}
	return n.moved("publish", n.move(s, count.KindPublish), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.SetPublish(ctx, by, m, p)
	})
}
