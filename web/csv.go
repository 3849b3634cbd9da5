package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"resultsdesk/internal/cell"
	"resultsdesk/internal/feed"
	"resultsdesk/web/static"
)

// contestFile is a contest as open data: {slug}.json or {slug}.csv; or what happened
// there, {slug}.atom.
func (s *site) contestFile(w http.ResponseWriter, r *http.Request) {
	file := r.PathValue("file")
	if slug, ok := strings.CutSuffix(file, ".csv"); ok {
		if p, ok := s.find(s.Words.English(), w, r, slug, "/api/v1/contests/%.csv"); ok {
			s.table(w, r, p)
		}
		return
	}
	if slug, ok := strings.CutSuffix(file, ".atom"); ok {
		s.contestFeed(w, r, slug)
		return
	}
	slug, ok := strings.CutSuffix(file, ".json")
	if !ok {
		s.missing(s.Words.English(), w, r)
		return
	}
	if p, ok := s.find(s.Words.English(), w, r, slug, "/api/v1/contests/%.json"); ok {
		s.published(w, r, p)
	}
}

// table sends a bulletin as CSV.
func (s *site) table(w http.ResponseWriter, r *http.Request, p *feed.Published) {
	file, err := s.pages.of("csv/"+p.Bulletin.Topic, stamp{}.with(p), func() (*static.File, error) {
		data, err := contestsCSV([]*feed.Bulletin{p.Bulletin})
		return static.NewFile("text/csv; charset=utf-8; header=present", data), err
	})
	if err != nil {
		s.fault(s.Words.English(), w, err)
		return
	}
	w.Header().Set("Cache-Control", fresh)
	file.Send(w, r, http.StatusOK)
}

type column struct{ name, text string }

func contestColumns(b *feed.Bulletin) []column {
	c := b.Contest
	columns := []column{
		{"contest_id", safe(c.ID)}, {"contest", safe(c.Name)}, {"gss", safe(c.GSS)}, {"mode", string(b.Mode)},
		{"stage", string(b.Stage)}, {"assurance", string(b.Assurance)}, {"at", b.At.Format(time.RFC3339)},
		{"epoch", strconv.FormatInt(b.Epoch, 10)}, {"revision", strconv.FormatInt(b.Revision, 10)},
		{"units_in", strconv.Itoa(c.Units.In)}, {"units", strconv.Itoa(c.Units.Of)},
		{"electorate", ""}, {"papers", whole(c.Papers)}, {"valid", whole(c.Valid)}, {"rejected", ""},
		{"majority", ""}, {"turnout", ""}, {"ballot_box_turnout", ""}, {"declared", ""},
	}
	set := func(name, text string) {
		for i := range columns {
			if columns[i].name == name {
				columns[i].text = text
			}
		}
	}
	if e := c.Electorate; e != nil {
		set("electorate", strconv.Itoa(e.Count))
	}
	if r := c.Rejected; r != nil {
		set("rejected", strconv.Itoa(r.Total))
	}
	if m := c.Majority; m != nil {
		set("majority", strconv.Itoa(m.Votes))
	}
	if t := c.Turnout; t != nil {
		set("turnout", number(&t.Percent))
	}
	if t := c.BoxTurnout; t != nil {
		set("ballot_box_turnout", number(&t.Percent))
	}
	if d := c.Declared; d != nil {
		set("declared", d.Format(time.RFC3339))
	}
	return append(columns,
		column{"corrections", strconv.Itoa(len(c.Corrections))}, column{"withdrawals", strconv.Itoa(len(c.Withdrawals))})
}

func candidateColumns(line feed.Candidate) []column {
	var parties []string
	for _, p := range line.Parties {
		parties = append(parties, p.ID)
	}
	return []column{
		{"number", strconv.Itoa(line.Number)}, {"candidate_id", safe(line.ID)}, {"candidate", safe(line.Name)},
		{"description", safe(line.Description)}, {"label", safe(line.Label)}, {"party_ids", safe(strings.Join(parties, " "))},
		{"votes", whole(line.Votes)}, {"share", number(line.Share)}, {"change", number(line.Change)},
		{"elected", strconv.FormatBool(line.Elected)}, {"lost_deposit", strconv.FormatBool(line.LostDeposit)},
		{"deceased", strconv.FormatBool(line.Deceased)},
	}
}

// safe is a text in a table: what cannot be seen is left out, and a spreadsheet does
// not take it for a formula.
func safe(s string) string { return cell.Guard(plain(s)) }

func whole(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// number is a percentage as JSON has it: "-29.9".
func number(t *feed.Tenths) string {
	if t == nil {
		return ""
	}
	out, err := t.MarshalJSON()
	if err != nil {
		return ""
	}
	return string(out)
}
