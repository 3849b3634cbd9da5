package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

const (
	notesAt     = islington + "/editors-notes"
	withdrawAt  = islington + "/withdraw-note"
	overviewAt  = "/desk/overview/editors-notes"
	openingNote = "Counting began at 00:40,\nan hour late."
)

// note looks at a note first and publishes it.
func (b *browser) note(path, text string) *page {
	b.t.Helper()
	address, _, _ := strings.Cut(path, "?")
	p := b.post(address, typed(b.get(path).form(address), map[string]string{"text": text, "do": "preview"}))
	p.says(200, "As readers will see it. NOT SENT.", strings.Split(text, "\n")[0])
	return b.post(address, typed(p.form(address), map[string]string{"do": "publish"}))
}

// An editor signs in to notes, writes one, edits it and withdraws it; the page keeps
// what stood there before, and says who did what.
func TestAnEditorsNight(t *testing.T) {
	m := open(t).verified()
	editor := m.enlist("editor-1", count.RoleEditor)
	p := editor.get("/desk/").says(200, "Notes for the public", "No note is published.", "Overview", "Islington North").silent("My counts", "Board", "49,195")
	if !strings.Contains(p.body, `<option value="islington-north">`) || !strings.Contains(p.body, `<option value="">Overview`) {
		t.Error("the list does not offer every place")
	}
	editor.get("/desk/notes/place?place=islington-north").says(200, "Notes: Islington North", "A new note")
	editor.note(notesAt, openingNote).says(200, "The note is published. editor-1, 02:08:41.", "Counting began at 00:40, an hour late.", "Results Desk")
	of := "?of=" + itoa(m.standing().Head)
	if text := editor.get(notesAt + of).form(notesAt).Get("text"); strings.TrimPrefix(text, "\n") != openingNote {
		t.Errorf("to edit: %q", text)
	}
	editor.note(notesAt+of, "Counting began at 00:41.").says(200, "The note is published.", "Stood here before", "edited by editor-1")
	of = "?of=" + itoa(m.standing().Head)
	p = editor.get(withdrawAt+of).says(200, "Withdraw this note?", "Counting began at 00:41.")
	editor.post(withdrawAt, typed(p.form(withdrawAt), map[string]string{"reason": "It was Hackney."})).
		says(200, "The note is withdrawn.", "withdrawn by editor-1, 02:08:41: It was Hackney.", "Counting began at 00:41.")
	editor.get(withdrawAt+of).says(200, "Notes: Islington North").silent("Withdraw this note?")
	if got := m.standing(); len(got.NotesStanding()) != 0 || len(got.Notes) != 2 {
		t.Errorf("notes: %+v", got.Notes)
	}
	editor.note(overviewAt, "Welsh results from 01:00.").says(200, "Notes: Overview", "The note is published.")
	editor.get("/desk/notes").says(200, "Welsh results from 01:00.").silent("No note is published.")
}

