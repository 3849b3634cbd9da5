package web

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// survey sends a page about several contests, drawn once for each state of the night: also
// one about a part of the country says how the whole stands, and which overview it follows,
// to be fetched again whole when that or any contest moves.
func (s *site) survey(l *lang.Language, w http.ResponseWriter, r *http.Request, n *night, path string, draw func() view.Survey) {
	s.show(l, w, r, http.StatusOK, path, n.stamp, func() templ.Component {
		v := draw()
		v.Rehearsal, v.Eyebrow = rehearsal(n.newest.Bulletin), joined(election(l, n.newest.Bulletin), nightHeadline(l, n.newest.Bulletin))
		shell := s.shell(l, v.Headline, n.newest, path)
		shell.Follow.Refetch, shell.Follow.Newest = true, fmt.Sprint(n.revision())
		return view.Page(l, shell, view.SurveyLive(l, v), view.Files(v.Files))
	})
}

// contestRows are contests in a table, by name; with their regions where they are of
// several.
func contestRows(l *lang.Language, contests []*feed.Bulletin) ([]view.Column, []view.ListRow) {
	columns := []view.Column{
		{Label: l.T("pages.column.contest")}, {Label: l.T("pages.column.state")}, {Label: l.T("pages.column.member")},
		{Label: l.T("pages.column.majority"), Number: true}, {Label: l.T("pages.column.turnout"), Number: true},
	}
	several := slices.ContainsFunc(contests, func(b *feed.Bulletin) bool { return b.Contest.Region != contests[0].Contest.Region })
	rows := make([]view.ListRow, 0, len(contests))
	for _, b := range contests {
		c := b.Contest
		name := contestCell(l, b)
		if several {
			name.Beside = plain(l.Region(c.Region))
		}
		row := view.ListRow{Key: c.ID, Cells: []view.Cell{name, stateCell(l, b), memberCell(l, b), {}, {}}}
		if m := c.Majority; m != nil {
			row.Cells[3] = view.Cell{Text: l.Number(m.Votes), Beside: percent(l, m.Share)}
			if m.ByLot {
				row.Cells[3].Beside = l.T("card.majority.lot")
			}
		}
		if t := c.Turnout; t != nil {
			row.Cells[4] = view.Cell{Text: percent(l, &t.Percent)}
			if t.Change != nil {
				row.Cells[4].Beside = l.Change(int(*t.Change))
			}
		}
		rows = append(rows, row)
	}
	return columns, rows
}

func contestCell(l *lang.Language, b *feed.Bulletin) view.Cell {
	return view.Cell{Text: plain(b.Contest.Name), Href: l.Path("/contests/" + b.Contest.ID)}
}

// stateCell is the outcome, or how far the count is: then as a mark, so that nobody takes
// it for a result.
func stateCell(l *lang.Language, b *feed.Bulletin) view.Cell {
	row := feed.RowOf(b)
	if b.Stage == "declared" {
		cell := view.Cell{Text: outcome(l, b.Contest.Outcome)}
		if cell.Text == "" {
			cell.Text = pill(l, row)
		} else if row.Corrected {
			cell.Beside = l.T("pill.declared.corrected")
		}
		return cell
	}
	cell := view.Cell{Text: pill(l, row), Pill: "outline"}
	if row.Adjourned {
		cell.Text = l.T("pill.adjourned", "state", cell.Text)
	}
	if b.Assurance == feed.Provisional {
		cell.Pill = "dashed"
	}
	return cell
}

// memberCell is who is elected, or who is ahead, with the party.
func memberCell(l *lang.Language, b *feed.Bulletin) view.Cell {
	c := b.Contest
	if b.Stage != "declared" || c.NoMember {
		return view.Cell{Text: ahead(l, feed.RowOf(b))}
	}
	cell := view.Cell{Text: l.List(names(c, isElected))}
	for _, line := range c.Candidates {
		if line.Elected && c.Seats == 1 {
			cell.Beside = plain(standsFor(l, line))
		}
	}
	if c.Unopposed {
		cell.Beside = joined(cell.Beside, l.T("history.field.unopposed"))
	}
	return cell
}

// declaredOf is "12 of 73 declared".
func declaredOf(l *lang.Language, contests []*feed.Bulletin) string {
	n := 0
	for _, b := range contests {
		if b.Stage == "declared" {
			n++
		}
	}
	return l.T("pages.declared", "n", n, "of", len(contests))
}

// contestList is some contests as a listing of their own.
func contestList(l *lang.Language, contests []*feed.Bulletin, s feed.State) view.Listing {
	t := view.Listing{Key: "list", Title: l.T("pages.contests"), Beside: baseBeside(l, s), Empty: l.T("pages.empty")}
	t.Columns, t.Rows = contestRows(l, contests)
	return t
}

// baseBeside names what hold and gain are measured against; empty where nothing is.
func baseBeside(l *lang.Language, s feed.State) string {
	if s.Base == nil {
		return ""
	}
	return l.T("pages.base", "base", baseName(l, *s.Base))
}

// partyTable is every party of a state.
func partyTable(l *lang.Language, s feed.State, links bool) view.Listing {
	t := view.Listing{Key: "parties", Title: l.T("pages.parties"), Beside: l.T("pages.parties.beside"), Empty: l.T("scorecard.none")}
	t.Columns = []view.Column{{Label: l.T("pages.column.party")}}
	for _, key := range []string{"seats", "gains", "losses", "net", "votes", "share", "change", "stood", "deposits"} {
		t.Columns = append(t.Columns, view.Column{Label: l.T("pages.column." + key), Number: true})
	}
	for _, p := range s.Parties {
		if p.Stood == 0 && p.Seats == 0 && p.Losses == 0 {
			continue // it is there for its votes of last time alone
		}
		name := view.Cell{Text: partyName(l, p.Party)}
		if p.Stood > 0 && links {
			name.Href = l.Path(partyPath(p.ID))
		}
		change := l.T("table.na")
		if p.Change != nil {
			change = l.Change(int(*p.Change))
		}
		cells := []view.Cell{name}
		for _, text := range []string{
			l.Number(p.Seats), l.Number(p.Gains), l.Number(p.Losses), signed(l, p.Net), l.Number(p.Votes), percent(l, p.Share), change, l.Number(p.Stood), l.Number(p.Deposit),
		} {
			cells = append(cells, view.Cell{Text: text})
		}
		t.Rows = append(t.Rows, view.ListRow{Key: p.ID, Cells: cells})
	}
	return t
}

// turnoutWords says the turnout of a state; empty where it is not known.
func turnoutWords(l *lang.Language, t *feed.Turnout) string {
	switch {
	case t == nil:
		return ""
	case t.Change == nil:
		return l.T("pages.turnout", "percent", percent(l, &t.Percent))
	}
	return l.T("pages.turnout.change", "percent", percent(l, &t.Percent), "change", l.Change(int(*t.Change)))
}
