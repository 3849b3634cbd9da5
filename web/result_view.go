package web

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"resultsdesk/internal/feed"
	"resultsdesk/web/view"
)

// candidates is the table of a contest: the ballot paper, the votes counted so far,
// or the result with its change.
func candidates(b *feed.Bulletin) view.Table {
	c := b.Contest
	t := view.Table{Title: "Candidates", Beside: "in ballot paper order"}
	switch {
	case b.Contest.Unopposed:
		t.Title = "Elected unopposed"
	case b.Stage == "declared":
		t = view.Table{Title: "Result", Figures: true, Change: c.Previous != nil}
		t.Beside, t.NoChange = base(c)
	case b.Assurance == feed.Provisional:
		t = view.Table{Title: "Votes counted so far", Figures: true}
	}
	if c.Recount != nil && c.Recount.Superseded && t.Figures {
		t.Title, t.Beside = "Votes before the recount", "being recounted"
	}
	w := wasOf(b)
	for _, line := range c.Candidates {
		r := row(line, t.Figures)
		r.VotesWas, r.ShareWas, r.ChangeWas = w["votes."+line.ID], w["share."+line.ID], w["change."+line.ID]
		r.Called = c.Called != nil && slices.Contains(c.Called.Elected, line.ID)
		t.Rows = append(t.Rows, r)
	}
	t.Others = others(c, t.Figures)
	return t
}

// base names what change is measured against, and what it means that there is none.
func base(c *feed.Contest) (beside, none string) {
	p := c.Previous
	switch {
	case p == nil:
		return "", ""
	case p.Kind == "notional":
		return "change on notional " + p.Date.Year() + " results", "not applicable, no party share in the notional result"
	case c.Boundaries == "unchanged":
		beside = " · boundaries unchanged"
	}
	return "change since " + p.Date.Year() + beside, "not applicable, no party share in " + p.Date.Year()
}

func row(line feed.Candidate, figures bool) view.Row {
	r := view.Row{
		Key: line.ID, Number: strconv.Itoa(line.Number), Name: plain(line.Name), Party: plain(standsFor(line)),
		Elected: line.Elected, NoDeposit: line.LostDeposit, Deceased: line.Deceased,
	}
	if !figures || line.Votes == nil {
		r.Party = plain(described(line))
		return r
	}
	r.Votes, r.Share, r.Width = figure(*line.Votes), percent(line.Share), "0%"
	if line.Share != nil {
		r.Width = r.Share
	}
	if line.Change != nil {
		r.Change = change(*line.Change)
	}
	r.Colour = fill(line)
	r.Outline = outline(r.Colour)
	return r
}

// standsFor is a candidate's party, or both of a joint candidacy.
func standsFor(line feed.Candidate) string {
	if len(line.Parties) == 2 {
		return line.Parties[0].Short + " and " + line.Parties[1].Short
	}
	return line.Label
}

// described is what a ballot paper prints under the name.
func described(line feed.Candidate) string {
	if line.Description != "" {
		return line.Description
	}
	return standsFor(line)
}

// inBallotOrder is the candidates as the ballot paper has them.
func inBallotOrder(all []feed.Candidate) []feed.Candidate {
	return slices.SortedFunc(slices.Values(all), func(a, b feed.Candidate) int { return cmp.Compare(a.Number, b.Number) })
}

// others is everybody after the third, for the ticker.
func others(c *feed.Contest, figures bool) *view.Others {
	const shown = 3
	if len(c.Candidates) <= shown {
		return nil
	}
	rest := c.Candidates[shown:]
	o := &view.Others{Label: fmt.Sprintf("%d others", len(rest))}
	if len(rest) == 1 {
		o.Label = "1 other"
	}
	if !figures || c.Valid == nil {
		return o
	}
	votes := 0
	for _, line := range rest {
		if line.Votes != nil {
			votes += *line.Votes
		}
	}
	o.Votes, o.Share = figure(votes), percent(share(votes, *c.Valid))
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
