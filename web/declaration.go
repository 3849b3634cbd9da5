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
			return view.Page(l, shell, view.DeclarationPage(l, declarationView(l, p)), templ.NopComponent)
		}
		return view.Page(l, shell, view.MessageLive(l, view.Message{
			Rehearsal: rehearsal(p.Bulletin), Headline: l.T("notice.none", "name", plain(p.Bulletin.Contest.Name)),
			Words: l.T("notice.none.words"),
		}), templ.NopComponent)
	})
}

// spoken is the language in which figures are written in words: the one of the law.
const spoken = "en"

// declarationView is the notice: votes in the order of the ballot paper, in figures and
// in words where these are known.
func declarationView(l *lang.Language, p *feed.Published) view.Declaration {
	b, c := p.Bulletin, p.Bulletin.Contest
	clock := clockOf(l, b)
	v := view.Declaration{
		Rehearsal: rehearsal(b), Eyebrow: election(l, b), Name: plain(c.Name),
		Elected: elected(l, c), NoMember: c.NoMember, Boxes: boxes(l, b), Slug: c.ID,
		Authority: authority(l, c), Stamp: l.T("notice.stamp", "time", clock.seconds(b.At), "revision", int(b.Revision)),
	}
	if c.Declared != nil {
		v.Declared = clock.day(*c.Declared)
	}
	for _, line := range inBallotOrder(c.Candidates) {
		row := view.DeclarationRow{Name: plain(line.Name), Party: plain(described(l, line)), Elected: line.Elected, Deceased: line.Deceased}
		if line.Votes != nil {
			row.Votes = l.Number(*line.Votes)
			if l.Code == spoken {
				row.Words = feed.Spoken(*line.Votes)
			}
		}
		v.Rows = append(v.Rows, row)
	}
	v.Rejected, v.Totals = rejectedRows(l, c), totals(l, c)
	return v
}

func rejectedRows(l *lang.Language, c *feed.Contest) []view.Reason {
	if c.RejectedUnknown {
		return []view.Reason{{Label: l.T("notice.rejected"), Papers: l.T("card.unknown")}}
	}
	if c.Rejected == nil {
		return nil
	}
	var rows []view.Reason
	for _, h := range c.Rejected.Heads {
		rows = append(rows, view.Reason{Label: plain(l.Head(h.ID, h.Label)), Papers: l.Number(h.Papers)})
	}
	return append(rows, view.Reason{Label: l.T("notice.rejected.all"), Papers: l.Number(c.Rejected.Total)})
}

func totals(l *lang.Language, c *feed.Contest) []view.Reason {
	var rows []view.Reason
	if c.Electorate != nil {
		rows = append(rows, view.Reason{Label: l.T("notice.electorate"), Papers: l.Number(c.Electorate.Count)})
	}
	if c.Papers != nil {
		rows = append(rows, view.Reason{Label: l.T("notice.papers"), Papers: l.Number(*c.Papers)})
	}
	if c.Valid != nil {
		rows = append(rows, view.Reason{Label: l.T("notice.valid"), Papers: l.Number(*c.Valid)})
	}
	return rows
}
