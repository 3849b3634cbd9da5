package rehearsal

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"resultsdesk/internal/cell"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// scoring is a comparison under way.
type scoring struct {
	*Player
	mu sync.Mutex
	Score
}

// same compares one figure with its source.
func (s *scoring) same(contest, where, got, want string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Figures++
	if got != want {
		s.Differences = append(s.Differences, fmt.Sprintf("%s, %s: %s is published; the source has %s", contest, where, quoted(got), quoted(want)))
	}
}

func quoted(text string) string {
	if text == "" {
		return "nothing"
	}
	return text
}

func (s *scoring) contest(ctx context.Context, c *Contest) error {
	want := c.wanted()
	b, err := s.bulletin(ctx, c.ID)
	if err != nil {
		return err
	}
	s.file(c, want, b)
	table, err := s.get(ctx, "/api/v1/contests/"+c.ID+".csv")
	if err != nil {
		return err
	}
	if err := s.table(c, want, string(table)); err != nil {
		return err
	}
	body, err := s.get(ctx, "/contests/"+c.ID)
	if err != nil {
		return err
	}
	s.page(c, want, string(body))
	s.add(b)
	return nil
}

// wanted are the figures of a contest as they have to stand, by what they are called
// here; derived ones from the source's figures by this package's own arithmetic.
func (c *Contest) wanted() map[string]string {
	f := c.Final
	w := map[string]string{"name": f.Name, "valid": strconv.Itoa(f.Valid), "rejected": strconv.Itoa(f.Invalid), "papers": strconv.Itoa(f.Papers()),
		"electorate": strconv.Itoa(f.Electorate), "turnout": tenths(f.Valid, f.Electorate)}
	first, second := "", ""
	for _, cand := range c.Candidates {
		n := f.Votes[cand.ID]
		w["votes."+cand.ID], w["share."+cand.ID] = strconv.Itoa(n), tenths(n, f.Valid)
		w["elected."+cand.ID] = "false"
		switch {
		case first == "" || n > f.Votes[first]:
			first, second = cand.ID, first
		case second == "" || n > f.Votes[second]:
			second = cand.ID
		}
	}
	w["elected."+first] = "true"
	w["majority"] = strconv.Itoa(f.Votes[first] - f.Votes[second])
	return w
}

// tenths is a share of a whole in per cent with one decimal, half away from zero.
func tenths(part, whole int) string {
	n := (2000*part + whole) / (2 * whole)
	return fmt.Sprintf("%d.%d", n/10, n%10)
}

// file compares a contest's JSON.
func (s *scoring) file(c *Contest, want map[string]string, b *feed.Bulletin) {
	got := b.Contest
	is := func(what, text string) { s.same(c.ID, "JSON, "+what, text, want[what]) }
	is("name", got.Name)
	s.same(c.ID, "JSON, stage", string(b.Stage), string(count.StageDeclared))
	s.same(c.ID, "JSON, mode", string(b.Mode), string(count.Rehearsal))
	is("valid", number(got.Valid))
	is("papers", number(got.Papers))
	rejected, electorate, turnout, majority, outcome := "", "", "", "", ""
	if got.Rejected != nil {
		rejected = strconv.Itoa(got.Rejected.Total)
	}
	if got.Electorate != nil {
		electorate = strconv.Itoa(got.Electorate.Count)
	}
	if got.Turnout != nil {
		turnout = percent(&got.Turnout.Percent)
	}
	if got.Majority != nil {
		majority = strconv.Itoa(got.Majority.Votes)
	}
	if got.Outcome != nil {
		outcome = got.Outcome.Text
	}
	is("rejected", rejected)
	is("electorate", electorate)
	is("turnout", turnout)
	is("majority", majority)
	s.same(c.ID, "JSON, outcome", outcome, c.outcome())
	s.same(c.ID, "JSON, candidates", strconv.Itoa(len(got.Candidates)), strconv.Itoa(len(c.Candidates)))
	lines := map[string]feed.Candidate{}
	for _, line := range got.Candidates {
		lines[line.ID] = line
	}
	for _, cand := range c.Candidates {
		line := lines[cand.ID]
		is("votes."+cand.ID, number(line.Votes))
		is("share."+cand.ID, percent(line.Share))
		is("elected."+cand.ID, strconv.FormatBool(line.Elected))
		s.same(c.ID, "JSON, name."+cand.ID, line.Name, c.finalName(cand.ID))
	}
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func percent(t *feed.Tenths) string {
	if t == nil {
		return ""
	}
	data, err := json.Marshal(t)
	if err != nil {
		return ""
	}
	return string(data)
}

// finalName is how a candidate is called in the end: as corrected, or as imported, which
// mends what the Library saved in one encoding and read in another.
func (c *Contest) finalName(id string) string {
	if c.First.Names[id] != c.Final.Names[id] {
		return c.Final.Names[id]
	}
	cand, _ := c.Candidate(id)
	return cand.Name()
}

// table compares a contest's CSV.
func (s *scoring) table(c *Contest, want map[string]string, text string) error {
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(lines) < 2 {
		return fmt.Errorf("%s: its CSV cannot be read: %w", c.ID, err)
	}
	s.same(c.ID, "CSV, candidates", strconv.Itoa(len(lines)-1), strconv.Itoa(len(c.Candidates)))
	rows := map[string]row{}
	for _, cells := range lines[1:] {
		r := row{}
		for i, name := range lines[0] {
			r[name] = cell.Bare(cells[i])
		}
		for _, what := range []string{"valid", "rejected", "papers", "electorate", "turnout", "majority"} {
			s.same(c.ID, "CSV, "+what, r[what], want[what])
		}
		rows[r["candidate_id"]] = r
		s.same(c.ID, "CSV, contest", r["contest"], want["name"])
		s.same(c.ID, "CSV, mode", r["mode"], string(count.Rehearsal))
	}
	for _, cand := range c.Candidates {
		for _, what := range []string{"votes", "share", "elected"} {
			s.same(c.ID, "CSV, "+what+"."+cand.ID, rows[cand.ID][what], want[what+"."+cand.ID])
		}
	}
	return nil
}

// outcome is hold or gain as the Library has it, in the desk's words; empty where there
// is no base to compare with.
func (c *Contest) outcome() string {
	if c.Previous == nil {
		return ""
	}
	by, from, gained := strings.Cut(c.Result, " gain from ")
	by = strings.TrimSuffix(by, " hold")
	if gained {
		return c.called(by) + " gain from " + c.calledBefore(from)
	}
	return c.called(by) + " hold"
}

// called is how the desk calls the party of a winner that the Library abbreviates.
func (c *Contest) called(abbreviation string) string {
	if w := c.winner(); abbreviated(w) == abbreviation {
		return w.Label()
	}
	return abbreviation
}

func (c *Contest) calledBefore(abbreviation string) string {
	for _, line := range c.Previous.Votes {
		if line.Party != nil && line.Party.Abbr == abbreviation {
			return line.Label
		}
	}
	return abbreviation
}
