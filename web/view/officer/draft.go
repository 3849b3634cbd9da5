package officer

// Draft is what the officer had typed in a form before.
type Draft struct {
	At      string // milliseconds since 1970; empty where there is none
	Title   string
	Text    string
	Resumed bool   // it is in the form's fields
	Rows    []Row  // what was typed, where it is not
	Use     string // address that puts it into the form all the same
	Discard string // where a form that forgets it goes to
}

// Photos are photographs of a sheet.
type Photos struct {
	Action string // of the form that adds one
	All    []Photo
}

// Photo is one photograph.
type Photo struct{ URL, Text string }

// Handover is what earlier shifts left on a contest.
type Handover struct {
	Action string
	Notes  []Note
	Text   string // typed and refused
}

// Note is one note.
type Note struct{ By, Text string }
