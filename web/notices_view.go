package web

import (
	"fmt"
	"slices"
	"strings"

	"resultsdesk/internal/feed"
	"resultsdesk/web/view"
)

// boxes are what has to be said of a contest before any figure.
func boxes(b *feed.Bulletin) []view.Box {
	c, clock := b.Contest, clockOf(b)
	var all []view.Box
	add := func(key, class, strong, text, more string) {
		all = append(all, view.Box{Key: key, Class: class, Strong: strong, Text: plain(text), More: plain(more)})
	}
	more := func(key, strong, text string) {
		all = append(all, view.Box{Key: key, Strong: strong, More: plain(text), PageOnly: true})
	}
	if v := c.Void; v != nil {
		add("void", "alarm", "Set aside by an election court.", "This result does not stand any more.", "Court reference: "+v.Reason)
	}
	if n := c.Cancelled; n != nil {
		add("cancelled", "alarm", "The poll was "+string(b.Stage)+".", "There is no result.", sentence("Said at "+clock.minutes(n.At)+"; reason: "+n.Reason))
	}
	if n := c.Adjourned; n != nil {
		add("adjourned", "", "The count is adjourned since "+clock.minutes(n.At)+".", "", sentence("Reason: "+n.Reason))
	}
	all = append(all, withdrawals(b)...)
	if r := c.Recount; r != nil {
		strong := fmt.Sprintf("Recount %d.", r.Round)
		if r.Superseded {
			strong = fmt.Sprintf("Being recounted: these are the figures before recount %d.", r.Round)
		}
		add("recount", "partial", strong, "", sentence("Since "+clock.minutes(r.Since)+", "+recounted(r)))
	}
	if l := c.Lot; l != nil {
		more("lot", "Decided by lot.", l.Text)
	}
	if c.NoMember {
		more("no-member", "No member is returned.", noMember(c))
	}
	all = append(all, received(b)...)
	return append(all, corrected(b)...)
}

// withdrawals: while nothing followed it, a result that was taken back is the news.
func withdrawals(b *feed.Bulletin) []view.Box {
	clock := clockOf(b)
	var all []view.Box
	for i, w := range b.Contest.Withdrawals {
		times := fmt.Sprintf("published in error %s, withdrawn %s", clock.minutes(w.Published), clock.minutes(w.Withdrawn))
		box := view.Box{Key: fmt.Sprintf("withdrawn%d", i), Strong: "An earlier result was withdrawn:", Text: times + ".", More: plain(sentence("Reason: " + w.Reason))}
		box.PageOnly = true
		if b.Stage == "withdrawn" && i == len(b.Contest.Withdrawals)-1 {
			box.Class, box.Strong, box.PageOnly = "withdrawn", "The result is withdrawn:", false
		}
		all = append(all, box)
	}
	return all
}

func recounted(r *feed.Recount) string {
	if len(r.Units) == 0 {
		return "of all papers"
	}
	return "of " + strings.Join(r.Units, ", ")
}

// noMember names the candidate who died with most votes (rule 61).
func noMember(c *feed.Contest) string {
	for _, line := range c.Candidates {
		if line.Deceased {
			return line.Name + ", who has most votes, died before the declaration."
		}
	}
	return ""
}

// received says where a desk that receives results has them from.
func received(b *feed.Bulletin) []view.Box {
	switch c := b.Contest; {
	case c.Confirmed != "":
		return []view.Box{{Key: "confirmed", Strong: "Confirmed " + plain(c.Confirmed) + ".", PageOnly: true}}
	case c.Called != nil:
		return []view.Box{{Key: "called", Class: "partial", Strong: "Winner called, no figures yet: not a declared result.", More: plain("Source: " + c.Called.Source.Text + ".")}}
	case c.Source != nil && b.Assurance == feed.Provisional:
		return []view.Box{{Key: "source", Class: "partial", Strong: "Provisional, not a declared result.", Text: plain("Source: " + c.Source.Text + ".")}}
	}
	return nil
}

// corrected says each correction in a line: what, why, and that the winner stays.
func corrected(b *feed.Bulletin) []view.Box {
	clock := clockOf(b)
	var all []view.Box
	for _, c := range b.Contest.Corrections {
		var changes, followed []string
		for _, ch := range c.Changes {
			said := fmt.Sprintf("%s %s, was %s", plain(ch.Label), changed(ch.Field, ch.Now), changed(ch.Field, ch.Was))
			switch {
			case !ch.Derived:
				changes = append(changes, said)
			case slices.Contains([]string{"valid", "rejected", "majority", "turnout"}, ch.Field):
				followed = append(followed, strings.ToLower(said[:1])+said[1:])
			}
		}
		text := strings.Join(changes, "; ")
		if len(followed) > 0 {
			text += "; so " + strings.Join(followed, "; ")
		}
		all = append(all, view.Box{
			Key: fmt.Sprintf("corrected%d", c.Number), Class: "corrected", PageOnly: true, Strong: "Corrected at " + clock.dated(b, c.At) + ".",
			More: sentence(text) + " " + plain(sentence("Reason: "+c.Reason)) + " The winner is unchanged.",
		})
	}
	return all
}

// sentence ends with a full stop, once.
func sentence(s string) string {
	if s = strings.TrimSpace(s); s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}
