package web

import (
	"strconv"
	"strings"
	"time"

	"resultsdesk/internal/feed"
	"resultsdesk/web/view"
)

// editorNotes are a bulletin's notes of editors, as they were written.
func editorNotes(clock clock, b *feed.Bulletin, all []feed.EditorNote) []view.EditorNote {
	var out []view.EditorNote
	for _, n := range all {
		v := view.EditorNote{Key: strconv.FormatInt(n.ID, 10), Byline: plain(n.Byline), At: n.At.In(clock.zone), Edited: n.Replaces != 0,
			Later: n.At.Sub(b.Election.Closes) >= 24*time.Hour}
		for line := range strings.SplitSeq(n.Text, "\n") {
			v.Lines = append(v.Lines, plain(line))
		}
		out = append(out, v)
	}
	return out
}
