package officer

// Warning is something unlikely about a form, with the officer's answer to it.
type Warning struct {
	ID                      string // empty where one above is answered for it too
	Code, Title, Text, Hint string
	Tick, Reason            string // fields
	Ticked                  bool
	Value                   string // the reason
	Missing                 bool   // a tick without a reason, or a reason without a tick
}

// ReadingPage is the page on which a second person reads an entry against the paper.
type ReadingPage struct {
	Page
	Crumb    string
	Back     Link
	Steps    []Step
	Notice   *Notice
	Findings []Finding
	By       string // who typed it, and when
	Form     Form
	Code     Line
	Rows     []Reading
	Done     int // of the rows that are ticked
	Control  Control
	Reasons  []Row
	SendBack *Remark
	Photos   Photos
	Draft    *Draft // what this officer had begun to type
}

// Reading is one figure to be read and ticked.
type Reading struct {
	Line
	Tick   string // field
	Ticked bool
}

// Remark is a form of one note.
type Remark struct {
	Form     Form
	ID       string
	Value    string
	Findings []Finding
}

// Shortfall is the form with which missing papers are accepted.
type Shortfall struct {
	Form   Form
	Of     Choices
	Papers Line
	Reason Reason
	Open   bool // it was refused
}

// Source is the choice where figures are from.
type Source struct {
	Choices                 Choices
	Note, NoteField, NoteID string
}

// Choices is one question with its answers.
type Choices struct {
	ID, Field, Legend string
	All               []Choice
	Findings          []Finding
}

// BoxPapers is the verified papers of one box or postal session with its ballot paper
// account.
type BoxPapers struct {
	Line
	Name        string // what script and labels call it
	Account     []Line // entrusted, unused, spoilt, tendered
	Expected    string // a dash until the account is typed
	Variance    string // counted less expected, with its sign
	Off         bool   // the variance is not zero
	Explanation Reason
	Answers     []Warning // on the variance
	Open        bool      // the account is unfolded
}

// Place is a polling place with its boxes. Errors of its stations may compensate
// each other.
type Place struct {
	Name     string // empty for boxes without a place
	Boxes    []BoxPapers
	Variance string // of all of them; empty where not every account is typed
}
