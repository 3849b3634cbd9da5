package count

import "time"

// Paper is a verified figure and who gave it.
type Paper struct {
	Seq     int64
	Officer string
	At      time.Time
	Papers  int

	Account     *Account // nil where only the papers were given
	Explanation string   // of a variance

	before papersBefore // for taking it back
}

// papersBefore is what one verified figure replaced.
type papersBefore struct {
	box   *Paper // of the same box
	boxes map[string]Paper
	total *Paper
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
	Source   Source
	Accepted []Acceptance
}

// Parked is a unit whose sheet was sent back.
type Parked struct {
	Mark
	Note    string
	dropped []Entry // waited then; for taking it back
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
	Round  int       // that it opened; 0 where it was refused
	before *Standing // as it was, for taking the decision back
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
	withdrawn *Mark // the withdrawal that it followed; nil otherwise, and once figures came
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
