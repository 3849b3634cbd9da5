package pack

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing wrong in an election pack.
type Problem struct {
	File    string
	Line    int    // as an editor counts, from 1; 0 for the file as a whole
	Column  int    // in characters, from 1; 0 for the line as a whole
	Message string // in the words of whoever edits the pack
}

// String writes "contests.csv:3:14: message", which editors can jump to.
func (p Problem) String() string {
	switch {
	case p.Line == 0:
		return fmt.Sprintf("%s: %s", p.File, p.Message)
	case p.Column == 0:
		return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
}

// Error says that an election pack cannot be read, with everything wrong in it,
// by file, line and column.
type Error struct{ Problems []Problem }

// Error writes one line for each problem, below a heading.
func (e *Error) Error() string {
	var b strings.Builder
	if len(e.Problems) == 1 {
		b.WriteString("there is 1 problem in the election pack:")
	} else {
		fmt.Fprintf(&b, "there are %d problems in the election pack:", len(e.Problems))
	}
	for _, p := range e.Problems {
		b.WriteString("\n  " + p.String())
	}
	return b.String()
}

// failure is the error of a reading that found problems, in the order of the files
// that were read.
func (r *reader) failure(order ...string) *Error {
	slices.SortStableFunc(r.problems, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.File), slices.Index(order, b.File)),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column))
	})
	return &Error{r.problems}
}

// wrong notes a problem of a file at a byte of its text.
func (r *reader) wrong(s *source, offset int, format string, args ...any) {
	line, column := s.position(offset)
	r.problems = append(r.problems, Problem{s.file, line, column, fmt.Sprintf(format, args...)})
}
