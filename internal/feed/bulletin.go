// Package feed is what is published. A [Publisher] reads the ledger from where it
// last stopped, folds it, and appends one [Bulletin] for each act that changed
// what the public may see; only then do bulletins leave for viewers. A bulletin is
// the whole public state of a contest, or of the overview, never a difference: one
// that is lost, repeated, late or skipped does no harm.
package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"resultsdesk/internal/count"
)

// Format names the wire form. Fields may be added to it; none changes or goes.
const Format = "resultsdesk/v1"

// Bulletin is a published state as it goes over the wire and is kept. It is a type
// of its own beside those of count: the domain may change, the wire may not.
type Bulletin struct {
	Format   string     `json:"format"`
	Topic    string     `json:"topic"`    // "overview" or "contest/{id}"
	Epoch    int64      `json:"epoch"`    // which life of the database; higher is later
	Revision int64      `json:"revision"` // over all bulletins, from 1, without gaps
	Seq      int64      `json:"seq"`      // act of the ledger it came from
	At       time.Time  `json:"at"`       // when the figures were true, election clock
	Mode     count.Mode `json:"mode"`
	Election Election   `json:"election"`

	// Noted is when an editor wrote, edited or withdrew a note, where that made this
	// revision; its figures are those of At, as before.
	Noted *time.Time `json:"noted,omitempty"`

	// Of a contest.
	Stage     count.Stage `json:"stage,omitempty"`
	Assurance Assurance   `json:"assurance,omitempty"`
	Contest   *Contest    `json:"contest,omitempty"`

	Overview *Overview `json:"overview,omitempty"`
}

// Assurance says how far a contest's figures can be relied on.
type Assurance string

const (
	NoFigures   Assurance = "none"        // there are none, or none are public
	Provisional Assurance = "provisional" // may still change
	Declared    Assurance = "declared"    // by the Returning Officer
)

// Election is the polling day that a bulletin belongs to.
type Election struct {
	Name   string     `json:"name"`
	Date   count.Date `json:"date"`
	Zone   string     `json:"time_zone"`
	Closes time.Time  `json:"close_of_poll"`
}

// Contest is the public state of one contest. Pointers are null where a figure
// does not exist or is not public; null is never zero.
type Contest struct {
	ID         string           `json:"id"`
	Name       string           `json:"name"`
	GSS        string           `json:"gss,omitempty"`
	Region     string           `json:"region,omitempty"`
	Country    string           `json:"country,omitempty"`
	Seats      int              `json:"seats"`
	Publish    count.Publish    `json:"publish"`
	Electorate *Electorate      `json:"electorate"`
	Boundaries count.Boundaries `json:"boundaries,omitempty"`
	OrderNote  string           `json:"order_note,omitempty"`
	Note       string           `json:"note,omitempty"`
	Units      Units            `json:"units"`
	Papers     *int             `json:"papers"` // verified ballot papers
	Valid      *int             `json:"valid"`
	Rejected   *Rejected        `json:"rejected"`
	Candidates []Candidate      `json:"candidates"`      // in order of votes; ballot paper order where there are none
	Majority   *Majority        `json:"majority"`        // declared
	Turnout    *Turnout         `json:"turnout"`         // declared
	Outcome    *Outcome         `json:"outcome"`         // declared, where there is a base
	Swing      *Swing           `json:"swing,omitempty"` // declared, where first and second both have a base
	Declared   *time.Time       `json:"declared"`        // when it was announced
	Previous   *Previous        `json:"previous"`
	Events     []Event          `json:"events"`
	Map        *MapPlace        `json:"map,omitempty"`      // where it stands on the map of hexagons
	Expected   *time.Time       `json:"expected,omitempty"` // hour at which a declaration is expected

	// What came with the whole count; absent where it does not apply.
	VotesPerPerson  int          `json:"votes_per_person,omitempty"` // where it is more than one
	BoxTurnout      *Turnout     `json:"ballot_box_turnout,omitempty"`
	RejectedUnknown bool         `json:"rejected_unknown,omitempty"` // declared: nobody said how many were rejected
	InPart          *int         `json:"rejected_in_part,omitempty"` // votes lost on papers rejected in part
	Unused          *int         `json:"unused_votes,omitempty"`     // votes that electors did not use
	Unopposed       bool         `json:"unopposed,omitempty"`        // no poll: no more candidates than seats
	NoMember        bool         `json:"no_member_returned,omitempty"`
	Lot             *Lot         `json:"lot,omitempty"`
	Called          *Called      `json:"called,omitempty"`
	Source          *Source      `json:"source,omitempty"`
	Confirmed       string       `json:"confirmed,omitempty"` // media: what a result was confirmed against
	Recount         *Recount     `json:"recount,omitempty"`   // under way
	Adjourned       *Notice      `json:"adjourned,omitempty"`
	Cancelled       *Notice      `json:"cancelled,omitempty"` // countermanded or abandoned
	Void            *Notice      `json:"void,omitempty"`      // the reason is the court's reference
	Notes           []EditorNote `json:"notes,omitempty"`     // of editors, oldest first
	Corrections     []Correction `json:"corrections,omitempty"`
	Withdrawals     []Withdrawal `json:"withdrawals,omitempty"`
}

// MapPlace is a hexagon of a map with pointed tops, whose odd rows stand half a hexagon
// to the right (odd-r).
type MapPlace struct {
	Column int `json:"column"`
	Row    int `json:"row"` // from the south
}

// Electorate is the number of registered electors.
type Electorate struct {
	Count  int    `json:"count"`
	Final  bool   `json:"final"`
	Source string `json:"source,omitempty"`
}

