package web

import (
	"net/http"
	"slices"
	"strings"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// parties is the list of all parties.
func (s *site) parties(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	n, ok := s.tonight(l, w, r)
	if !ok {
		return
	}
	s.survey(l, w, r, n, "/parties", func() view.Survey {
		st := n.states()
		v := view.Survey{
			Headline: l.T("pages.parties"), Lead: soFar(l, st.all), Listings: []view.Listing{partyTable(l, st.all, true)},
			Files: []view.Link{{Text: "JSON", Href: "/api/v1/parties.json"}},
		}
		standing := view.Jumps{Key: "standing", Label: l.T("pages.undeclared")}
		for _, slate := range st.slates {
			if _, declared := declaredLine(st.all, slate.ID); !declared {
				standing.Links = append(standing.Links, view.Link{Text: partyName(l, slate.Party), Href: l.Path(partyPath(slate.ID))})
			}
		}
		if len(standing.Links) > 0 {
			v.Below = []view.Jumps{standing}
		}
		return v
	})
}

// declaredLine is a party's line in a state, where it stood in a contest that is declared.
func declaredLine(s feed.State, id string) (feed.PartyLine, bool) {
	i := slices.IndexFunc(s.Parties, func(p feed.PartyLine) bool { return p.ID == id })
	if i < 0 || s.Parties[i].Stood == 0 {
		return feed.PartyLine{}, false
	}
	return s.Parties[i], true
}

// party is the page of a party, or of all independents: every contest in which it stands.
func (s *site) party(l *lang.Language, w http.ResponseWriter, r *http.Request) {
	n, ok := s.tonight(l, w, r)
	if !ok {
		return
	}
	st, id := n.states(), r.PathValue("id")
	i := slices.IndexFunc(st.slates, func(p feed.Slate) bool { return strings.EqualFold(p.ID, id) })
	if i < 0 {
		s.missing(l, w, r)
		return
	}
	slate := st.slates[i]
	if slate.ID != id {
		http.Redirect(w, r, l.Path(partyPath(slate.ID)), http.StatusMovedPermanently)
		return
	}
	s.survey(l, w, r, n, partyPath(id), func() view.Survey { return partyView(l, n, slate) })
}

func partyView(l *lang.Language, n *night, slate feed.Slate) view.Survey {
	st := n.states()
	v := view.Survey{
		Headline: partyTitle(l, slate.Party), Lead: soFar(l, st.all),
		Files: []view.Link{{Text: "JSON", Href: "/api/v1/parties.json"}, {Text: "CSV", Href: resultsAddress}, {Text: "Atom", Href: inLanguage(l, partyFeedAddress(slate.ID))}},
	}
	if line, declared := declaredLine(st.all, slate.ID); declared {
		v.Figures = partyFigures(l, line, st.all)
		v.Listings = append(v.Listings, moved(l, "gains", n, func(o *feed.Outcome) bool { return feed.LineID(o.ByParty) == slate.ID }))
		v.Listings = append(v.Listings, moved(l, "losses", n, func(o *feed.Outcome) bool { return feed.LineID(o.FromParty) == slate.ID }))
	}
	v.Listings = append(v.Listings, stands(l, slate))
	return v
}

// partyTitle is the long name of a party.
func partyTitle(l *lang.Language, p feed.Party) string {
	if p.ID == feed.IndependentLine {
		return l.T("pages.party.independents")
	}
	return plain(l.Party(p.ID, p.Name))
}

func partyFigures(l *lang.Language, p feed.PartyLine, s feed.State) []view.Card {
	card := func(key, text, beside string) view.Card {
		return view.Card{Label: l.T("pages.column." + key), Figure: text, Beside: beside}
	}
	net, change := "", ""
	if s.Compared > 0 {
		net = l.T("scorecard.net", "change", signed(l, p.Net))
	}
	if p.Change != nil {
		change = l.Change(int(*p.Change))
	}
	return []view.Card{
		card("seats", l.Number(p.Seats), net), card("votes", l.Number(p.Votes), ""), card("share", percent(l, p.Share), change),
		card("stood", l.Number(p.Stood), ""), card("deposits", l.Number(p.Deposit), ""),
	}
}

// moved are the seats that changed hands, folded.
func moved(l *lang.Language, key string, n *night, is func(*feed.Outcome) bool) view.Listing {
	t := view.Listing{Key: key, Title: l.T("pages.party." + key), Folded: true, Empty: l.T("pages.empty"), Columns: []view.Column{
		{Label: l.T("pages.column.contest")}, {Label: l.T("pages.column.from")}, {Label: l.T("pages.column.by")}, {Label: l.T("pages.column.majority"), Number: true},
	}}
	for _, p := range n.contests {
		o, c := p.Bulletin.Contest.Outcome, p.Bulletin.Contest
		if o == nil || o.Kind != "gain" || !is(o) {
			continue
		}
		row := view.ListRow{Key: key + "-" + c.ID, Cells: []view.Cell{
			contestCell(l, p.Bulletin), {Text: plain(l.Party(o.FromParty, o.From))}, {Text: plain(l.Party(o.ByParty, o.By))}, {},
		}}
		if c.Majority != nil {
			row.Cells[3].Text = l.Number(c.Majority.Votes)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Beside = l.Number(len(t.Rows))
	return t
}

// stands are all candidates of a party; figures of those alone whose result is declared.
func stands(l *lang.Language, slate feed.Slate) view.Listing {
	t := view.Listing{Key: "list", Title: l.T("pages.party.stands"), Beside: l.Number(len(slate.Stood)), Columns: []view.Column{
		{Label: l.T("pages.column.contest")}, {Label: l.T("pages.column.candidate")}, {Label: l.T("pages.column.votes"), Number: true},
		{Label: l.T("pages.column.share"), Number: true}, {Label: l.T("pages.column.change"), Number: true}, {Label: l.T("pages.column.state")},
	}}
	for _, c := range slate.Stood {
		cells := []view.Cell{contestCell(l, c.Bulletin), {Text: plain(c.Line.Name)}, {}, {}, {}, stateCell(l, c.Bulletin)}
		cells[0].Beside = plain(l.Region(c.Contest.Region))
		if c.Stage == "declared" && c.Line.Votes != nil {
			cells[2].Text, cells[3].Text, cells[4].Text = l.Number(*c.Line.Votes), percent(l, c.Line.Share), l.T("table.na")
			if c.Line.Change != nil {
				cells[4].Text = l.Change(int(*c.Line.Change))
			}
			cells[1].Beside = placed(l, c)
		}
		t.Rows = append(t.Rows, view.ListRow{Key: c.Contest.ID + "-" + c.Line.ID, Cells: cells})
	}
	return t
}

// placed is how a candidate did: "2 of 7 · lost deposit".
func placed(l *lang.Language, c feed.Candidacy) string {
	said := l.T("pages.party.placed", "place", c.Place, "of", len(c.Contest.Candidates))
	if c.Line.Elected {
		said = "✓ " + l.T("pages.party.elected")
	}
	if c.Line.LostDeposit {
		said = joined(said, l.T("pages.party.deposit"))
	}
	return said
}
