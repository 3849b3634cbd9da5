package web

import (
	"strings"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// shortLists are the overview's lists that have something in them.
func shortLists(l *lang.Language, b *feed.Bulletin) []view.ShortList {
	o, clock := b.Overview, clockOf(l, b)
	var all []view.ShortList
	add := func(list view.ShortList, seats []feed.Seat, row func(feed.Seat) (first, text string)) {
		for _, s := range seats {
			first, text := row(s)
			list.Rows = append(list.Rows, view.ShortRow{Key: s.ID, First: first, Href: l.Path("/contests/" + s.ID), Name: plain(s.Name), Text: plain(text)})
		}
		if len(list.Rows) > 0 {
			all = append(all, list)
		}
	}
	hour := func(s feed.Seat) string {
		if s.At == nil {
			return ""
		}
		return l.Hour(s.At.In(clock.zone))
	}
	add(view.ShortList{ID: "declarations", Title: l.T("overview.declarations"), More: l.T("overview.timeline"), MoreHref: l.Path("/timeline")}, o.Declarations,
		func(s feed.Seat) (string, string) { return hour(s), seatText(l, s) })
	add(view.ShortList{ID: "recounts", Title: l.T("overview.recounts")}, o.Recounts,
		func(s feed.Seat) (string, string) { return hour(s), l.T("overview.recount", "n", s.Recount) })
	add(view.ShortList{ID: "expected", Title: l.T("overview.expected"), Beside: l.T("overview.expected.beside")}, o.Expected,
		func(s feed.Seat) (string, string) {
			if s.Recount > 0 {
				return hour(s), l.T("overview.recount", "n", s.Recount)
			}
			return hour(s), ""
		})
	closest, swings := "overview.closest", "overview.swings"
	if o.Declared+o.Cancelled+o.Void == o.Contests {
		closest, swings = "overview.closest.all", "overview.swings.all"
	}
	if len(o.Closest) > 1 {
		add(view.ShortList{ID: "closest", Title: l.T(closest)}, o.Closest,
			func(s feed.Seat) (string, string) { return l.Number(*s.Majority), outcomeWords(l, s) })
	}
	if len(o.Swings) > 1 {
		add(view.ShortList{ID: "swings", Title: l.T(swings), Beside: l.T("overview.swings.beside")}, o.Swings,
			func(s feed.Seat) (string, string) {
				return l.Tenths(int(s.Swing.Points)), l.T("overview.swing", "from", l.Party(s.Swing.FromParty, s.Swing.From), "to", l.Party(s.Swing.ToParty, s.Swing.To))
			})
	}
	return all
}

// seatText is a declared result in a line: "Independent gain from Labour · majority
// 7,247".
func seatText(l *lang.Language, s feed.Seat) string {
	parts := []string{outcomeWords(l, s)}
	switch {
	case s.NoMember:
	case s.Unopposed:
		parts = append(parts, l.T("overview.unopposed"))
	case s.ByLot:
		parts = append(parts, l.T("overview.by_lot"))
	case s.Majority != nil:
		parts = append(parts, l.T("overview.majority_of", "n", *s.Majority))
	}
	if s.Corrected {
		parts = append(parts, l.T("overview.corrected"))
	}
	return joined(parts...)
}

// outcomeWords is hold or gain, or who is elected where nothing is compared.
func outcomeWords(l *lang.Language, s feed.Seat) string {
	switch {
	case s.NoMember:
		return l.T("row.no_member")
	case s.Outcome != nil:
		return outcome(l, s.Outcome)
	case s.Label != "":
		return l.T("overview.elected.party", "name", strings.Join(s.Elected, ""), "party", l.Party(s.Party, s.Label))
	}
	return l.T("row.elected", "names", l.List(s.Elected))
}
