package web

import (
	"slices"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// around leads from a contest to its history, its region and nation, the parties that
// stand in it, and its neighbours in the list of all. It stands outside what the socket
// pushes: it changes with names alone.
func (s *site) around(l *lang.Language, c *feed.Contest) []view.Jumps {
	more := view.Jumps{Key: "around", Label: l.T("pages.more")}
	add := func(text, address string) {
		more.Links = append(more.Links, view.Link{Text: text, Href: l.Path(address)})
	}
	if s.Archive != nil {
		add(l.T("history.link"), "/contests/"+c.ID+"/history")
	}
	if c.Region != "" {
		add(plain(l.Region(c.Region)), placePath("/regions", c.Region))
	}
	if c.Country != "" && c.Country != c.Region {
		add(plain(l.Country(c.Country)), placePath("/nations", c.Country))
	}
	all := s.Board.Contests()
	if i := slices.IndexFunc(all, func(p *feed.Published) bool { return p.Bulletin.Contest.ID == c.ID }); i >= 0 {
		if i > 0 {
			before := all[i-1].Bulletin.Contest
			add(l.T("pages.before", "name", plain(before.Name)), "/contests/"+before.ID)
		}
		if i+1 < len(all) {
			after := all[i+1].Bulletin.Contest
			add(l.T("pages.after", "name", plain(after.Name)), "/contests/"+after.ID)
		}
	}
	standing := view.Jumps{Key: "standing", Label: l.T("pages.standing")}
	for _, line := range inBallotOrder(c.Candidates) {
		p := feed.PartyOf(&line)
		link := view.Link{Text: partyName(l, p), Href: l.Path(partyPath(p.ID))}
		if !slices.Contains(standing.Links, link) {
			standing.Links = append(standing.Links, link)
		}
	}
	return []view.Jumps{more, standing}
}

// placePath is the address of a region or nation; of all of them for a name that makes
// none.
func placePath(kind, name string) string {
	if slug := feed.PlaceSlug(name); slug != "" {
		return kind + "/" + slug
	}
	return "/regions"
}
