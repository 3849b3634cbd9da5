package web

import (
	"resultsdesk/internal/feed"
	"resultsdesk/web/card"
	"resultsdesk/web/lang"
)

// cardParties is how many parties the picture of the night names.
const cardParties = 6

// nightCard is what the picture of the night shows.
func nightCard(l *lang.Language, b *feed.Bulletin) card.Overview {
	o := b.Overview
	v := card.Overview{
		Frame: frameOf(l, b, o.Declared > 0), Headline: overviewHeadline(b),
		Eyebrow: plain(joined(l.Election(b.Election.Name), l.Date(string(b.Election.Date)))),
	}
	if !waiting(o) {
		v.Sentence = l.T("share.progress", "declared", o.Declared, "counting", o.Counting, "left", o.Contests-o.Declared-o.Counting-o.Cancelled-o.Void)
	}
	st := o.State
	if st.Seats < 3 {
		return v // a bar of one seat says nothing
	}
	v.Seats, v.Majority, v.Line = st.Seats, st.Needed, l.T("share.majority", "n", st.Needed)
	for _, p := range st.Parties {
		if p.Seats > 0 {
			v.Bar = append(v.Bar, card.Segment{Seats: p.Seats, Colour: p.Colour})
		}
	}
	if st.Filled > 0 {
		v.Parties = tiles(l, st)
		v.Note = baseWords(l, st)
	}
	return v
}

// tiles are the first parties, and all the others in one.
func tiles(l *lang.Language, st feed.State) []card.Party {
	var all []card.Party
	rest, restNet := 0, 0
	for i, p := range st.Parties {
		if i >= cardParties {
			rest, restNet = rest+p.Seats, restNet+p.Net
			continue
		}
		t := card.Party{Name: plain(l.Party(p.ID, p.Short)), Seats: l.Number(p.Seats), Colour: p.Colour}
		if st.Compared > 0 {
			t.Net = l.T("share.net", "n", withSign(l, p.Net))
		}
		if p.Share != nil {
			t.Share = l.Percent(int(*p.Share))
			if p.Change != nil {
				t.Share += " (" + l.Change(int(*p.Change)) + ")"
			}
		}
		all = append(all, t)
	}
	if len(st.Parties) > cardParties {
		t := card.Party{Name: l.T("party.others"), Seats: l.Number(rest)}
		if st.Compared > 0 {
			t.Net = l.T("share.net", "n", withSign(l, restNet))
		}
		all = append(all, t)
	}
	return all
}

// withSign is a difference in whole numbers.
func withSign(l *lang.Language, n int) string {
	if n > 0 {
		return "+" + l.Number(n)
	}
	return l.Number(n)
}

// baseWords says what the changes are measured against, and what "so far" means.
func baseWords(l *lang.Language, st feed.State) string {
	if st.Base == nil {
		return ""
	}
	key := "share.base"
	if st.Base.Kind == "notional" {
		key = "share.base.notional"
	}
	return l.T(key, "year", st.Base.Date.Year(), "n", st.Filled)
}
