// Package view draws the public pages. A model here is formatted text and a few
// yes-or-noes, made by package web from what is published; nothing in this package
// counts, rounds or looks at a clock.
//
// One component, [ContestLive], serves the contest's page, the fragment pushed over
// the socket and the ticker in other people's pages, so they cannot disagree.
package view

import "resultsdesk/web/lang"

// Shell is what stands around a page.
type Shell struct {
	Title     string           // of the document, already marked where it is a rehearsal
	Path      string           // address of the page without its language; empty where it has none, as a message
	Query     string           // of the address, "q=isl"; the other languages answer it too
	Origin    string           // "https://results.example.org", before what is found by search; may be empty
	Languages []*lang.Language // that the page is written in
	DeskURL   string           // officers' side; empty draws no link
	Assets    Assets
	Map       bool // the map of seats stands on the page, with its style and script
	Follow    Follow
	Share     Share
}

// beside is the address of the page in another language; of the overview where the
// page has no address of its own.
func (s Shell) beside(l *lang.Language) string {
	if s.Path == "" {
		return l.Path("/")
	}
	if s.Query != "" {
		return l.Path(s.Path) + "?" + s.Query
	}
	return l.Path(s.Path)
}

// Assets are the addresses of style sheets and script.
type Assets struct {
	Base, Site, Embed, Morph, Live, Find, Icon, Map, MapStyle string

	Books map[string]string // by language, see fragment.Book
}

// Follow says what a page shows and what the script follows.
type Follow struct {
	Topic           string // of the socket; empty for a page that never changes
	Epoch, Revision string // of what the page shows
	Figures         string // when its figures were true, "03:26:08 BST"; empty where there are none
	Refetch         bool   // the whole page is fetched again when the topic moves
	Newest          string // revision of the newest of all that it shows, also beyond its topic; empty where there is no more
	Drawn           string // who drew it, see broadcast.Options
}

// asOf is what a page says of its age before, or without, the script.
func (f Follow) asOf(l *lang.Language) string {
	if f.Figures == "" {
		return l.T("status.paper.nothing")
	}
	return l.T("status.paper", "time", f.Figures)
}

// Contest is the public state of one contest.
type Contest struct {
	Slug        string
	Rehearsal   bool
	Eyebrow     string // "General election · 4 July 2024 · London · E14001305"
	Name        string
	Headline    string // goes on after the name: "Independent gain from Labour"
	Colour      string // of the member elected; empty draws the edge in ink
	Pill        string // "Declared 03:26 BST"
	Elected     *Elected
	Lead        string // "Jeremy Corbyn leads by 3,117"
	Boxes       []Box  // what has to be said before any figure
	Caution     string // "Partial count, not a declared result."
	Figures     string // "03:26:08 BST"
	Withheld    string // why there are no figures though some are counted
	Cards       []Card
	Table       Table
	StoryName   string
	Story       []Step
	Previous    *Previous
	Balance     string // "49,006 valid + 189 rejected = 49,195 papers verified"
	Balanced    bool
	Revision    string
	JSON        string // address of the published bytes
	CSV         string // address of the same as a table
	Notice      string // address of the declaration to print; empty before it
	Notes       []string
	EditorNotes []EditorNote
}

// Elected is the sentence under a declared headline. Majority and Over are empty
// where nobody else stood or several seats are filled.
type Elected struct {
	Names     []string
	Majority  string
	Over      string // "Praful Nargund (Labour)"
	Level     bool   // votes were equal with Over
	ByLot     bool   // and a lot decided
	Unopposed bool   // there was no poll
}

// Card is one figure of a declared result.
type Card struct {
	Label, Figure, Beside string
	Definition            string // on the pages only
	Was, BesideWas        string // before a correction; empty where nothing changed
	PageOnly              bool   // not in the ticker
	Reasons               []Reason
}

// Reason is how many papers were rejected under one head.
type Reason struct{ Label, Papers, Was string }

// Table is the candidates. Without figures it is the ballot paper.
type Table struct {
	Title, Beside   string
	Figures, Change bool
	NoChange        string // what n/a in the change column means
	Rows            []Row
	Others          *Others
}

// Row is one candidate.
type Row struct {
	Key                string // candidate id: the script finds the row by it
	Number             string // on the ballot paper
	Name, Party        string
	Votes, Share       string
	Change             string // "−29.9"; empty is not applicable
	Width, Colour      string // of the bar: "49.2%", "#e4003b"
	Outline            string // class of a bar that is hard to see: "pale", "deep" or none
	Elected, NoDeposit bool
	Called, Deceased   bool
	VotesWas, ShareWas string // before a correction
	ChangeWas          string
}

// Box says something of the contest as a whole. Text stands in the ticker too, More on
// the pages only.
type Box struct {
	Key, Class         string // class: "alarm", "withdrawn", "partial", "corrected" or none
	Strong, Text, More string
	PageOnly           bool // not in the ticker
}

// Declaration is the declared result as a page to print.
type Declaration struct {
	Rehearsal        bool
	Eyebrow, Name    string
	Slug             string
	Declared         string // "5 July 2024, 03:26 BST"
	Authority, Stamp string
	Boxes            []Box
	Rows             []DeclarationRow // ballot paper order
	Rejected, Totals []Reason
	Elected          *Elected
	NoMember         bool
}

// DeclarationRow is one candidate; without a poll there are no votes.
type DeclarationRow struct {
	Name, Party, Votes, Words string
	Elected, Deceased         bool
}

// Others is all but the first three in one line, for the ticker.
type Others struct{ Label, Votes, Share string }

// Step is one line of how the count went, newest first.
type Step struct {
	Key, Time    string
	Strong, Text string
}

// Previous is the base of comparison.
type Previous struct {
	Title, Kind, Source string
	Rows                []PreviousRow
}

// PreviousRow is one line of it.
type PreviousRow struct{ Label, Votes, Share string }

// Line is one contest in a list.
type Line struct {
	Key, Href, Time, Name string
	Pill                  string
	Declared, Partial     bool
	Text                  string // who leads, or the outcome
}

// Message is a page that only says something: not found, not allowed.
type Message struct {
	Rehearsal       bool
	Headline, Words string
}

// Embedding is the snippet that puts a ticker into another page.
type Embedding struct{ Snippet, JSON, CSV string }
