package web

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// candidates is the table of a contest: the ballot paper, the votes counted so far,
// or the result with its change.
func candidates(l *lang.Language, b *feed.Bulletin) view.Table {
	c := b.Contest
	t := view.Table{Title: l.T("table.candidates"), Beside: l.T("table.ballot_order")}
	switch {
	case b.Contest.Unopposed:
		t.Title = l.T("table.unopposed")
	case b.Stage == "declared":
		t = view.Table{Title: l.T("table.result"), Figures: true, Change: c.Previous != nil}
		t.Beside, t.NoChange = base(l, c)
	case b.Assurance == feed.Provisional:
		t = view.Table{Title: l.T("table.so_far"), Figures: true}
	}
	if c.Recount != nil && c.Recount.Superseded && t.Figures {
		t.Title, t.Beside = l.T("table.before_recount"), l.T("table.recounted")
	}
	w := wasOf(l, b)
	for _, line := range c.Candidates {
		r := row(l, line, t.Figures)
		r.VotesWas, r.ShareWas, r.ChangeWas = w["votes."+line.ID], w["share."+line.ID], w["change."+line.ID]
		r.Called = c.Called != nil && slices.Contains(c.Called.Elected, line.ID)
		t.Rows = append(t.Rows, r)
	}
	t.Others = others(l, c, t.Figures)
	return t
}

// base names what change is measured against, and what it means that there is none.
func base(l *lang.Language, c *feed.Contest) (beside, none string) {
	p := c.Previous
	if p == nil {
		return "", ""
	}
	year := p.Date.Year()
	switch none = l.T("table.na.since", "year", year); {
	case p.Kind == "notional":
		return l.T("table.change.notional", "year", year), l.T("table.na.notional")
	case c.Boundaries == "unchanged":
		return l.T("table.change.unchanged", "year", year), none
	}
	return l.T("table.change.since", "year", year), none
}

func row(l *lang.Language, line feed.Candidate, figures bool) view.Row {
	r := view.Row{
		Key: line.ID, Number: strconv.Itoa(line.Number), Name: plain(line.Name), Party: plain(standsFor(l, line)),
		Elected: line.Elected, NoDeposit: line.LostDeposit, Deceased: line.Deceased,
	}
	if !figures || line.Votes == nil {
		r.Party = plain(described(l, line))
		return r
	}
	r.Votes, r.Share, r.Width = l.Number(*line.Votes), percent(l, line.Share), width(line.Share)
	if line.Change != nil {
		r.Change = l.Change(int(*line.Change))
	}
	r.Colour = fill(line)
	r.Outline = outline(r.Colour)
	return r
}

// standsFor is a candidate's party, or both of a joint candidacy.
func standsFor(l *lang.Language, line feed.Candidate) string {
	party := func(i int) string { return l.Party(line.Parties[i].ID, line.Parties[i].Short) }
	switch len(line.Parties) {
	case 2:
		return l.T("contest.two_parties", "first", party(0), "second", party(1))
	case 1:
		return l.Party(line.Parties[0].ID, line.Label)
	}
	return l.Party("", line.Label)
}

// width is a share as the width of a bar.
func width(t *feed.Tenths) string {
	if t == nil {
		return "0%"
	}
	return fmt.Sprintf("%d.%d%%", *t/10, *t%10)
}

// described is what a ballot paper prints under the name.
func described(l *lang.Language, line feed.Candidate) string {
	if line.Description != "" {
		return line.Description
	}
	return standsFor(l, line)
}

// inBallotOrder is the candidates as the ballot paper has them.
func inBallotOrder(all []feed.Candidate) []feed.Candidate {
	return slices.SortedFunc(slices.Values(all), func(a, b feed.Candidate) int { return cmp.Compare(a.Number, b.Number) })
}

// others is everybody after the third, for the ticker.
func others(l *lang.Language, c *feed.Contest, figures bool) *view.Others {
	const shown = 3
	if len(c.Candidates) <= shown {
		return nil
	}
	rest := c.Candidates[shown:]
	o := &view.Others{Label: l.T("table.others", "n", len(rest))}
	if !figures || c.Valid == nil {
		return o
	}
	votes := 0
	for _, line := range rest {
		if line.Votes != nil {
			votes += *line.Votes
		}
	}
	o.Votes, o.Share = l.Number(votes), percent(l, feed.ShareOf(votes, *c.Valid))
	return o
}

// neutral is the bar of somebody without a party, or whose party has no colour.
const neutral = "#7b8290"

var hexColour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// fill is the colour of a candidate's bar.
func fill(line feed.Candidate) string {
	if len(line.Parties) == 0 {
		return neutral
	}
	return fillOf(line.Parties[0].Colour)
}

// fillOf is a party's colour where it is one.
func fillOf(colour string) string {
	if hexColour.MatchString(colour) {
		return colour
	}
	return neutral
}

// outline says which fills are hard to see: "pale" ones on a light page, "deep" ones
// on a dark page. The style sheet draws a line round them there.
func outline(fill string) string {
	rgb, err := strconv.ParseUint(fill[1:], 16, 32)
	if err != nil {
		return ""
	}
	// Brightness as in ITU-R BT.601, 0 to 255; good enough to tell yellow from navy.
	brightness := (299*(rgb>>16) + 587*(rgb>>8&0xff) + 114*(rgb&0xff)) / 1000
	switch {
	case brightness > 150:
		return "pale"
	case brightness < 70:
		return "deep"
	}
	return ""
}
