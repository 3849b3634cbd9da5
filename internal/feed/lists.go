package feed

import (
	"time"

	"resultsdesk/internal/count"
)

// Listing stands on every list of open data: of when it is, by the newest bulletin in it.
type Listing struct {
	Format   string     `json:"format"`
	Epoch    int64      `json:"epoch"`
	Revision int64      `json:"revision"`
	At       time.Time  `json:"at"`
	Mode     count.Mode `json:"mode"`
	Election Election   `json:"election"`
}

// ListingOf is that of some bulletins, of which there is one at least.
func ListingOf(bulletins []*Bulletin) Listing {
	newest := bulletins[0]
	for _, b := range bulletins {
		if newest.before(b) {
			newest = b
		}
	}
	return Listing{Format, newest.Epoch, newest.Revision, newest.At, newest.Mode, newest.Election}
}

// Regions is the list of regions and nations.
type Regions struct {
	Listing
	Regions []PlaceState `json:"regions"`
	Nations []PlaceState `json:"nations"`
}

// PlaceState is the state of the parties in a place.
type PlaceState struct {
	Slug  string `json:"slug"`
	Name  string `json:"name"`
	State State  `json:"state"`
}

// StatesOf are the states of places. The letters are those of all contests.
func StatesOf(places []Place, letters map[string]string) []PlaceState {
	out := []PlaceState{}
	for _, p := range places {
		out = append(out, PlaceState{p.Slug, p.Name, StateOf(p.Contests, letters)})
	}
	return out
}

// Parties is the state of all parties, none left out.
type Parties struct {
	Listing
	State State `json:"state"`
}

// Contests is the list of all contests.
type Contests struct {
	Listing
	Contests []Line `json:"contests"` // by name
}

// Line is a contest in that list. Pointers are null where a figure does not exist or is
// not public.
type Line struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	GSS        string      `json:"gss,omitempty"`
	Region     string      `json:"region,omitempty"`
	Country    string      `json:"country,omitempty"`
	Revision   int64       `json:"revision"` // of its own newest bulletin
	At         time.Time   `json:"at"`
	Stage      count.Stage `json:"stage"`
	Assurance  Assurance   `json:"assurance"`
	Units      Units       `json:"units"`
	Electorate *int        `json:"electorate"`
	Valid      *int        `json:"valid"`
	Rejected   *int        `json:"rejected"`
	Elected    []Member    `json:"elected"` // declared
	Outcome    *Outcome    `json:"outcome"`
	Majority   *Majority   `json:"majority"`
	Turnout    *Turnout    `json:"turnout"`
	Swing      *Swing      `json:"swing"`
	Declared   *time.Time  `json:"declared"`
	Corrected  bool        `json:"corrected,omitempty"`
	ByLot      bool        `json:"by_lot,omitempty"`
	Unopposed  bool        `json:"unopposed,omitempty"`
	NoMember   bool        `json:"no_member_returned,omitempty"`
}

// Member is somebody who is elected.
type Member struct {
	ID    string `json:"id"` // candidate
	Name  string `json:"name"`
	Party string `json:"party"` // line id
	Label string `json:"label"`
}

// LineOf is a contest in the list of all.
func LineOf(b *Bulletin) Line {
	c := b.Contest
	l := Line{
		ID: c.ID, Name: c.Name, GSS: c.GSS, Region: c.Region, Country: c.Country, Revision: b.Revision, At: b.At,
		Stage: b.Stage, Assurance: b.Assurance, Units: c.Units, Valid: c.Valid, Elected: []Member{},
		Outcome: c.Outcome, Majority: c.Majority, Turnout: c.Turnout, Swing: c.Swing, Declared: c.Declared,
		Corrected: len(c.Corrections) > 0, ByLot: c.Lot != nil, Unopposed: c.Unopposed, NoMember: c.NoMember,
	}
	if e := c.Electorate; e != nil {
		l.Electorate = &e.Count
	}
	if r := c.Rejected; r != nil {
		l.Rejected = &r.Total
	}
	for i := range c.Candidates {
		if line := &c.Candidates[i]; line.Elected {
			l.Elected = append(l.Elected, Member{line.ID, line.Name, PartyOf(line).ID, line.Label})
		}
	}
	return l
}
