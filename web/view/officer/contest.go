package officer

// CountsPage is the list of the officer's contests.
type CountsPage struct {
	Page
	Eyebrow string
	Counts  []Count
}

// Count is one contest of the list.
type Count struct {
	Name, URL      string
	Stage          string
	Done           bool // declared
	Papers, Sheets string
	Next           Next
}

// Next is the next step of a count, with a link where this officer can take it.
type Next struct{ Text, URL string }

// ContestPage is one contest for officers.
type ContestPage struct {
	Page
	Eyebrow   string
	Name      string
	Stage     string
	Done      bool
	Steps     []Step
	Notice    *Notice
	Findings  []Finding // of what was just refused
	Missing   []Finding // what keeps the count from its next step
	Next      Next
	Proposal  *ActForm // waits for a second person
	Moves     []Move
	Night     []Task
	Undos     []Undo
	Elsewhere []Link
	Balance   []Row
	Verified  []Row // boxes: papers, by whom and when
	VerifyAt  Link  // to the verified papers; empty text where there is nothing to see
	Units     []Unit
	Figures   []Row // ballot paper order; from provisional on
	Rejected  []Row
	Result    Link // the public page
	Prints    []Link
	Handover  Handover
}

// Unit is one count unit of a contest.
type Unit struct {
	Name, Note   string
	Papers       string // handed to it
	Accounted    string
	Difference   string
	By           string
	URL, Act     string
	In, OffScale bool // OffScale: in, and out of balance
}

// Move is a button that moves the count to another stage.
type Move struct{ Act *ActForm }

// SignInPage asks who is there.
type SignInPage struct {
	Page
	Notice *Notice
	ID     string
	Next   string
	Kept   []Field  // figures of a form that was sent without a session
	Demo   []string // officers that one click signs in as
	// Waiting are those who can come back by PIN in this browser.
	Waiting []string
	Passkey *PasskeyForm // nil where the desk can ask for none
}

// ProblemPage says that something cannot be done.
type ProblemPage struct {
	Page
	Heading, Text string
	Incident      string
	Back          Link
	Kept          []Field // figures that were sent, so that they are not lost
	Again         *Form   // sends them again
	Hidden        []Field
}
