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
	Rows    []Row  // in the order of votes; none while no figure is public

	// Of a declared result.
	Elected       []string
	Majority      int
	MajorityShare string
	Outcome       string // "Independent gain from Labour"
	Turnout       string
	TurnoutChange string // "−4.1"; empty where there is none
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
	if len(v.Rows) == 0 {
		return append(lines, "no figures")
	}
	if v.Stage == count.StageDeclared {
		lines = append(lines, v.result())
	} else if len(v.Rows) > 1 {
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
	v := View{Contest: s.Contest.ID, Stage: count.StageScheduled, Of: len(s.Contest.Units), Word: s.Contest.UnitWord()}
	if s.Closed == nil {
		return v
	}
	v.Stage, v.In = s.Stage(), len(s.Shown)
	switch {
	case v.Stage == count.StageDeclared:
		v.In = len(s.Sheets)
		v.declared(count.Declare(s, s.Elected))
	case s.Contest.Publish == count.PublishRunning && len(s.Shown) > 0:
		v.rows(count.Stand(s.Contest, s.ShownTally()))
	}
	return v
}

func (v *View) declared(d count.Declaration) {
	v.rows(d.Standings)
	for _, c := range d.Elected {
		v.Elected = append(v.Elected, c.Name())
	}
	v.Majority, v.MajorityShare, v.Outcome = d.Majority, plain(d.MajorityShare), d.Outcome.Text()
	v.Turnout, v.TurnoutChange = plain(d.Turnout), signed(d.TurnoutChange)
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
