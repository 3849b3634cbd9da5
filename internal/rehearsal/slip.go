package rehearsal

import (
	"math/rand/v2"
	"strconv"

	"resultsdesk/internal/count"
)

// SlipKind is one way to type a form wrongly. The desk must refuse each of them at
// once.
type SlipKind string

// The slips. Each but the last four is of figures on a sheet.
const (
	SlipDigit     SlipKind = "one digit changed"
	SlipSwapped   SlipKind = "two digits swapped"
	SlipZero      SlipKind = "a zero too many"
	SlipComma     SlipKind = "a comma in the wrong place"
	SlipLetter    SlipKind = "a letter for a digit"
	SlipBlank     SlipKind = "a figure left out"
	SlipSheet     SlipKind = "the code of another sheet"
	SlipPapers    SlipKind = "papers that cannot be read"
	SlipUnread    SlipKind = "a figure not ticked by the second person"
	SlipTotals    SlipKind = "a total that differs"
	SlipReadBack  SlipKind = "a figure read back wrongly"
	SlipAnnounced SlipKind = "a time that is none"
)

func sheetSlips() []SlipKind {
	return []SlipKind{SlipDigit, SlipSwapped, SlipZero, SlipComma, SlipLetter, SlipBlank, SlipSheet}
}

// Slip is what somebody types wrongly at a step of a contest, before doing it right.
type Slip struct {
	Step StepKind
	Unit int // of a sheet
	Kind SlipKind
}

// slipsIn is in how many of a hundred contests somebody slips at each of the steps.
const slipsIn = 20

// slips are those of a contest, all in its first count.
func slips(r *rand.Rand, c *Contest) []Slip {
	var all []Slip
	happens := func() bool { return r.IntN(100) < slipsIn }
	for u := range c.Units {
		if happens() {
			kinds := sheetSlips()
			all = append(all, Slip{StepEnter, u, kinds[r.IntN(len(kinds))]})
		}
	}
	others := []Slip{{StepPapers, 0, SlipPapers}, {StepConfirm, r.IntN(len(c.Units)), SlipUnread}}
	if len(c.Round) == 1 {
		others = append(others, Slip{StepTotals, 0, SlipTotals}, Slip{StepReadBack, 0, SlipReadBack}, Slip{StepDeclare, 0, SlipAnnounced})
	}
	for _, s := range others {
		if happens() {
			all = append(all, s)
		}
	}
	return all
}

// slip is what goes wrong at a step of the first count.
func (c *Contest) slip(s Step) (SlipKind, bool) {
	for _, slip := range c.Slips {
		if slip.Step == s.Kind && slip.Unit == s.Unit && s.Round == 0 {
			return slip.Kind, true
		}
	}
	return "", false
}

// spoiled is a figure typed wrongly.
func (k SlipKind) spoiled(figure int) string {
	text := strconv.Itoa(figure)
	switch k {
	case SlipComma:
		return text + ",1"
	case SlipLetter, SlipPapers:
		return text[:len(text)-1] + "o"
	case SlipBlank:
		return ""
	case SlipZero:
		if figure > 0 {
			return text + "0"
		}
	case SlipSwapped:
		for i := len(text) - 1; i > 0; i-- {
			if text[i] != text[i-1] {
				return text[:i-1] + text[i:i+1] + text[i-1:i] + text[i+1:]
			}
		}
	}
	return strconv.Itoa(figure + 7) // where nothing can be swapped, too
}

// largest is the candidate with most votes on a sheet: the figure that a slip spoils.
func largest(t count.Tally, c *count.Contest) string {
	most := c.Candidates[0].ID
	for _, cand := range c.Candidates {
		if t.Votes[cand.ID] > t.Votes[most] {
			most = cand.ID
		}
	}
	return most
}
