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
//	officer-2 confirms islington-north count
//	returning-officer-clerk consults islington-north 03:05 asks-recount=NARGUND
//	returning-officer-clerk takes-back islington-north ready
//	everyone sees islington-north
//	> islington-north is provisional
//
// What can be done is in the list of verbs. A candidate is named by the surname in
// capitals, several with commas between. What is typed into a form stands as
// name=figure; W07="read again" is the reason for accepting that warning. The code
// of the printed sheet is typed by itself, as the sheet has it; code=… is a slip.
//
// An officer who has not opened a form opens it when using it; a form that was
// refused for its figures stays open. A line that begins with > says what is so
// after the step: an answer (accepted, repeated, or refused with a code and words of
// it), or a line of the contest's View. A step without an answer must be accepted.
package nightscript

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"resultsdesk/internal/count"
)

// Step is one thing that somebody does.
type Step struct {
	Line    int // of the script, from 1
	At      time.Time
	Who     string
	Verb    Verb
	Contest string
	Unit    string       // of a count sheet
	Undoes  count.Kind   // of what is taken back
	Fields  count.Fields // as the script names them; Form has the form's names
	Expect  []Expectation
}

// Expectation is one line of what is so after a step.
type Expectation struct {
	Line int
	Text string
}

// Names in a script whose figure is candidates or units, in a form their ids with
// spaces between.
const (
	FieldTied    = "tied"
	FieldChosen  = "chosen"
	FieldElected = "elected"
	FieldBy      = "candidate" // who asked, or who died
	FieldUnits   = "units"
)

// Form is what the step types, by the names of the form's fields: a candidate's
// surname in capitals, a head of rejection, a box, total, or one of the other lines
// of a form. An exception of those present becomes count.FieldException with its
// kind. Reasons for accepting warnings are not in it.
func (s Step) Form(c *count.Contest) (count.Fields, error) {
	form := count.Fields{}
	for name, figure := range s.Fields {
		switch name {
		case FieldTied, FieldChosen, FieldElected, FieldBy:
			ids, err := s.candidates(c, figure)
			if err != nil {
				return nil, err
			}
			form[name] = strings.Join(ids, " ")
		case string(count.AsksRecount), string(count.Objects):
			ids, err := s.candidates(c, figure)
			if err != nil {
				return nil, err
			}
			for _, id := range ids {
				form[count.FieldException(id)] = name
			}
		case FieldUnits:
			form[name] = strings.ReplaceAll(figure, ",", " ")
		default:
			if isWarning(name) {
				continue
			}
			field, ok := fieldOf(c, name)
			if !ok {
				return nil, fmt.Errorf("line %d: %s has no %s", s.Line, c.Name, name)
			}
			form[field] = figure
		}
	}
	return form, nil
}

// Reasons is why the step accepts warnings, by their code.
func (s Step) Reasons() map[count.Code]string {
	reasons := map[count.Code]string{}
	for name, reason := range s.Fields {
		if isWarning(name) {
			reasons[count.Code(name)] = reason
		}
	}
	return reasons
}

func isWarning(name string) bool { return regexp.MustCompile(`^W\d\d$`).MatchString(name) }

func (s Step) candidates(c *count.Contest, surnames string) ([]string, error) {
	var ids []string
	for _, name := range strings.Split(surnames, ",") {
		i := slices.IndexFunc(c.Candidates, func(cand count.Candidate) bool { return name == strings.ToUpper(cand.Surname) })
		if i < 0 {
			return nil, fmt.Errorf("line %d: %s has no %s", s.Line, c.Name, name)
		}
		ids = append(ids, c.Candidates[i].ID)
	}
	return ids, nil
}

// fieldOf is the form's name of a figure or text of a script.
func fieldOf(c *count.Contest, name string) (string, bool) {
	switch name {
	case "total":
		return count.FieldTotal, true
	case count.FieldDoubtful, count.FieldRejected, count.FieldUnused, count.FieldInPart, count.FieldElectorate,
		count.FieldReason, count.FieldNote, count.FieldAuthority, count.FieldAnnounced, count.FieldHour, count.FieldCode,
		count.FieldSource, count.FieldResidual, "method", "witnessed", "publish":
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
	box, line, _ := strings.Cut(name, ".")
	if _, ok := c.Box(box); ok {
		return accountField(box, line)
	}
	return "", false
}

// accountField is a line of a box's ballot paper account: box-1.entrusted.
func accountField(box, line string) (string, bool) {
	switch line {
	case "entrusted":
		return count.FieldEntrusted(box), true
	case "unused":
		return count.FieldUnusedPapers(box), true
	case "spoilt":
		return count.FieldSpoilt(box), true
	case "tendered":
		return count.FieldTendered(box), true
	case "explanation":
		return count.FieldExplanation(box), true
	}
	return "", false
}
