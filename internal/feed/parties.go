package feed

import (
	"cmp"
	"slices"
	"strings"

	"resultsdesk/internal/count"
)

// State is the state of the parties in several contests: all of them, or those of a
// region. Votes and shares are of the contests declared so far and of no other; change
// compares the same contests with their own bases.
type State struct {
	Seats    int         `json:"seats"`          // to be filled
	Filled   int         `json:"seats_declared"` // by results that stand
	Needed   int         `json:"majority_line"`  // seats of a majority of all
	Parties  []PartyLine `json:"parties"`        // by seats, then votes
	Gains    []Gain      `json:"gains"`          // by number
	Valid    int         `json:"valid"`
	Rejected *int        `json:"rejected"`       // null where one result does not say
	Turnout  *Turnout    `json:"turnout"`        // of contests with a known electorate
	Compared int         `json:"seats_compared"` // of those filled, how many have a base
	Base     *Base       `json:"base"`           // of the comparison; null without any
}

// Base names what a State is compared with.
type Base struct {
	Kind count.PreviousKind `json:"kind"` // notional where one base is
	Date count.Date         `json:"date"`
}

// PartyLine is one party in a State. Independents share a line, as far as seats and
// votes go; so does every name without a party.
type PartyLine struct {
	Party
	Letter  string  `json:"letter"` // on the map, a capital; "*" where the alphabet is used up
	Seats   int     `json:"seats"`
	Gains   int     `json:"gains"`  // seats that another held
	Losses  int     `json:"losses"` // seats that another gained
	Net     int     `json:"net"`
	Stood   int     `json:"stood"` // candidates in the contests declared
	Votes   int     `json:"votes"`
	Share   *Tenths `json:"share"`
	Change  *Tenths `json:"change"` // null where the party has no base, or a contest declared has none
	Deposit int     `json:"lost_deposits"`

	base    int // votes in the bases of the contests declared
	hasBase bool
}

// Gain is how many seats a party gained from another.
type Gain struct {
	By        string `json:"by"`
	From      string `json:"from"`
	ByParty   string `json:"by_party"` // line ids
	FromParty string `json:"from_party"`
	Seats     int    `json:"seats"`
}

// IndependentLine is the id of the line of all independents.
const IndependentLine = "independent"

// StateOf adds up what contests' newest bulletins say. Letters come from all that stand
// in them, so whoever adds up a part of the contests and draws them beside others gives
// the letters of all (see LettersOf).
func StateOf(contests []*Bulletin, letters map[string]string) State {
	a := adding{lines: map[string]*PartyLine{}, gains: map[[2]string]*Gain{}}
	for _, b := range contests {
		a.contest(b)
	}
	return a.state(letters)
}

// adding is one adding up.
type adding struct {
	State
	lines map[string]*PartyLine
	gains map[[2]string]*Gain

	rejected, unknown     int // papers; results that do not say
	papers, electorate    int // valid votes and electors where the electorate is known
	basePapers, baseElect int
	turnoutBases          int // contests in papers with a base for turnout
	turnoutOf             int // contests in papers
	baseValid, polled     int
	comparedPolls         int // of those polled, how many have a base
}

func (a *adding) contest(b *Bulletin) {
	c := b.Contest
	a.Seats += c.Seats
	if b.Stage != count.StageDeclared {
		return
	}
	for i := range c.Candidates {
		line := a.line(PartyOf(&c.Candidates[i]))
		line.Stood++
		if v := c.Candidates[i].Votes; v != nil {
			line.Votes += *v
		}
		if c.Candidates[i].Elected {
			line.Seats++
			a.Filled++
		}
		if c.Candidates[i].LostDeposit {
			line.Deposit++
		}
	}
	a.outcome(c)
	if c.Valid == nil {
		return // no poll
	}
	a.polled++
	a.Valid += *c.Valid
	if c.Rejected == nil {
		a.unknown++
	} else {
		a.rejected += c.Rejected.Total
	}
	a.people(c)
	a.before(c.Previous)
}

func (a *adding) outcome(c *Contest) {
	o := c.Outcome
	if o == nil {
		return
	}
	a.Compared++
	if o.Kind != count.Gain {
		return
	}
	by, from := LineID(o.ByParty), LineID(o.FromParty)
	key := [2]string{by, from}
	if a.gains[key] == nil {
		a.gains[key] = &Gain{By: o.By, From: o.From, ByParty: by, FromParty: from}
	}
	a.gains[key].Seats++
	a.line(Party{ID: by, Name: o.By, Short: o.By}).Gains++
	a.line(Party{ID: from, Name: o.From, Short: o.From}).Losses++
}

// people adds to the turnout.
func (a *adding) people(c *Contest) {
	if c.Electorate == nil || c.Turnout == nil || c.VotesPerPerson > 1 {
		return
	}
	a.turnoutOf++
	a.papers += *c.Valid
	a.electorate += c.Electorate.Count
	if p := c.Previous; p != nil && p.Electorate != nil {
		a.turnoutBases++
		a.basePapers += p.Valid
		a.baseElect += *p.Electorate
	}
}

