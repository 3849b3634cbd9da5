package count

// Thresholds are what is unusual at an election of one type. Figures of 2024 are
// those of the 650 seats of 4 July 2024.
type Thresholds struct {
	TurnoutLow, TurnoutHigh int // W01: per cent of electorate, valid papers; these two are usual
	RejectedPerMille        int // W02: more than this of all papers
	NoRejected              int // W03: papers from which on some rejected one is expected
	ShareChange             int // W05: more percentage points than this
	SmallMajority           int // W13: votes, up to
	Deposits                bool
	DepositVotes            int // W14: votes from the line, up to
	ElectorateChange        int // W11: more per cent than this

	// Two candidates look exchanged (W07) where their shares, with those expected,
	// are at least so many points apart and come so many times closer when exchanged.
	OtherUnits Exchange // against the other units of the contest
	Base       Exchange // against the previous result
}

// Exchange says when two candidates' shares look exchanged.
type Exchange struct {
	Points int // sum of both candidates' distances, percentage points
	Times  int
	Votes  int // fewer than these in all say nothing
}

// Thresholds of a type of election.
func (t ElectionType) Thresholds() Thresholds {
	usual := Thresholds{
		TurnoutLow: 35, TurnoutHigh: 80, // 39.99 to 75.21 in 2024
		RejectedPerMille: 20,   // 2 seats of 2024
		NoRejected:       1000, // no seat of 2024 had fewer than 47
		ShareChange:      40,   // 7 seats of 2024
		SmallMajority:    100,  // 7 seats of 2024
		Deposits:         true, DepositVotes: 5,
		ElectorateChange: 10,
		// Wards of one town differ more than most mini-counts: with the Sheffield wards of
		// 2021, each held to those around it, 1 of 25 looks exchanged.
		OtherUnits: Exchange{Points: 25, Times: 5, Votes: 1000},
		// A swing can exchange two parties. 4 seats of 2024 look so.
		Base: Exchange{Points: 55, Times: 2, Votes: 1000},
	}
	if t == UKLocal {
		usual.TurnoutLow, usual.TurnoutHigh = 10, 75
		usual.Deposits = false
	}
	return usual
}
