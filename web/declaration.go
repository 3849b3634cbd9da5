package web

import (
	"net/http"

	"github.com/a-h/templ"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// declaration is the declared result as a page to print: the copy for the media. The
// act that declares the result makes it, as it makes the page.
func (s *site) declaration(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	slug := r.PathValue("slug")
	p, ok := s.find(l, w, r, slug, "/contests/%/notice")
	if !ok {
		return
	}
	status, shell := http.StatusNotFound, s.shell(l, headline(l, p), p, "/contests/"+slug+"/notice")
	shell.Follow = view.Follow{} // paper does not change
	if p.Bulletin.Stage == "declared" {
		status = http.StatusOK
	}
	s.show(l, w, r, status, "contests/"+slug+"/notice", stamp{}.with(p), func() templ.Component {
		if status == http.StatusOK {
			return view.Page(l, shell, view.DeclarationPage(l, declarationView(p)), templ.NopComponent)
		}
		return view.Page(l, shell, view.MessageLive(l, view.Message{
			Rehearsal: rehearsal(p.Bulletin), Headline: "There is no declaration of " + plain(p.Bulletin.Contest.Name),
			Words: "The notice stands here from the moment the result is declared, and only while it stands.",
		}), templ.NopComponent)
	})
}

// declarationView is the notice: votes in the order of the ballot paper, in figures and
// in words.
func declarationView(p *feed.Published) view.Declaration {
	b, c := p.Bulletin, p.Bulletin.Contest
	clock := clockOf(b)
	v := view.Declaration{
		Rehearsal: rehearsal(b), Eyebrow: plain(joined(b.Election.Name, b.Election.Date.Words())), Name: plain(c.Name),
		Elected: elected(c), NoMember: c.NoMember, Boxes: boxes(b), Slug: c.ID,
		Authority: "on the authority of the Returning Officer", Stamp: "Figures of " + clock.seconds(b.At) + ", revision " + figure(int(b.Revision)),
	}
	if c.Confirmed != "" {
		v.Authority = "confirmed " + plain(c.Confirmed)
	}
	if c.Declared != nil {
		v.Declared = clock.day(*c.Declared)
	}
	for _, line := range inBallotOrder(c.Candidates) {
		row := view.DeclarationRow{Name: plain(line.Name), Party: plain(described(line)), Elected: line.Elected, Deceased: line.Deceased}
		if line.Votes != nil {
			row.Votes, row.Words = figure(*line.Votes), feed.Spoken(*line.Votes)
		}
		v.Rows = append(v.Rows, row)
	}
	v.Rejected, v.Totals = rejectedRows(c), totals(c)
	return v
}

func rejectedRows(c *feed.Contest) []view.Reason {
	if c.RejectedUnknown {
		return []view.Reason{{Label: "Ballot papers rejected", Papers: "not known"}}
	}
	if c.Rejected == nil {
		return nil
	}
	var rows []view.Reason
	for _, h := range c.Rejected.Heads {
		rows = append(rows, view.Reason{Label: plain(h.Label), Papers: figure(h.Papers)})
	}
	return append(rows, view.Reason{Label: "Ballot papers rejected, in all", Papers: figure(c.Rejected.Total)})
}

func totals(c *feed.Contest) []view.Reason {
	var rows []view.Reason
	if c.Electorate != nil {
		rows = append(rows, view.Reason{Label: "Electorate", Papers: figure(c.Electorate.Count)})
	}
	if c.Papers != nil {
		rows = append(rows, view.Reason{Label: "Verified ballot papers", Papers: figure(*c.Papers)})
	}
	if c.Valid != nil {
		rows = append(rows, view.Reason{Label: "Valid votes", Papers: figure(*c.Valid)})
	}
	return rows
}
