package count_test

import (
	"errors"
	"reflect"
	"testing"

	"resultsdesk/internal/count"
)

// equalTop is a sheet in which Corbyn and Nargund have the most votes, 20,496 each.
func equalTop() count.Fields {
	return with(islingtonSheet(), count.Fields{"votes.1120": "20496", "votes.90828": "20496", "votes.117355": "33"})
}

// provisionalWith is a count with a sheet, put to those present.
func provisionalWith(t tb, sheet count.Fields) *hall {
	h := newHall(t, islingtonNorth()).at(count.StageVerified)
	h.enter("count", sheet)
	h.moves(h.desk.MakeProvisional)
	return h
}

func (h *hall) ready() (count.Receipt, error) {
	return h.desk.MakeReady(h.t.Context(), clerk(), h.move())
}

func (h *hall) decide(r count.RecountDecided) (count.Receipt, error) {
	return h.desk.DecideRecount(h.t.Context(), clerk(), h.move(), r)
}

// A request for a recount is answered before the count is ready; an objection is
// only recorded.
func TestExceptions(t *testing.T) {
	h := provisionalWith(t, islingtonSheet())
	wantCode(t, "nobody was consulted", h.refused(h.ready), count.E10)
	h.consult(count.Exception{Candidate: "90828", Kind: count.AsksRecount}, count.Exception{Candidate: "116701", Kind: count.Objects, Note: "a bundle"})
	wantCode(t, "a request that is not answered", h.refused(h.ready), count.E10)
	wantCode(t, "refused without a reason", h.refused(func() (count.Receipt, error) { return h.decide(count.RecountDecided{Candidate: "90828"}) }), count.E10)
	h.accepted(h.decide(count.RecountDecided{Candidate: "116701", Reason: "another's request"}))
	wantCode(t, "another's request is answered", h.refused(h.ready), count.E10)
	h.accepted(h.decide(count.RecountDecided{Candidate: "90828", Reason: "7,247 votes are no close result"}))
	if s := h.standing(); s.Stage() != count.StageProvisional || s.Round != 0 || len(s.Recounts) != 2 {
		t.Errorf("refused, the count is %s in round %d", s.Stage(), s.Round)
	}
	h.accepted(h.ready())
}

// A recount is a round of its own beside the old figures; the public figures stay
// until all that is counted again is in, and may go down without a warning.
func TestRecount(t *testing.T) {
	for name, row := range map[string]struct {
		units []string
		left  int
	}{"full": {nil, 0}, "of one unit": {[]string{"mini-1"}, 3}} {
		t.Run(name, func(t *testing.T) {
			c := miniCounts()
			j := journey{count.StageProvisional, c, append(allBoxes(),
				sheet("mini-1", votes(10000, 5900, 100)), sheet("mini-2", votes(9000, 5950, 50)),
				sheet("table", votes(10000, 8000, 195)), sheet("adjudication", adjudicated(45, 300)), done{body: count.Provisional{}}, done{body: count.Consulted{}})}
			h := j.hall(t)
			before := h.standing()
			h.accepted(h.decide(count.RecountDecided{Granted: true, Reason: "close", Units: row.units}))
			s := h.standing()
			if s.Stage() != count.StageRecount || s.Round != 1 || len(s.Sheets) != row.left || !reflect.DeepEqual(s.Rounds[0].Sheets, before.Sheets) || s.Consulted != nil {
				t.Fatalf("%s, round %d, %d sheets left", s.Stage(), s.Round, len(s.Sheets))
			}
			if row.units == nil {
				return
			}
			for _, u := range s.Undoable() {
				if u.Kind == count.KindEntered {
					t.Errorf("the sheet of %s, from the round before, can be taken back", u.Unit)
				}
			}
			// mini-count 1 again: ten bundles of Nargund less, Corbyn's more
			again := typed(unit(t, &c, "mini-1"), votes(10010, 5890, 100))
			e := h.entry("mini-1", again)
			h.accepted(h.desk.Enter(t.Context(), officer1(), e)) // no W06
			if got := h.standing().ShownTally(); !got.Equal(before.ShownTally()) {
				t.Error("the public figures moved before the round was in")
			}
			h.accepted(h.desk.Confirm(t.Context(), officer2(), h.confirmation("mini-1")))
			s = h.standing()
			if s.Tally().Votes["90828"] != 19840 || s.ShownTally().Votes["90828"] != 19840 || s.Rounds[0].Sheets["mini-1"].Tally.Votes["90828"] != 5900 {
				t.Errorf("Nargund has %d, shown %d, and had %d", s.Tally().Votes["90828"], s.ShownTally().Votes["90828"], s.Rounds[0].Sheets["mini-1"].Tally.Votes["90828"])
			}
			h.moves(h.desk.MakeProvisional)
			wantCode(t, "consulted on the old figures", h.refused(h.ready), count.E10)
		})
	}
}

