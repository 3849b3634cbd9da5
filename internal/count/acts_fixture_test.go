package count_test

import (
	"time"

	"resultsdesk/internal/count"
)

// mediaDesk is Islington North on a desk that receives results.
func mediaDesk() count.Contest {
	c := islingtonNorth()
	c.Election.Profile, c.Election.SecondPerson = count.ProfileMedia, count.NoSecond
	return c
}

// unopposed is Islington North as if one candidate alone stood there.
func unopposed() count.Contest {
	c := islingtonNorth()
	c.Candidates = c.Candidates[1:2]
	return c
}

// counted is the whole sheet of Islington North, verified, typed and confirmed.
func counted(more ...done) []done {
	return append([]done{papers("", verifiedPapers), sheet("count", islingtonTally())}, more...)
}

func result() count.Declared {
	return count.Declared{Announced: closes().Add(5 * time.Hour), Elected: []string{"1120"}}
}

func wrong() done { return done{body: count.Proposed{Withdrawal: true, Reason: "typed too early"}} }

// journey is how a contest comes to a stage.
type journey struct {
	stage   count.Stage
	contest count.Contest
	acts    []done
}

// journeys reach every stage there is, in the order of a night.
func journeys() []journey {
	in, act := islingtonNorth(), func(b count.Body) done { return done{body: b} }
	put, ready := act(count.Provisional{}), act(count.Ready{})
	called := act(count.Called{Elected: []string{"1120"}})
	return []journey{
		{count.StageScheduled, in, nil},
		{count.StageAwaiting, in, nil},
		{count.StageVerifying, miniCounts(), []done{papers("highbury", 16000)}},
		{count.StageVerified, in, []done{papers("", verifiedPapers)}},
		{count.StageCounting, in, counted()},
		{count.StageProvisional, in, counted(put)},
		{count.StageRecount, in, counted(put, act(count.RecountDecided{Granted: true, Reason: "close"}))},
		{count.StageReady, in, counted(put, act(count.Consulted{}), ready)},
		{count.StageDeclared, in, counted(put, ready, act(result()))},
		{count.StageWithdrawn, in, counted(put, ready, act(result()), wrong(), act(count.Withdrawn{}))},
		{count.StageVoid, in, counted(put, ready, act(result()), act(count.Void{Reference: "an election court"}))},
		{count.StageUncontested, unopposed(), nil},
		{count.StageCountermanded, in, []done{act(count.Cancelled{Manner: count.Countermanded, Reason: "a death"})}},
		{count.StageAbandoned, in, []done{act(count.Cancelled{Manner: count.Abandoned, Reason: "a flood"})}},
		{count.StageAwaiting, mediaDesk(), nil},
		{count.StageCalled, mediaDesk(), []done{called}},
		{count.StageReported, mediaDesk(), []done{called, sheet("count", islingtonTally())}},
		{count.StageDeclared, mediaDesk(), []done{called, sheet("count", islingtonTally()), act(result())}},
		{count.StageWithdrawn, mediaDesk(), []done{called, sheet("count", islingtonTally()), act(result()), wrong(), act(count.Withdrawn{})}},
		{count.StageWithdrawn, unopposed(), []done{act(result()), wrong(), act(count.Withdrawn{})}},
	}
}

func (j journey) name() string {
	name := string(j.stage) + ", " + string(j.contest.Election.Profile)
	if j.contest.Uncontested() && j.stage != count.StageUncontested {
		name += ", unopposed"
	}
	return name
}

// hall is a desk whose contest went that way.
func (j journey) hall(t tb) *hall {
	t.Helper()
	h := newHall(t, j.contest)
	if j.stage != count.StageScheduled {
		h.now = closes().Add(8 * time.Hour)
		h.closePolls()
	}
	for _, a := range j.acts {
		h.happened(a)
		if _, entry := a.body.(count.Entered); entry && j.contest.Election.SecondPerson == count.ConfirmSecond {
			h.happened(done{a.unit, count.Confirmed{Entry: h.standing().Head}})
		}
	}
	if got := h.standing().Stage(); got != j.stage {
		t.Fatalf("%s is %s", j.name(), got)
	}
	return h
}

