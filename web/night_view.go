package web

import (
	"strconv"
	"strings"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// nightView is the night as a whole.
func nightView(l *lang.Language, p *feed.Published) view.Night {
	b, o := p.Bulletin, p.Bulletin.Overview
	v := view.Night{Rehearsal: rehearsal(b), Eyebrow: election(l, b), Headline: nightHeadline(l, b)}
	v.Notes = editorNotes(clockOf(l, b), b, o.Notes)
	if !waiting(o) {
		v.Progress = nightProgress(l, o)
		v.Declared, v.Begun = portion(o.Declared, o.Contests), portion(o.Declared+o.Counting, o.Contests)
	}
	if len(o.Latest) == o.Contests {
		v.Contests = &view.ContestLines{Title: l.T("overview.contests"), More: l.T("overview.all")}
		for _, r := range o.Latest {
			v.Contests.Rows = append(v.Contests.Rows, line(r, clockOf(l, b)))
		}
		return v // a few contests are their own overview
	}
	if !waiting(o) && isHouse(o) {
		v.Bar = seatsBar(l, &o.State)
	}
	if o.State.Filled > 0 {
		card := scorecard(l, o.State, o.Others)
		v.Score = &card
	}
	v.Matrix = matrix(l, o)
	v.Lists = shortLists(l, b)
	return v
}

// nightProgress says of how many contests what is known; a contest without a result for
// good is not to come.
func nightProgress(l *lang.Language, o *feed.Overview) string {
	toCome := o.Contests - o.Declared - o.Counting - o.Cancelled - o.Void
	parts := []string{
		l.T("overview.progress.declared", "n", o.Declared),
		l.T("overview.progress.counting", "n", o.Counting),
		l.T("overview.progress.to_come", "n", toCome),
	}
	if o.Cancelled > 0 {
		parts = append(parts, l.T("overview.progress.cancelled", "n", o.Cancelled))
	}
	if o.Void > 0 {
		parts = append(parts, l.T("overview.progress.void", "n", o.Void))
	}
	return strings.Join(parts, l.T("list.comma"))
}

func seatsBar(l *lang.Language, s *feed.State) *view.SeatsBar {
	bar := &view.SeatsBar{Line: l.T("overview.line", "n", s.Needed)}
	before := 0
	for _, p := range s.Parties {
		if p.Seats == 0 {
			continue
		}
		colour := fillOf(p.Colour)
		bar.Parts = append(bar.Parts, view.BarPart{
			Key: p.ID, X: portion(before, s.Seats), Width: portion(p.Seats, s.Seats), Colour: colour, Outline: outline(colour),
		})
		before += p.Seats
	}
	return bar
}

// portion is a part of a whole as a width, to the thousandth: 650 seats are told apart.
func portion(part, whole int) string {
	return strconv.FormatFloat(100*float64(part)/float64(whole), 'f', 3, 64) + "%"
}

// matrix is nil before anybody gained.
func matrix(l *lang.Language, o *feed.Overview) *view.Matrix {
	gains := o.State.Gains
	if len(gains) == 0 {
		return nil
	}
	lines := map[string]feed.PartyLine{}
	var by, from []feed.PartyLine
	for _, p := range o.State.Parties {
		lines[p.ID] = p
		if p.Gains > 0 {
			by = append(by, p)
		}
		if p.Losses > 0 {
			from = append(from, p)
		}
	}
	cells, all := map[[2]string]int{}, 0
	for _, g := range gains {
		cells[[2]string{g.ByParty, g.FromParty}] = g.Seats
		all += g.Seats
	}
	m := &view.Matrix{Beside: against(l, &o.State), All: l.Number(all)}
	for _, f := range from {
		m.From = append(m.From, view.MatrixParty{Key: f.ID, Name: partyName(l, f.Party), Short: abbreviated(l, f.Party)})
		m.Losses = append(m.Losses, l.Number(f.Losses))
	}
	for _, p := range by {
		row := view.MatrixRow{Key: p.ID, Name: partyName(l, p.Party), All: l.Number(p.Gains)}
		for _, f := range from {
			cell := ""
			if n := cells[[2]string{p.ID, f.ID}]; n > 0 {
				cell = l.Number(n)
			}
			row.Cells = append(row.Cells, cell)
		}
		m.By = append(m.By, row)
	}
	return m
}

// against names what gains and changes are measured against.
func against(l *lang.Language, s *feed.State) string {
	if s.Base == nil {
		return ""
	}
	key := "overview.against"
	if s.Base.Kind == "notional" {
		key = "overview.against.notional"
	}
	return l.T(key, "year", s.Base.Date.Year(), "n", s.Compared)
}

func abbreviated(l *lang.Language, p feed.Party) string {
	if p.Abbr == "" {
		return partyName(l, p)
	}
	return plain(l.Party(p.ID, p.Abbr))
}
