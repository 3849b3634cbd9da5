package main

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/pack"
)

// Every word of the corpus as an editor's note and as its byline, through the form, on a
// contest and on the overview in turn: on
// the pages of viewers and of editors it is text and nothing else, in the files it comes
// back as it was.
func TestAttackNotes(t *testing.T) {
	p, err := pack.Read(hostilePack(t, []string{"Plain"}))
	if err != nil {
		t.Fatal(err)
	}
	n := &hostileNight{newPlayer(t, "notes", p.Definitions()), map[string][]string{}}
	n.turn(p.Definitions().Contests[0].Election.Closes.Add(time.Minute))
	administrator := n.visitor("administrator")
	places := map[string]string{"/desk/contests/contest-1/editors-notes": "/contests/contest-1", "/desk/overview/editors-notes": "/"}
	refused, shown, stands, seen := 0, 0, map[string]int64{}, map[count.Noted]bool{}
	for i, word := range append([]string{"A plain note", "Another", "A third", "A fourth"}, corpus(t)...) {
		note, findings := count.CheckNote(word, word)
		if len(findings) > 0 {
			refused++
			continue
		}
		if strings.Contains(note.Text, "\n") || seen[note] {
			continue // another shape, or the same note as before
		}
		seen[note], word = true, note.Text
		address := slices.Sorted(maps.Keys(places))[i%2]
		public := places[address]
		path := address
		if was := stands[address]; was != 0 {
			path += fmt.Sprint("?of=", was)
		}
		form, _ := administrator.read(path).form(address)
		form.Set("text", word)
		form.Set("byline", word)
		form.Set("do", "preview")
		looked, err := administrator.post(address, form)
		if err != nil || looked.status != http.StatusOK {
			t.Fatalf("%q: %d, %v", word, looked.status, err)
		}
		_, preview, _ := strings.Cut(looked.body, `id="preview"`)
		preview, _, _ = strings.Cut(preview, "</section>")
		n.shaped("preview of "+address, "<section "+preview, word, i < 4)
		form.Set("do", "publish")
		if p, err := administrator.post(address, form); err != nil || p.status != http.StatusSeeOther {
			t.Fatalf("%q: %d, %v: %s", word, p.status, err, text(p.body))
		}
		if err := n.server.publisher.Publish(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, page := range []string{public, "/cy" + public, strings.Replace(public, "/contests/", "/embed/contests/", 1)} {
			n.shaped(page, n.visitor("viewer").read(page).body, word, i < 4)
		}
		n.shaped("/desk/notes", administrator.read("/desk/notes").body, word, i < 4)
		stands[address] = n.bulletinNote(public, word)
		shown++
	}
	if shown < 200 {
		t.Fatalf("only %d notes were shown", shown)
	}
	t.Logf("%d notes on 2 places, each in a preview, on 3 public pages and the editors' list; %d words refused", shown, refused)
	n.exports("")
}

// shaped holds a page to the shape of the same page with a plain note; first sets it.
func (n *hostileNight) shaped(name, body, word string, first bool) {
	n.t.Helper()
	shape, words := skeleton(n.t, body)
	if first {
		n.shapes[name] = shape
	}
	if !slices.Equal(shape, n.shapes[name]) {
		n.t.Errorf("%s with the note %q is not shaped as with a plain one%s", name, word, difference(shape, n.shapes[name]))
	}
	if !strings.Contains(spoken(words), spoken(word)) {
		n.t.Errorf("%s does not say %q", name, word)
	}
}

// bulletinNote is the number of the one note of a place; its words are as they were
// typed.
func (n *hostileNight) bulletinNote(public, word string) int64 {
	n.t.Helper()
	file := "/api/v1" + public + ".json"
	if public == "/" {
		file = "/api/v1/overview.json"
	}
	raw := n.visitor("viewer").read(file).body
	b, err := feed.Decode([]byte(raw))
	if err != nil || strings.ContainsAny(raw, "<>") {
		n.t.Fatalf("%s: %v: %s", file, err, raw)
	}
	var notes []feed.EditorNote
	if b.Overview != nil {
		notes = b.Overview.Notes
	} else {
		notes = b.Contest.Notes
	}
	want, _ := count.CheckNote(word, word)
	if len(notes) != 1 || notes[0].Text != want.Text || notes[0].Byline != want.Byline {
		n.t.Fatalf("%s: %+v; want the one note %q", file, notes, word)
	}
	return notes[0].ID
}
