package nightscript

import "resultsdesk/internal/count"

// Verb is what somebody does.
type Verb string

const (
	Opens      Verb = "opens"       // a form, as it stands then
	Verifies   Verb = "verifies"    // sends verified papers
	Enters     Verb = "enters"      // sends a count sheet
	Confirms   Verb = "confirms"    // another's count sheet, read against the paper
	SendsBack  Verb = "sends-back"  // a count sheet, to its table
	SendsAgain Verb = "sends-again" // the officer's last form of the contest, as it was
	Accepts    Verb = "accepts"     // papers that stay missing
	Signs      Verb = "signs"       // the verification statement
	Rekeys     Verb = "rekeys"      // types the contest's totals blind from the paper summary

	MakesProvisional Verb = "makes-provisional"
	Consults         Verb = "consults" // those present
	Grants           Verb = "grants"   // a recount
	Refuses          Verb = "refuses"  // a recount
	DrawsLot         Verb = "draws-lot"
	MakesReady       Verb = "makes-ready"
	ReadsBack        Verb = "reads-back" // figures of the signed sheet
	TakesBack        Verb = "takes-back" // an act that stands: Undoes
	Declares         Verb = "declares"
	Calls            Verb = "calls" // a winner, before there are figures

	ProposesCorrection Verb = "proposes-correction"
	ProposesWithdrawal Verb = "proposes-withdrawal"
	ConfirmsProposal   Verb = "confirms-proposal"
	SetsAside          Verb = "sets-aside" // by an election court

	Adjourns     Verb = "adjourns"
	Resumes      Verb = "resumes"
	Countermands Verb = "countermands"
	Abandons     Verb = "abandons"
	RecordsDeath Verb = "records-death"
	Publishes    Verb = "publishes" // changes what is public while counting

	Sees Verb = "sees" // what the public can see
)

// words are how a verb goes on after the contest, beside its figures.
type words int

const (
	nothing  words = iota
	unit           // a count unit
	mayUnit        // a count unit, or nothing for the contest
	mayHour        // a time announced, or nothing for now
	whatUndo       // what is taken back, and of which unit
	policy         // what is public
)

// grammar is how each verb goes on. A verb that is not in it does not exist.
func grammar() map[Verb]words {
	return map[Verb]words{
		Opens: mayUnit, Verifies: nothing, Enters: unit, Confirms: unit, SendsBack: unit, SendsAgain: nothing,
		Accepts: mayUnit, Signs: nothing, Rekeys: nothing, MakesProvisional: nothing, Consults: mayHour,
		Grants: nothing, Refuses: nothing, DrawsLot: nothing, MakesReady: nothing, ReadsBack: nothing,
		TakesBack: whatUndo, Declares: mayHour, Calls: nothing, ProposesCorrection: nothing,
		ProposesWithdrawal: nothing, ConfirmsProposal: nothing, SetsAside: nothing, Adjourns: nothing,
		Resumes: nothing, Countermands: nothing, Abandons: nothing, RecordsDeath: nothing, Publishes: policy,
		Sees: nothing,
	}
}

// undone are the words for what can be taken back.
func undone() map[string]count.Kind {
	return map[string]count.Kind{
		"papers": count.KindVerified, "signature": count.KindSigned, "sheet": count.KindEntered, "sending-back": count.KindSentBack,
		"residual": count.KindResidual, "totals": count.KindRekeyed, "provisional": count.KindProvisional,
		"consultation": count.KindConsulted, "recount": count.KindRecount, "lot": count.KindLot, "ready": count.KindReady,
		"reading-back": count.KindReadBack, "call": count.KindCalled, "death": count.KindDied,
		"cancellation": count.KindCancelled, "proposal": count.KindProposed,
	}
}
