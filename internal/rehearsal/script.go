package rehearsal

import (
	"slices"
	"time"
)

// StepKind is one form that is sent on the way of a contest.
type StepKind string

// The steps, in the order of a night.
const (
	StepPapers      StepKind = "papers"      // verified papers of all boxes
	StepSign        StepKind = "sign"        // the verification statement
	StepEnter       StepKind = "enter"       // a mini-count's sheet
	StepConfirm     StepKind = "confirm"     // by a second person
	StepProvisional StepKind = "provisional" // the count is complete
	StepAsk         StepKind = "ask"         // consulted: somebody asks for a recount
	StepGrant       StepKind = "grant"       // everything is counted again
	StepTotals      StepKind = "totals"      // typed blind from the summary
	StepConsult     StepKind = "consult"     // nobody objects
	StepReady       StepKind = "ready"
	StepReadBack    StepKind = "read-back"
	StepDeclare     StepKind = "declare"
	StepPropose     StepKind = "propose" // a correction, after the night
	StepAgree       StepKind = "agree"   // by a second person
)

// Step is one thing to do for a contest.
type Step struct {
	Contest *Contest
	Kind    StepKind
	Unit    int       // of a sheet, from 0
	Round   int       // 0 is the first count
	At      time.Time // when, on the election's clock
	Twice   bool      // the answer is lost: the same form is sent again
}

// aheadMost is how long before its declaration the first papers of a contest are
// verified, at most.
const aheadMost = 3 * time.Hour

// correctedAfter is how long after the last declaration corrections begin, and
// correctedEvery how far apart they are.
const (
	correctedAfter = 10 * time.Minute
	correctedEvery = time.Minute
	lostEvery      = 23 // of so many steps the answer of one is lost
)

// Steps are those of a contest up to its declaration, spread over the hours before it.
func (c *Contest) Steps() []Step {
	var all []Step
	add := func(kind StepKind, unit, round int) {
		all = append(all, Step{Contest: c, Kind: kind, Unit: unit, Round: round})
	}
	sheets := func(round int) {
		for u := range c.Units {
			add(StepEnter, u, round)
			add(StepConfirm, u, round)
		}
	}
	add(StepPapers, 0, 0)
	add(StepSign, 0, 0)
	sheets(0)
	add(StepProvisional, 0, 0)
	last := len(c.Round) - 1
	for round := range last {
		add(StepAsk, 0, round)
		add(StepGrant, 0, round)
		sheets(round + 1)
		add(StepProvisional, 0, round+1)
	}
	for _, kind := range []StepKind{StepTotals, StepConsult, StepReady, StepReadBack, StepDeclare} {
		add(kind, 0, last)
	}
	c.spread(all)
	return all
}

// spread gives the steps their times: evenly from soon after the close of poll, or some
// hours before the declaration, to the declaration.
func (c *Contest) spread(all []Step) {
	begin := c.Declared.Add(-aheadMost)
	if open := c.Election.Closes.Add(5 * time.Minute); begin.Before(open) {
		begin = open
	}
	each := c.Declared.Sub(begin) / time.Duration(len(all)-1)
	for i := range all {
		all[i].At = begin.Add(time.Duration(i) * each)
		all[i].Twice = (int(hashed(c.ID)%lostEvery)+i)%lostEvery == 0
	}
}

// Corrections are the steps after the night.
func (n *Night) Corrections() []Step {
	var all []Step
	if len(n.Contests) == 0 {
		return nil
	}
	at := n.Contests[len(n.Contests)-1].Declared.Add(correctedAfter)
	for _, c := range n.Contests {
		if c.Corrected() {
			all = append(all, Step{Contest: c, Kind: StepPropose, At: at}, Step{Contest: c, Kind: StepAgree, At: at.Add(correctedEvery / 2)})
			at = at.Add(correctedEvery)
		}
	}
	return all
}

// Steps are all steps of some contests up to their declarations, in order of time.
func Steps(contests []*Contest) []Step {
	var all []Step
	for _, c := range contests {
		all = append(all, c.Steps()...)
	}
	slices.SortStableFunc(all, func(a, b Step) int { return a.At.Compare(b.At) })
	return all
}
