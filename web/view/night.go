package view

// Night is the state of the night.
type Night struct {
	Map               *SeatMap // on the page; nil in a fragment, and where no seat has a place
	Rehearsal         bool
	Eyebrow, Headline string
	Bar               *SeatsBar
	Declared, Begun   string // widths of the bar of contests, where there is no house: "16.7%"
	Progress          string // "1 declared, 4 counting, 1 to come"
	Score             *Scorecard
	Contests          *ContestLines
	Matrix            *Matrix
	Lists             []ShortList
	Notes             []EditorNote
}

// SeatsBar is the seats of all parties on one scale, from 0 to all seats.
type SeatsBar struct {
	Parts []BarPart
	Line  string // "326 for a majority"; empty draws no line
}

// BarPart is one party's seats.
type BarPart struct{ Key, X, Width, Colour, Outline string }

// ContestLines is a list of contests.
type ContestLines struct {
	Title string
	Rows  []Line
	More  string // words of the link to all
}

// ShortList is a few contests for one reason: declared last, closest.
type ShortList struct {
	ID, Title, Beside string
	Rows              []ShortRow
	More, MoreHref    string
}

// ShortRow is one of them. First is what the list is by: a time, a number.
type ShortRow struct{ Key, First, Href, Name, Text string }

// Matrix is who gained how many seats from whom.
type Matrix struct {
	Beside string
	From   []MatrixParty
	By     []MatrixRow
	Losses []string // by party, as From
	All    string
}

// MatrixParty heads a column.
type MatrixParty struct{ Key, Name, Short string }

// MatrixRow is one party's gains. An empty cell is none.
type MatrixRow struct {
	Key, Name string
	Cells     []string
	All       string
}