// A sheet of the first count cannot be confirmed into the recount: its code differs.
func TestSheetOfAnotherRound(t *testing.T) {
	c := islingtonNorth()
	c.Election.Profile = count.ProfileCount
	put := done{body: count.Provisional{}}
	h := journey{count.StageRecount, c, counted(put, done{body: count.RecountDecided{Granted: true, Reason: "close"}})}.hall(t)
	e := h.entry("count", islingtonSheet())
	e.Code = count.SheetCode(h.standing().Contest, "count", 0)
	wantCode(t, "the code of the first count", h.refused(func() (count.Receipt, error) { return h.desk.Enter(t.Context(), officer1(), e) }), count.E02)
	e.Code = count.SheetCode(h.standing().Contest, "count", 1)
	h.accepted(h.desk.Enter(t.Context(), officer1(), e))
}

// Equal votes at the top: nobody is elected by the order of a list, a lot between
// exactly those decides, and the votes stay as they are (rule 49).
func TestLot(t *testing.T) {
	h := provisionalWith(t, equalTop())
	h.consult()
	wantCode(t, "undecided", h.refused(h.ready), count.E14)
	draw := func(l count.LotDrawn) (count.Receipt, error) {
		return h.desk.DrawLot(t.Context(), clerk(), h.move(), l)
	}
	both := []string{"1120", "90828"}
	for name, lot := range map[string]count.LotDrawn{
		"between others":        {Tied: []string{"1120", "116701"}, Chosen: []string{"1120"}, Method: "slips"},
		"who is not in the tie": {Tied: both, Chosen: []string{"116701"}, Method: "slips"},
		"both":                  {Tied: both, Chosen: both, Method: "slips"},
		"without a method":      {Tied: both, Chosen: []string{"1120"}},
	} {
		wantCode(t, name, h.refused(func() (count.Receipt, error) { return draw(lot) }), count.E15)
	}
	h.accepted(draw(count.LotDrawn{Tied: both, Chosen: []string{"90828"}, Method: "slips in envelopes", Witnessed: "the agents of both"}))
	h.accepted(h.ready())
	h.readBack()
	h.accepted(declareNow(h.desk, t.Context(), clerk(), h.move()))
	s := h.standing()
	if d := s.Declaration(); !reflect.DeepEqual(s.Elected, []string{"90828"}) || s.Tally().Votes["90828"] != 20496 || d.Majority != 0 {
		t.Errorf("elected %v with %d votes, majority %d", s.Elected, s.Tally().Votes["90828"], d.Majority)
	}
}

// An independent who died has most votes: the votes are published and nobody is
// elected (rule 61).
func TestDeadCandidateWins(t *testing.T) {
	h := provisionalWith(t, islingtonSheet())
	death := func(id string) (count.Receipt, error) {
		return h.desk.RecordDeath(t.Context(), clerk(), h.move(), count.Died{Candidate: id})
	}
	wantCode(t, "a party's candidate", h.refused(func() (count.Receipt, error) { return death("90828") }), count.E17)
	h.accepted(death("1120"))
	wantCode(t, "twice", h.refused(func() (count.Receipt, error) { return death("1120") }), count.E12)
	h.consult()
	h.accepted(h.ready())
	h.readBack()
	h.accepted(declareNow(h.desk, t.Context(), clerk(), h.move()))
	if s := h.standing(); len(s.Elected) != 0 || s.Declaration().Elected != nil || s.Tally().Votes["1120"] != 24120 {
		t.Errorf("elected %v", s.Elected)
	}
}

// A shortfall that the Returning Officer accepts lets exactly that many papers be
// missing, no other number and never votes too many (E05).
func TestResidual(t *testing.T) {
	for papers, code := range map[string]count.Code{"49196": count.E05, "49197": "", "49198": count.E05, "49195": "", "49194": count.E04} {
		h := newHall(t, islingtonNorth()).at(count.StageVerified)
		h.enter("count", islingtonSheet())
		v := h.verification(count.Fields{"papers": papers})
		v.Reason = "the boxes again"
		if papers != "49195" {
			h.accepted(h.desk.Verify(t.Context(), clerk(), v))
		}
		accept := func(n string) (count.Receipt, error) {
			return h.desk.AcceptResidual(t.Context(), clerk(), h.move(), count.Shortfall{Papers: n, Reason: "counted three times"})
		}
		for _, n := range []string{"0", "-2", "", "two"} {
			wantCode(t, "a shortfall of "+n, h.refused(func() (count.Receipt, error) { return accept(n) }), count.E01)
		}
		h.accepted(accept("2"))
		_, err := h.desk.MakeProvisional(t.Context(), clerk(), h.move())
		if code == "" && err != nil || code != "" && err == nil {
			t.Errorf("%s papers verified, 2 accepted as missing: %v; want %q", papers, err, code)
		} else if code != "" {
			wantCode(t, papers+" papers", err, code)
		}
	}
}

