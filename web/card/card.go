// Package card draws the pictures that social platforms and messengers show for a
// link: Open Graph, 1200 by 630 pixels, PNG. A model here is formatted text and a few
// yes-or-noes, made by package web from what is published; nothing in this package
// counts, rounds, translates or looks at a clock.
//
// A picture is laid out first and painted then. The layout knows where each piece
// stands, so that a test can show that nothing overlaps and nothing leaves the
// picture, however long the names are.
package card

import "image/color"

// Width and Height of every picture, in pixels.
const (
	Width  = 1200
	Height = 630
)

// Frame is what stands around every picture.
type Frame struct {
	Brand     string // "Results Desk"
	AsOf      string // "Figures of 03:26:08 BST", with the day; empty where there are none
	Rehearsal string // "REHEARSAL – these are not real results"; empty on a live night
	Mark      string // the word across the picture of a rehearsal: "REHEARSAL"
}

// Contest is the picture of one contest.
type Contest struct {
	Frame
	Eyebrow  string // "General election · 4 July 2024 · London"
	Name     string
	Headline string // "Independent gain from Labour"
	Colour   string // of the member elected, "#e4003b"; empty draws the edge in ink
	Pills    []Pill
	Sentence string              // "Jeremy Corbyn is elected with a majority of 7,247."
	Rows     []Row               // every candidate, in order
	Others   func(shown int) Row // those after the first so many, in one line: "3 others"
	Ballot   []string            // names where there are no figures
	Panel    *Panel              // in the place of figures: withdrawn, set aside
}

// Pill is a state in a few words: "Declared 5 July 2024, 03:26 BST".
type Pill struct {
	Words string
	Kind  Kind
}

// Kind is how much a pill says: a state is words and a weight, never a colour alone.
type Kind int

const (
	Plain   Kind = iota // outlined: before figures
	Partial             // on yellow: figures that are no result
	Solid               // in ink with a tick: declared
	Alarm               // withdrawn, set aside, cancelled
)

// Row is one candidate, or all the others in one line.
type Row struct {
	Name, Party  string
	Votes, Share string  // "24,120", "49.2%"; empty without figures
	Part         float64 // length of the bar, 0 to 1
	Colour       string  // of the bar, "#e4003b"
	Mark         string  // "Elected"; empty for all others
}

// Panel says in the place of figures why there are none.
type Panel struct {
	Strong, Text string
	Alarm        bool
}

// Overview is the picture of the night.
type Overview struct {
	Frame
	Eyebrow  string
	Headline string // "Labour has 138 of the 326 seats it needs"
	Pills    []Pill
	Sentence string // "177 of 650 declared"
	Bar      []Segment
	Seats    int    // in all: the length of the bar
	Majority int    // where its line stands; 0 draws none
	Line     string // "326 for a majority"
	Parties  []Party
	Note     string // what the shares are of
}

// Segment is the seats of one party in the bar.
type Segment struct {
	Seats  int
	Colour string
}

// Party is one party of the overview.
type Party struct {
	Name, Seats, Net, Share string
	Colour                  string
}

// The site's tokens for a light page (web/static/base.css).
func ink() color.NRGBA      { return rgb(0x14171c) }
func muted() color.NRGBA    { return rgb(0x535c69) }
func paper() color.NRGBA    { return rgb(0xf4f5f7) }
func white() color.NRGBA    { return rgb(0xffffff) }
func line() color.NRGBA     { return rgb(0xd9dde3) }
func edge() color.NRGBA     { return rgb(0x6b7482) }
func track() color.NRGBA    { return rgb(0xe8ebf0) }
func mark() color.NRGBA     { return rgb(0xfff6d9) }
func markEdge() color.NRGBA { return rgb(0x7a5b00) }
func alarm() color.NRGBA    { return rgb(0xb3261e) }
func onBar() color.NRGBA    { return rgb(0xcfd4dc) }
func neutral() color.NRGBA  { return rgb(0x7b8290) }

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 0xff}
}
