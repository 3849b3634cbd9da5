package view

// Survey is a page about several contests: a region, a party, the list of all. Each part
// is drawn where there is one.
type Survey struct {
	Rehearsal         bool
	Eyebrow, Headline string
	Lead              string // a sentence under the headline
	Jumps             []Jumps
	Score             *Scorecard
	Figures           []Card
	Listings          []Listing
	Below             []Jumps // as Jumps, where there are many
	Hours             []Hour
	Files             []Link // the same as open data
}

// Jumps are links beside each other, to other selections or to places on the page.
type Jumps struct {
	Key, Label string
	Links      []Link
}

// Link is one of them.
type Link struct {
	Text, Href string
	Here       bool // it is this page
}

// Listing is a table. Its first column names the rows.
type Listing struct {
	Key, Title, Beside string
	Folded             bool // shown when it is opened
	Columns            []Column
	Rows               []ListRow
	Empty              string // said in place of rows
}

// Column is one of its columns. On a narrow screen the label stands beside the figure.
type Column struct {
	Label  string
	Number bool
}

// ListRow is one of its rows.
type ListRow struct {
	Key, Anchor string // the anchor may be empty
	Cells       []Cell
}

// Cell is one of its cells.
type Cell struct {
	Text, Href string
	Beside     string // under it, smaller
	Pill       string // class of a state that is no result: "outline" or "dashed"
}

// Hour is an hour of the night, newest first.
type Hour struct {
	Key, Title, Beside string
	Moments            []Moment
}

// Moment is one thing that happened in it.
type Moment struct {
	Key, Time, Name, Href string
	Strong, Text          string
}