// What is wrong stands beside its field with everything typed; two editors who edit the
// same note do not overwrite each other; the same form counts once.
func TestARefusedNote(t *testing.T) {
	m := open(t)
	editor, other := m.enlist("editor-1", count.RoleEditor), m.enlist("admin", count.RoleAdministrator)
	form := editor.get(notesAt).form(notesAt)
	long := strings.Repeat("ŵ", count.MaxNoteText+1)
	for _, do := range []string{"preview", "publish"} {
		p := editor.post(notesAt, typed(form, map[string]string{"text": long, "byline": " ", "do": do})).
			says(422, "The note has 601 characters; at most 600 fit.", "The byline is empty.").silent("NOT SENT. Results")
		if kept := p.form(notesAt); strings.TrimPrefix(kept.Get("text"), "\n") != long || kept.Get("key") != form.Get("key") {
			t.Errorf("%s: what was typed is gone", do)
		}
	}
	editor.note(notesAt, openingNote).says(200, "The note is published.")
	of := "?of=" + itoa(m.standing().Head)
	mine, theirs := editor.get(notesAt+of).form(notesAt), other.get(notesAt+of).form(notesAt)
	sent := typed(theirs, map[string]string{"text": "Theirs.", "do": "publish"})
	other.post(notesAt, sent).says(200, "The note is published.")
	other.post(notesAt, sent).says(200, "The note is published.")
	p := editor.post(notesAt, typed(mine, map[string]string{"text": "Mine.", "do": "publish"})).says(409, "Not done.", "This note does not stand any more", "Theirs.")
	if kept := p.form(notesAt); strings.TrimPrefix(kept.Get("text"), "\n") != "Mine." || kept.Get("of") != "" {
		t.Errorf("what was typed is %q, in the place of %q", kept.Get("text"), kept.Get("of"))
	}
	if standing := m.standing().NotesStanding(); len(standing) != 1 || standing[0].Text != "Theirs." || len(m.standing().Notes) != 2 {
		t.Errorf("stand: %+v", standing)
	}
	m.store.fail(count.ErrStoreFull)
	p = editor.post(notesAt, typed(editor.get(notesAt).form(notesAt), map[string]string{"text": "Kept.", "do": "publish"})).says(507, "The desk’s disk is full.")
	if strings.TrimPrefix(p.form(notesAt).Get("text"), "\n") != "Kept." {
		t.Error("a full disk lost the note")
	}
}

// While the poll is open the form says that a note waits.
func TestANoteWaitsForTheClose(t *testing.T) {
	m := open(t, func(d *count.Definitions, _ *desk.Options) {
		for i := range d.Contests {
			d.Contests[i].Election.Closes = d.Contests[i].Election.Closes.Add(24 * time.Hour)
		}
	})
	editor := m.enlist("editor-1", count.RoleEditor)
	for _, at := range []string{notesAt, overviewAt} {
		editor.get(at).says(200, "The poll is open. A note waits until it closes at 22:00 BST; until then only editors see it.")
		editor.note(at, openingNote).says(200, "The note is stored. It is published when the poll closes.", "waits for the close of the poll")
	}
}

// An editor of one contest writes there and nowhere else, sees no count, and whoever
// counts writes no notes: each try is refused on record and nothing is stored.
func TestWhoWritesNotes(t *testing.T) {
	m := open(t).counted()
	must(t, m.store.Account(t.Context(), func(tx account.Tx) error {
		return tx.PutOfficer(account.Officer{ID: "editor-1", Role: count.RoleEditor, Contests: []string{"islington-north"}}, m.now)
	}))
	editor := m.as("editor-1")
	editor.get("/desk/notes").says(200, "Islington North").silent("Hackney", ">Overview<")
	form := map[string][]string{"key": {"k"}, "text": {"A note."}, "byline": {"Results Desk"}, "do": {"publish"}}
	before := m.standing().Head
	for _, c := range []struct{ officer, path string }{
		{"editor-1", overviewAt}, {"editor-1", hackney + "/editors-notes"}, {"editor-1", hackney + "/withdraw-note"}, {"editor-1", sheetPath},
		{"officer-1", notesAt}, {"clerk", notesAt}, {"clerk", overviewAt}, {"clerk", withdrawAt},
	} {
		earlier := m.refusals(c.officer)
		m.as(c.officer).post(c.path, form).says(403, "You may not do this.")
		if m.refusals(c.officer) != earlier+1 {
			t.Errorf("%s at %s is not on record", c.officer, c.path)
		}
	}
	for _, path := range []string{islington, sheetPath, islington + "/print/provisional", "/desk/live/islington-north", "/desk/audit", "/desk/officers"} {
		if p := editor.get(path); p.status != http.StatusForbidden && p.status != http.StatusNotFound || strings.Contains(p.body, "24,120") {
			t.Errorf("an editor at %s: %d", path, p.status)
		}
	}
	editor.get("/desk/board").says(200).silent("Islington", "24,120")
	m.as("clerk").get("/desk/").silent("Notes")
	if m.standing().Head != before {
		t.Error("a note was stored")
	}
}
