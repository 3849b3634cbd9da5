package count

import "time"

// Act is one thing that happened on a count. Acts are appended to the ledger in
// the order of Seq and never changed.
type Act struct {
	Seq       int64 // place in the ledger, from 1; given by Append
	Contest   string
	Version   int    // version of the contest that the act was made against
	Unit      string // box or count unit; empty for the contest as a whole
	Round     int    // 0 is the first count
	Officer   string
	Authority Authority
	At        time.Time // election clock
	Key       string    // the submission that made it
	Digest    string    // of the submission's figures
	Body      Body
}

// Body is what is particular to a kind of act.
type Body interface{ Kind() Kind }

// Kind names a kind of act in the ledger and the audit.
type Kind string

const (
	KindDefined     Kind = "defined"
	KindPollClosed  Kind = "poll-closed"
	KindVerified    Kind = "verified"
	KindEntered     Kind = "entered"
	KindProvisional Kind = "provisional"
	KindReady       Kind = "ready"
	KindTakenBack   Kind = "taken-back"
	KindDeclared    Kind = "declared"

	KindLooked Kind = "looked" // in the audit only: somebody asked for another's count
)

// Defined makes a version of the contest's definition.
type Defined struct{ Contest *Contest }

// PollClosed opens the contest's public count; Hour is the close of poll that was
// set, also where the desk was started late.
type PollClosed struct{ Hour time.Time }

// Verified gives the verified papers of one box or postal session, or, without a
// unit, of the whole contest ("verification done on paper: total only").
type Verified struct {
	Papers int
	Reason string // why papers are verified again after votes were entered
}

// Entered gives the current figures of one count unit. It replaces the unit's
// earlier figures and is never added to them.
type Entered struct{ Tally Tally }

// Provisional says that the figures are complete, in balance and put to
// candidates and agents.
type Provisional struct{}

// Ready says that agreement was sought and the statement is prepared.
type Ready struct{}

// TakenBack undoes Ready before the declaration.
type TakenBack struct{}

// Declared is the (Acting) Returning Officer's declaration of the result.
type Declared struct {
	Announced time.Time // when it was announced in the hall
	Elected   []string  // candidate ids
}

func (Defined) Kind() Kind     { return KindDefined }
func (PollClosed) Kind() Kind  { return KindPollClosed }
func (Verified) Kind() Kind    { return KindVerified }
func (Entered) Kind() Kind     { return KindEntered }
func (Provisional) Kind() Kind { return KindProvisional }
func (Ready) Kind() Kind       { return KindReady }
func (TakenBack) Kind() Kind   { return KindTakenBack }
func (Declared) Kind() Kind    { return KindDeclared }