func (a *adding) before(p *Previous) {
	if p == nil {
		return
	}
	a.comparedPolls++
	a.baseValid += p.Valid
	if a.Base == nil {
		a.Base = &Base{p.Kind, p.Date}
	} else if p.Kind == count.Notional {
		a.Base.Kind = p.Kind
	}
	for _, v := range p.Votes {
		line := a.line(Party{ID: LineID(v.Party), Name: v.Label, Short: v.Label})
		line.base += v.Votes
		line.hasBase = true
	}
}

// line is the line of a party. The first that names it fully gives its words.
func (a *adding) line(p Party) *PartyLine {
	line := a.lines[p.ID]
	if line == nil {
		line = &PartyLine{Party: p}
		a.lines[p.ID] = line
	} else if line.Colour == "" && p.Colour != "" {
		line.Party = p
	}
	return line
}

func (a *adding) state(letters map[string]string) State {
	s := a.State
	s.Needed = s.Seats/2 + 1
	s.Parties, s.Gains = []PartyLine{}, []Gain{}
	if a.unknown == 0 {
		s.Rejected = &a.rejected
	}
	for id, line := range a.lines {
		line.Net = line.Gains - line.Losses
		line.Letter = cmp.Or(letters[id], "*")
		line.Share = ShareOf(line.Votes, s.Valid)
		if line.hasBase && line.Stood > 0 && id != IndependentLine && a.comparedPolls == a.polled {
			line.Change = changeOf(line.Votes, s.Valid, line.base, a.baseValid)
		}
		s.Parties = append(s.Parties, *line)
	}
	for _, g := range a.gains {
		s.Gains = append(s.Gains, *g)
	}
	slices.SortFunc(s.Parties, func(x, y PartyLine) int {
		return cmp.Or(cmp.Compare(y.Seats, x.Seats), cmp.Compare(y.Votes, x.Votes), cmp.Compare(y.base, x.base), cmp.Compare(x.ID, y.ID))
	})
	slices.SortFunc(s.Gains, func(x, y Gain) int {
		return cmp.Or(cmp.Compare(y.Seats, x.Seats), cmp.Compare(x.ByParty, y.ByParty), cmp.Compare(x.FromParty, y.FromParty))
	})
	if t := ShareOf(a.papers, a.electorate); t != nil {
		s.Turnout = &Turnout{Percent: *t, Definition: ValidOfElectorate}
		if a.turnoutBases == a.turnoutOf {
			s.Turnout.Change = changeOf(a.papers, a.electorate, a.basePapers, a.baseElect)
		}
	}
	return s
}

// ShareOf is a part of a whole as a percentage, rounded once; nil where there is no whole.
func ShareOf(part, whole int) *Tenths {
	t, ok := count.Share(part, whole)
	if !ok {
		return nil
	}
	return (*Tenths)(&t)
}

func changeOf(part, whole, part2, whole2 int) *Tenths {
	t, ok := count.Change(part, whole, part2, whole2)
	if !ok {
		return nil
	}
	return (*Tenths)(&t)
}

// PartyOf is the party in whose line a candidate counts: the first of two.
func PartyOf(c *Candidate) Party {
	if len(c.Parties) > 0 {
		return c.Parties[0]
	}
	return Party{ID: IndependentLine, Name: c.Label, Short: c.Label}
}

// LineID is the id of the line in which a party by its id counts; without one, that of all
// independents.
func LineID(party string) string { return cmp.Or(party, IndependentLine) }

// LettersOf gives each party of some contests a letter of the map, by line id: those
// that hold most seats in the bases choose first, then those with most votes there, then
// those with most candidates, from their abbreviation and their names; of one that has
// several, from those in the first contest by id. It depends on no figure of the night and
// on no order of the contests, so a letter stays. Parties for which the alphabet has none
// left are not in it.
func LettersOf(contests []*Bulletin) map[string]string {
	contests = slices.SortedFunc(slices.Values(contests), byID)
	held, voted, stood, named := map[string]int{}, map[string]int{}, map[string]int{}, map[string]Party{}
	for _, b := range contests {
		if p := b.Contest.Previous; p != nil {
			held[LineID(p.first())]++
			for _, v := range p.Votes {
				voted[LineID(v.Party)] += v.Votes
			}
		}
		for i := range b.Contest.Candidates {
			p := PartyOf(&b.Contest.Candidates[i])
			if stood[p.ID]++; stood[p.ID] == 1 {
				named[p.ID] = p
			}
		}
	}
	delete(stood, IndependentLine)
	ids := make([]string, 0, len(stood))
	for id := range stood {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(x, y string) int {
		return cmp.Or(cmp.Compare(held[y], held[x]), cmp.Compare(voted[y], voted[x]), cmp.Compare(stood[y], stood[x]), cmp.Compare(x, y))
	})
	letters, taken := map[string]string{IndependentLine: "I"}, map[rune]bool{'I': true}
	for _, id := range ids {
		p := named[id]
		for _, r := range strings.ToUpper(p.Abbr + p.Short + p.Name + "ABCDEFGHJKLMNOPQRSTUVWXYZ") {
			if r >= 'A' && r <= 'Z' && !taken[r] {
				letters[id], taken[r] = string(r), true
				break
			}
		}
	}
	return letters
}

// first is the party with most votes in a base; empty for an independent.
func (p *Previous) first() string {
	var first PreviousVote
	for _, v := range p.Votes {
		if v.Votes > first.Votes {
			first = v
		}
	}
	return first.Party
}
