package count

import (
	"strings"
	"time"
)

// Mode says whether figures are of a real election. It is shown on every page,
// file and frame and has no default.
type Mode string

const (
	Rehearsal Mode = "rehearsal"
	Live      Mode = "live"
)

// Publish says what of a count is public before the declaration.
type Publish string

const (
	// PublishRunning shows the votes counted so far, always marked as partial.
	PublishRunning Publish = "running"
	// PublishDeclared shows the stage and how many count units are in, no figures.
	PublishDeclared Publish = "declared"
)

// ElectionType selects the rejection heads and thresholds of an election.
type ElectionType string

const (
	// UKParliament is an election to the House of Commons (1983 Act, schedule 1).
	UKParliament ElectionType = "uk-parliament"
	// UKLocal is an election of councillors in England and Wales (SI 2006/3304 and
	// WSI 2021/1459).
	UKLocal ElectionType = "uk-local"
)

// System is an electoral system.
type System string

const (
	// FirstPastThePost elects the candidate with most votes; each elector has one.
	FirstPastThePost System = "fptp"
	// BlockVote elects several: each elector may give as many votes as there are
	// seats, and the candidates with most votes are elected.
	BlockVote System = "block"
)

// Date is a day in the calendar of the election's time zone, "2024-07-04".
type Date string

// Words writes a date as "4 July 2024"; a date that cannot be read, as it stands.
func (d Date) Words() string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return t.Format("2 January 2006")
}

// Year is the date's year as written, "2024".
func (d Date) Year() string {
	year, _, _ := strings.Cut(string(d), "-")
	return year
}

// Election holds what all contests of one polling day share.
type Election struct {
	Version      int
	Name         string
	Date         Date
	Zone         string    // IANA name of the time zone people read times in
	Closes       time.Time // close of poll; nothing of a count is public before it
	Type         ElectionType
	Mode         Mode
	Profile      Profile
	SecondPerson SecondPerson
}

