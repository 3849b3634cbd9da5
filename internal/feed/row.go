package feed

import (
	"time"

	"resultsdesk/internal/count"
)

// LatestRows is how many contests an election may have for the overview to carry a row
// of each. Of a larger one it carries short lists alone, so that it changes with what the
// whole night is about and not with each sheet: a list of all 650 in each of some 5,000
// revisions would be hundreds of megabytes, and it is a page of its own.
const LatestRows = 12

// Overview is the public state of the night as a whole.
type Overview struct {
	Contests int   `json:"contests"`
	Declared int   `json:"declared"`
	Counting int   `json:"counting"` // from verified papers, or a winner called, to a result; taken back ones too
	Latest   []Row `json:"latest"`   // all by name where there are at most LatestRows, else none

	Scheduled int `json:"scheduled,omitempty"` // before their close of poll
	Cancelled int `json:"cancelled,omitempty"` // countermanded or abandoned: no result will come
	Void      int `json:"void,omitempty"`      // set aside by an election court

	// Seats says of each contest, in order of contest id, how it stands, a character each:
	// the letter of the party that holds the seat, small where it gains it; see SeatsOf.
	Seats string `json:"seats"`
	State State  `json:"state"` // of the parties, the smallest in Others
	// Others is what the parties left out of State add up to.
	Others *Others `json:"others"`

	Declarations []Seat `json:"declarations"` // newest first
	Recounts     []Seat `json:"recounts"`     // under way, newest first
	Expected     []Seat `json:"expected"`     // not declared yet, by the hour expected
	Closest      []Seat `json:"closest"`      // smallest majorities
	Swings       []Seat `json:"swings"`       // largest

	Notes []EditorNote `json:"notes,omitempty"` // of editors, on no contest, oldest first
}

// Others is several parties in one line.
type Others struct {
	Parties int     `json:"parties"` // how many
	Votes   int     `json:"votes"`
	Share   *Tenths `json:"share"`
}

// Seat is one contest in the overview's short lists. Fields that say nothing are left
// out.
type Seat struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	At        *time.Time `json:"at,omitempty"` // declared, recount begun, or expected
	Elected   []string   `json:"elected,omitempty"`
	Party     string     `json:"party,omitempty"` // line id of the member elected
	Label     string     `json:"label,omitempty"` // and its short name
	Outcome   *Outcome   `json:"outcome,omitempty"`
	Majority  *int       `json:"majority,omitempty"`
	Swing     *SeatSwing `json:"swing,omitempty"`
	Recount   int        `json:"recount,omitempty"` // its number
	ByLot     bool       `json:"by_lot,omitempty"`
	Unopposed bool       `json:"unopposed,omitempty"`
	NoMember  bool       `json:"no_member_returned,omitempty"`
	Corrected bool       `json:"corrected,omitempty"`
}

// SeatSwing is a Swing by parties.
type SeatSwing struct {
	Points Tenths `json:"points"`
	From   string `json:"from"` // short names
	To     string `json:"to"`

	FromParty string `json:"from_party"` // ids
	ToParty   string `json:"to_party"`
}

// Row is one contest in a list of contests.
type Row struct {
	ID        string      `json:"id"`
	Name      string      `json:"name"`
	Stage     count.Stage `json:"stage"`
	Assurance Assurance   `json:"assurance"`
	Units     Units       `json:"units"`
	Lead      *Lead       `json:"lead"`              // where figures are public
	Outcome   string      `json:"outcome,omitempty"` // in English
	Result    *Outcome    `json:"result,omitempty"`  // the same by parties
	At        time.Time   `json:"at"`

	Elected    []string `json:"elected,omitempty"` // names: declared, or called
	Unopposed  bool     `json:"unopposed,omitempty"`
	NoMember   bool     `json:"no_member_returned,omitempty"`
	ByLot      bool     `json:"by_lot,omitempty"`
	Corrected  bool     `json:"corrected,omitempty"`
	Adjourned  bool     `json:"adjourned,omitempty"`
	Recount    int      `json:"recount,omitempty"`    // its number
	Superseded bool     `json:"superseded,omitempty"` // figures are those before the recount
}

// Lead is who is first, or elected, and by how many votes.
type Lead struct {
	Name   string `json:"name"`
	Label  string `json:"label"`
	Colour string `json:"colour,omitempty"`
	By     int    `json:"by"` // votes ahead of the next; the majority once declared
	Tied   bool   `json:"tied,omitempty"`
}
