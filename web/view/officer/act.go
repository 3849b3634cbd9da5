package officer

import "github.com/a-h/templ"

// ActPage is a page on which something is done to a count as a whole.
type ActPage struct {
	Page
	Crumb    string
	Back     Link
	Heading  string
	Steps    []Step
	Notice   *Notice
	Findings []Finding
	Intro    []string // plain words above the forms
	Forms    []ActForm
	Tables   []ActTable
	Beside   []Panel
}

// ActForm is a form that does one thing.
type ActForm struct {
	Form               // Locked says why it cannot be done now; then nothing else is shown
	ID       string    // of the form in the page
	Title    string    // empty where the page's heading says it
	Means    []string  // what it means, and what the public will see
	Compare  *ActTable // old and new, side by side
	Head     string    // over the figures
	Lines    []Line    // figures to type
	Inputs   []Input
	Warnings []ActWarning
	Authority
	On     string // on whose authority, where there is no choice
	Sure   *Input // a deliberate tick
	Plain  bool   // not the next step, but possible
	Hidden []Field
}

// Input is one thing to say in a form beside its figures.
type Input struct {
	ID, Field   string
	Label, Note string
	Value       string
	Kind        InputKind
	Choices     []Choice // of InputSelect and InputRadio; of InputTicks Value is the field
	Findings    []Finding
}

// InputKind is how something is said.
type InputKind string

// The kinds of input.
const (
	InputText   InputKind = "text"
	InputHour   InputKind = "hour"
	InputLong   InputKind = "long"
	InputSelect InputKind = "select"
	InputRadio  InputKind = "radio"
	InputTicks  InputKind = "ticks"
)

// Invalid tells whether something was found wrong with the input.
func (i Input) Invalid() bool { return len(i.Findings) > 0 }

// ActWarning is an unlikely figure, accepted with a tick and a typed reason.
type ActWarning struct {
	ID, Code            string
	Title, Text, Hint   string
	TickField           string
	Ticked              bool
	ReasonField, Reason string
}

// ActTable is words and figures in columns.
type ActTable struct {
	Title   string
	Columns []string // the first is of the rows' names
	Rows    []ActRow
	Empty   string // said where there is no row
	Words   bool   // the cells are words and not figures
}

// ActRow is one row of a table.
type ActRow struct {
	Name, Note string
	Cells      []string
	Strong     bool
	Differs    bool // from what stood before: said in words too
}

// Panel is a small card of rows beside the work.
type Panel struct {
	Title string
	Rows  []Row
	Link  Link
}

// Task is one step of a night: what is done, by whom, and what is next.
type Task struct {
	Label, By string
	State     StepState
}

// Undo is an act that this officer can take back.
type Undo struct {
	Words string // "those present consulted, 03:05:10 BST"
	Act   ActForm
}

// ScriptLine is one line of what is read out.
type ScriptLine struct {
	Name, Note, Figure, Spoken string
	Strong                     bool
}

// wrong marks a field in which something was found wrong.
func wrong(i Input) templ.Attributes {
	if !i.Invalid() {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": i.ID + "-wrong"}
}

// DeclarePage is the declaration of a result.
type DeclarePage struct {
	Page
	Crumb    string
	Back     Link
	Name     string
	Steps    []Step
	Notice   *Notice
	Findings []Finding
	Locked   bool         // there is nothing to declare: the figures are not shown
	Winner   []string     // who is elected, or why nobody is
	Outcome  string       // by how much, and what changed
	Script   []ScriptLine // what is read out
	Papers   []Row
	Act      ActForm
	ReadBack Link // where it is to be done first
}
