package web_test

import (
	"strings"
	"testing"

	"resultsdesk/internal/feed"
)

// noted puts two notes on a state: a plain one of two lines, and one that was edited.
func noted(b *feed.Bulletin) *feed.Bulletin {
	all := []feed.EditorNote{
		{ID: 31, At: at("00:41:10"), Byline: "Results Desk", Text: "Counting began late.\n\n<b>Two</b> boxes were held up."},
		{ID: 35, At: at("01:02:00"), Byline: "خبر & Co", Text: "Cyfrif eto.", Replaces: 33},
	}
	if b.Overview != nil {
		b.Overview.Notes = all
	} else {
		b.Contest.Notes = all
	}
	return b
}

// Notes stand above the figures of a contest and of the overview, in every language as
// they were written; the files have them but for the table of figures.
func TestEditorsNotes(t *testing.T) {
	seat := noted(partial())
	h, _ := public(t, seat, noted(overview(partial())))
	for _, path := range []string{"/contests/islington-north", "/", "/cy/", "/cy/contests/islington-north"} {
		page := get(t, h, path)
		mustSay(t, page, "Counting began late. <b>Two</b> boxes were held up. Results Desk · 00:41 BST", "Cyfrif eto. خبر & Co · 01:02 BST")
		wellFormed(t, page)
		if strings.Contains(page, "<b>Two") || !strings.Contains(page, "<br") || strings.Contains(page, "note-33") {
			t.Errorf("%s: the note is not as it was written", path)
		}
		if i, j := strings.Index(page, `id="editors-notes"`), strings.Index(page, `id="list"`)+strings.Index(page, `id="result"`); i < 0 || i > j {
			t.Errorf("%s: the notes are not above the figures", path)
		}
	}
	mustSay(t, get(t, h, "/contests/islington-north"), "01:02 BST · edited")
	mustSay(t, get(t, h, "/cy/"), "01:02 BST · golygwyd")
	mustNotSay(t, get(t, h, "/contests"), "Counting began late.")
	if json := get(t, h, "/api/v1/contests/islington-north.json"); !strings.Contains(json, `"notes":[{"id":31,"at":"2024-07-05T00:41:10+01:00","byline":"Results Desk","text":"Counting began late.\n\n`) {
		t.Errorf("the bulletin lacks the note: %s", json)
	}
	mustNotSay(t, get(t, h, "/api/v1/contests/islington-north.csv"), "Counting began late.")
}

// A note that is withdrawn is on no page any more.
func TestAWithdrawnNote(t *testing.T) {
	h, board := public(t, noted(partial()), noted(overview(partial())))
	later, night := partial(), overview(partial())
	later.Revision, night.Revision = 1000, 1001
	board.Put(publish(t, later))
	board.Put(publish(t, night))
	for _, path := range []string{"/contests/islington-north", "/"} {
		if body := get(t, h, path); strings.Contains(body, "editors-notes") || strings.Contains(body, "Counting began late") {
			t.Errorf("%s still has the note", path)
		}
	}
}
