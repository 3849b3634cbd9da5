// Package pack reads and writes election packs: folders, or zip files of one, that
// people edit in a spreadsheet, with election.json and five CSV files. docs/formats.md
// describes them.
//
// A pack is read as a whole or not at all, and everything wrong with it is said
// at once, each with file, line and column. Nothing in it is ignored: a column, a
// key or a value that this version does not know is refused by name.
package pack

import (
	"io/fs"
	"slices"

	"resultsdesk/internal/count"
)

// The files of a pack, in the order in which they are read.
const (
	electionFile   = "election.json"
	partiesFile    = "parties.csv"
	contestsFile   = "contests.csv"
	candidatesFile = "candidates.csv"
	unitsFile      = "units.csv"
	previousFile   = "previous.csv"
)

func files() []string {
	return []string{electionFile, partiesFile, contestsFile, candidatesFile, unitsFile, previousFile}
}

// Pack is an election pack that was read without a problem.
type Pack struct {
	contests []*contest
	codes    map[string]string // official codes of areas that changed: old → new
}

// Read reads the election pack in the root of fsys. It returns an *Error with all
// problems of the pack where there are any. Files that do not belong to a pack are
// left alone.
func Read(fsys fs.FS) (*Pack, error) {
	r := newReader(fsys)
	r.readElection()
	r.readParties()
	r.readContests()
	r.readCandidates()
	r.readUnits()
	r.readPrevious()
	if len(r.problems) > 0 {
		return nil, r.failure(files()...)
	}
	return &Pack{contests: r.contests}, nil
}

// Definitions are the contests of the pack, in the order of contests.csv, without
// version and layout. What is empty is nil, as the ledger reads it. The caller
// says where they came from.
func (p *Pack) Definitions() count.Definitions {
	var defs count.Definitions
	for _, c := range p.contests {
		defs.Contests = append(defs.Contests, c.Contest)
	}
	return defs
}

// Locate finds where in the pack stands what the desk refuses: the first row of
// the contest in the file of that part, or its row in contests.csv where that part
// was not written out.
func (p *Pack) Locate(refused count.Problem) Problem {
	if refused.Part == count.PartElection {
		return Problem{File: electionFile, Line: 1, Column: 1, Message: refused.Message}
	}
	i := slices.IndexFunc(p.contests, func(c *contest) bool { return c.ID == refused.Contest })
	if i < 0 {
		return Problem{File: contestsFile, Message: refused.Contest + ": " + refused.Message}
	}
	c := p.contests[i]
	at := c.row
	if rows := c.rows[partFile(refused.Part)]; len(rows) > 0 {
		at = rows[0]
	}
	return at.problem("", refused.Message)
}

func partFile(part count.Part) string {
	switch part {
	case count.PartCandidates:
		return candidatesFile
	case count.PartUnits:
		return unitsFile
	case count.PartPrevious:
		return previousFile
	}
	return contestsFile
}

// reader is one reading of a pack, file after file.
type reader struct {
	fsys     fs.FS
	left     budget
	problems []Problem

	// What the files read so far say. An unread file had problems of its own; what
	// only follows from them is not reported as well.
	election     count.Election
	publish      count.Publish
	parties      map[string]count.Party
	partiesRead  bool
	contests     []*contest
	contestsRead bool
}

func newReader(fsys fs.FS) *reader { return &reader{fsys: fsys, left: budget{maxTotal}} }

// contest is a contest while its definition is read, and where it was found.
type contest struct {
	count.Contest
	row  *row              // in contests.csv; nil where it is not there
	rows map[string][]*row // in the other files, in their order
	lost bool              // its id is wrong, so its rows there cannot be found
}
