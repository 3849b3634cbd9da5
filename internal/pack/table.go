package pack

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"resultsdesk/internal/count"
)

// maxRows bounds a CSV file: a general election has some 4,500 candidates and
// 20,000 lines of its largest file.
const maxRows = 20_000

// maxNames bounds the columns of a CSV file and the keys of election.json, so that
// a file of another kind makes one problem and not thousands.
const maxNames = 100

// columns are what a CSV file of a pack may hold. A column that must be there need
// not have something in every cell.
type columns struct{ must, may []string }

func (c columns) known() []string { return slices.Concat(c.must, c.may) }

// table is a CSV file of a pack, by the names of its header.
type table struct {
	src    *source
	header []string // names in their order; empty where a column has none
}

// refused stands in a header for a column whose problem is noted.
const refused = "?"

// table reads a CSV file. It gives no rows and false where the file or its header
// cannot be relied on.
func (r *reader) table(file string, want columns) ([]*row, bool) {
	src, ok := r.open(file)
	if !ok {
		return nil, false
	}
	in := csv.NewReader(strings.NewReader(string(src.text)))
	in.FieldsPerRecord = -1 // counted here, to say which cell is too many
	t := &table{src: src}
	cells, err := in.Read()
	if err == io.EOF {
		r.wrong(src, 0, "the file is empty; its first line must name the columns: %s", strings.Join(want.known(), ", "))
		return nil, false
	}
	if err != nil {
		r.syntax(src, err)
		return nil, false
	}
	if !r.readHeader(t, in, cells, want) {
		return nil, false
	}
	return r.readRows(t, in)
}

// headless reads a CSV file without a header, whose columns are known.
func (r *reader) headless(file string, names []string) ([]*row, bool) {
	src, ok := r.open(file)
	if !ok {
		return nil, false
	}
	in := csv.NewReader(strings.NewReader(string(src.text)))
	in.FieldsPerRecord = -1
	return r.readRows(&table{src: src, header: names}, in)
}

// readHeader takes the names of the columns; false where one that must be there is
// missing.
func (r *reader) readHeader(t *table, in *csv.Reader, cells []string, want columns) bool {
	if len(cells) > maxNames {
		r.wrong(t.src, 0, "there are more than %d columns", maxNames)
		return false
	}
	at := func(i int) int { return t.src.offset(in.FieldPos(i)) }
	for i, cell := range cells {
		name := strings.TrimSpace(cell)
		switch {
		case name == "":
		case !slices.Contains(want.known(), name):
			r.wrong(t.src, at(i), "column “%s” is not known; %s has the columns %s", clip(name), t.src.file, strings.Join(want.known(), ", "))
			name = refused
		case slices.Contains(t.header, name):
			r.wrong(t.src, at(i), "column “%s” is there twice", name)
			name = refused
		}
		t.header = append(t.header, name)
	}
	complete := true
	for _, name := range want.must {
		if !slices.Contains(t.header, name) {
			r.wrong(t.src, 0, "column “%s” is missing", name)
			complete = false
		}
	}
	return complete
}

func (r *reader) readRows(t *table, in *csv.Reader) ([]*row, bool) {
	var rows []*row
	for {
		cells, err := in.Read()
		if err == io.EOF {
			return rows, true
		}
		if err != nil {
			r.syntax(t.src, err)
			return nil, false
		}
		row := &row{r: r, t: t, cells: map[string]field{}, amiss: map[string]bool{}}
		row.line, _ = in.FieldPos(0)
		if !row.fill(in, cells) {
			continue
		}
		if len(rows) == maxRows {
			r.wrong(t.src, t.src.offset(row.line, 1), "there are more than %s rows", count.Thousands(maxRows))
			return nil, false
		}
		rows = append(rows, row)
	}
}

// syntax reports what makes a file no CSV. It is about quotation marks, always.
func (r *reader) syntax(src *source, err error) {
	var bad *csv.ParseError
	if !errors.As(err, &bad) {
		r.wrong(src, 0, "the file cannot be read: %v", err)
		return
	}
	at := src.offset(bad.Line, bad.Column)
	switch {
	case errors.Is(bad.Err, csv.ErrBareQuote):
		r.wrong(src, at, "a quotation mark stands inside a cell that does not begin with one; write it twice and put the cell in quotation marks")
	case bad.Line != bad.StartLine:
		r.wrong(src, src.offset(bad.StartLine, 1), "a quotation mark is opened in this row and closed nowhere, or in the middle of the cell (line %d)", bad.Line)
	default:
		r.wrong(src, at, "a quotation mark is not closed, or closed in the middle of the cell")
	}
}
