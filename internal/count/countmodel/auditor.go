package countmodel

import (
	"time"

	"resultsdesk/internal/count"
)

// Auditor reads a ledger act by act and holds each to the rules of a count. It keeps
// its own books and asks nothing of the program but the acts.
type Auditor struct {
	Reached Reached

	fatalf func(string, ...any)
	c      *count.Contest
	seen   int64
	last   time.Time

	closed, signed bool
	boxes          map[string]int // papers; the total under ""
	verified       []paper        // acts that gave them
	sheets         map[string]sheet
	waiting        map[string][]entry
	back           map[string][]entry // units whose sheets were sent back, with what was dropped
	residual       map[string]int
	round          int
	rounds         []map[string]count.Tally // figures before each recount

	provisional, withdrawn bool
	figuresAt              int64 // last act that changed a figure
	rekey                  *rekey
	consulted              *consulted
	recounts               []recount
	lot                    *count.LotDrawn
	ready                  *by
	readBack               *by

	declared  *count.Declared
	proposal  *proposal
	corrected *count.Tally
	void      bool
	cancelled bool
	adjourned bool
	dead      []string
	died      map[int64]string
	called    *called // the last; nil where there is none
}

// Reached counts what a night got to.
type Reached struct{ Declared, Recounted, Lots, ByLot, Corrected, Withdrawn, TakenBack, Cancelled, Residuals, Void int }

// Plus adds what another night got to.
func (r *Reached) Plus(o Reached) {
	r.Declared += o.Declared
	r.Recounted += o.Recounted
	r.Lots += o.Lots
	r.ByLot += o.ByLot
	r.Corrected += o.Corrected
	r.Withdrawn += o.Withdrawn
	r.TakenBack += o.TakenBack
	r.Cancelled += o.Cancelled
	r.Residuals += o.Residuals
	r.Void += o.Void
}

// called is a winner named without figures.
type called struct {
	seq       int64
	withdrawn bool // it followed a withdrawal at once
}

type paper struct {
	seq    int64
	box    string
	papers int
}

type by struct {
	seq     int64
	officer string
}

type entry struct {
	by
	tally count.Tally
}

// sheet is a unit's figures with everybody who stands behind them.
type sheet struct {
	tally  count.Tally
	typed  string
	people map[string]bool
	before *sheet // in the same round
}

type rekey struct {
	by
	tally count.Tally
}

type consulted struct {
	by
	asks []string
}

type recount struct {
	by
	candidate string
	granted   bool
	was       *Auditor // books before it
}

type proposal struct {
	by
	count.Proposed
}

// NewAuditor is an auditor of a new ledger. fatalf says what is wrong and does not
// return.
func NewAuditor(fatalf func(string, ...any)) *Auditor { return &Auditor{fatalf: fatalf} }

// Read audits acts that are new: all those of one submission.
func (a *Auditor) Read(acts ...count.Act) {
	for _, act := range acts {
		a.must(act, act.Seq == a.seen+1, "out of sequence")
		a.must(act, !act.At.Before(a.last), "before the act before it")
		a.must(act, act.Round == a.round || act.Body.Kind() == count.KindDefined, "of another round")
		a.seen, a.last = act.Seq, act.At
		a.act(act)
	}
	if len(acts) == 0 || acts[len(acts)-1].Body.Kind() != count.KindVerified {
		return
	}
	// The boxes of one submission are judged together.
	papers, _ := a.papers()
	a.must(acts[len(acts)-1], papers <= a.c.Electorate.Count, "more papers than electors")
}

func (a *Auditor) must(act count.Act, ok bool, wrong string) {
	if !ok {
		a.fatalf("act %d, %s %q by %s on authority %q, is wrong: %s\n%+v", act.Seq, act.Body.Kind(), act.Unit, act.Officer, act.Authority, wrong, act.Body)
	}
}

func (a *Auditor) profile() count.Profile { return a.c.Election.Profile }

func (a *Auditor) media() bool { return a.profile() == count.ProfileMedia }

// open tells whether the count is under way.
func (a *Auditor) open() bool {
	return a.closed && a.declared == nil && !a.cancelled && !a.void
}

// put tells whether figures are before those present.
func (a *Auditor) put() bool { return a.open() && a.ready == nil && (a.provisional || a.withdrawn) }

func (a *Auditor) act(act count.Act) {
	a.whoMay(act)
	switch body := act.Body.(type) {
	case count.Defined:
		a.c = body.Contest
	case count.PollClosed:
		a.must(act, !a.closed && !act.At.Before(Closes()) && body.Hour.Equal(Closes()), "closes at the wrong time or twice")
		a.closed = true
	case count.Verified, count.Signed:
		a.papersActs(act)
	case count.Entered, count.Confirmed, count.SentBack, count.ResidualAccepted:
		a.sheetActs(act)
	case count.Provisional, count.Rekeyed, count.Consulted, count.RecountDecided, count.LotDrawn:
		a.presentActs(act)
	case count.Ready, count.ReadBackDone, count.Declared:
		a.declaring(act)
	case count.Proposed, count.Corrected, count.Withdrawn, count.Void:
		a.after(act)
	case count.TakenBack:
		a.Reached.TakenBack++
		a.takenBack(act, body)
	default:
		a.interruption(act)
	}
}

// whoMay holds each act to who may do it, and on whose authority.
func (a *Auditor) whoMay(act count.Act) {
	role := person(act.Officer).Role
	ro := act.Authority == count.ReturningOfficer
	deputy := ro || act.Authority == count.Deputy
	if a.c != nil && a.media() && act.Body.Kind() != count.KindPollClosed && act.Body.Kind() != count.KindDefined {
		a.must(act, role == count.RoleReporter || role == count.RoleReturningOfficer || role == count.RoleCountOfficer || role == count.RoleAdministrator, "by nobody of this desk")
		return
	}
	clerk := role == count.RoleReturningOfficer
	switch act.Body.Kind() {
	case count.KindDefined, count.KindPollClosed:
		a.must(act, role == count.RoleDesk, "by a person")
	case count.KindEntered:
		a.must(act, role == count.RoleCountOfficer, "by another than a count officer")
	case count.KindVerified, count.KindConfirmed, count.KindSentBack, count.KindRekeyed, count.KindReadBack:
		a.must(act, role == count.RoleCountOfficer || clerk, "by the wrong role")
	case count.KindSigned, count.KindProvisional, count.KindConsulted, count.KindAdjourned, count.KindResumed:
		a.must(act, clerk && deputy, "without authority")
	case count.KindProposed, count.KindCorrected, count.KindWithdrawn, count.KindVoid:
		a.must(act, (clerk || role == count.RoleAdministrator) && ro, "without authority")
	case count.KindTakenBack:
		a.must(act, role != count.RoleReporter && role != count.RoleDesk, "by the wrong role")
	default:
		a.must(act, clerk && ro, "without authority")
	}
	a.must(act, act.Officer != "officer-4", "by an officer of another count")
}
