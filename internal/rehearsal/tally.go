package rehearsal

import (
	"fmt"
	"maps"
	"slices"
	"sync"
)

// Tally counts what a rehearsal sent and what the desk said to it. It is safe for use
// by many at once.
type Tally struct {
	mu       sync.Mutex
	sent     int
	steps    map[StepKind]int
	warned   int
	repeated int
	retried  int
	skipped  int
	refused  map[SlipKind]int
	wrong    []string // slips that the desk took
	failed   []string // forms that did not do what they must
	declared int
}

func newTally() *Tally { return &Tally{steps: map[StepKind]int{}, refused: map[SlipKind]int{}} }

func (t *Tally) count(n *int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	*n++
}

func (t *Tally) did(s Step) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.steps[s.Kind]++
	if s.Kind == StepDeclare {
		t.declared++
	}
}

func (t *Tally) slipped(kind SlipKind, where string, refused bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if refused {
		t.refused[kind]++
		return
	}
	t.wrong = append(t.wrong, where+": "+string(kind)+" was taken")
}

func (t *Tally) fail(where string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.failed = append(t.failed, fmt.Sprintf("%s: %v", where, err))
}

// Forms is what came of the forms of a rehearsal.
type Forms struct {
	Sent          int              // all forms, also those sent again
	Steps         map[StepKind]int // accepted
	Warned        int              // asked for a reason, and given one
	Repeated      int              // sent again after a lost answer, and answered as before
	Retried       int              // sent again because no answer came
	Skipped       int              // done before a rehearsal was taken up again
	Refused       map[SlipKind]int // typing errors that were refused, as they must be
	WronglyTaken  []string         // typing errors that were not
	Failed        []string         // what should have been taken and was not
	DeclaredSoFar int
}

// RefusedInAll is how many typing errors were refused.
func (f Forms) RefusedInAll() int {
	n := 0
	for _, of := range f.Refused {
		n += of
	}
	return n
}

// Forms is how the forms stand now.
func (t *Tally) Forms() Forms {
	t.mu.Lock()
	defer t.mu.Unlock()
	return Forms{Sent: t.sent, Steps: maps.Clone(t.steps), Warned: t.warned, Repeated: t.repeated, Retried: t.retried, Skipped: t.skipped,
		Refused: maps.Clone(t.refused), WronglyTaken: slices.Clone(t.wrong), Failed: slices.Clone(t.failed), DeclaredSoFar: t.declared}
}
