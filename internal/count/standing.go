package count

import (
	"maps"
	"slices"
	"time"
)

// Stage is where a contest's count stands. It is derived from the acts, never
// set.
type Stage string

const (
	StageScheduled   Stage = "scheduled"   // before the close of poll
	StageAwaiting    Stage = "awaiting"    // poll closed, no figures
	StageVerifying   Stage = "verifying"   // some boxes verified
	StageVerified    Stage = "verified"    // all boxes verified
	StageCounting    Stage = "counting"    // some count units in
	StageProvisional Stage = "provisional" // complete, put to those present
	StageReady       Stage = "ready"       // about to be declared
	StageDeclared    Stage = "declared"    // a result

	StageRecount       Stage = "recount"       // counting again, in round 1, 2, …
	StageWithdrawn     Stage = "withdrawn"     // published in error and taken back; otherwise as provisional
	StageUncontested   Stage = "uncontested"   // as many candidates as seats: no poll
	StageCountermanded Stage = "countermanded" // the poll was cancelled
	StageAbandoned     Stage = "abandoned"     // the poll was stopped
	StageVoid          Stage = "void"          // set aside by an election court
	StageCalled        Stage = "called"        // media: a winner without figures
	StageReported      Stage = "reported"      // media: figures with their source
)

// Standing is how a contest stands: the pure fold of its acts. It is never
// changed; After makes the next one.
type Standing struct {
	Contest *Contest
	Head    int64     // Seq of the last act folded
	At      time.Time // of the last act, election clock
	Round   int       // of the current count; 0 is the first

	Closed *time.Time       // the hour at which the poll closed; nil before
	Boxes  map[string]Paper // verified papers by verification unit
	Total  *Paper           // verified papers given as one total instead
	Sheets map[string]Sheet // current figures by count unit

	Provisional *Mark
	Ready       *Mark
	Declared    *Mark
	Announced   time.Time // of the declaration
	Elected     []string

	Publish   Publish             // what is public while counting
	Waiting   map[string][]Entry  // by count unit: entries that no second person stands behind yet, one an officer
	SentBack  map[string]Parked   // by count unit: its sheet is back at the table
	Residuals map[string]Residual // by count unit; "" is the contest
	Rounds    []Superseded        // figures before each recount, oldest first
	Signed    *Mark               // verification statement
	Rekeyed   *Rekey              // contest totals typed blind
	Consulted *Consultation
	Recount   *Recount  // under way; nil otherwise
	Recounts  []Recount // all that were decided, refused ones too
	Lot       *Lot
	ReadBack  *Mark
	Called    *Call // media: the winner without figures
	Deceased  []Death
	Cancelled *Cancellation
	Adjourned *Adjournment

	Proposal    *Proposal    // waits for a second person
	Corrections []Correction // of the declared result, oldest first
	Corrected   *Tally       // the contest's figures after corrections; nil before
	Withdrawals []Withdrawal // results published in error, oldest first
	Void        *Voided

	// Moved is the Seq of the last act that changed a figure or the stage: what a
	// person who moves the stage must have seen.
	Moved int64

	// Shown is the part of Sheets that running figures may show; see showSheets.
	Shown  map[string]Tally
	Events []Event
}

// Paper is a verified figure and who gave it.
type Paper struct {
	Seq         int64
	Officer     string
	At          time.Time
	Papers      int
	Account     *Account // nil where only the papers were given
	Explanation string   // of a variance
}

// Sheet is a count unit's current figures, who gave them and who stands behind
// them.
type Sheet struct {
	Seq      int64 // of the act since which they stand
	Officer  string
	Second   string // who confirmed or typed them too; empty where none is needed
	At       time.Time
	Tally    Tally
	Source   Source
	Accepted []Acceptance
	Before   *Sheet // the figures that these replaced in the same round
}

// Entry is what one officer typed from a unit's sheet.
type Entry struct {
	Seq      int64
	Officer  string
	At       time.Time
	Tally    Tally
	Accepted []Acceptance
}

// Parked is a unit whose sheet was sent back.
type Parked struct {
	Mark
	Note string
}

// Residual is a difference that the (A)RO accepted.
type Residual struct {
	Mark
	Papers int // missing
	Reason string
}

// Superseded is what stood before a recount.
type Superseded struct {
	Round  int
	Sheets map[string]Sheet
}

// Rekey is the blind second entry of the contest's totals.
type Rekey struct {
	Mark
	Tally  Tally
	Agrees bool
}