// Location is the election's time zone. Import proves that it loads; UTC stands
// in where a machine has lost its zone files.
func (e *Election) Location() *time.Location {
	loc, err := time.LoadLocation(e.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// Contest is one version of the definition of a contest. A version is never
// changed: an import makes the next one.
type Contest struct {
	ID      string // slug, "islington-north"; for ever
	Version int    // 1, 2, …
	Number  int    // on printed count sheets, from 1; given by the desk, for ever
	// Layout is the version that last changed candidates, their order, units or
	// seats. A form made against another layout is refused: figures would land on
	// the wrong candidate (Antrim 2020).
	Layout   int
	Election Election

	Name, GSS, Region, Country string

	System         System
	Seats          int
	VotesPerPerson int // votes each elector may give; 1 at a parliamentary election
	Publish        Publish
	Electorate     *Electorate // nil where unknown: turnout is then not shown
	Boundaries     Boundaries
	Replaces       string // id of a contest that was countermanded, abandoned or void; or empty
	OrderNote      string // how the ballot paper order was found, where it was derived
	Note           string // what readers of the contest's page must know

	Place    *MapPlace  // on the map of hexagons; nil where it has none
	Expected *time.Time // when a declaration is expected; nil where nobody said

	Candidates []Candidate // ballot paper order
	Boxes      []VerificationUnit
	Units      []CountUnit
	Previous   *Previous // nil where there is no base
}

// MapPlace is a contest's hexagon on a map where each has one: the layout "odd-r", in
// which rows with an odd number stand half a hexagon further east. Rows count to the
// north, columns to the east; either may be negative.
type MapPlace struct{ Column, Row int }

// Boundaries says how the area compares with the previous general election.
type Boundaries string

const (
	BoundariesUnchanged Boundaries = "unchanged"
	BoundariesChanged   Boundaries = "changed"
)

// Electorate is the number of registered electors, with its provenance.
type Electorate struct {
	Count  int  // people, 1 or more (E08)
	Final  bool // final figures bound the papers (E07); provisional ones do not
	Source string
}

// Party is a registered party as one version of the definitions names it.
type Party struct {
	ID     string // Electoral Commission registration, "PP53"
	Name   string
	Short  string // as in tables, "Labour"
	Abbr   string // "Lab"
	Colour string // "#e4003b"; fills only, never text
}

// Candidate is a candidacy: one person on one ballot paper.
type Candidate struct {
	ID          string // never positional, never reused within a contest
	Number      int    // place on the ballot paper, from 1
	Surname     string
	Forenames   string
	KnownAs     string  // the name readers know, "Karen Harries"
	Description string  // as printed on the ballot paper
	Parties     []Party // none for an independent; two for a joint candidacy, the main one first
}

// Party is the party that totals, colour, hold and gain go by; nil for an
// independent.
func (c *Candidate) Party() *Party {
	if len(c.Parties) == 0 {
		return nil
	}
	return &c.Parties[0]
}

// Independent is how somebody without a party is called in results.
const Independent = "Independent"

// Label is the short party name, or Independent.
func (c *Candidate) Label() string {
	if p := c.Party(); p != nil {
		return p.Short
	}
	return Independent
}

// BallotName is the name as ballot papers print it, "HARRIES, Karen Anne".
func (c *Candidate) BallotName() string {
	if c.Forenames == "" {
		return upper(c.Surname)
	}
	return upper(c.Surname) + ", " + c.Forenames
}

// Name is the name readers know: the commonly used one where there is one.
func (c *Candidate) Name() string {
	switch {
	case c.KnownAs != "":
		return c.KnownAs
	case c.Forenames == "":
		return c.Surname
	}
	return c.Forenames + " " + c.Surname
}

// BoxKind is the kind of a verification unit.
type BoxKind string

const (
	Box           BoxKind = "box"
	PostalSession BoxKind = "postal"
)

// VerificationUnit is a box or a postal session: it has papers, never votes.
type VerificationUnit struct {
	ID    string
	Name  string
	Kind  BoxKind
	Place string // polling place; stations of one place may have errors that compensate each other
}

// UnitKind is the kind of a count unit.
type UnitKind string

const (
	MiniCount    UnitKind = "mini-count"
	Ward         UnitKind = "ward"
	Table        UnitKind = "table"
	Adjudication UnitKind = "adjudication" // decides the doubtful papers of the others
	Whole        UnitKind = "whole"        // the contest counted as one
)

// CountUnit returns votes. It either decides its own doubtful papers and types
// rejected papers by head, or sends them to the adjudication table and types how
// many.
type CountUnit struct {
	ID            string
	Name          string
	Kind          UnitKind
	FedBy         []string // verification units whose papers it is handed; none: balances only with the contest
	SendsDoubtful bool
}

// PreviousKind says what the base of comparison is.
type PreviousKind string

const (
	Actual   PreviousKind = "actual"
	Notional PreviousKind = "notional" // an estimate on the new boundaries
)

// Previous is the result of the previous general election: the base of change,
// hold and gain. By-elections and changes of party in between do not count.
type Previous struct {
	Kind       PreviousKind
	Date       Date
	Electorate *int // nil where unknown
	Source     string
	Votes      []PreviousVote // adds up to the valid votes (E18)
}

// PreviousVote is one line of the base.
type PreviousVote struct {
	ID        string // unique within the base
	Party     *Party // nil for an independent
	Label     string // shown for the line; the party's short name or "Independent"
	Candidate string // id of the same person standing now as an independent, or ""
	Votes     int
}

// Valid is the valid votes of the base.
func (p *Previous) Valid() int {
	var sum int
	for _, v := range p.Votes {
		sum += v.Votes
	}
	return sum
}

// Winner is the line with most votes; nil where the base is empty or tied.
func (p *Previous) Winner() *PreviousVote {
	var first *PreviousVote
	tied := false
	for i := range p.Votes {
		v := &p.Votes[i]
		switch {
		case first == nil || v.Votes > first.Votes:
			first, tied = v, false
		case v.Votes == first.Votes:
			tied = true
		}
	}
	if tied {
		return nil
	}
	return first
}

// Candidate finds a candidate by id.
func (c *Contest) Candidate(id string) (*Candidate, bool) {
	for i := range c.Candidates {
		if c.Candidates[i].ID == id {
			return &c.Candidates[i], true
		}
	}
	return nil, false
}

// Unit finds a count unit by id.
func (c *Contest) Unit(id string) (*CountUnit, bool) {
	for i := range c.Units {
		if c.Units[i].ID == id {
			return &c.Units[i], true
		}
	}
	return nil, false
}

// Box finds a verification unit by id.
func (c *Contest) Box(id string) (*VerificationUnit, bool) {
	for i := range c.Boxes {
		if c.Boxes[i].ID == id {
			return &c.Boxes[i], true
		}
	}
	return nil, false
}

// UnitWord names the count units in the plural: "mini-counts" where all are, and
// "count sheets" where they differ in kind or the contest is counted as one.
func (c *Contest) UnitWord() string {
	kind := Whole
	for i, u := range c.Units {
		if i == 0 {
			kind = u.Kind
		} else if u.Kind != kind {
			kind = Whole
		}
	}
	if kind == Whole {
		return "count sheets"
	}
	return string(kind) + "s"
}

// HasAdjudication tells whether doubtful papers go to an adjudication table.
func (c *Contest) HasAdjudication() bool {
	for _, u := range c.Units {
		if u.Kind == Adjudication {
			return true
		}
	}
	return false
}

// Uncontested tells whether there are no more candidates than seats: they are
// elected by the statement of persons nominated, without a poll (rule 17).
func (c *Contest) Uncontested() bool { return len(c.Candidates) <= c.Seats }
