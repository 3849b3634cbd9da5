package officer

// Session is one place where somebody is signed in.
type Session struct {
	ID, Officer     string
	Device, Address string
	Since, Used     string
	Note            string
	This            bool // the one that asks
}

// SessionsPage lists where an officer is signed in.
type SessionsPage struct {
	Page
	Notice   *Notice
	Sessions []Session
}

// PeoplePage is who has a session at a laptop.
type PeoplePage struct {
	Page
	Notice *Notice
	HasPIN bool
	Others []Session // who can come back by PIN
}

// ChangePage asks who goes on at a laptop.
type ChangePage struct {
	Page
	Notice  *Notice
	People  []Choice
	Chosen  string
	ID      string // who works now; empty: nobody
	Working bool
	NoPIN   bool // who works now chose none
	Next    string
	Kept    []Field
}

// ProvePage asks somebody who is signed in to show again who it is.
type ProvePage struct {
	Page
	Notice  *Notice
	ID      string
	Next    string
	Kept    []Field      // a form that came too late
	Passkey *PasskeyForm // nil: none to ask for
}

// Member is an officer in an administrator's list.
type Member struct {
	ID, URL        string
	Role, Contests string
	Disabled       bool
	Now            string // "now", "now, in 2 places"; empty: nowhere
	SignedIn       string // when last; "never"
	Factors        string // "authenticator app, 2 passkeys"
	Resettable     bool   // there are some
}

// StaffPage lists all officers.
type StaffPage struct {
	Page
	Sum     string // "40 officers, 31 signed in now, 2 never yet"
	Members []Member
}

// MemberPage is one officer with what an administrator can do.
type MemberPage struct {
	Page
	Notice     *Notice
	Member     Member
	Self       bool // the administrator's own page
	Open       []Session
	Invitation string // address, shown once
	Until      string
	QR         QR
}

func (o Member) state() string {
	if o.Disabled {
		return "disabled"
	}
	return "can sign in"
}
