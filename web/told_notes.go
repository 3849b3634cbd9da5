package web

import (
	"strconv"
	"strings"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
)

// notes tells what editors wrote on a contest. A note that is edited is another one, and
// says so; one that is withdrawn is told no more.
func (t *teller) notes(all []feed.EditorNote) {
	for _, n := range all {
		title, text := t.say("note"), ""
		for line := range strings.SplitSeq(n.Text, "\n") {
			text += plain(line) + "\n"
		}
		if n.Replaces != 0 {
			title = t.say("note.edited")
		}
		t.add(n.At, n.At, false, title, text+"– "+plain(n.Byline), "note", strconv.FormatInt(n.ID, 10))
	}
}

// notedOnNight tells what editors wrote on no contest.
func (s *site) notedOnNight(l *lang.Language, b *feed.Bulletin) []told {
	t := s.teller(l, b, l.T("site.overview"), "/", "overview")
	t.notes(b.Overview.Notes)
	return t.all
}
