package web

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"resultsdesk/internal/feed"
	"resultsdesk/web/card"
	"resultsdesk/web/lang"
)

// contestCard is what the picture of a contest shows. What was taken back, cancelled or
// set aside shows no figure, as in the bulletin; the picture says so in their place.
func contestCard(l *lang.Language, b *feed.Bulletin) card.Contest {
	c := b.Contest
	v := card.Contest{
		Frame: frameOf(l, b, figuresOf(b) != ""), Name: plain(c.Name), Headline: capital(contestHeadline(b)),
		Eyebrow: plain(joined(l.Election(b.Election.Name), l.Date(string(b.Election.Date)), l.Region(c.Region))),
		Pills:   pills(l, b), Sentence: sentenceOf(l, b),
	}
	if b.Stage == "declared" {
		v.Colour = colourElected(c)
	}
	if v.Panel = panel(l, b); v.Panel != nil {
		return v
	}
	figures := c.Valid != nil && b.Assurance != feed.NoFigures
	for _, line := range c.Candidates {
		if figures || line.Elected {
			v.Rows = append(v.Rows, cardRow(l, line))
		} else {
			v.Ballot = append(v.Ballot, plain(line.Name)+" ("+partyOf(l, line)+")")
		}
	}
	v.Ballot = fewer(l, v.Ballot, 10)
	v.Others = func(shown int) card.Row { return cardRest(l, c, figures, shown) }
	return v
}

// frameOf is what stands around a picture: its age, and the mark of a rehearsal.
func frameOf(l *lang.Language, b *feed.Bulletin, figures bool) card.Frame {
	f, key := card.Frame{Brand: l.T("site.name")}, "share.as_of"
	if figures {
		key = "share.figures"
	}
	at := b.At.In(clockOf(b).zone)
	f.AsOf = l.T(key, "date", l.Date(at.Format(time.DateOnly)), "time", l.Seconds(at))
	if rehearsal(b) {
		f.Rehearsal, f.Mark = l.T("site.rehearsal"), l.T("share.rehearsal")
	}
	return f
}

func cardRow(l *lang.Language, line feed.Candidate) card.Row {
	r := card.Row{Name: plain(line.Name), Party: partyOf(l, line), Colour: fill(line)}
	if line.Elected {
		r.Mark = l.T("share.elected")
	}
	if line.Votes != nil {
		r.Votes, r.Share = l.Number(*line.Votes), "–"
	}
	if line.Share != nil {
		r.Share, r.Part = l.Percent(int(*line.Share)), float64(*line.Share)/1000
	}
	return r
}

// cardRest is everybody after the first so many, in one line.
func cardRest(l *lang.Language, c *feed.Contest, figures bool, shown int) card.Row {
	rest := c.Candidates[min(shown, len(c.Candidates)):]
	r := card.Row{Name: l.T("share.others", "n", len(rest)), Colour: neutral}
	if !figures {
		return r
	}
	votes := 0
	for _, line := range rest {
		if line.Votes != nil {
			votes += *line.Votes
		}
	}
	r.Votes, r.Share = l.Number(votes), "–"
	if t := share(votes, *c.Valid); t != nil {
		r.Share, r.Part = l.Percent(int(*t)), float64(*t)/1000
	}
	return r
}

// fewer says of names beyond the most that have room how many they are.
func fewer(l *lang.Language, names []string, most int) []string {
	if len(names) <= most {
		return names
	}
	return append(names[:most-1:most-1], l.T("share.others", "n", len(names)-most+1))
}

// panel stands in the place of figures that are not public any more.
func panel(l *lang.Language, b *feed.Bulletin) *card.Panel {
	c, zone := b.Contest, clockOf(b).zone
	when := func(t time.Time) string { return l.Day(t.In(zone)) }
	switch {
	case c.Void != nil:
		return &card.Panel{Strong: l.T("share.void.strong"), Text: l.T("share.void.text", "reference", stop(c.Void.Reason)), Alarm: true}
	case b.Stage == "withdrawn" && len(c.Withdrawals) > 0:
		w := c.Withdrawals[len(c.Withdrawals)-1]
		text := l.T("share.withdrawn.text", "published", when(w.Published), "withdrawn", when(w.Withdrawn)) + " " + l.T("share.reason", "reason", stop(w.Reason))
		return &card.Panel{Strong: l.T("share.withdrawn.strong"), Text: text, Alarm: true}
	case c.Cancelled != nil:
		return &card.Panel{Strong: l.T("share.cancelled"), Text: l.T("share.reason", "reason", stop(c.Cancelled.Reason)), Alarm: true}
	}
	return nil
}

// sentenceOf says who is elected, or leads.
func sentenceOf(l *lang.Language, b *feed.Bulletin) string {
	c := b.Contest
	var names []string
	for _, line := range c.Candidates {
		if line.Elected {
			names = append(names, plain(line.Name))
		}
	}
	switch {
	case b.Stage == "declared" && len(names) > 0 && c.Lot != nil:
		return l.T("share.elected.lot", "names", l.List(names))
	case b.Stage == "declared" && len(names) > 0 && c.Majority != nil && c.Seats == 1:
		return l.T("share.elected.majority", "names", l.List(names), "majority", c.Majority.Votes)
	case b.Stage == "declared" && len(names) > 0 && c.Outcome != nil && !c.Unopposed: // or the headline names them
		return l.T("share.elected.plain", "names", l.List(names))
	case c.NoMember:
		return died(l, c)
	case withheld(b) != "":
		return l.T("share.withheld")
	}
	if r := feed.RowOf(b); r.Lead != nil && !r.Lead.Tied && r.Lead.By > 0 && b.Stage != "declared" {
		key := "share.lead"
		if r.Superseded {
			key = "share.lead.before"
		}
		return l.T(key, "name", plain(r.Lead.Name), "n", r.Lead.By)
	}
	return ""
}

// died names the candidate with most votes who is not returned (rule 61).
func died(l *lang.Language, c *feed.Contest) string {
	for _, line := range c.Candidates {
		if line.Deceased {
			return l.T("share.died", "name", plain(line.Name))
		}
	}
	return ""
}

// partyOf is what a candidate stands for, in the language.
func partyOf(l *lang.Language, line feed.Candidate) string {
	if len(line.Parties) == 1 {
		return plain(l.Party(line.Parties[0].ID, line.Label))
	}
	return plain(l.Party("", standsFor(line)))
}

// capital begins a headline that went on after a name.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// inWords is a picture for who does not see it.
func inWords(v card.Contest) string {
	var parts []string
	for _, p := range v.Pills {
		parts = append(parts, p.Words)
	}
	parts = append(parts, v.Sentence)
	if v.Panel != nil {
		parts = append(parts, v.Panel.Strong, v.Panel.Text)
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}
