package web

import (
	"resultsdesk/internal/feed"
	"resultsdesk/internal/gazetteer"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// fill says what was found, with the context of now: names are indexed, states are not.
func (s *site) fill(l *lang.Language, f *view.Found, hits []gazetteer.Hit, most int) {
	shown := 0
	for _, g := range gazetteer.Groups(hits, most) {
		group := view.FoundGroup{Title: l.T("find.kind." + kindName(g.Kind))}
		for _, h := range g.Hits {
			group.Rows = append(group.Rows, s.foundRow(l, h.Entry))
			shown++
		}
		f.Groups = append(f.Groups, group)
	}
	f.Said = l.T("find.said", "n", len(hits), "query", f.Query)
	if len(hits) == 0 {
		f.Said = l.T("find.none", "query", f.Query)
	}
	if shown < len(hits) {
		f.More = l.T("find.more", "n", shown, "of", len(hits))
	}
}

// kindName is the name of a kind in addresses, files and catalogues.
func kindName(k gazetteer.Kind) string {
	return []string{"contest", "candidate", "party", "region", "nation"}[k]
}

func (s *site) foundRow(l *lang.Language, e gazetteer.Entry) view.FoundRow {
	row := view.FoundRow{Kind: kindName(e.Kind), ID: e.ID, Name: plain(e.Name)}
	switch e.Kind {
	case gazetteer.Contest:
		row.Href = l.Path("/contests/" + e.ID)
		if p, ok := s.Board.Newest(feed.ContestTopic(e.ID)); ok {
			row.Text = joined(l.Region(plain(p.Bulletin.Contest.Region)), foundState(l, p.Bulletin))
		}
	case gazetteer.Candidate:
		row.Href = l.Path("/contests/" + e.Contest)
		if p, ok := s.Board.Newest(feed.ContestTopic(e.Contest)); ok {
			row.Text = foundCandidate(l, p.Bulletin, e.ID)
		}
	case gazetteer.Party:
		row.Name, row.Href = plain(l.Party(e.ID, e.Name)), l.Path(partyPath(e.ID))
	case gazetteer.Region:
		row.Name, row.Href = plain(l.Region(e.Name)), l.Path(placePath("/regions", e.Name))
	case gazetteer.Nation:
		row.Name, row.Href = plain(l.Country(e.Name)), l.Path(placePath("/nations", e.Name))
	}
	return row
}

// foundState is where a contest stands, or who is elected.
func foundState(l *lang.Language, b *feed.Bulletin) string {
	if b.Stage == "declared" {
		for _, line := range b.Contest.Candidates {
			if line.Elected && b.Contest.Seats == 1 {
				return l.T("find.elected", "name", plain(line.Name), "party", candidateParty(l, line))
			}
		}
	}
	return l.T("find.stage." + string(b.Stage))
}

// foundCandidate is for whom and where somebody stands, and whether they are elected.
func foundCandidate(l *lang.Language, b *feed.Bulletin, id string) string {
	for _, line := range b.Contest.Candidates {
		if line.ID != id {
			continue
		}
		text := joined(candidateParty(l, line), plain(b.Contest.Name))
		if line.Elected && b.Stage == "declared" {
			text = joined(text, l.T("find.is_elected"))
		}
		return text
	}
	return plain(b.Contest.Name)
}

func candidateParty(l *lang.Language, line feed.Candidate) string {
	id := ""
	if len(line.Parties) > 0 {
		id = line.Parties[0].ID
	}
	return plain(l.Party(id, line.Label))
}

// suggestions are what was found as find.json has it.
func suggestions(f view.Found, mode string) any {
	type result struct {
		Kind string `json:"kind"`
		ID   string `json:"id"`
		Name string `json:"name"`
		Text string `json:"text"`
		Href string `json:"href"`
	}
	type group struct {
		Title   string   `json:"title"`
		Results []result `json:"results"`
	}
	groups := []group{}
	for _, g := range f.Groups {
		as := group{Title: g.Title}
		for _, r := range g.Rows {
			as.Results = append(as.Results, result{r.Kind, r.ID, r.Name, r.Text, r.Href})
		}
		groups = append(groups, as)
	}
	return struct {
		Mode   string  `json:"mode"`
		Query  string  `json:"query"`
		Said   string  `json:"said"`
		Groups []group `json:"groups"`
	}{mode, f.Query, f.Said, groups}
}
