package officer

// AuditPage is a search of the audit.
type AuditPage struct {
	Page
	Notice       *Notice
	Search       AuditSearch
	Zone         string
	Kinds        []Choice // what can be looked for
	CSV, JSONL   string   // addresses of the same search as a file
	Newer, Older string   // addresses; empty where there is nothing
	Lines        []AuditLine
	Head         AuditHead
	Checked      Notice // how far the chain was recomputed
}

// AuditHead is the head of the chain. Short is what is noted on paper.
type AuditHead struct{ Line, Short, Rest string }

// AuditSearch is what is looked for, as typed.
type AuditSearch struct{ Officer, Kind, Contest, Outcome, Address, Text, From, Until string }

// AuditLine is one line of the audit.
type AuditLine struct {
	ID, At, Officer, From, Kind, Unit, Outcome, Detail, Act string
	Contest                                                 Link // without an address where it cannot be opened
	Refused                                                 bool
}

// InvitationPage asks an invited officer for a passphrase.
type InvitationPage struct {
	Page
	Notice  *Notice
	Eyebrow string // "Step 1 of 3", or empty
	ID      string
	Action  string
	Least   string // characters that a passphrase has at least
}
