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
		Frame: frameOf(l, b, figuresOf(l, b) != ""), Name: plain(c.Name), Headline: upperFirst(contestHeadline(l, b)),
		Eyebrow: plain(joined(election(l, b), l.Region(c.Region))),
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
			v.Ballot = append(v.Ballot, l.T("contest.stands_for", "name", plain(line.Name), "party", plain(standsFor(l, line))))
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
	at := b.At.In(clockOf(l, b).zone)
	f.AsOf = l.T(key, "date", l.Date(at.Format(time.DateOnly)), "time", l.Seconds(at))
	if rehearsal(b) {
		f.Rehearsal, f.Mark = l.T("site.rehearsal"), l.T("share.rehearsal")
	}
	return f
}

func cardRow(l *lang.Language, line feed.Candidate) card.Row {
	r := card.Row{Name: plain(line.Name), Party: plain(standsFor(l, line)), Colour: fill(line)}
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
	if t := feed.ShareOf(votes, *c.Valid); t != nil {
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
	c, clock := b.Contest, clockOf(l, b)
	switch {
	case c.Void != nil:
		return &card.Panel{Strong: l.T("box.void.text"), Text: plain(sentence(l.T("box.void.reference", "reference", c.Void.Reason))), Alarm: true}
	case b.Stage == "withdrawn" && len(c.Withdrawals) > 0:
		w := c.Withdrawals[len(c.Withdrawals)-1]
		times := l.T("box.withdrawn.times", "published", clock.minutes(w.Published), "withdrawn", clock.minutes(w.Withdrawn))
		return &card.Panel{Strong: l.T("share.withdrawn.strong"), Text: upperFirst(times) + " " + because(l, w.Reason), Alarm: true}
	case c.Cancelled != nil:
		return &card.Panel{Strong: l.T("box.no_result"), Text: because(l, c.Cancelled.Reason), Alarm: true}
	}
	return nil
}

// sentenceOf says who is elected, or leads.
func sentenceOf(l *lang.Language, b *feed.Bulletin) string {
	c := b.Contest
	elected := l.List(names(c, isElected))
	switch {
	case c.NoMember:
		return plain(noMember(l, c))
	case b.Stage != "declared":
		if words := withheld(l, b); words != "" {
			return words
		}
		if b.Assurance == feed.NoFigures {
			return ""
		}
		return lead(l, c)
	case elected == "" || c.Unopposed || c.Outcome == nil && c.Majority == nil: // the headline names them
		return ""
	case c.Lot != nil:
		return l.T("share.elected.lot", "names", elected)
	case c.Majority != nil && c.Seats == 1:
		return l.T("share.elected.majority", "names", elected, "majority", c.Majority.Votes)
	}
	return l.T("share.elected.plain", "names", elected)
}

// upperFirst begins a headline that went on after a name.
func upperFirst(s string) string {
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
