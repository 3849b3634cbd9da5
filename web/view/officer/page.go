// Package officer draws the pages of the officers' side. It gets finished text:
// every figure, time and sentence is written by web/desk, and nothing here counts,
// judges or knows the domain.
package officer

// Page is what stands around the content of every page.
type Page struct {
	Title     string
	Assets    Assets
	Rehearsal bool    // a banner on every page says so
	Signed    *Signed // nil where nobody is signed in
	Status    Status
	Live      *Live  // nil: nothing is pushed to this page
	Public    string // address of the public side
}

// Assets are the addresses of the style sheets, the script and the icon.
type Assets struct{ Base, Desk, Acts, Draft, Refresh, Script, Entry, Session, Passkey, Icon string }

// Signed is the officer who is signed in.
type Signed struct {
	ID         string
	Role       string
	Others     []string // demo: officers that one click changes to
	Here       string   // path to come back to after changing person
	Counts     bool     // has counts to see
	Notes      bool     // may write notes for the public
	Audit      bool     // may read the audit
	Staff      bool     // may look after officers
	Change     string   // where the person at this laptop is changed; empty in a demo
	Idle       string   // seconds until the session ends idle
	End        string   // seconds until it ends however it is used
	Operations bool     // may see how the desk does
}

// Status is the state of the form, always in sight in the header.
type Status struct {
	Text string // "NOT SENT"; empty on a page without a form
	Mark Mark
}

// Mark goes with the words of a state; empty where nothing was typed since the page
// was opened.
type Mark string

// The marks of a form.
const (
	Unsent Mark = "unsent" // the page holds figures that the desk did not store
	Sent   Mark = "sent"
	// Waiting is for figures that were sent and count when a second person stands
	// behind them.
	Waiting Mark = "waiting"
)

// Live is where a page hears that somebody else changed what it shows.
type Live struct {
	URL  string
	Part string // "unit/{id}" of a sheet, "papers", or "" for all of the contest
	Seq  string // newest act of that part that the page shows
	Text string // what is said when a newer one comes
	Load string // address to see it at; empty: sending the form shows it
}

// Step is one step of a count.
type Step struct {
	Label string
	State StepState
}

// StepState is where a step stands.
type StepState string

// The states of a step.
const (
	StepDone  StepState = "done"
	StepNow   StepState = "now"
	StepLater StepState = "later"
)

// Notice is a message above the content.
type Notice struct {
	Code  string // of the rule that refused, or empty
	Title string
	Text  string
	Alarm bool // something was refused
}

// Link is an address and its words.
type Link struct{ URL, Text string }

// Finding is one thing found wrong, as the summary on top of a form shows it.
type Finding struct {
	Code              string // of the rule, "E05": what the manual and a telephone call name it by
	Title, Text, Hint string
	Link              Link // to the field, or to what helps
}

// Field is a field of a form as it was sent.
type Field struct{ Name, Value string }

// Row is one line of a small table of words and figures.
type Row struct {
	Label, Note, Value string
	Strong             bool
}
