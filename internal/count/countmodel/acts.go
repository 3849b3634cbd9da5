package countmodel

import (
	"context"
	"maps"

	"resultsdesk/internal/count"
)

type call = func(context.Context) (count.Receipt, error)

func (n *Night) verify(s *count.Standing, by count.Officer, f count.Fields, reason string) *Step {
	v := count.Verification{Contest: s.Contest.ID, Key: n.key(), Layout: s.Contest.Layout, Base: s.VerifiedSeq() - n.stale(), Figures: f, Reason: reason}
	return &Step{Name: "verify", Do: func(ctx context.Context) (count.Receipt, error) { return n.Desk.Verify(ctx, by, v) }}
}

func (n *Night) enter(s *count.Standing, by count.Officer, u *count.CountUnit, t count.Tally) *Step {
	e := count.Sending{Contest: s.Contest.ID, Unit: u.ID, Key: n.key(), Layout: s.Contest.Layout, Base: s.Base(u.ID, by) - n.stale(),
		Code: n.code(s, u.ID), Figures: Typed(s.Contest, u, t), Source: count.Source{Kind: count.SourcePhoned, Note: "from the hall"}}
	return n.step("enter", e.Figures, func(a count.Accepting) call {
		e := e
		e.Accepting = a
		return func(ctx context.Context) (count.Receipt, error) { return n.Desk.Enter(ctx, by, e) }
	})
}

// code is that of the printed sheet, or now and then another's.
func (n *Night) code(s *count.Standing, unit string) string {
	if n.chance("other sheet", 40) {
		return count.SheetCode(s.Contest, pick(n, "sheet", s.Contest.Units...).ID, n.upTo("round", s.Round))
	}
	return count.SheetCode(s.Contest, unit, s.Round)
}

func (n *Night) confirm(s *count.Standing, by count.Officer, unit string, entry int64) *Step {
	c := count.Confirmation{Contest: s.Contest.ID, Unit: unit, Key: n.key(), Entry: entry, Code: n.code(s, unit)}
	return &Step{Name: "confirm", Do: func(ctx context.Context) (count.Receipt, error) { return n.Desk.Confirm(ctx, by, c) }}
}

func (n *Night) sendBack(s *count.Standing, by count.Officer, unit string) *Step {
	p := count.Parking{Contest: s.Contest.ID, Unit: unit, Key: n.key(), Note: "table 6: bundles again"}
	return &Step{Name: "send back", Do: func(ctx context.Context) (count.Receipt, error) { return n.Desk.SendBack(ctx, by, p) }}
}

// residual accepts what the whole count, or one unit, is short of.
func (n *Night) residual(s *count.Standing, by count.Officer) *Step {
	verified, _ := s.Verified()
	t := s.Tally()
	r := count.Shortfall{Papers: count.Thousands(max(verified-t.Valid()-t.RejectedPapers(), 1)), Reason: "searched twice, not found"}
	if u := pick(n, "of", s.Contest.Units...); n.chance("of a unit", 3) {
		r.Unit, r.Papers = u.ID, count.Thousands(1+n.upTo("missing", 2))
	}
	m := n.move(s, count.KindResidual)
	return n.moved("residual", m, func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.AcceptResidual(ctx, by, m, r)
	})
}

// moved is an act on the contest as a whole; its warnings can be explained.
func (n *Night) moved(name string, m count.Move, do func(context.Context, count.Move) (count.Receipt, error)) *Step {
	m.Base -= n.stale()
	return n.step(name, nil, func(a count.Accepting) call {
		m := m
		m.Accepting = a
		return func(ctx context.Context) (count.Receipt, error) { return do(ctx, m) }
	})
}

func (n *Night) sign(s *count.Standing, by count.Officer) *Step {
	return n.moved("sign", n.move(s, count.KindSigned), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.Sign(ctx, by, m)
	})
}

func (n *Night) provisional(s *count.Standing, by count.Officer) *Step {
	return n.moved("provisional", n.move(s, count.KindProvisional), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.MakeProvisional(ctx, by, m)
	})
}