// Consultation is what those present said.
type Consultation struct {
	Mark
	Consulted
}

// Recount is a decision on a recount.
type Recount struct {
	Mark
	RecountDecided
	Round int // that it opened; 0 where it was refused
}

// Lot is a decision by lot.
type Lot struct {
	Mark
	LotDrawn
}

// Call is a winner named without figures.
type Call struct {
	Mark
	Called
}

// Death of a candidate before the declaration.
type Death struct {
	Mark
	Died
}

// Cancellation of the poll.
type Cancellation struct {
	Mark
	Cancelled
}

// Adjournment of the count.
type Adjournment struct {
	Mark
	Reason string
}

// Proposal of a correction or withdrawal.
type Proposal struct {
	Mark
	Proposed
}

// Correction of a declared result: revision Number of it.
type Correction struct {
	Number   int // 1, 2, …
	Proposal Proposal
	Mark     Mark // who made it happen, and when
}

// Withdrawal of a result that was published in error.
type Withdrawal struct {
	Proposal  Proposal
	Published time.Time // when the desk published it
	Announced time.Time // when it was said to have been announced
	Mark      Mark
}

// Voided result.
type Voided struct {
	Mark
	Reference string
}

// Mark says who moved the stage, when and on whose authority.
type Mark struct {
	Seq       int64
	Officer   string
	Authority Authority
	At        time.Time
}

// Event is one line of how the count went, fit for the public.
type Event struct {
	At   time.Time
	Kind EventKind
	In   int // counting: units in
	Of   int // counting: units there are
	Sum  int // verified: papers
}

// EventKind names a line of how the count went.
type EventKind string

const (
	EventPollClosed  EventKind = "poll-closed"
	EventVerified    EventKind = "verified"
	EventCounting    EventKind = "counting"
	EventProvisional EventKind = "provisional"
	EventReady       EventKind = "ready"
	EventTakenBack   EventKind = "taken-back"
	EventDeclared    EventKind = "declared"
)

// Fold folds a contest's acts from the first, which defines the contest.
func Fold(acts []Act) *Standing {
	s := &Standing{}
	for _, a := range acts {
		s = s.After(a)
	}
	return s
}

// After is the standing after one more act. The receiver stays as it was.
func (s *Standing) After(a Act) *Standing {
	n := *s
	n.Head, n.At = a.Seq, a.At
	mark := &Mark{a.Seq, a.Officer, a.Authority, a.At}
	switch body := a.Body.(type) {
	case Defined:
		n.Contest = body.Contest
		return &n
	case PollClosed:
		hour := body.Hour
		n.Closed = &hour
		n.event(Event{At: hour, Kind: EventPollClosed})
	case Verified:
		n.verified(a, body)
	case Entered:
		n.entered(a, body)
	case Provisional:
		n.Provisional = mark
		n.event(Event{At: a.At, Kind: EventProvisional})
	case Ready:
		n.Ready = mark
		n.event(Event{At: a.At, Kind: EventReady})
	case TakenBack:
		n.Ready = nil
		n.event(Event{At: a.At, Kind: EventTakenBack})
	case Declared:
		n.Declared, n.Announced, n.Elected = mark, body.Announced, body.Elected
		n.event(Event{At: body.Announced, Kind: EventDeclared})
	}
	n.Moved = a.Seq
	return &n
}

func (s *Standing) verified(a Act, body Verified) {
	paper := Paper{a.Seq, a.Officer, a.At, body.Papers, body.Account, body.Explanation}
	if a.Unit == "" {
		s.Total, s.Boxes = &paper, nil
	} else {
		boxes := maps.Clone(s.Boxes)
		if boxes == nil {
			boxes = map[string]Paper{}
		}
		boxes[a.Unit] = paper
		s.Total, s.Boxes = nil, boxes
	}
	s.backToCounting()
	if papers, ok := s.Verified(); ok {
		s.event(Event{At: a.At, Kind: EventVerified, Sum: papers})
	}
}

func (s *Standing) entered(a Act, body Entered) {
	sheets := maps.Clone(s.Sheets)
	if sheets == nil {
		sheets = map[string]Sheet{}
	}
	sheets[a.Unit] = Sheet{Seq: a.Seq, Officer: a.Officer, At: a.At, Tally: body.Tally}
	s.Sheets = sheets
	s.backToCounting()
	if s.showSheets(a.Unit) {
		s.event(Event{At: a.At, Kind: EventCounting, In: len(s.Shown), Of: len(s.Contest.Units)})
	}
}

