package count_test

import (
	"reflect"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

// What stands on record is not quietly replaced by the same act once more: a request
// for a recount would be gone, a lot drawn until it pleases. It is taken back first.
func TestNotOnTopOfWhatStands(t *testing.T) {
	b := func(b count.Body) done { return done{body: b} }
	in, put := islingtonNorth(), b(count.Provisional{})
	asks := count.Consulted{Exceptions: []count.Exception{{Candidate: "90828", Kind: count.AsksRecount}}}
	lot := count.LotDrawn{Tied: []string{"1120", "90828"}, Chosen: []string{"1120"}, Method: "slips"}
	equal := []done{papers("", 20), sheet("count", votes(10, 10, 0)), put}
	for _, row := range []struct {
		stage count.Stage
		acts  []done
		stand done
	}{
		{count.StageVerified, []done{papers("", verifiedPapers)}, b(count.Signed{})},
		{count.StageProvisional, counted(put), b(asks)},
		{count.StageProvisional, equal, b(lot)},
		{count.StageVerified, []done{papers("", verifiedPapers), {"count", count.Entered{Tally: islingtonTally()}}}, done{"count", count.SentBack{Note: "Table 6"}}},
	} {
		j := journey{row.stage, in, row.acts}
		if row.stand.body.Kind() == count.KindSentBack {
			j.contest = blindDesk()
		}
		h := j.hall(t)
		h.happened(row.stand)
		kind, m := row.stand.body.Kind(), h.move()
		if kind == count.KindSentBack {
			m.Authority = count.OwnAuthority
		}
		err := h.refused(func() (count.Receipt, error) { return tried(h, kind, clerk(), m) })
		wantCode(t, string(kind)+" again", err, count.E12)
	}
}

// A form that names somebody or something twice is refused, not a fault of the file.
func TestNamedTwice(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageCounting)
	h.moves(h.desk.MakeProvisional)
	twice := []count.Exception{{Candidate: "90828", Kind: count.AsksRecount}, {Candidate: "90828", Kind: count.Objects}}
	wantCode(t, "an exception", h.refused(func() (count.Receipt, error) {
		return h.desk.Consult(t.Context(), clerk(), h.move(), count.Hearing{Exceptions: twice})
	}), count.E02)
	wantCode(t, "a unit", h.refused(func() (count.Receipt, error) {
		return h.desk.DecideRecount(t.Context(), clerk(), h.move(), count.RecountDecided{Granted: true, Reason: "close", Units: []string{"count", "count"}})
	}), count.E02)
}

// A winner called after a withdrawal is a winner without figures: those that were
// withdrawn come back neither by the call nor by a recount, nor while a sheet waits.
func TestWithdrawnFiguresStayDown(t *testing.T) {
	act := func(b count.Body) done { return done{body: b} }
	media := []done{sheet("count", islingtonTally()), act(result()), wrong(), act(count.Withdrawn{})}
	h := journey{count.StageWithdrawn, mediaDesk(), media}.hall(t)
	if len(h.standing().Shown) != 0 {
		t.Errorf("withdrawn, and %v is shown", h.standing().Shown)
	}
	down := h.standing()
	for range 2 {
		h.happened(act(count.Called{Elected: []string{"90828"}}))
		if s := h.standing(); s.Stage() != count.StageCalled || len(s.Shown) != 0 {
			t.Errorf("called: %s with %v", s.Stage(), s.Shown)
		}
	}
	same := h.entry("count", islingtonSheet())
	same.Source.Kind = count.SourceNotice
	again := *h
	if r := again.accepted(h.desk.Enter(t.Context(), officer1(), same)); r.Repeated || h.standing().Stage() != count.StageReported || len(h.standing().Shown) != 1 {
		t.Errorf("the same figures after the call: repeated %v, %s", r.Repeated, h.standing().Stage())
	}

	h = journey{count.StageWithdrawn, mediaDesk(), media}.hall(t)
	for range 2 {
		h.happened(act(count.Called{Elected: []string{"90828"}}))
	}
	h.accepted(h.desk.TakeBack(t.Context(), clerk(), h.move(), h.standing().Head, "a slip"))
	if s := h.standing(); !reflect.DeepEqual(still(s), still(down)) {
		t.Errorf("the call taken back left it %s", s.Stage())
	}

	put := act(count.Provisional{})
	for _, next := range []done{act(count.RecountDecided{Granted: true, Reason: "close"}), {"count", count.SentBack{Note: "Table 6"}}} {
		h = journey{count.StageWithdrawn, islingtonNorth(), counted(put, act(count.Ready{}), act(result()), wrong(), act(count.Withdrawn{}))}.hall(t)
		h.happened(next)
		if s := h.standing(); len(s.Shown) != 0 {
			t.Errorf("%s: %s with %v", next.body.Kind(), s.Stage(), s.Shown)
		}
	}
}

