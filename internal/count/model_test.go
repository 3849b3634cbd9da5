package count_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"resultsdesk/internal/count"
)

// randomSteps times the 100 cases that rapid draws is 100,000 steps.
const randomSteps = 1000

// afterwards is how many steps of a night are tried on a declared result.
const afterwards = 25

// TestRandomNights lets random officers do random things at a small count, in any
// order, on fresh and on stale pages, and has an auditor who knows only the rules
// read the ledger after each step.
func TestRandomNights(t *testing.T) {
	var seen reached
	rapid.Check(t, func(t *rapid.T) {
		n, left := newNight(t, &seen), afterwards
		for range randomSteps {
			n.step()
			if n.auditor.declared {
				left--
			}
			if left == 0 {
				n.foldsToTheSame()
				n, left = newNight(t, &seen), afterwards
			}
		}
		n.foldsToTheSame()
	})
	t.Logf("%d nights ended in a declaration; %d submissions accepted, %d refused", seen.declared, seen.accepted, seen.refused)
	if seen.declared == 0 || seen.refused == 0 {
		t.Error("the model does not reach what it is to test")
	}
}

// reached counts what the random nights got to.
type reached struct{ declared, accepted, refused int }

// night is one random night at Islington North with 15 papers.
type night struct {
	t       *rapid.T
	h       *hall
	auditor auditor
	sent    []sent
	reached *reached
}

// sent is an accepted submission, to be sent again.
type sent struct {
	again func() (count.Receipt, error)
	first count.Receipt
}

func newNight(t *rapid.T, seen *reached) *night {
	c := miniCounts()
	c.Electorate = &count.Electorate{Count: 16, Final: true}
	n := &night{t: t, h: newHall(t, c), reached: seen}
	n.auditor.read(t, n.h.store.acts)
	return n
}

// foldsToTheSame: what the desk holds is what the ledger says.
func (n *night) foldsToTheSame() {
	if folded := count.Fold(n.h.store.acts); !reflect.DeepEqual(folded, n.h.standing()) {
		n.t.Fatalf("the desk has %+v, the ledger folds to %+v", n.h.standing(), folded)
	}
}

func (n *night) step() {
	switch dice := rapid.IntRange(0, 99).Draw(n.t, "dice"); {
	case dice < 45:
		n.honest()
	case dice < 55:
		by := n.officer()
		v := n.h.verification(count.Fields{n.pick("box", "papers.highbury", "papers.tollington", "papers.postal", "papers"): n.figure(17)})
		v.Base -= n.stale()
		v.Reason = n.pick("reason", "", "a paper found in its envelope")
		n.send(func() (count.Receipt, error) { return n.h.desk.Verify(n.t.Context(), by, v) })
	case dice < 75:
		n.enter(n.officer(), n.unit(), count.Tally{})
	case dice < 90:
		n.move(n.officer(), n.pick("move", "provisional", "ready", "take back", "declare"))
	case dice < 96:
		n.resend()
	default:
		n.h.now = n.h.now.Add(time.Duration(rapid.IntRange(0, 40).Draw(n.t, "minutes")) * time.Minute)
		n.h.closePolls()
		n.auditor.read(n.t, n.h.store.acts)
	}
}

// honest does what should be done next.
func (n *night) honest() {
	s := n.h.standing()
	missing := s.Missing()
	switch stage := s.Stage(); {
	case stage == count.StageScheduled:
		n.h.now = n.h.now.Add(20 * time.Minute)
		n.h.closePolls()
		n.auditor.read(n.t, n.h.store.acts)
	case stage == count.StageAwaiting || stage == count.StageVerifying:
		v := n.h.verification(count.Fields{"papers.highbury": "6", "papers.tollington": "5", "papers.postal": "4"})
		n.send(func() (count.Receipt, error) { return n.h.desk.Verify(n.t.Context(), officer1(), v) })
	case len(missing) > 0:
		n.enter(officer1(), &missing[0], n.balanced(s, &missing[0]))
	case len(count.CheckComplete(s))+len(count.CheckTie(s)) > 0 && rapid.Bool().Draw(n.t, "papers again"):
		v := n.h.verification(count.Fields{"papers.highbury": "6", "papers.tollington": "5", "papers.postal": "4"})
		v.Reason = "counted again"
		n.send(func() (count.Receipt, error) { return n.h.desk.Verify(n.t.Context(), clerk(), v) })
	case len(count.CheckComplete(s))+len(count.CheckTie(s)) > 0:
		u := n.unit()
		n.enter(officer1(), u, n.balanced(s, u))
	default:
		n.move(clerk(), map[count.Stage]string{count.StageCounting: "provisional", count.StageProvisional: "ready", count.StageReady: "declare"}[stage])
	}
}

