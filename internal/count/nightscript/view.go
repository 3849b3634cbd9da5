package nightscript

import (
	"fmt"
	"strings"

	"resultsdesk/internal/count"
)

// View is what everyone can see of a contest. A runner fills it from wherever it
// looks; its Lines are what a script can say.
type View struct {
	Contest string
	Stage   count.Stage
	In, Of  int    // count units
	Word    string // what count units are called, in the plural
	Round   int    // of the count; 0 is the first
	Rows    []Row  // in the order of votes; none while no figure is public

	Adjourned   bool
	Withdrawals int    // results taken back that were published in error
	Papers      string // verified, once they may be announced; empty before
	Called      []string

	// Of a declared result.
	Elected       []string
	Majority      int
	MajorityShare string
	Outcome       string // "Independent gain from Labour"
	Turnout       string
	TurnoutChange string // "−4.1"; empty where there is none
	ByLot         bool
	Revision      int // corrections of the result
}

// Row is one candidate's line.
type Row struct {
	Name        string
	Votes       int
	Share       string
	Change      string // "−29.9"; empty where there is none
	LostDeposit bool
}

// Lines are the sentences that are true of a view.
func (v View) Lines() []string {
	lines := []string{
		fmt.Sprintf("%s is %s", v.Contest, v.Stage),
		fmt.Sprintf("%d of %d %s in", v.In, v.Of, v.Word),
	}
	add := func(so bool, format string, args ...any) {
		if so {
			lines = append(lines, fmt.Sprintf(format, args...))
		}
	}
	add(v.Round > 0, "recount %d", v.Round)
	add(v.Adjourned, "adjourned")
	add(!v.Adjourned, "not adjourned")
	add(v.Withdrawals > 0, "%d published in error and withdrawn", v.Withdrawals)
	add(v.Papers != "", "%s papers verified", v.Papers)
	add(v.Papers == "", "papers not announced")
	add(len(v.Called) > 0, "%s called", strings.Join(v.Called, ", "))
	add(v.ByLot, "decided by lot")
	add(v.Revision > 0, "revision %d", v.Revision)
	declared := v.Stage == count.StageDeclared
	if len(v.Rows) == 0 {
		add(declared, "%s elected unopposed", strings.Join(v.Elected, ", "))
		return append(lines, "no figures")
	}
	add(declared, "%s", v.result())
	if !declared && len(v.Rows) > 1 {
		lines = append(lines, lead(v.Rows[0], v.Rows[1]))
	}
	for _, r := range v.Rows {
		lines = append(lines, r.line())
	}
	return lines
}

// result is "Jeremy Corbyn elected, majority 7,247 (14.8%), Independent gain from
// Labour, turnout 67.5% (−4.1)".
func (v View) result() string {
	parts := []string{
		strings.Join(v.Elected, ", ") + " elected",
		fmt.Sprintf("majority %s (%s%%)", count.Thousands(v.Majority), v.MajorityShare),
	}
	if v.Outcome != "" {
		parts = append(parts, v.Outcome)
	}
	if v.Turnout != "" {
		turnout := "turnout " + v.Turnout + "%"
		if v.TurnoutChange != "" {
			turnout += " (" + v.TurnoutChange + ")"
		}
		parts = append(parts, turnout)
	}
	return strings.Join(parts, ", ")
}

func lead(first, second Row) string {
	if first.Votes == second.Votes {
		return "equal at the top"
	}
	return fmt.Sprintf("%s leads by %s", first.Name, count.Thousands(first.Votes-second.Votes))
}

// line is "Martyn Nelson 1,710, 3.5%, +2.1, deposit lost".
func (r Row) line() string {
	parts := []string{r.Name + " " + count.Thousands(r.Votes)}
	if r.Share != "" {
		parts = append(parts, r.Share+"%")
	}
	if r.Change != "" {
		parts = append(parts, r.Change)
	}
	if r.LostDeposit {
		parts = append(parts, "deposit lost")
	}
	return strings.Join(parts, ", ")
}

// Look is what everyone can see of a count as it stands, by the rules of what is
// public: nothing before the close of poll, running figures where the contest
// publishes them, and a result once it is declared.
func Look(s *count.Standing) View {
	v := View{Contest: s.Contest.ID, Stage: s.Stage(), Of: len(s.Contest.Units), Word: s.Contest.UnitWord(),
		Adjourned: s.Adjourned != nil, Withdrawals: len(s.Withdrawals)}
	if s.Closed == nil {
		return v
	}
	v.In, v.Round = len(s.Shown), s.Round
	running := s.Publish == count.PublishRunning
	if papers, ok := s.Verified(); ok && s.PapersPublic() && (running || v.Stage == count.StageDeclared) {
		v.Papers = count.Thousands(papers)
	}
	switch {
	case v.Stage == count.StageDeclared:
		v.In = len(s.Sheets)
		v.declared(s)
	case v.Stage == count.StageCalled:
		v.Called = names(s.Contest, s.Called.Elected)
	case running && len(s.Shown) > 0:
		v.rows(count.Stand(s.Contest, s.ShownTally()))
	}
	return v
}

func (v *View) declared(s *count.Standing) {
	v.Revision, v.Elected = len(s.Corrections), names(s.Contest, s.Elected)
	if s.Contest.Uncontested() {
		return
	}
	d := s.Declaration()
	v.rows(d.Standings)
	v.ByLot = s.Lot != nil
	v.Majority, v.MajorityShare, v.Outcome = d.Majority, plain(d.MajorityShare), d.Outcome.Text()
	v.Turnout, v.TurnoutChange = plain(d.Turnout), signed(d.TurnoutChange)
}

func names(c *count.Contest, ids []string) []string {
	var all []string
	for _, id := range ids {
		if cand, ok := c.Candidate(id); ok {
			all = append(all, cand.Name())
		}
	}
	return all
}

func (v *View) rows(s count.Standings) {
	for _, r := range s.Rows {
		v.Rows = append(v.Rows, Row{r.Candidate.Name(), r.Votes, plain(r.Share), signed(r.Change), r.LostDeposit})
	}
}

func plain(t *count.Tenths) string {
	if t == nil {
		return ""
	}
	return t.String()
}

func signed(t *count.Tenths) string {
	if t == nil {
		return ""
	}
	return t.Signed()
}
