package count

// Profile says who works the desk: the same rules with different demands.
// docs/profiles.md explains the three on one page.
type Profile string

const (
	// ProfileCount is a count with several officers, tables and a Returning Officer.
	ProfileCount Profile = "count"
	// ProfileSmall is one clerk and one Returning Officer.
	ProfileSmall Profile = "small"
	// ProfileMedia is a desk that receives results: it verifies and counts nothing.
	ProfileMedia Profile = "media"
)

// SecondPerson says how a second person stands behind a count sheet.
type SecondPerson string

const (
	// ConfirmSecond: another officer reads the screen against the sheet.
	ConfirmSecond SecondPerson = "confirm"
	// BlindSecond: another officer types the sheet without seeing the first entry.
	BlindSecond SecondPerson = "blind"
	// NoSecond: a sheet counts when it is sent. In the media profile only.
	NoSecond SecondPerson = "none"
)

// Demands is what a profile asks for before a result can be declared.
type Demands struct {
	Papers    bool // verified papers before votes, and votes in balance with them
	SheetCode bool // the code of the printed sheet is typed with it
	Signed    bool // the verification statement is signed before the count is ready
	Rekeyed   bool // contest totals are typed blind from the paper summary before ready
	Consulted bool // those present are consulted before ready (rule 46(2))
	ReadBack  bool // a second person types back figures before the declaration
	Source    bool // a sheet names where its figures are from
}

// Demands are those of the election's profile.
func (e *Election) Demands() Demands {
	switch e.Profile {
	case ProfileMedia:
		return Demands{Source: true}
	case ProfileSmall:
		return Demands{Papers: true, Consulted: true, ReadBack: true}
	}
	return Demands{Papers: true, SheetCode: true, Signed: true, Rekeyed: true, Consulted: true, ReadBack: true}
}

// secondPersonAllowed: only a desk that receives results does without a second
// person.
func (e *Election) secondPersonAllowed() bool {
	switch e.SecondPerson {
	case ConfirmSecond, BlindSecond:
		return e.Profile != ProfileMedia
	case NoSecond:
		return e.Profile == ProfileMedia
	}
	return false
}
