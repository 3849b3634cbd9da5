package officer

// AuditPage is a search of the audit.
type AuditPage struct {
	Page
	Notice       *Notice
	Search       AuditSearch
	Zone         string
	CSV          string // address of the same search as a file
	Newer, Older string // addresses; empty where there is nothing
	Lines        []AuditLine
}

// AuditSearch is what is looked for, as typed.
type AuditSearch struct{ Officer, Kind, Contest, Outcome, Text, From, Until string }

// AuditLine is one line of the audit.
type AuditLine struct {
	At, Officer, From, Kind, Where, Outcome, Detail, Act string
	Refused                                              bool
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
