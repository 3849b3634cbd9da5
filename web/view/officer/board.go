package officer

// BoardPage is every unit of the officer's contests by state.
type BoardPage struct {
	Page
	Eyebrow       string
	Filters       []Filter
	State, Find   string // as asked for
	All           bool   // finished contests too
	Where         string // "12 contests, page 1 of 1"
	Before, After string // pages; empty where there is none
	Contests      []BoardContest
}

// Filter is one state to look for.
type Filter struct {
	Text, Count, URL string
	Current          bool
}

// BoardContest is one contest of the board.
type BoardContest struct {
	Name, URL, Stage string
	Done             bool
	Notes            []string
	Units            []BoardUnit
}

// BoardUnit is one unit of the board.
type BoardUnit struct {
	Name   string
	State  string // word of the style sheet
	Words  string // of the state
	Detail string // who and how long
	URL    string
}

// WallPage is the progress that a hall sees. It has only what is public.
type WallPage struct {
	Assets    Assets
	Rehearsal bool
	Title     string
	Progress  string
	Rows      []WallRow
	Where     string // "1 to 18 of 650"; empty where all are shown
	At        string
}

// WallRow is one contest on the wall.
type WallRow struct {
	Name, Stage, In string
	Done            bool
}
