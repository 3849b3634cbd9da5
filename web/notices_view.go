package web

import (
	"fmt"
	"slices"
	"strings"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// boxes are what has to be said of a contest before any figure.
func boxes(l *lang.Language, b *feed.Bulletin) []view.Box {
	c, clock := b.Contest, clockOf(l, b)
	var all []view.Box
	add := func(key, class, strong, text, more string) {
		all = append(all, view.Box{Key: key, Class: class, Strong: strong, Text: plain(text), More: plain(more)})
	}
	more := func(key, strong, text string) {
		all = append(all, view.Box{Key: key, Strong: strong, More: plain(text), PageOnly: true})
	}
	if v := c.Void; v != nil {
		add("void", "alarm", l.T("box.void"), l.T("box.void.text"), l.T("box.void.reference", "reference", v.Reason))
	}
	if n := c.Cancelled; n != nil {
		strong := l.T("box.abandoned")
		if b.Stage == "countermanded" {
			strong = l.T("box.countermanded")
		}
		add("cancelled", "alarm", strong, l.T("box.no_result"), sentence(l.T("box.said", "time", clock.minutes(n.At), "reason", n.Reason)))
	}
	if n := c.Adjourned; n != nil {
		add("adjourned", "", l.T("box.adjourned", "time", clock.minutes(n.At)), "", because(l, n.Reason))
	}
	all = append(all, withdrawals(l, b)...)
	if r := c.Recount; r != nil {
		add("recount", "partial", recountTitle(l, r), "", recounted(clock, r))
	}
	if c.Lot != nil {
		more("lot", l.T("box.lot"), lot(l, c))
	}
	if c.NoMember {
		more("no-member", l.T("box.no_member"), noMember(l, c))
	}
	all = append(all, received(l, b)...)
	return append(all, corrected(l, b)...)
}

// because is why something was done, as it was written.
func because(l *lang.Language, reason string) string {
	return plain(sentence(l.T("box.reason", "reason", reason)))
}

// withdrawals: while nothing followed it, a result that was taken back is the news.
func withdrawals(l *lang.Language, b *feed.Bulletin) []view.Box {
	clock := clockOf(l, b)
	var all []view.Box
	for i, w := range b.Contest.Withdrawals {
		box := view.Box{
			Key: fmt.Sprintf("withdrawn%d", i), Strong: l.T("box.withdrawn.earlier"), PageOnly: true, More: because(l, w.Reason),
			Text: l.T("box.withdrawn.times", "published", clock.minutes(w.Published), "withdrawn", clock.minutes(w.Withdrawn)),
		}
		if b.Stage == "withdrawn" && i == len(b.Contest.Withdrawals)-1 {
			box.Class, box.Strong, box.PageOnly = "withdrawn", l.T("box.withdrawn"), false
		}
		all = append(all, box)
	}
	return all
}

func recountTitle(l *lang.Language, r *feed.Recount) string {
	if r.Superseded {
		return l.T("box.recount.superseded", "round", r.Round)
	}
	return l.T("box.recount", "round", r.Round)
}

func recounted(clock clock, r *feed.Recount) string {
	if len(r.Units) == 0 {
		return clock.T("box.recount.all", "time", clock.minutes(r.Since))
	}
	return clock.T("box.recount.units", "time", clock.minutes(r.Since), "units", strings.Join(r.Units, ", "))
}

// lot says what a drawn lot did, as rule 49 has it.
func lot(l *lang.Language, c *feed.Contest) string {
	chosen := names(c, func(line feed.Candidate) bool { return slices.Contains(c.Lot.Chosen, line.ID) })
	return l.T("box.lot.drawn", "n", len(chosen), "names", l.List(chosen))
}

// noMember names the candidate who died with most votes (rule 61).
func noMember(l *lang.Language, c *feed.Contest) string {
	for _, line := range c.Candidates {
		if line.Deceased {
			return l.T("box.no_member.died", "name", line.Name)
		}
	}
	return ""
}

// received says where a desk that receives results has them from.
func received(l *lang.Language, b *feed.Bulletin) []view.Box {
	source := func(s feed.Source) string { return plain(l.T("box.source", "source", l.Text(s.Text))) }
	switch c := b.Contest; {
	case c.Confirmed != "":
		return []view.Box{{Key: "confirmed", Strong: l.T("box.confirmed", "against", plain(l.Text(c.Confirmed))), PageOnly: true}}
	case c.Called != nil:
		return []view.Box{{Key: "called", Class: "partial", Strong: l.T("box.called"), More: source(c.Called.Source)}}
	case c.Source != nil && b.Assurance == feed.Provisional:
		return []view.Box{{Key: "source", Class: "partial", Strong: l.T("box.provisional"), Text: source(*c.Source)}}
	}
	return nil
}

// corrected says each correction in a line: what, why, and that the winner stays.
func corrected(l *lang.Language, b *feed.Bulletin) []view.Box {
	clock := clockOf(l, b)
	var all []view.Box
	for _, c := range b.Contest.Corrections {
		all = append(all, view.Box{
			Key: fmt.Sprintf("corrected%d", c.Number), Class: "corrected", PageOnly: true, Strong: l.T("box.corrected", "time", clock.dated(b, c.At)),
			More: sentence(corrections(l, b.Contest, c)) + " " + because(l, c.Reason) + " " + l.T("box.corrected.unchanged"),
		})
	}
	return all
}

// corrections are what was corrected, and which of the figures that people look at
// followed from it.
func corrections(l *lang.Language, contest *feed.Contest, c feed.Correction) string {
	var changes, followed []string
	for _, ch := range c.Changes {
		said := l.T("correction.change", "field", fieldName(l, contest, ch), "now", changed(l, ch.Field, ch.Now), "was", changed(l, ch.Field, ch.Was))
		switch {
		case !ch.Derived:
			changes = append(changes, said)
		case slices.Contains([]string{"valid", "rejected", "majority", "turnout"}, ch.Field):
			followed = append(followed, small(said))
		}
	}
	text := strings.Join(changes, "; ")
	if len(followed) == 0 {
		return text
	}
	return l.T("box.corrected.so", "changes", text, "followed", strings.Join(followed, "; "))
}

// sentence ends with a full stop, once.
func sentence(s string) string {
	if s = strings.TrimSpace(s); s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}