// rekey types the contest's totals, now and then with a slip.
func (n *Night) rekey(s *count.Standing, by count.Officer) *Step {
	t := s.Tally()
	t.Doubtful = 0
	whole := count.CountUnit{Kind: count.Whole}
	f := maps.Clone(Typed(s.Contest, &whole, t))
	if n.chance("slip", 12) {
		f[count.FieldVotes("1120")] = count.Thousands(n.upTo("slip", 9))
	}
	totals := count.Totals{Code: n.code(s, ""), Figures: f}
	return n.moved("rekey", n.move(s, count.KindRekeyed), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.Rekey(ctx, by, m, totals)
	})
}

func (n *Night) consult(s *count.Standing, by count.Officer) *Step {
	var h count.Hearing
	if n.chance("somebody asks", 4) {
		h.Exceptions = []count.Exception{{Candidate: pick(n, "who", s.Contest.Candidates...).ID, Kind: pick(n, "what", count.AsksRecount, count.AsksRecount, count.Objects), Note: "close"}}
	}
	return n.moved("consult", n.move(s, count.KindConsulted), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.Consult(ctx, by, m, h)
	})
}

// recount grants or refuses what a candidate asked for, or decides alone.
func (n *Night) recount(s *count.Standing, by count.Officer, candidate string) *Step {
	r := count.RecountDecided{Granted: n.chance("granted", 2), Candidate: candidate, Reason: "the majority is small"}
	if len(s.Contest.Units) > 1 && n.chance("of bundles", 2) {
		r.Units = []string{pick(n, "unit", s.Contest.Units...).ID}
	}
	return n.moved("recount", n.move(s, count.KindRecount), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.DecideRecount(ctx, by, m, r)
	})
}

// lot decides between those tied, mostly for as many seats as are left.
func (n *Night) lot(s *count.Standing, by count.Officer) *Step {
	elected, tied := count.Elect(s.Contest, s.Tally(), nil, nil)
	l := count.LotDrawn{Tied: tied, Method: "slips in envelopes", Witnessed: "those present"}
	left := tied
	for range max(s.Contest.Seats-len(elected), 1) {
		if len(left) == 0 {
			break
		}
		i := n.dice.Roll("drawn", len(left))
		l.Chosen = append(l.Chosen, left[i])
		left = append(append([]string{}, left[:i]...), left[i+1:]...)
	}
	if n.chance("wrong lot", 12) {
		l.Chosen = []string{pick(n, "chosen", s.Contest.Candidates...).ID}
	}
	return n.moved("lot", n.move(s, count.KindLot), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.DrawLot(ctx, by, m, l)
	})
}

func (n *Night) ready(s *count.Standing, by count.Officer) *Step {
	return n.moved("ready", n.move(s, count.KindReady), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.MakeReady(ctx, by, m)
	})
}

// readBack types the figures from the signed sheet, now and then with a slip.
func (n *Night) readBack(s *count.Standing, by count.Officer) *Step {
	f := count.Fields{}
	for _, c := range s.ToReadBack() {
		f[count.FieldVotes(c.ID)] = count.Thousands(s.Tally().Votes[c.ID])
		if n.chance("slip", 15) {
			f[count.FieldVotes(c.ID)] = count.Thousands(n.upTo("slip", 15))
		}
	}
	return n.moved("read back", n.move(s, count.KindReadBack), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.ReadBack(ctx, by, m, f)
	})
}

func (n *Night) declare(s *count.Standing, by count.Officer, from count.SourceKind) *Step {
	a := count.Announcement{Announced: pick(n, "at", "", "", "22:01", "9:15"), Source: count.Source{Kind: from, Note: "in the hall"}}
	return n.moved("declare", n.move(s, count.KindDeclared), func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.Declare(ctx, by, m, a)
	})
}

func (n *Night) takeBack(s *count.Standing, of int64) *Step {
	by := n.clerk()
	if !s.Contest.Election.Demands().Papers {
		by = person(pick(n, "reporter", "reporter-1", "reporter-2"))
	}
	if n.chance("by somebody", 5) {
		by = pick(n, "by", People()...)
	}
	m := n.move(s, count.KindProposed)
	m.Authority = pick(n, "authority", count.ReturningOfficer, count.ReturningOfficer, count.ReturningOfficer, count.Deputy, count.OwnAuthority)
	step := n.moved("take back", m, func(ctx context.Context, m count.Move) (count.Receipt, error) {
		return n.Desk.TakeBack(ctx, by, m, of, "by mistake")
	})
	step.Undoes = of
	return step
}
