package count

import "time"

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
// changed; After makes the next one. That of the overview has no definition, and of
// the rest its last act and Notes alone.
type Standing struct {
	Contest *Contest  // nil: of the overview
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
	published *Mark               // who changed Publish during the night; nil: as defined
	Waiting   map[string][]Entry  // by count unit: entries that no second person stands behind yet, one an officer
	SentBack  map[string]Parked   // by count unit: its sheet is back at the table
	Residuals map[string]Residual // by count unit; "" is the contest
	Rounds    []Superseded        // figures before each recount, oldest first
	Signed    *Mark               // verification statement
	Rekeyed   *Rekey              // contest totals typed blind
	Consulted *Consultation
	Recount   *Recount  // under way; nil otherwise
	recounted *Recount  // was under way until the count was made provisional
	Recounts  []Recount // all that were decided, refused ones too
	Lot       *Lot
	ReadBack  *Mark
	Called    *Call // media: the winner without figures
	Deceased  []Death
	Notes     []Note // of editors, also those that came down; one that replaces another follows it
	Cancelled *Cancellation
	Adjourned *Adjournment

	Proposal    *Proposal    // waits for a second person
	Corrections []Correction // of the declared result, oldest first
	Corrected   *Tally       // the contest's figures after corrections; nil before
	Withdrawals []Withdrawal // results published in error, oldest first
	Withdrawn   *Mark        // the last withdrawal, while the count is where it left it, or ready again; nil otherwise
	Void        *Voided

	defined     *Contest  // the definition as imported, before corrections
	uncorrected *Standing // as declared, before the first correction

	// Moved is the Seq of the last act that changed a figure or the stage: what a
	// person who moves the stage must have seen.
	Moved int64

	// Shown is the part of Sheets that running figures may show; see showSheets.
	Shown  map[string]Tally
	Events []Event
}

// Stage is where the count stands.
func (s *Standing) Stage() Stage {
	switch {
	case s.Void != nil:
		return StageVoid
	case s.Declared != nil:
		return StageDeclared
	case s.Cancelled != nil:
		return Stage(s.Cancelled.Manner)
	case s.Ready != nil:
		return StageReady
	case s.Withdrawn != nil:
		return StageWithdrawn
	case s.Contest.Uncontested():
		return StageUncontested
	case s.Provisional != nil:
		return StageProvisional
	case s.Recount != nil:
		return StageRecount
	case s.Closed == nil:
		return StageScheduled
	case s.Contest.Election.Profile == ProfileMedia:
		return s.mediaStage()
	case len(s.Sheets) > 0:
		return StageCounting
	}
	if _, ok := s.Verified(); ok {
		return StageVerified
	}
	if len(s.Boxes) > 0 {
		return StageVerifying
	}
	return StageAwaiting
}

// mediaStage: a desk that receives results has a winner, then figures. A winner called
// after a withdrawal waits for figures: those that are there were withdrawn.
func (s *Standing) mediaStage() Stage {
	switch {
	case s.calledAnew():
		return StageCalled
	case len(s.Sheets) > 0:
		return StageReported
	case s.Called != nil:
		return StageCalled
	}
	return StageAwaiting
}

// calledAnew tells whether a winner was called after a withdrawal, and no figures since.
func (s *Standing) calledAnew() bool { return s.Called != nil && s.Called.withdrawn != nil }

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

// Tally is the sum of all sheets that are in, or the figures as corrected.
func (s *Standing) Tally() Tally {
	if s.Corrected != nil {
		return *s.Corrected
	}
	return s.tallyBut("")
}

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
	papers, _ := s.doubtful()
	return papers
}

// Base is what a form for a unit's sheet replaces, as this officer sees it: the
// act that gave the figures that stand or wait. Under the blind policy others'
// entries that wait are not to be seen.
func (s *Standing) Base(unit string, by Officer) int64 {
	base := s.Sheets[unit].Seq
	for _, e := range s.Waiting[unit] {
		if s.Contest.Election.SecondPerson != BlindSecond || e.Officer == by.ID {
			base = max(base, e.Seq)
		}
	}
	return base
}

// Differing is the fields of a unit's sheet in which the officer's own entry and
// those of the others differ, in order; nil unless two or more have typed it. The
// others' figures stay unseen: each is decided against the paper.
func (s *Standing) Differing(unit string, by Officer) []string {
	var mine *Entry
	var others []Entry
	for i, e := range s.Waiting[unit] {
		if e.Officer == by.ID {
			mine = &s.Waiting[unit][i]
		} else {
			others = append(others, e)
		}
	}
	if mine == nil || len(others) == 0 {
		return nil
	}
	return differing(mine.Tally, others)
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
