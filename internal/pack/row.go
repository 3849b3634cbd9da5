package pack

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"resultsdesk/internal/cell"
	"resultsdesk/internal/count"
)

// row is a row of a CSV file, by column. Reading a cell that is not as it should be
// notes the problem and marks the row as bad.
type row struct {
	r     *reader
	t     *table
	line  int // in the file, of its first cell
	cells map[string]field
	bad   bool
	torn  bool            // cells are missing or too many: what stands in any of them is in doubt
	mute  bool            // cells are missing: what is said of the row is that
	amiss map[string]bool // columns with a problem noted
}

// field is what a cell says, without spaces around it, and where it begins.
type field struct {
	text   string
	offset int
}

// fill takes the cells of a row; false where all are blank, as spreadsheets leave
// rows behind. Text under no column name would be ignored, and with a cell too few
// all that follow stand under the wrong name, so both are refused.
func (w *row) fill(in *csv.Reader, texts []string) bool {
	blank := true
	for i, text := range texts {
		c := field{strings.TrimSpace(cell.Bare(strings.TrimSpace(text))), w.t.src.offset(in.FieldPos(i))}
		blank = blank && c.text == ""
		switch {
		case i < len(w.t.header) && w.t.header[i] != "":
			w.cells[w.t.header[i]] = c
		case c.text != "" && !w.bad:
			w.r.wrong(w.t.src, c.offset, "“%s” stands under no column name", clip(c.text))
			w.bad, w.torn = true, true
		}
	}
	if !blank && len(texts) < len(w.t.header) {
		w.r.wrong(w.t.src, w.t.src.offset(w.line, 1), "the row has %d cells and the header %d", len(texts), len(w.t.header))
		w.bad, w.torn, w.mute = true, true, true
	}
	return !blank
}

// problem makes a problem of the row, at one of its columns where one is named.
func (w *row) problem(column, message string) Problem {
	p := Problem{File: w.t.src.file, Line: w.line, Message: message}
	c, ok := w.cells[column]
	if !ok {
		return p
	}
	p.Line, p.Column = w.t.src.position(c.offset)
	return p
}

// wrong notes a problem of a column in this row.
func (w *row) wrong(column, format string, args ...any) {
	w.bad = true
	w.amiss[column] = true
	if !w.mute {
		w.r.problems = append(w.r.problems, w.problem(column, column+": "+fmt.Sprintf(format, args...)))
	}
}

// says is the text of a cell as it is; empty where the cell or its column is not
// there.
func (w *row) says(column string) string { return w.cells[column].text }

// text is the text of a cell for people to read, at most limit characters.
func (w *row) text(column string, limit int) string {
	text := w.says(column)
	if why := unfit(text, limit); why != "" {
		w.wrong(column, "%s", why)
	}
	return text
}

// needed is text that must be there.
func (w *row) needed(column string, limit int) string {
	if w.says(column) == "" {
		w.wrong(column, "nothing stands here")
		return ""
	}
	return w.text(column, limit)
}

// id is an identifier that must be there.
func (w *row) id(column string) string {
	id := w.says(column)
	switch {
	case id == "":
		w.wrong(column, "nothing stands here")
	case !isID(id):
		w.wrong(column, "“%s” is no identifier; it takes up to %d letters a to z, digits, and - _ : between them", clip(id), maxID)
	}
	return id
}

// figure is a whole number that must be there, from low up.
func (w *row) figure(column string, low int) int {
	text := w.says(column)
	n, err := count.ParseFigure(text)
	switch {
	case text == "":
		w.wrong(column, "the figure is missing")
	case err != nil:
		w.wrong(column, "“%s” cannot be read: %v", clip(text), err)
	case n < low:
		w.wrong(column, "%s is too small; the least is %d", count.Thousands(n), low)
	}
	return n
}

// choice is one of several words.
func (w *row) choice(column string, c choice) string {
	text := w.says(column)
	if why := c.refuses(text); why != "" {
		w.wrong(column, "%s", why)
	}
	return text
}

// empty refuses what a row of this kind does not have.
func (w *row) empty(column, why string) {
	if w.says(column) != "" {
		w.wrong(column, "%s", why)
	}
}

// anyBad tells whether one of the rows has a problem already.
func anyBad(rows []*row) bool {
	return slices.ContainsFunc(rows, func(w *row) bool { return w.bad })
}

// sound tells whether a column can be relied on in all rows, whatever is wrong with
// others.
func sound(rows []*row, column string) bool {
	return !slices.ContainsFunc(rows, func(w *row) bool { return w.torn || w.amiss[column] })
}
