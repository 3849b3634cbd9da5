package count

import "time"

// Act is one thing that happened on a count, or to the overview. Acts are appended to the ledger in
// the order of Seq and never changed.
type Act struct {
	Seq       int64  // place in the ledger, from 1; given by Append
	Contest   string // empty for the overview, which has editors' notes and nothing else
	Version   int    // version of the contest that the act was made against; 0 for the overview
	Unit      string // box or count unit; empty for the contest as a whole
	Round     int    // 0 is the first count
	Officer   string
	Authority Authority
	At        time.Time // election clock
	Key       string    // the submission that made it
	Digest    string    // of the submission's figures
	Accepted  []Acceptance
	Body      Body
}

// Acceptance is a warning that the officer looked at, with the reason typed for
// it.
type Acceptance struct {
	Code   Code
	Field  string // of the finding; empty for the sheet as a whole
	Reason string
}

// Body is what is particular to a kind of act.
type Body interface{ Kind() Kind }

// Kind names a kind of act in the ledger and the audit.
type Kind string

const (
	KindDefined       Kind = "defined"
	KindPollClosed    Kind = "poll-closed"
	KindVerified      Kind = "verified"
	KindSigned        Kind = "signed"
	KindEntered       Kind = "entered"
	KindConfirmed     Kind = "confirmed"
	KindSentBack      Kind = "sent-back"
	KindResidual      Kind = "residual"
	KindProvisional   Kind = "provisional"
	KindRekeyed       Kind = "rekeyed"
	KindConsulted     Kind = "consulted"
	KindRecount       Kind = "recount"
	KindLot           Kind = "lot"
	KindReady         Kind = "ready"
	KindReadBack      Kind = "read-back"
	KindTakenBack     Kind = "taken-back"
	KindDeclared      Kind = "declared"
	KindProposed      Kind = "proposed"
	KindCorrected     Kind = "corrected"
	KindWithdrawn     Kind = "withdrawn"
	KindVoid          Kind = "void"
	KindDied          Kind = "died"
	KindCancelled     Kind = "cancelled"
	KindAdjourned     Kind = "adjourned"
	KindResumed       Kind = "resumed"
	KindPublish       Kind = "publish"
	KindCalled        Kind = "called"
	KindNoted         Kind = "noted"
	KindNoteWithdrawn Kind = "note-withdrawn"

	KindLooked Kind = "looked" // in the audit only: somebody asked for another's count
	KindEpoch  Kind = "epoch"  // in the audit only: a new life of the file begins
)

// Defined makes a version of the contest's definition.
type Defined struct{ Contest *Contest }

// PollClosed opens the contest's public count; Hour is the close of poll that was
// set, also where the desk was started late.
type PollClosed struct{ Hour time.Time }

// Verified gives the verified papers of one box or postal session, or, without a
// unit, of the whole contest ("verification done on paper: total only").
type Verified struct {
	Papers      int
	Account     *Account // nil where only the papers are given
	Explanation string   // of a variance, for the verification statement
	Reason      string   // why papers are verified again after votes were entered
}

// Account is the presiding officer's ballot paper account of one station, in
// papers.
type Account struct {
	Entrusted int // handed to the presiding officer
	Unused    int // returned unused
	Spoilt    int // handed back by voters and replaced; they never reach the box
	Tendered  int // tendered papers used; kept apart and never counted
}

// Expected is the papers that should be in the box. It can be less than zero in an
// account that is wrong.
func (a Account) Expected() int { return a.Entrusted - a.Unused - a.Spoilt }

// Signed is the signature under the verification statement. Turnout may be
// announced from then on.
type Signed struct{}

// Entered gives figures of one count unit, as one officer read them from its
// sheet. When a second person stands behind them they replace the unit's earlier
// figures; they are never added to them.
type Entered struct {
	Tally  Tally
	Source Source // media profile: where the figures are from
}

// Source is where figures that a desk receives are from.
type Source struct {
	Kind SourceKind
	Note string // who, which number, which page
}

// SourceKind is how figures reached a desk.
type SourceKind string

const (
	SourcePhoned SourceKind = "phoned" // read out by telephone from the hall
	SourceHeard  SourceKind = "heard"  // heard as it was declared in the hall
	SourceNotice SourceKind = "notice" // the notice was seen
)

// Confirmed says that a second officer read the entry against the sheet, figure by
// figure.
type Confirmed struct {
	Entry int64 // Seq of the entry
}

// SentBack parks a unit: its sheet went back to the table.
type SentBack struct{ Note string }

// ResidualAccepted is the (A)RO's acceptance that a unit, or without a unit the
// contest, stays short of its papers.
type ResidualAccepted struct {
	Papers int // missing: verified less accounted for; 1 or more
	Reason string
}

// Provisional says that the figures are complete, in balance and put to
// candidates and agents.
type Provisional struct{}

// Rekeyed is the contest's totals as typed blind from the independently added
// summary.
type Rekeyed struct{ Tally Tally }

