package count

// Rules are those of one electoral system: what a sheet has on it, when it
// balances, and who is elected.
type Rules interface {
	// Lines are the lines of a sheet beside votes and papers, in its order.
	Lines() []Line
	// Limit is the most votes that one candidate can have on so many papers (E03).
	Limit(c *Contest, t Tally, papers int) int
	// Difference is what lies between a tally and its papers (E04, E05).
	Difference(c *Contest, t Tally, papers int) Difference
	// Papers is the fewest papers that a tally can be of; exactly those where
	// Difference is exact.
	Papers(c *Contest, t Tally) int
	// Elect is Elect for this system.
	Elect(c *Contest, t Tally, deceased []string, lot *LotDrawn) (elected, tied []string)
	// Majority is by how much the last seat was won, and over whom; nil where there
	// is nobody to win over.
	Majority(rows []Row) (votes int, over *Candidate)
}

// RulesOf finds the rules of a system. It is the one place that knows the systems;
// import refuses any other.
func RulesOf(s System) Rules {
	switch s {
	case BlockVote:
		return blockVote{}
	default:
		return firstPastThePost{}
	}
}

// Lines are the lines that the contest's electoral system adds to a sheet.
func (c *Contest) Lines() []Line { return c.rules().Lines() }

func (c *Contest) rules() Rules { return RulesOf(c.System) }

// Line is a line of a count sheet that holds neither votes of a candidate nor
// papers.
type Line struct {
	Field    string
	Label    string
	Optional bool // blank is "not recorded"
	ByHead   bool // stands only where rejected papers are typed by head
}

// Fields of the lines that systems add to a sheet.
const (
	FieldUnused = "unused"  // votes that electors did not use
	FieldInPart = "in-part" // votes lost on papers rejected in part
)

// Difference is what lies between papers and what a sheet accounts for.
type Difference struct {
	Accounted int  // papers or, where each bears several votes, votes
	Of        int  // what it should come to
	Each      int  // votes that each paper bears; 1 means that papers are counted
	Exact     bool // false where too little is recorded to tell that any are missing
}

// Over is by how many papers, or votes, the sheet has too many; 0 or less where it
// has not.
func (d Difference) Over() int { return d.Accounted - d.Of }

// Short tells whether some are certainly missing.
func (d Difference) Short() bool { return d.Exact && d.Accounted < d.Of }

// Missing is the papers that are missing: what the (A)RO can accept. A paper of
// which only some votes are missing is one.
func (d Difference) Missing() int {
	if !d.Short() {
		return 0
	}
	return (d.Of - d.Accounted + d.Each - 1) / d.Each
}

// settled tells whether a sheet can stand: in balance, or short by exactly the
// papers whose lack was accepted. More than there are papers is never accepted.
func (d Difference) settled(accepted int) bool {
	return d.Over() <= 0 && (!d.Short() || d.Missing() == accepted)
}

// words says the difference: "9 papers short", "12 votes too many".
func (d Difference) words() string {
	n, what := -d.Over(), "paper"
	if d.Each > 1 {
		what = "vote"
	}
	if n != 1 && n != -1 {
		what += "s"
	}
	if n < 0 {
		return Thousands(-n) + " " + what + " too many"
	}
	return Thousands(n) + " " + what + " short"
}

// papersOf is the fewest papers that a tally of this contest can be of. Running
// figures go by it: they never move by fewer than SmallestStep papers.
func (s *Standing) papersOf(t Tally) int { return s.Contest.rules().Papers(s.Contest, t) }