// happened puts an act into the ledger, with whoever is usual for it.
func (h *hall) happened(a done) {
	h.t.Helper()
	by := clerk().ID
	switch a.body.Kind() {
	case count.KindVerified, count.KindEntered:
		by = officer1().ID
	case count.KindConfirmed, count.KindReadBack, count.KindRekeyed:
		by = officer2().ID
	case count.KindCorrected, count.KindWithdrawn:
		by = administrator().ID
	}
	err := h.store.Do(h.t.Context(), func(tx count.Tx) error {
		_, err := tx.Append(count.Act{Contest: "islington-north", Unit: a.unit, Officer: by, Authority: count.ReturningOfficer, At: h.now, Key: h.key(), Body: a.body})
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// tried is each kind of act as somebody would send it, whether or not it can be.
func tried(h *hall, kind count.Kind, by count.Officer, m count.Move) (count.Receipt, error) {
	d, ctx, s := h.desk, h.t.Context(), h.standing()
	unit := s.Contest.Units[0].ID
	switch kind {
	case count.KindCancelled:
		return d.Cancel(ctx, by, m, count.Cancelled{Manner: count.Abandoned, Reason: "a flood"})
	case count.KindDied:
		return d.RecordDeath(ctx, by, m, count.Died{Candidate: "1120"})
	case count.KindPublish:
		return d.SetPublish(ctx, by, m, count.PublishDeclared)
	case count.KindVerified:
		v := h.verification(count.Fields{"papers": "49196"})
		v.Reason = "found"
		return d.Verify(ctx, by, v)
	case count.KindEntered:
		e := h.entry(unit, islingtonSheet())
		e.Source.Kind = count.SourcePhoned
		return d.Enter(ctx, by, e)
	case count.KindConfirmed:
		return d.Confirm(ctx, by, h.confirmation(unit))
	case count.KindSentBack:
		return d.SendBack(ctx, by, count.Parking{Contest: m.Contest, Unit: unit, Key: m.Key, Note: "Table 6"})
	case count.KindSigned:
		return d.Sign(ctx, by, m)
	case count.KindResidual:
		return d.AcceptResidual(ctx, by, m, count.Shortfall{Papers: "1", Reason: "lost"})
	case count.KindRekeyed:
		return d.Rekey(ctx, by, m, count.Totals{Figures: islingtonSheet()})
	case count.KindProvisional:
		return d.MakeProvisional(ctx, by, m)
	case count.KindConsulted:
		return d.Consult(ctx, by, m, count.Hearing{})
	case count.KindRecount:
		return d.DecideRecount(ctx, by, m, count.RecountDecided{Granted: true, Reason: "close"})
	case count.KindLot:
		return d.DrawLot(ctx, by, m, count.LotDrawn{Tied: []string{"1120", "90828"}, Chosen: []string{"1120"}, Method: "slips"})
	case count.KindReady:
		return d.MakeReady(ctx, by, m)
	case count.KindReadBack:
		return d.ReadBack(ctx, by, m, count.Fields{})
	case count.KindTakenBack:
		return d.TakeBack(ctx, by, m, 0, "")
	}
	return triedOnResult(h, kind, by, m)
}

func triedOnResult(h *hall, kind count.Kind, by count.Officer, m count.Move) (count.Receipt, error) {
	d, ctx := h.desk, h.t.Context()
	switch kind {
	case count.KindAdjourned:
		return d.Adjourn(ctx, by, m, "until nine")
	case count.KindResumed:
		return d.Resume(ctx, by, m)
	case count.KindCalled:
		return d.Call(ctx, by, m, count.Called{Elected: []string{"1120"}, Source: count.Source{Kind: count.SourceHeard}})
	case count.KindDeclared:
		return d.Declare(ctx, by, m, count.Announcement{})
	case count.KindProposed:
		return d.ProposeWithdrawal(ctx, by, m, "typed too early")
	case count.KindCorrected:
		return d.ConfirmProposal(ctx, by, m, 0, false)
	case count.KindWithdrawn:
		return d.ConfirmProposal(ctx, by, m, 0, true)
	case count.KindVoid:
		return d.SetAside(ctx, by, m, "an election court")
	case count.KindNoted:
		return d.Note(ctx, by, count.Noting{Contest: m.Contest, Key: m.Key, Byline: "Results Desk", Text: "A note."})
	case count.KindNoteWithdrawn:
		return d.WithdrawNote(ctx, by, count.NoteTaking{Contest: m.Contest, Key: m.Key})
	}
	h.t.Fatalf("nobody tries %q", kind)
	return count.Receipt{}, nil
}