// Consulted says when candidates and agents who were present were asked about the
// provisional figures (rule 46(2)).
type Consulted struct {
	Hour       time.Time
	Exceptions []Exception
}

// Exception is a candidate who did not agree.
type Exception struct {
	Candidate string
	Kind      ExceptionKind
	Note      string
}

// ExceptionKind is what a candidate or agent asked for.
type ExceptionKind string

const (
	AsksRecount ExceptionKind = "asks-recount"
	Objects     ExceptionKind = "objects"
)

// RecountDecided is the (A)RO's answer to a request for a recount, or their own
// decision (rule 46(1)).
type RecountDecided struct {
	Granted   bool
	Candidate string   // who asked; empty where the (A)RO decided alone
	Reason    string   // needed to refuse
	Units     []string // counted again; empty for a full recount
}

// LotDrawn decides an equality of votes at the elected line (rule 49). The votes
// stay as they are.
type LotDrawn struct {
	Tied      []string // candidate ids
	Chosen    []string // one for each seat that was left
	Method    string   // "slips in envelopes"
	Witnessed string   // by whom
}

// Ready says that agreement was sought and the statement is prepared.
type Ready struct{}

// ReadBackDone says that a second person typed back figures from the signed sheet
// and that they are those of the desk.
type ReadBackDone struct{}

// TakenBack undoes an act before the declaration.
type TakenBack struct {
	Of     int64 // Seq of the act
	Undoes Kind  // its kind
	Reason string
}

// Declared is the (Acting) Returning Officer's declaration of the result. In the
// media profile it is the result as confirmed against the notice.
type Declared struct {
	Announced time.Time // when it was announced in the hall
	Elected   []string  // candidate ids; none where a dead candidate has most votes (rule 61)
	Source    Source    // media profile: the notice
}

// Proposed is a correction or withdrawal of a declared result as one person asks
// for it. A second one makes it happen.
type Proposed struct {
	Withdrawal bool
	Reason     string      // public
	Changes    []Amendment // of a correction
}

// Amendment is one published figure or text that a correction puts right.
type Amendment struct {
	Field    string // as in FieldVotes, FieldHead, or one of the fields of a correction
	Was, Now string // figures as digits without separators; blank is "not known"
}

// Corrected makes a proposed correction public.
type Corrected struct{ Proposal int64 }

// Withdrawn takes a result back that was published in error.
type Withdrawn struct{ Proposal int64 }

// Void says that an election court set the result aside.
type Void struct{ Reference string }

// Died says that a candidate died before the declaration. The count of an
// independent goes on (rule 60).
type Died struct {
	Candidate string
	Note      string
}

// Cancelled stops a contest before or after its poll began.
type Cancelled struct {
	Manner Manner
	Reason string // public
}

// Manner is how a poll was cancelled.
type Manner string

const (
	Countermanded Manner = "countermanded" // before the poll
	Abandoned     Manner = "abandoned"     // after it began
)

// Adjourned says that the count pauses; its papers are sealed.
type Adjourned struct{ Reason string }

// Resumed ends an adjournment.
type Resumed struct{}

// PublishChanged is the (A)RO's word on what is public while counting.
type PublishChanged struct{ Publish Publish }

// Called names a winner without figures, on a media desk.
type Called struct {
	Elected []string
	Source  Source
}

func (Defined) Kind() Kind          { return KindDefined }
func (PollClosed) Kind() Kind       { return KindPollClosed }
func (Verified) Kind() Kind         { return KindVerified }
func (Signed) Kind() Kind           { return KindSigned }
func (Entered) Kind() Kind          { return KindEntered }
func (Confirmed) Kind() Kind        { return KindConfirmed }
func (SentBack) Kind() Kind         { return KindSentBack }
func (ResidualAccepted) Kind() Kind { return KindResidual }
func (Provisional) Kind() Kind      { return KindProvisional }
func (Rekeyed) Kind() Kind          { return KindRekeyed }
func (Consulted) Kind() Kind        { return KindConsulted }
func (RecountDecided) Kind() Kind   { return KindRecount }
func (LotDrawn) Kind() Kind         { return KindLot }
func (Ready) Kind() Kind            { return KindReady }
func (ReadBackDone) Kind() Kind     { return KindReadBack }
func (TakenBack) Kind() Kind        { return KindTakenBack }
func (Declared) Kind() Kind         { return KindDeclared }
func (Proposed) Kind() Kind         { return KindProposed }
func (Corrected) Kind() Kind        { return KindCorrected }
func (Withdrawn) Kind() Kind        { return KindWithdrawn }
func (Void) Kind() Kind             { return KindVoid }
func (Died) Kind() Kind             { return KindDied }
func (Cancelled) Kind() Kind        { return KindCancelled }
func (Adjourned) Kind() Kind        { return KindAdjourned }
func (Resumed) Kind() Kind          { return KindResumed }
func (PublishChanged) Kind() Kind   { return KindPublish }
func (Called) Kind() Kind           { return KindCalled }
