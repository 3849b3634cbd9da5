package officer

// NotesPage is where notes for the public stand, and where one can be written.
type NotesPage struct {
	Page
	Crumb  string
	Places []NotePlace // in which there are notes
	Choose []Choice    // every place; Value names it in an address
}

// NotePlace is one of them, with its notes.
type NotePlace struct {
	Name  string
	URL   string
	Notes []ShownNote
}

// ShownNote is a note for the public, with what can be done about it.
type ShownNote struct {
	Text     string
	Byline   string
	When     string // when, by which officer, and what became of it
	Replace  string // address; empty where it does not stand
	Withdraw string // likewise
}

// NotePage is one place: what stands there, the form, and what stood there before.
type NotePage struct {
	Page
	Crumb    string
	Back     Link
	Heading  string
	Notice   *Notice
	Findings []Finding
	Held     string // said where notes wait for the close of the poll
	Form     *NoteForm
	Preview  *ShownNote // the note as it would stand; then the form's fields are hidden
	Remove   *NoteForm  // asks whether a note is withdrawn
	Standing []ShownNote
	Gone     []ShownNote
}

// NoteForm is the form of a note, or of its withdrawal.
type NoteForm struct {
	Form
	Heading  string
	Of       string // number of the note that is replaced or withdrawn; empty for a new one
	Note     *ShownNote
	Text     Input
	Byline   Input
	Reason   Input
	MostText string // characters
	MostBy   string
}
