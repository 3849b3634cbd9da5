package officer

// OperationsPage is how the desk itself does.
type OperationsPage struct {
	Page
	At         string // when it was looked at
	Sum        string // the worst of all values, in words
	Alarm      bool
	Vitals     []Vital
	Topics     []Row  // viewers by topic, most first
	MoreTopics string // the rest of them; empty where there is none
	Faults     []FaultLine
}

// Vital is one value with what it means.
type Vital struct {
	Name, Value, State string
	Alarm, Look        bool
	Runbook            string // address of what to do; empty: nothing
}

// FaultLine is an error of the desk.
type FaultLine struct{ At, Incident, Text, Route string }

// RunbookPage is what to do in the night.
type RunbookPage struct {
	Page
	Passages []Passage
}

// PassageKind is what a passage of the runbook is.
type PassageKind int

// The kinds of passages.
const (
	Paragraph PassageKind = iota
	Title
	Heading
	Point   // a list
	Ordered // a list in which order counts
)

// Passage is a piece of the runbook: a paragraph, or a list with its items.
type Passage struct {
	Kind  PassageKind
	ID    string // of a heading
	Items [][]Span
}

// Span is a run of words.
type Span struct {
	Text                  string
	Strong, Slanted, Code bool
}
