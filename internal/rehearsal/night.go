package rehearsal

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"resultsdesk/internal/count"
)

// Night is a night that was, as it is to be played: a pure plan, the same for the same
// sources and the same seed.
type Night struct {
	Plan
	Contests []*Contest // in the order of the declarations
}

// Plan is how figures that were published become a count.
type Plan struct {
	Sources
	MiniCounts int      `json:"mini_counts"`    // of each contest
	Seed       uint64   `json:"seed"`           // of the division into mini-counts, and of who makes which slip
	Publish    string   `json:"publish"`        // what is public while counting: running or declared
	Only       []string `json:"only,omitempty"` // contests by id; none: all
}

// Contest is one contest of a night.
type Contest struct {
	count.Contest           // as it is imported
	Declared      time.Time // when it was announced that night
	First, Final  Figures   // as declared, and after the corrections
	Result        string    // in the Library's words, "Ind gain from Lab"
	Round         []Count   // the count, and the recount where there is one; the last is First
	Slips         []Slip    // what goes wrong on the way, in order of the steps
}

// Figures are a contest's figures as published.
type Figures struct {
	Name       string
	Votes      map[string]int    // by candidate id
	Names      map[string]string // by candidate id
	Valid      int
	Invalid    int
	Electorate int
}

// Papers are the ballot papers that the figures account for.
func (f Figures) Papers() int { return f.Valid + f.Invalid }

// Corrected tells whether something of a contest was put right after the night.
func (c *Contest) Corrected() bool { return len(c.Amendments()) > 0 }

// Read makes a night. The errors name the file and what is wrong in it.
func Read(p Plan) (*Night, error) {
	final, err := readRelease(p.Results, "")
	if err != nil {
		return nil, err
	}
	first, err := readRelease(p.Results, firstPrefix)
	if errors.Is(err, fs.ErrNotExist) {
		first, err = final, nil
	}
	if err != nil {
		return nil, err
	}
	defs, err := define(p, first, final)
	if err != nil {
		return nil, err
	}
	times, err := readTimes(p, final)
	if err != nil {
		return nil, err
	}
	n := &Night{Plan: p}
	for _, d := range defs {
		if len(p.Only) > 0 && !slices.Contains(p.Only, d.ID) {
			continue
		}
		c := &Contest{Contest: d, Declared: times[d.GSS]}
		if err := c.take(first, final); err != nil {
			return nil, err
		}
		n.Contests = append(n.Contests, c)
	}
	if want := len(p.Only); want > 0 && len(n.Contests) != want {
		return nil, fmt.Errorf("%d of the %d contests that were named are not in %s", want-len(n.Contests), want, p.Results)
	}
	slices.SortStableFunc(n.Contests, func(a, b *Contest) int { return a.Declared.Compare(b.Declared) })
	n.divide()
	return n, nil
}

// take reads the figures of a contest from both releases. Candidates have the ids of
// the corrected one.
func (c *Contest) take(first, final *release) error {
	rows := map[*release]row{}
	for _, r := range []*release{first, final} {
		i := slices.IndexFunc(r.seats, func(s row) bool { return s[colSeat] == c.GSS })
		if i < 0 {
			return fmt.Errorf("%s (%s) is not in both releases", c.Name, c.GSS)
		}
		rows[r] = r.seats[i]
	}
	var err error
	if c.Final, err = final.figures(rows[final], func(p row) string { return p[colPerson] }); err != nil {
		return err
	}
	c.First, err = first.figures(rows[first], func(p row) string {
		other, _ := final.same(c.GSS, p)
		return other[colPerson]
	})
	c.Result = rows[final]["Result"]
	return err
}

// figures reads a seat of a release; id gives a candidate's.
func (r *release) figures(seat row, id func(row) string) (f Figures, err error) {
	f = Figures{Name: seat[colName], Votes: map[string]int{}, Names: map[string]string{}}
	var wrong [3]error
	f.Valid, wrong[0] = seat.number(colValid)
	f.Invalid, wrong[1] = seat.number(colInvalid)
	f.Electorate, wrong[2] = seat.number(colElectorate)
	if err := errors.Join(wrong[:]...); err != nil {
		return f, err
	}
	sum := 0
	for _, p := range r.candidates[seat[colSeat]] {
		votes, err := p.number(colVotes)
		if err != nil || id(p) == "" {
			return f, errors.Join(err, fmt.Errorf("%s: %s %s is not in both releases", f.Name, p[colForenames], p[colSurname]))
		}
		f.Votes[id(p)], f.Names[id(p)] = votes, readName(p)
		sum += votes
	}
	if sum != f.Valid {
		return f, fmt.Errorf("%s: the candidates' votes come to %d, the valid votes are %d", f.Name, sum, f.Valid)
	}
	return f, nil
}
