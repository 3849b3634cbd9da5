package officer

import "github.com/a-h/templ"

// Form is what every form of figures carries.
type Form struct {
	Action  string
	Key     string // of the submission
	Layout  string // of the sheet that the form shows
	Base    string // what the form replaces
	Leave   string // where to go without sending
	Button  string
	Locked  string  // why nothing can be sent; then figures are text, not fields
	Caption string  // over figures that are locked: whose they are
	Seen    string  // of the figures that answers to warnings are about
	Kept    []Field // answers to warnings that the page does not show
	Typist  string  // who opened the form
	Save    string  // where the form is saved while it is typed
	Draft   *Draft  // nil on the answer to a form: what it holds is the newest
}

// Line is one figure to type.
type Line struct {
	ID       string // of the element in the page
	Field    string
	Number   string // place on the ballot paper; empty for papers
	Label    string
	Note     string // description on the ballot paper, or who entered it
	Value    string // as typed
	Part     Part
	Optional bool // may stay blank
	Focus    bool
	Findings []Finding
	Warnings []Warning
	Bundles  bool   // may be typed as "12x25+13"
	Worked   string // what was typed as bundles, worked out
	Same     bool   // two officers typed the same: shown, sent, and not typed again
}

// Part is which sum a line goes into.
type Part string

// The parts of a sheet.
const (
	Votes Part = "votes"
	Other Part = "other" // doubtful or rejected papers
	Total Part = "total" // a sum as the paper gives it, compared and never added

	Aside   Part = "aside"   // votes that are on no line of a candidate
	Code    Part = "code"    // of the printed sheet
	Account Part = "account" // of the ballot paper account of a box
)

// Invalid tells whether something was found wrong with the line.
func (l Line) Invalid() bool { return len(l.Findings) > 0 }

// keyboard is what a telephone shows: bundles need a plus and a star.
func (l Line) keyboard() string {
	if l.Bundles {
		return "tel"
	}
	return "numeric"
}

// longest is how many characters can be typed.
func (l Line) longest() string {
	if l.Bundles {
		return "80"
	}
	return "40"
}

// Control is the control figures beside a sheet, as far as it is typed.
type Control struct {
	Title      string
	Papers     string // handed to the unit, "3,521"; empty where it has none of its own
	PapersName string
	Plain      string // Papers in digits only, for the script
	Votes      string
	OtherName  string // "Doubtful" or "Rejected"
	Other      string
	Difference string // sheet less papers, "−9"; a dash until every figure is typed
	Verdict    string // "9 papers short", "Still to type: 3"
	Note       string // why there is no difference
}

// Conflict sets what stands beside what was sent.
type Conflict struct {
	Code    string
	Message string
	Stands  string // heading: by whom and when
	Rows    []ConflictRow
	Advice  string
}

// ConflictRow is one figure on both sides.
type ConflictRow struct {
	Label, Stands, Yours string
	Differs              bool
}

// SheetPage is the count sheet of one unit.
type SheetPage struct {
	Page
	Crumb    string
	Back     Link
	Heading  string
	Steps    []Step
	Notice   *Notice
	Findings []Finding
	Conflict *Conflict
	Form     Form
	Code     []Line // of the printed sheet; none where nothing is typed
	Lines    []Line // candidates in ballot paper order
	Papers   []Line // doubtful, or rejected by head
	Control  Control
	Contest  []Row
	Name     string // of the contest

	Questions bool      // what was found are warnings alone, which can be answered
	Warnings  []Warning // of the sheet as a whole
	Source    *Source   // nil but on a desk that receives results
	Publishes string    // said where sending makes figures public at once
	Reasons   []Row     // given for warnings, with whose they are
	TakeBack  *Form     // undoes the officer's own entry that waits
	SendBack  *Remark
	Shortfall *Shortfall
	Photos    Photos
}

// PapersPage is the verified papers of a contest.
type PapersPage struct {
	Page
	Crumb    string
	Back     Link
	Steps    []Step
	Notice   *Notice
	Findings []Finding
	Conflict *Conflict
	Form     Form
	Places   []Place
	Total    []Line  // one line: the total of the statement
	Reason   *Reason // asked for once votes were entered
	Sum      string
	In       string // "3 of 6"
	Standing []Row

	Questions bool      // what was found are warnings alone, which can be answered
	Warnings  []Warning // of the papers as a whole
}

// Boxed tells whether papers are given by box.
func (m PapersPage) Boxed() bool { return len(m.Places) > 0 }

// Reason is the field of a typed reason.
type Reason struct {
	ID, Field, Value string
	Findings         []Finding
}

// Authority is the choice on whose authority an act is typed.
type Authority struct {
	ID       string
	Choices  []Choice
	Findings []Finding
}

// Choice is one answer of a choice.
type Choice struct {
	Value, Label string
	Chosen       bool
}

// figuresAttributes let the keys of a sheet work in the form of an act, and keep it
// while it is typed, where it is one that is kept.
func figuresAttributes(f Form) templ.Attributes {
	if f.Save == "" {
		return nil
	}
	a := draftAttributes(f)
	a["data-figures"] = true
	return a
}

// draftAttributes tell the script where a form is saved, and when the desk last saved
// it; without the latter the form itself is the newest.
func draftAttributes(f Form) templ.Attributes {
	a := templ.Attributes{"data-draft": f.Save}
	if f.Draft != nil {
		a["data-saved"] = f.Draft.At
	}
	return a
}
