package view

// History is all that was published of a contest, newest first.
type History struct {
	Rehearsal      bool
	Eyebrow, Title string
	Back           string // address of the contest
	Revisions      []Revision
}

// Revision is one of them, with what it changed.
type Revision struct {
	Anchor     string // "r123"
	Name       string // "Revision 123"
	Time       string // "02:16:08 BST"
	State      string // "Declared"
	Superseded string // "superseded 02:16:08 BST", or that it is the newest
	Newest     bool
	Said       string // of one without changes
	Changes    []Difference
	Hash, JSON string
}

// Difference is a figure or text before and after. Before the first there is nothing.
type Difference struct{ Label, Was, Now string }
