package officer

// Print is what stands on every page to print.
type Print struct {
	Title       string
	Style, Icon string // addresses
	Rehearsal   bool   // every page says so, and of a real election that it is one
	Election    string
	Contest     string
	AsOf        string // what the page knows of: the last act on the count
	Back        Link
}

// QR is a QR code: black modules on a white square.
type QR struct {
	Label string // what it opens
	Box   string // view box of the drawing
	Path  string // of the black modules
}

// PrintSheets are count sheets to write on, one a page.
type PrintSheets struct {
	Print
	Sheets []PrintSheet
}

// PrintSheet is the count sheet of one unit, or the contest's summary sheet.
type PrintSheet struct {
	Heading string
	Notes   []string
	Round   string
	Code    string
	QR      QR
	Address string   // that the QR code opens
	Bundle  string   // heading of the column of bundles; empty on a summary
	Lines   []Box    // candidates, as on the form
	Papers  []Box    // doubtful or rejected papers, as on the form
	Sums    []Box    // what adds up
	Tick    string   // beside the box that says it does
	Units   []string // of a summary: whose sheets it adds up
}

// Box is one line of a sheet with a box to write in.
type Box struct {
	Number, Label, Note string
	Value               string // printed in the box where the desk knows it
}

// PrintStatement is a statement to print: a title, boxed words on what it is worth,
// text and tables.
type PrintStatement struct {
	Print
	Heading string
	Worth   string // "PROVISIONAL – NOT A RESULT"
	Wide    bool   // on its side
	Blocks  []Block
}

// Block is text, or a table under it.
type Block struct {
	Text   []string
	Strong bool // of the text
	Head   []Column
	Rows   []TableRow
	Sign   []string // lines for signatures
}

// Column is the heading of a column; Name marks the one that names the row.
type Column struct {
	Text         string
	Name, Number bool
}

// TableRow is one row, a cell for each column.
type TableRow struct {
	Cells  []Cell
	Strong bool
}

// Cell is a figure or words, with smaller ones under it.
type Cell struct{ Text, Note string }