// balanced is a sheet for a unit that adds up with the others.
func (n *night) balanced(s *count.Standing, u *count.CountUnit) count.Tally {
	sent, elsewhere := 0, 0 // doubtful papers, and papers of the other tables
	for id, sheet := range s.Sheets {
		if id != u.ID && id != "adjudication" {
			sent += sheet.Tally.Doubtful
			elsewhere += sheet.Tally.Papers()
		}
	}
	if u.Kind == count.Adjudication {
		corbyn := rapid.IntRange(0, sent).Draw(n.t, "adjudicated")
		return adjudicated(corbyn, sent-corbyn)
	}
	handed, own := s.Handed(u)
	if !own {
		verified, _ := s.Verified()
		handed = max(verified-elsewhere, 0)
	}
	doubtful := rapid.IntRange(0, min(handed, 2)).Draw(n.t, "doubtful")
	corbyn := rapid.IntRange(0, handed-doubtful).Draw(n.t, "corbyn")
	return votes(corbyn, handed-doubtful-corbyn, doubtful)
}

// enter sends a sheet; an empty tally is drawn.
func (n *night) enter(by count.Officer, u *count.CountUnit, tally count.Tally) {
	e := n.h.entry(u.ID, nil)
	if tally.Votes == nil {
		tally = votes(rapid.IntRange(0, 7).Draw(n.t, "corbyn"), rapid.IntRange(0, 7).Draw(n.t, "nargund"), rapid.IntRange(0, 1).Draw(n.t, "doubtful"))
		e.Base -= n.stale()
	}
	e.Figures = typed(u, tally)
	n.send(func() (count.Receipt, error) { return n.h.desk.Enter(n.t.Context(), by, e) })
}

func (n *night) move(by count.Officer, what string) {
	m := n.h.move()
	m.Base -= n.stale()
	m.Authority = count.Authority(n.pick("authority", "returning-officer", "returning-officer", "returning-officer", "deputy", ""))
	do := map[string]mover{"provisional": n.h.desk.MakeProvisional, "ready": n.h.desk.MakeReady, "take back": n.h.desk.TakeBack, "declare": n.h.desk.Declare}[what]
	if do == nil {
		return // declared: nothing more should be done
	}
	n.send(func() (count.Receipt, error) { return do(n.t.Context(), by, m) })
}

// send makes one submission and holds what every answer owes: a refusal or a
// repeat changes nothing but one line of the audit, an acceptance adds a line for
// each act, and after the declaration nothing changes at all.
func (n *night) send(call func() (count.Receipt, error)) {
	store := n.h.store
	acts, lines, pokes, before, frozen := len(store.acts), len(store.audit), n.h.pokes, n.h.standing(), n.auditor.declared
	receipt, err := call()
	added := len(store.acts) - acts
	n.auditor.read(n.t, store.acts)
	if err != nil {
		n.reached.refused++
	}
	switch {
	case err != nil || receipt.Repeated:
		if added != 0 || n.h.standing() != before || len(store.audit) != lines+1 || n.h.pokes != pokes {
			n.t.Fatalf("%d acts, %d lines and %d tellings for an answer without an act: %v", added, len(store.audit)-lines, n.h.pokes-pokes, err)
		}
	case frozen:
		n.t.Fatalf("accepted after the declaration: %+v", receipt)
	case added == 0 || len(store.audit) != lines+added || n.h.pokes != pokes+1 || receipt.Seq != int64(len(store.acts)):
		n.t.Fatalf("%d acts, %d lines and %d tellings for an acceptance", added, len(store.audit)-lines, n.h.pokes-pokes)
	default:
		n.reached.accepted++
		n.sent = append(n.sent, sent{call, receipt})
		if n.auditor.declared {
			n.reached.declared++
		}
	}
}

// resend sends an accepted submission again: the first answer, whatever happened
// since.
func (n *night) resend() {
	if len(n.sent) == 0 {
		return
	}
	s := n.sent[rapid.IntRange(0, len(n.sent)-1).Draw(n.t, "which")]
	n.send(func() (count.Receipt, error) {
		r, err := s.again()
		if err != nil || !r.Repeated || r.Seq != s.first.Seq || !r.At.Equal(s.first.At) {
			n.t.Fatalf("first answered %+v, then %+v, %v", s.first, r, err)
		}
		return r, err
	})
}

func (n *night) officer() count.Officer {
	elsewhere := count.Officer{ID: "officer-3", Role: count.RoleReturningOfficer, Contests: []string{"tottenham"}}
	return rapid.SampledFrom([]count.Officer{officer1(), officer2(), clerk(), clerk(), administrator(), elsewhere, count.DeskOfficer()}).Draw(n.t, "officer")
}

func (n *night) unit() *count.CountUnit {
	u := rapid.SampledFrom(n.h.standing().Contest.Units).Draw(n.t, "unit")
	return &u
}

func (n *night) pick(label string, from ...string) string {
	return rapid.SampledFrom(from).Draw(n.t, label)
}

func (n *night) figure(most int) string {
	return count.Thousands(rapid.IntRange(0, most).Draw(n.t, "figure"))
}

// stale is 0 for a fresh page, and now and then 1.
func (n *night) stale() int64 { return int64(rapid.IntRange(0, 9).Draw(n.t, "stale") / 9) }