// Who reads back is neither who made the count ready nor who declares, and types
// what is on the signed sheet.
func TestReadBack(t *testing.T) {
	h := provisionalWith(t, islingtonSheet())
	h.consult()
	h.accepted(h.ready())
	back := func(by count.Officer, f count.Fields) func() (count.Receipt, error) {
		m := h.move()
		m.Authority = count.OwnAuthority
		return func() (count.Receipt, error) { return h.desk.ReadBack(t.Context(), by, m, f) }
	}
	right := count.Fields{"votes.1120": "24,120", "votes.90828": "16873"}
	declares := func(by count.Officer) func() (count.Receipt, error) {
		return func() (count.Receipt, error) { return declareNow(h.desk, t.Context(), by, h.move()) }
	}
	wantCode(t, "nobody read back", h.refused(declares(clerk())), count.E13)
	wantCode(t, "by who made it ready", h.refused(back(clerk(), right)), count.E13)
	wantCode(t, "another figure", h.refused(back(officer2(), with(right, count.Fields{"votes.90828": "16837"}))), count.E13)
	wantCode(t, "the runner-up left out", h.refused(back(officer2(), count.Fields{"votes.1120": "24120"})), count.E01)
	second := count.Officer{ID: "second-clerk", Role: count.RoleReturningOfficer}
	h.accepted(back(second, right)())
	wantCode(t, "declared by the reader", h.refused(declares(second)), count.E13)
	h.accepted(declares(clerk())())
}

// A warning is accepted with a tick and a reason for the figures it was shown with.
func TestWarnings(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageVerified)
	odd := with(islingtonSheet(), count.Fields{"votes.117355": "0", "votes.1120": "24152"})
	send := func(figures count.Fields, a count.Accepting) (count.Receipt, error) {
		e := h.entry("count", figures)
		e.Accepting = a
		return h.desk.Enter(t.Context(), officer1(), e)
	}
	err := h.refused(func() (count.Receipt, error) { return send(odd, count.Accepting{}) })
	wantCode(t, "nobody voted for Josling", err, count.W04)
	check := new(count.CheckError)
	errors.As(err, &check)
	given := reasons(check, odd)
	blank := count.Accepting{Seen: given.Seen, Reasons: count.Fields{count.FieldReasonFor(count.W04, "votes.117355"): "  "}}
	wantCode(t, "a tick without a reason", h.refused(func() (count.Receipt, error) { return send(odd, blank) }), count.W04)
	other := with(odd, count.Fields{"votes.1120": "24151", "votes.90828": "16874"})
	wantCode(t, "a reason given for other figures", h.refused(func() (count.Receipt, error) { return send(other, given) }), count.W04)
	h.accepted(send(odd, given))
	want := []count.Acceptance{{Code: count.W04, Field: "votes.117355", Reason: "read again against the sheet"}}
	if got := h.store.acts[len(h.store.acts)-1].Accepted; !reflect.DeepEqual(got, want) {
		t.Errorf("on record: %+v; want %+v", got, want)
	}
}

// One reporter alone: a winner is called, figures are reported with their source, and
// the result is confirmed against the notice. Where papers are counted, never.
func TestOneReporter(t *testing.T) {
	reporter := count.Officer{ID: "reporter-1", Role: count.RoleReporter}
	h := openHall(t, mediaDesk())
	move := func() count.Move { m := h.move(); m.Authority = count.OwnAuthority; return m }
	call := count.Called{Elected: []string{"1120"}}
	wantCode(t, "a call from nowhere", h.refused(func() (count.Receipt, error) { return h.desk.Call(t.Context(), reporter, move(), call) }), count.E01)
	call.Source = count.Source{Kind: count.SourcePhoned, Note: "from the hall"}
	h.accepted(h.desk.Call(t.Context(), reporter, move(), call))
	if s := h.standing(); s.Stage() != count.StageCalled || len(s.Shown) != 0 {
		t.Errorf("%s with %v", s.Stage(), s.Shown)
	}
	figures := islingtonSheet()
	for _, head := range count.UKParliament.Heads() {
		figures[count.FieldHead(head.ID)] = "" // nobody said
	}
	e := h.entry("count", figures)
	wantCode(t, "figures from nowhere", h.refused(func() (count.Receipt, error) { return h.desk.Enter(t.Context(), reporter, e) }), count.E01)
	e.Source = call.Source
	h.accepted(h.desk.Enter(t.Context(), reporter, e))
	if s := h.standing(); s.Stage() != count.StageReported || !s.Tally().RejectedUnknown {
		t.Errorf("%s; rejected papers are not known", s.Stage())
	}
	wantCode(t, "without the notice", h.refused(func() (count.Receipt, error) {
		return h.desk.Declare(t.Context(), reporter, move(), count.Announcement{Source: call.Source})
	}), count.E01)
	h.accepted(h.desk.Declare(t.Context(), reporter, move(), count.Announcement{Source: count.Source{Kind: count.SourceNotice, Note: "the council's page"}}))
	if s := h.standing(); s.Stage() != count.StageDeclared || !reflect.DeepEqual(s.Elected, []string{"1120"}) {
		t.Errorf("%s, elected %v", s.Stage(), s.Elected)
	}
}