// backToCounting: a new figure while provisional returns the contest to counting.
func (s *Standing) backToCounting() { s.Provisional, s.Ready = nil, nil }

// SmallestStep is the fewest papers by which running figures move: a smaller
// step could show how the voters of one box voted.
const SmallestStep = 500

// showSheets moves sheets into what running figures show: papers that are new when
// together they are SmallestStep or more, or when all sheets are in; a sheet that was
// put right, with no paper more than before, at once. It reports whether anything
// moved.
func (s *Standing) showSheets(changed string) bool {
	pending := 0
	for unit, sheet := range s.Sheets {
		pending += max(0, sheet.Tally.Papers()-s.Shown[unit].Papers())
	}
	all := len(s.Sheets) == len(s.Contest.Units) || pending >= SmallestStep
	shown := maps.Clone(s.Shown)
	if shown == nil {
		shown = map[string]Tally{}
	}
	moved := false
	for unit, sheet := range s.Sheets {
		was, in := shown[unit]
		grown := !in || sheet.Tally.Papers() > was.Papers()
		if grown && all || !grown && unit == changed {
			shown[unit], moved = sheet.Tally, true
		}
	}
	s.Shown = shown
	return moved
}

// event appends to the story; a step of the count replaces the step before it.
func (s *Standing) event(e Event) {
	events := slices.Clone(s.Events)
	if n := len(events); n > 0 && e.Kind == events[n-1].Kind {
		events = events[:n-1]
	}
	s.Events = append(events, e)
}

// Stage is where the count stands.
func (s *Standing) Stage() Stage {
	switch {
	case s.Declared != nil:
		return StageDeclared
	case s.Ready != nil:
		return StageReady
	case s.Provisional != nil:
		return StageProvisional
	case len(s.Sheets) > 0:
		return StageCounting
	case s.Closed == nil:
		return StageScheduled
	}
	if _, ok := s.Verified(); ok {
		return StageVerified
	}
	if len(s.Boxes) > 0 {
		return StageVerifying
	}
	return StageAwaiting
}

// Verified is the verified papers of the contest; false until all are in.
func (s *Standing) Verified() (papers int, ok bool) {
	if s.Total != nil {
		return s.Total.Papers, true
	}
	if len(s.Contest.Boxes) == 0 || len(s.Boxes) < len(s.Contest.Boxes) {
		return 0, false
	}
	for _, p := range s.Boxes {
		papers += p.Papers
	}
	return papers, true
}

// Handed is the verified papers handed to a count unit; false where the unit has
// none of its own and balances with the contest only.
func (s *Standing) Handed(unit *CountUnit) (papers int, ok bool) {
	if len(s.Contest.Units) == 1 {
		return s.Verified()
	}
	if len(unit.FedBy) == 0 || s.Total != nil {
		return 0, false
	}
	for _, box := range unit.FedBy {
		p, in := s.Boxes[box]
		if !in {
			return 0, false
		}
		papers += p.Papers
	}
	return papers, true
}

// Tally is the sum of all sheets that are in.
func (s *Standing) Tally() Tally { return s.tallyBut("") }

// tallyBut is the sum of the sheets that are in, but for one unit's.
func (s *Standing) tallyBut(unit string) Tally {
	var t Tally
	for id, sheet := range s.Sheets {
		if id != unit {
			t = t.Plus(sheet.Tally)
		}
	}
	return t
}

// ShownTally is the sum that running figures show.
func (s *Standing) ShownTally() Tally {
	var t Tally
	for _, part := range s.Shown {
		t = t.Plus(part)
	}
	return t
}

// Outstanding is the doubtful papers sent to adjudication and not yet decided;
// negative where adjudication returned more than it was sent.
func (s *Standing) Outstanding() int {
	out := 0
	for _, u := range s.Contest.Units {
		t := s.Sheets[u.ID].Tally
		if u.Kind == Adjudication {
			out -= t.Valid() + t.RejectedPapers()
		} else {
			out += t.Doubtful
		}
	}
	return out
}

// Missing is the count units without a sheet, in their order.
func (s *Standing) Missing() []CountUnit {
	var missing []CountUnit
	for _, u := range s.Contest.Units {
		if _, ok := s.Sheets[u.ID]; !ok {
			missing = append(missing, u)
		}
	}
	return missing
}
