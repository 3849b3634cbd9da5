package nightscript

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Answers to a step.
const (
	Accepted = "accepted"
	Repeated = "repeated" // it was there already; nothing was written
	Refused  = "refused"
)

// Answer is what a runner was answered to a step.
type Answer struct {
	Outcome  string
	Findings []string // of a refusal: each code with its words, "E05 The sheet …"
}

// Check holds an answer, and what can be seen after it, to what the step expects.
// The error has one line for each thing that is otherwise.
func (s Step) Check(a Answer, seen View) error {
	var wrong []error
	fail := func(line int, format string, args ...any) {
		wrong = append(wrong, fmt.Errorf("line %d: %s", line, fmt.Sprintf(format, args...)))
	}
	left := slices.Clone(a.Findings)
	want := Accepted
	for _, e := range s.Expect {
		outcome, words, _ := strings.Cut(e.Text, " ")
		switch outcome {
		case Accepted, Repeated:
			want = outcome
		case Refused:
			want = outcome
			i := slices.IndexFunc(left, func(f string) bool { return saysSo(f, words) })
			if i < 0 {
				fail(e.Line, "%s; the answer was %s %q", e.Text, a.Outcome, a.Findings)
				continue
			}
			left = slices.Delete(left, i, i+1)
		default:
			if !slices.Contains(seen.Lines(), e.Text) {
				fail(e.Line, "%s; what can be seen is\n\t%s", e.Text, strings.Join(seen.Lines(), "\n\t"))
			}
		}
	}
	if a.Outcome != want {
		fail(s.Line, "%s %s: %s %q; want %s", s.Who, s.Verb, a.Outcome, a.Findings, want)
	}
	if want == Refused && len(left) > 0 {
		fail(s.Line, "the script does not say that it was also refused by %q", left)
	}
	return errors.Join(wrong...)
}

// saysSo tells whether a finding has the code that a script names and then, in
// this order, the words it quotes. How they are spaced does not matter.
func saysSo(finding, words string) bool {
	finding = strings.Join(strings.Fields(finding), " ")
	code, text, _ := strings.Cut(words, " ")
	return strings.HasPrefix(finding, code) && strings.Contains(finding[len(code):], text)
}
