package pack

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"resultsdesk/internal/cell"
	"resultsdesk/internal/count"
)

// File is one file of a pack.
type File struct {
	Name string
	Text []byte
}

// Write writes contests as an election pack, in the order given. The same contests make
// the same bytes, and Read gives them back, as far as one pack can hold them: what all
// contests share is taken from the first, and of a party that is called differently in
// two contests the later wins. Lost tells where that was so.
func Write(contests []count.Contest) ([]File, error) {
	w := &writing{parties: map[string]count.Party{}}
	for i := range contests {
		w.contest(&contests[i], contests[0].Publish)
	}
	for _, id := range slices.Sorted(maps.Keys(w.parties)) {
		p := w.parties[id]
		w.add(partiesFile, p.ID, p.Name, p.Short, p.Abbr, p.Colour)
	}
	var files []File
	if len(contests) > 0 {
		text, err := electionText(&contests[0])
		if err != nil {
			return nil, err
		}
		files = append(files, File{electionFile, text})
	}
	for _, t := range headers() {
		text, err := csvText(append([][]string{t.columns}, w.rows[t.file]...))
		if err != nil {
			return nil, err
		}
		files = append(files, File{t.file, text})
	}
	return files, nil
}

// Lost says in what contests that were written and read back differ from what they
// were; none where a pack holds them whole.
func Lost(was []count.Contest, back *Pack) []count.Edit {
	var lost []count.Edit
	found := map[string]*contest{}
	for _, c := range back.contests {
		found[c.ID] = c
	}
	for i := range was {
		if c := found[was[i].ID]; c != nil {
			lost = append(lost, count.Edits(&was[i], &c.Contest)...)
		}
	}
	return lost
}

type header struct {
	file    string
	columns []string
}

// headers are the columns that are written, file by file.
func headers() []header {
	return []header{
		{partiesFile, []string{"id", "name", "short_name", "abbreviation", "colour"}},
		{contestsFile, []string{"id", "name", "gss", "region", "country", "electorate", "electorate_status", "electorate_source",
			"seats", "votes", "boundaries", "replaces", "publish", "map_column", "map_row", "expected", "order_note", "note"}},
		{candidatesFile, []string{"contest", "number", "id", "surname", "forenames", "known_as", "description", "party", "party_2"}},
		{unitsFile, []string{"contest", "id", "name", "kind", "place", "fed_by", "doubtful"}},
		{previousFile, []string{"contest", "kind", "date", "electorate", "source", "valid", "id", "party", "label", "candidate", "votes"}},
	}
}

// writing is a pack while it is written.
type writing struct {
	rows    map[string][][]string
	parties map[string]count.Party
}

func (w *writing) add(file string, cells ...string) {
	if w.rows == nil {
		w.rows = map[string][][]string{}
	}
	w.rows[file] = append(w.rows[file], cells)
}

func (w *writing) contest(c *count.Contest, publish count.Publish) {
	electorate, status, source := "", "", ""
	if e := c.Electorate; e != nil {
		electorate, status, source = strconv.Itoa(e.Count), "provisional", e.Source
		if e.Final {
			status = "final"
		}
	}
	own := ""
	if c.Publish != publish {
		own = string(c.Publish)
	}
	column, row := "", ""
	if c.Place != nil {
		column, row = strconv.Itoa(c.Place.Column), strconv.Itoa(c.Place.Row)
	}
	w.add(contestsFile, c.ID, c.Name, c.GSS, c.Region, c.Country, electorate, status, source,
		strconv.Itoa(c.Seats), strconv.Itoa(c.VotesPerPerson), string(c.Boundaries), c.Replaces, own, column, row, expectedText(c), c.OrderNote, c.Note)
	for _, cand := range c.Candidates {
		var parties [2]string
		for i, p := range cand.Parties {
			w.parties[p.ID], parties[i] = p, p.ID
		}
		w.add(candidatesFile, c.ID, strconv.Itoa(cand.Number), cand.ID, cand.Surname, cand.Forenames, cand.KnownAs, cand.Description, parties[0], parties[1])
	}
	w.units(c)
	w.previous(c)
}

func (w *writing) units(c *count.Contest) {
	for _, b := range c.Boxes {
		w.add(unitsFile, c.ID, b.ID, b.Name, string(b.Kind), b.Place, "", "")
	}
	if reflect.DeepEqual(c.Units, []count.CountUnit{wholeCount()}) {
		return // what a contest without count units gets
	}
	for _, u := range c.Units {
		doubtful := ""
		if u.SendsDoubtful {
			doubtful = sent
		}
		w.add(unitsFile, c.ID, u.ID, u.Name, string(u.Kind), "", strings.Join(u.FedBy, " "), doubtful)
	}
}

func (w *writing) previous(c *count.Contest) {
	p := c.Previous
	if p == nil {
		return
	}
	electorate := ""
	if p.Electorate != nil {
		electorate = strconv.Itoa(*p.Electorate)
	}
	whole := []string{string(p.Kind), string(p.Date), electorate, p.Source, strconv.Itoa(p.Valid())}
	for _, v := range p.Votes {
		party := ""
		if v.Party != nil {
			w.parties[v.Party.ID], party = *v.Party, v.Party.ID
		}
		cells := append([]string{c.ID}, whole...)
		w.add(previousFile, append(cells, v.ID, party, v.Label, v.Candidate, strconv.Itoa(v.Votes))...)
		whole = make([]string, len(whole)) // once is enough
	}
}

// csvText is a file with LF, its cells guarded: people open it in a spreadsheet.
func csvText(rows [][]string) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	for _, row := range rows {
		if err := w.Write(cell.Row(row...)); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

func electionText(c *count.Contest) ([]byte, error) {
	e := &c.Election
	var out bytes.Buffer
	w := json.NewEncoder(&out)
	w.SetEscapeHTML(false)
	w.SetIndent("", "  ")
	err := w.Encode(struct {
		Name         string             `json:"name"`
		Date         count.Date         `json:"date"`
		Zone         string             `json:"time_zone"`
		Closes       string             `json:"close_of_poll"`
		Type         count.ElectionType `json:"type"`
		Mode         count.Mode         `json:"mode"`
		Profile      count.Profile      `json:"profile"`
		Publish      count.Publish      `json:"publish"`
		SecondPerson count.SecondPerson `json:"second_person"`
	}{e.Name, e.Date, e.Zone, closesText(e), e.Type, e.Mode, e.Profile, c.Publish, e.SecondPerson})
	return out.Bytes(), err
}

// closesText is the close of poll as a time of polling day, or as an instant where it
// is none, as in a practice copy.
func closesText(e *count.Election) string {
	clock := e.Closes.In(e.Location()).Format("15:04")
	if at, err := pollTime(string(e.Date), clock, e.Location()); err == nil && at.Equal(e.Closes) {
		return clock
	}
	return e.Closes.UTC().Format(time.RFC3339Nano)
}
