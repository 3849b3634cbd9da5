package pack

import (
	"cmp"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"resultsdesk/internal/count"
	"resultsdesk/internal/slug"
)

// The files of the House of Commons Library, by the names under which they are
// published for the general election of 4 July 2024 (research briefing CBP-10009),
// with the estimate of the election before on the new boundaries (Rallings and
// Thrasher).
const (
	hocSeats      = "constituencies.csv"
	hocCandidates = "candidates.csv"
	hocBase       = "notional-2019-results.csv"
	hocCodes      = "revised_constituency_ids.csv" // codes that changed since the base was made: old, name, new
)

// hocBaseDate is the day of the election that the notional results estimate.
const hocBaseDate count.Date = "2019-12-12"

// ReadHOC reads a folder with the House of Commons Library's constituency and
// candidate files and the notional results, each as published, and an election.json
// beside them. Of the figures in them it takes what is known before a poll: the
// electorate and the base. Seats are joined by their official code, never by name,
// and parties by the Library's number, never by name either.
//
// It returns an *Error as Read does.
func ReadHOC(fsys fs.FS) (*Pack, error) {
	r := newReader(fsys)
	r.readElection()
	h := &hocReader{reader: r, seats: map[string]*contest{}, parties: map[string]count.Party{}, codes: map[string]string{}}
	h.readSeats()
	h.readCandidates()
	h.readCodes()
	h.readBase()
	if len(r.problems) > 0 {
		return nil, r.failure(electionFile, hocSeats, hocCandidates, hocCodes, hocBase)
	}
	return &Pack{r.contests, h.codes}, nil
}

// hocReader is one reading of the Library's files.
type hocReader struct {
	*reader
	seats   map[string]*contest    // by official code
	parties map[string]count.Party // by the Library's number
	codes   map[string]string      // old official code → new
}

func (h *hocReader) readSeats() {
	rows, ok := h.table(hocSeats, columns{
		must: []string{"ONS ID", "Constituency name", "Region name", "Country name", "Electorate"},
		may: []string{
			"ONS region ID", "County name", "Constituency type", "Declaration time", "Member first name", "Member surname", "Member gender",
			"Result", "First party", "Second party", "Valid votes", "Invalid votes", "Majority", "Con", "Lab", "LD", "RUK", "Green", "SNP", "PC",
			"DUP", "SF", "SDLP", "UUP", "APNI", "All other candidates", "Of which other winner",
		},
	})
	h.contestsRead = ok
	ids := unique{}
	for _, w := range rows {
		name, code := w.needed("Constituency name", maxName), w.needed("ONS ID", maxID)
		id, fits := slug.Of(name)
		if !fits {
			w.wrong("Constituency name", "no id can be made from “%s”", clip(name))
		}
		ids.check(w, "Constituency name", id)
		if h.seats[code] != nil {
			w.wrong("ONS ID", "%s is there twice", clip(code))
			continue
		}
		c := &contest{row: w, rows: map[string][]*row{}, Contest: count.Contest{
			ID: id, Name: name, GSS: code, Region: w.text("Region name", maxName), Country: w.text("Country name", maxName),
			Election: h.election, Publish: h.publish, System: count.FirstPastThePost, Seats: 1, VotesPerPerson: 1,
			Electorate: &count.Electorate{Count: w.figure("Electorate", 1), Final: true, Source: "House of Commons Library"},
			Boundaries: count.BoundariesChanged,
			OrderNote:  "The order of the ballot paper is derived: by surname, then by first names.",
			Units:      []count.CountUnit{wholeCount()},
		}}
		h.seats[code] = c
		h.contests = append(h.contests, c)
	}
}

// seat finds the contest of a row by its code; nil, with a problem noted, where there
// is none.
func (h *hocReader) seat(w *row, column, file string) *contest {
	code := w.needed(column, maxID)
	if now, revised := h.codes[code]; revised {
		code = now
	}
	c := h.seats[code]
	if c == nil {
		if h.contestsRead && code != "" {
			w.wrong(column, "there is no seat “%s” in %s", clip(code), hocSeats)
		}
		return nil
	}
	c.rows[file] = append(c.rows[file], w)
	return c
}

func (h *hocReader) readCandidates() {
	rows, ok := h.table(hocCandidates, columns{
		must: []string{"ONS ID", "Party name", "Party abbreviation", "Electoral Commission party ID", "MNIS party ID",
			"Electoral Commission adjunct party ID", "Candidate first name", "Candidate surname", "DC Person ID"},
		may: []string{"ONS region ID", "Constituency name", "County name", "Region name", "Country name", "Constituency type",
			"Candidate gender", "Sitting MP", "Former MP", "Member MNIS ID", "Votes", "Share", "Change"},
	})
	if !ok {
		return
	}
	h.readParties(rows)
	for _, w := range rows {
		c := h.seat(w, "ONS ID", hocCandidates)
		if c == nil {
			continue
		}
		cand := count.Candidate{
			ID: w.id("DC Person ID"), Surname: w.name("Candidate surname"), Forenames: w.name("Candidate first name"),
			Description: w.text("Party name", maxDescription), Parties: h.partiesOf(w),
		}
		if cand.Surname == "" && !w.bad {
			w.wrong("Candidate surname", "nothing stands here")
		}
		if w.says("MNIS party ID") == hocSpeaker {
			cand.Description = "The Speaker seeking re-election"
		}
		if _, twice := c.Candidate(cand.ID); twice {
			w.wrong("DC Person ID", "%s stands twice in %s", clip(cand.ID), c.Name)
		}
		c.Candidates = append(c.Candidates, cand)
	}
	for _, c := range h.contests {
		slices.SortStableFunc(c.Candidates, func(a, b count.Candidate) int {
			return cmp.Or(strings.Compare(strings.ToLower(a.Surname), strings.ToLower(b.Surname)), strings.Compare(a.Forenames, b.Forenames))
		})
		for i := range c.Candidates {
			c.Candidates[i].Number = i + 1
		}
		c.checkField()
	}
}

// name is a person's name. Names were saved in one encoding and read in another
// ("Ã\u0081ine" for Áine): where a name holds a character that no name has, and reading
// it back gives text, that text is the name.
func (w *row) name(column string) string {
	c := w.cells[column]
	if strings.ContainsFunc(c.text, func(r rune) bool { return 0x80 <= r && r < 0xa0 }) {
		var bytes []byte
		for _, r := range c.text {
			if r > 0xff {
				return w.text(column, maxName)
			}
			bytes = append(bytes, byte(r))
		}
		if utf8.Valid(bytes) {
			c.text = string(bytes)
			w.cells[column] = c
		}
	}
	return w.text(column, maxName)
}

// readCodes reads the official codes that changed after the base was made.
func (h *hocReader) readCodes() {
	rows, ok := h.headless(hocCodes, []string{"old", "name", "new"})
	if !ok {
		return
	}
	for _, w := range rows {
		h.codes[w.needed("old", maxID)] = w.needed("new", maxID)
	}
}
