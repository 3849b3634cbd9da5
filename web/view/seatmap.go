package view

import "fmt"

// SeatMap is every seat as a hexagon. It draws nothing where no seat has a place.
type SeatMap struct {
	Width, Height int // of the drawing; a hexagon is 14 wide and its row 12 high
	Hexes         []Hex
	Faint         string // outlines of the seats that a filter leaves out
	Legend        []LegendLine
	Filters       MapFilters
	Filtered      string // what is shown of a page that shows a part; empty where all is

	// For the script, of all seats in order of contest id; empty where a filter leaves
	// some out: Seats as in the overview's bulletin, Bases the letters of those who held
	// them, Regions an index into Filters.Regions each, Absent the places in these strings
	// of seats that have no hexagon.
	Seats, Bases, Regions, Absent string
	Words                         string // JSON: what the script says of a seat in each state
}

// Hex is one seat.
type Hex struct {
	Href, Said string // address; "Islington North: Independent gain from Labour"
	Class      string // "gain", "none", "count", "mark" or empty
	X, Y       int    // of its middle
	Letter     string
	Fill, Ink  string // of the party; of its letter where it is not white
}

// LegendLine explains a letter or a state.
type LegendLine struct {
	Key         string // the character in Seats, a capital for a party
	Hex         Hex
	Name, Count string
	Hidden      bool // no seat is so
}

// MapFilters are what the map can be narrowed to.
type MapFilters struct {
	Parties, Regions []Choice
	Gains            bool // only gains are shown
}

// Choice is one of several in a list.
type Choice struct {
	Value, Words, Letter string
	Chosen               bool
}

// Outline is the hexagon's path, drawn from its middle so that it repeats where its
// letter stands. A little is left between neighbours.
func (h Hex) Outline() string {
	return fmt.Sprintf("M%d %dm0-7.4l6.4 3.7v7.4l-6.4 3.7-6.4-3.7v-7.4z", h.X, h.Y)
}
