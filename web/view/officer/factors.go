package officer

// SecondPage asks for the second factor after the passphrase.
type SecondPage struct {
	Page
	Notice  *Notice
	Next    string
	Kept    []Field
	Code    bool // there is an authenticator app
	Passkey bool // there is a passkey, and this desk can ask for it
}

// EnrolPage sets an authenticator app or a passkey up.
type EnrolPage struct {
	Page
	Notice  *Notice
	Eyebrow string // "Step 2 of 3", or empty
	Heading string
	Lead    string
	Action  string // address that takes the code
	QR      QR
	Secret  string // in fours
	Next    string
	Kept    []Field
	Passkey *PasskeyForm // nil where the desk can have none
	Leave   Link         // away without doing it; no words: there is no such way
}

// PasskeyForm is a button that asks the browser for a passkey. It is shown where the
// script runs and the browser has passkeys.
type PasskeyForm struct {
	Action  string // takes the answer
	Options string // gives the question
	Make    bool   // a new one; otherwise one is shown
	Beside  bool   // another way stands above it, and comes first
	Button  string
	Next    string
	Kept    []Field
}

// CodesPage shows recovery codes once, to be printed.
type CodesPage struct {
	Print
	Eyebrow string
	ID      string
	Host    string // where they are used
	Codes   []string
	Next    string
	Kept    []Field
}

// UsedPage says that a recovery code was used.
type UsedPage struct {
	Page
	Left string // "9 recovery codes"
	Few  bool
	Next string
	Kept []Field
}

// FactorsPage is an officer's own second factors.
type FactorsPage struct {
	Page
	Notice        *Notice
	Policy        string // who must have one
	Authenticator string // "since 4 July 2024"; empty: none
	Passkeys      []PasskeyRow
	Add           *PasskeyForm
	NoPasskeys    string // why there can be none, or empty
	Recovery      string
	MakeCodes     string // words of the button
	Keep          bool   // the one factor that is left cannot be removed
}

// PasskeyRow is a passkey in a list.
type PasskeyRow struct{ ID, Name, Text string }
