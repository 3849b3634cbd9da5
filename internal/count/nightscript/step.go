// Package nightscript reads an election night that is written down as a script
// which a count officer can follow: when, who does what, what the desk answers and
// what everyone can see. Only tests use it: one runner plays a script to
// count.Desk, another to the whole program.
//
// A script is read line by line. Lines that begin with # are remarks, indented
// lines go on with the line before.
//
//	night of 2024-07-04 in Europe/London
//
//	at 22:00
//	officer-1 verifies islington-north total=49195
//	officer-1 enters islington-north count
//	    AGGARWAL=1661 CORBYN=24210 …
//	> refused E04 90 papers too many
//	everyone sees islington-north
//	> islington-north is verified
//
// The verbs are opens, verifies, enters, sends-again, makes … provisional,
// makes … ready, takes-back, declares and sees. An officer who has not opened a
// form opens it when using it; a form that was refused for its figures stays open.
// A line that begins with > says what is so after the step: an answer (accepted,
// repeated, or refused with a code and words of it), or a line of the contest's
// View. A step without an answer must be accepted.
package nightscript

import (
	"fmt"
	"strings"
	"time"

	"resultsdesk/internal/count"
)

// Verb is what somebody does.
type Verb string

const (
	Opens            Verb = "opens"       // a form, as it stands then
	Verifies         Verb = "verifies"    // sends verified papers
	Enters           Verb = "enters"      // sends a count sheet
	SendsAgain       Verb = "sends-again" // the officer's last form of the contest, as it was
	MakesProvisional Verb = "makes-provisional"
	MakesReady       Verb = "makes-ready"
	TakesBack        Verb = "takes-back"
	Declares         Verb = "declares"
	Sees             Verb = "sees" // what the public can see
)

// Step is one thing that somebody does.
type Step struct {
	Line    int // of the script, from 1
	At      time.Time
	Who     string
	Verb    Verb
	Contest string
	Unit    string       // of a count sheet
	Fields  count.Fields // as the script names them; Form has the form's names
	Expect  []Expectation
}

// Expectation is one line of what is so after a step.
type Expectation struct {
	Line int
	Text string
}

// Form is what the step types, by the names of the form's fields: a candidate's
// surname in capitals, a head of rejection, doubtful, rejected, a box, or total.
func (s Step) Form(c *count.Contest) (count.Fields, error) {
	form := count.Fields{}
	for name, figure := range s.Fields {
		field, ok := fieldOf(c, name)
		if !ok {
			return nil, fmt.Errorf("line %d: %s has no %s", s.Line, c.Name, name)
		}
		form[field] = figure
	}
	return form, nil
}

func fieldOf(c *count.Contest, name string) (string, bool) {
	switch name {
	case "total":
		return count.FieldTotal, true
	case count.FieldDoubtful, count.FieldRejected, count.FieldReason, count.FieldAuthority, count.FieldAnnounced:
		return name, true
	}
	for _, candidate := range c.Candidates {
		if name == strings.ToUpper(candidate.Surname) {
			return count.FieldVotes(candidate.ID), true
		}
	}
	for _, head := range c.Election.Type.Heads() {
		if name == head.ID {
			return count.FieldHead(name), true
		}
	}
	if _, ok := c.Box(name); ok {
		return count.FieldBox(name), true
	}
	return "", false
}