// In a recount the figures before it stay until all is in, also where a sheet of it
// is taken back.
func TestASheetOfARecountTakenBack(t *testing.T) {
	act := func(b count.Body) done { return done{body: b} }
	again := counted(act(count.Provisional{}), act(count.RecountDecided{Granted: true, Reason: "close"}))
	h := journey{count.StageRecount, islingtonNorth(), again}.hall(t)
	before := h.standing().Shown
	h.enter("count", with(islingtonSheet(), count.Fields{"votes.1120": "24121", "votes.90828": "16872"}))
	h.accepted(h.desk.TakeBack(t.Context(), clerk(), h.move(), h.standing().Sheets["count"].Seq, "a slip"))
	if s := h.standing(); !reflect.DeepEqual(s.Shown, before) {
		t.Errorf("shown is %v; want what was shown before the recount", s.Shown)
	}
}

// Papers taken back to an earlier figure are held to what the electorate is now (E07),
// and a count whose papers are no longer all verified is not complete (E09).
func TestPapersUnderACompleteCount(t *testing.T) {
	c := islingtonNorth()
	s := standing(c, papers("", verifiedPapers), sheet("count", islingtonTally()))
	s.Contest.Electorate = &count.Electorate{Count: verifiedPapers - 1, Final: true}
	wantFinding(t, count.CheckComplete(s), count.E07)
	c = mediaDesk()
	c.Election.SecondPerson = count.NoSecond
	c.Electorate = &count.Electorate{Count: 100, Final: true}
	wantFinding(t, count.CheckComplete(standing(c, sheet("count", islingtonTally()))), count.E07)

	none := islingtonTally()
	none.Votes, none.Rejected = map[string]int{}, map[string]int{}
	boxes := miniCounts()
	boxes.Units = islingtonNorth().Units
	wantFinding(t, count.CheckComplete(standing(boxes, papers("", 0), sheet("count", none), papers("highbury", 0))), count.E09)
}

func wantFinding(t *testing.T, findings []count.Finding, code count.Code) {
	t.Helper()
	if len(findings) != 1 || findings[0].Code != code {
		t.Errorf("%+v; want %s", findings, code)
	}
}

// Where a candidate who died has most votes: the majority is over somebody who had
// fewer, and figures are read back though nobody may be elected.
func TestDeadWinners(t *testing.T) {
	c := ward()
	c.Seats, c.VotesPerPerson = 2, 2
	tally := count.Tally{Votes: map[string]int{"1120": 700, "77121": 600, "116701": 550}}
	s := standing(c, papers("", 1000), sheet("count", tally), done{body: count.Died{Candidate: "1120"}})
	if d := s.Declaration(); d.Majority != 50 || d.RunnerUp == nil || d.RunnerUp.ID != "116701" {
		t.Errorf("the majority is %d over %+v; want 50 over 116701", d.Majority, d.RunnerUp)
	}
	s = standing(islingtonNorth(), papers("", verifiedPapers), sheet("count", islingtonTally()), done{body: count.Died{Candidate: "1120"}})
	if read := s.ToReadBack(); len(read) != 2 || read[0].ID != "1120" || read[1].ID != "90828" {
		t.Errorf("read back: %v; want the two with most votes", read)
	}
}

// Nobody dies out of an uncontested election into an elected seat: that poll is
// countermanded.
func TestNoDeathWithoutAPoll(t *testing.T) {
	h := journey{count.StageWithdrawn, unopposed(), []done{{body: result()}, wrong(), {body: count.Withdrawn{}}}}.hall(t)
	wantCode(t, "a death", h.refused(func() (count.Receipt, error) {
		return h.desk.RecordDeath(t.Context(), clerk(), h.move(), count.Died{Candidate: "1120"})
	}), count.E17)
}

// A corrected hour is not before the close of poll.
func TestCorrectedBeforeTheClose(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageDeclared)
	stands := h.standing().Announced.In(h.standing().Contest.Election.Location()).Format("15:04")
	wantCode(t, "21:59", h.refused(func() (count.Receipt, error) {
		return h.desk.ProposeCorrection(t.Context(), clerk(), h.move(), []count.Amendment{{Field: count.FieldAnnounced, Was: stands, Now: "21:59"}}, "a slip")
	}), count.E01)
	h.now = h.now.Add(time.Minute)
	h.accepted(h.desk.ProposeCorrection(t.Context(), clerk(), h.move(), []count.Amendment{{Field: count.FieldAnnounced, Was: stands, Now: "22:29"}}, "a slip"))
}