// Units says how much of the count is in the figures.
type Units struct {
	In   int    `json:"in"`
	Of   int    `json:"of"`
	Word string `json:"word"` // plural, "mini-counts"
}

// Rejected is the papers rejected in all and by head.
type Rejected struct {
	Total int            `json:"total"`
	Heads []RejectedHead `json:"heads"`
}

// RejectedHead is the papers rejected for one reason.
type RejectedHead struct {
	ID     string `json:"id"`
	Label  string `json:"label"`
	Papers int    `json:"papers"`
}

// Candidate is one candidate's line. Share and change are in per cent and
// percentage points with one decimal, from exact fractions.
type Candidate struct {
	ID          string  `json:"id"`
	Number      int     `json:"number"` // on the ballot paper
	Name        string  `json:"name"`
	Surname     string  `json:"surname"`
	Description string  `json:"description,omitempty"` // as printed on the ballot paper
	Label       string  `json:"label"`                 // short party name, or "Independent"
	Parties     []Party `json:"parties"`
	Votes       *int    `json:"votes"`
	Share       *Tenths `json:"share"`
	Change      *Tenths `json:"change"` // declared only; null where the party has no base
	Elected     bool    `json:"elected"`
	LostDeposit bool    `json:"lost_deposit"`
	Deceased    bool    `json:"deceased,omitempty"` // died before the declaration
}

// Party is a party of a candidate.
type Party struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Short  string `json:"short"`
	Abbr   string `json:"abbr,omitempty"`
	Colour string `json:"colour,omitempty"`
}

// Majority is the votes of the member elected less those of the next.
type Majority struct {
	Votes int     `json:"votes"`
	Share *Tenths `json:"share"` // of valid votes
	Over  string  `json:"over"`  // candidate id

	ByLot      bool   `json:"by_lot,omitempty"`     // votes were equal and a lot decided
	Definition string `json:"definition,omitempty"` // where several are elected: LowestLessHighest
}

// LowestLessHighest is the majority where several are elected.
const LowestLessHighest = "lowest elected less highest not elected"

// Turnout names its definition, because two are in use.
type Turnout struct {
	Percent    Tenths  `json:"percent"`
	Change     *Tenths `json:"change"`
	Definition string  `json:"definition"` // ValidOfElectorate or PapersOfElectorate
}

// Definitions of turnout.
const (
	ValidOfElectorate  = "valid votes / electorate"
	PapersOfElectorate = "verified papers / electorate" // ballot box turnout
)

// Outcome is hold or gain against the base.
type Outcome struct {
	Kind count.OutcomeKind `json:"kind"`
	By   string            `json:"by"`
	From string            `json:"from,omitempty"`
	Text string            `json:"text"` // in English

	ByParty   string `json:"by_party,omitempty"`   // party ids; empty for an independent
	FromParty string `json:"from_party,omitempty"` // of the base's winner
}

// Swing is the conventional (Butler) swing between the parties that are first and
// second: half of the one's rise less the other's in share of valid votes.
type Swing struct {
	Points Tenths `json:"points"` // percentage points, 0 or more
	From   string `json:"from"`   // candidate ids
	To     string `json:"to"`
}

// Previous is the base of comparison.
type Previous struct {
	Kind       count.PreviousKind `json:"kind"`
	Date       count.Date         `json:"date"`
	Electorate *int               `json:"electorate"`
	Valid      int                `json:"valid"`
	Source     string             `json:"source,omitempty"`
	Votes      []PreviousVote     `json:"votes"`
}

// PreviousVote is one line of the base.
type PreviousVote struct {
	Party string `json:"party,omitempty"` // party id
	Label string `json:"label"`
	Votes int    `json:"votes"`
	Share Tenths `json:"share"`
}

// Event is one line of how the count went.
type Event struct {
	At     time.Time       `json:"at"`
	Kind   count.EventKind `json:"kind"`
	In     int             `json:"in,omitempty"`
	Of     int             `json:"of,omitempty"`
	Papers int             `json:"papers,omitempty"`
	Round  int             `json:"round,omitempty"` // recount: 1, 2, …
	Note   string          `json:"note,omitempty"`  // what, or why
}

// Tenths is count.Tenths as a JSON number with one decimal: 49.2.
type Tenths count.Tenths

// MarshalJSON writes an ordinary number, with an ordinary minus.
func (t Tenths) MarshalJSON() ([]byte, error) {
	if t < 0 {
		out, err := (-t).MarshalJSON()
		return append([]byte("-"), out...), err
	}
	return []byte(count.Tenths(t).String()), nil
}

// UnmarshalJSON reads a number with at most one decimal.
func (t *Tenths) UnmarshalJSON(b []byte) error {
	var f float64
	if err := json.Unmarshal(b, &f); err != nil {
		return err
	}
	if f < 0 {
		*t = Tenths(f*10 - 0.5)
	} else {
		*t = Tenths(f*10 + 0.5)
	}
	return nil
}

// ContestTopic is the topic of a contest's bulletins.
func ContestTopic(id string) string { return "contest/" + id }

// OverviewTopic is the topic of the overview's bulletins.
const OverviewTopic = "overview"

// Encode is the canonical form of a bulletin: what is kept, hashed and sent.
func (b *Bulletin) Encode() ([]byte, error) { return json.Marshal(b) }

// Decode reads a canonical form.
func Decode(data []byte) (*Bulletin, error) {
	var b Bulletin
	if err := json.Unmarshal(data, &b); err != nil {
		return nil, err
	}
	return &b, nil
}

// Hash is the SHA-256 of a canonical form, in hexadecimal.
func Hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
