package count_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

func editor() count.Officer { return count.Officer{ID: "editor-1", Role: count.RoleEditor} }

// noting is a note that nothing is wrong with.
func (h *hall) noting(contest, text string) count.Noting {
	return count.Noting{Contest: contest, Key: h.key(), Byline: "Results Desk", Text: text}
}

func (h *hall) noted(contest, text string) int64 {
	h.t.Helper()
	return h.accepted(h.desk.Note(h.t.Context(), editor(), h.noting(contest, text))).Seq
}

// places are the notes that stand, by contest; the overview is "".
func (h *hall) places(by count.Officer) map[string][]string {
	h.t.Helper()
	all, err := h.desk.NotePlaces(h.t.Context(), by)
	if err != nil {
		h.t.Fatal(err)
	}
	texts := map[string][]string{}
	for _, p := range all {
		id := ""
		if p.Contest != nil {
			id = p.Contest.ID
		}
		texts[id] = []string{}
		for _, n := range p.Notes {
			if n.Ended == nil {
				texts[id] = append(texts[id], n.Text)
			}
		}
	}
	return texts
}

// A note stands, gives way to a better one in its place, and comes down; nothing of it
// is lost, and no figure, stage or open form is touched.
func TestANote(t *testing.T) {
	h := openHall(t, islingtonNorth())
	before := h.standing()
	first := h.noted("islington-north", "Counting began late.")
	h.noted("islington-north", "The hall has power again.")
	n := h.noting("islington-north", "Counting began at 00:40,\r\nan hour late.  ")
	n.Replaces = first
	second := h.accepted(h.desk.Note(t.Context(), editor(), n)).Seq
	got := h.standing()
	if standing := got.NotesStanding(); len(standing) != 2 || standing[0].Text != "Counting began at 00:40,\nan hour late." || standing[0].Replaces != first || standing[0].Officer != "editor-1" {
		t.Errorf("stand: %+v", standing)
	}
	if got.Moved != before.Moved || got.Stage() != before.Stage() || len(got.Events) != len(before.Events) || !got.LastIsNote() {
		t.Errorf("a note moved the count: %d, %s", got.Moved, got.Stage())
	}
	h.now = h.now.Add(time.Minute)
	h.accepted(h.desk.WithdrawNote(t.Context(), administrator(), count.NoteTaking{Contest: "islington-north", Key: h.key(), Note: second, Reason: "It was another hall."}))
	all := h.standing().Notes
	if len(all) != 3 || all[0].Ended == nil || all[0].Ended.By != second || all[1].Ended == nil || all[1].Ended.Reason != "It was another hall." || all[1].Ended.Officer != "administrator" || all[2].Ended != nil {
		t.Errorf("history: %+v", all)
	}
	if h.standing().NotesStanding()[0].Text != "The hall has power again." || got.NotesStanding()[0].Text != "Counting began at 00:40,\nan hour late." {
		t.Error("an earlier standing was changed")
	}
}

// Notes on the overview are of no contest, and nothing else can be done there.
func TestANoteOnTheOverview(t *testing.T) {
	h := openHall(t, islingtonNorth())
	seq := h.noted(count.Overview, "Welsh results from 01:00.")
	if got := h.places(editor()); len(got) != 2 || len(got[""]) != 1 || len(got["islington-north"]) != 0 {
		t.Errorf("places: %v", got)
	}
	one := count.Officer{ID: "editor-2", Role: count.RoleEditor, Contests: []string{"islington-north"}}
	if got := h.places(one); len(got) != 1 || got[""] != nil {
		t.Errorf("an editor of one contest may note %v", got)
	}
	if _, err := h.desk.WithdrawNote(t.Context(), one, count.NoteTaking{Key: h.key(), Note: seq}); !errors.Is(err, count.ErrForbidden) {
		t.Errorf("an editor of one contest withdraws from the overview: %v", err)
	}
	_, err := h.desk.WithdrawNote(t.Context(), editor(), count.NoteTaking{Contest: "islington-north", Key: h.key(), Note: seq})
	wantCode(t, "the overview's note from a contest", err, count.E11)
	if _, err := h.desk.Sign(t.Context(), clerk(), count.Move{Key: h.key()}); !errors.Is(err, count.ErrNotFound) {
		t.Errorf("a statement is signed on the overview: %v", err)
	}
	if _, err := h.desk.Count(t.Context(), clerk(), count.Overview); !errors.Is(err, count.ErrNotFound) {
		t.Errorf("the overview as a count: %v", err)
	}
	if _, err := h.desk.NotePlaces(t.Context(), clerk()); !errors.Is(err, count.ErrForbidden) {
		t.Errorf("a clerk sees where notes go: %v", err)
	}
}

// The same form counts once, another text under its key not at all; of two editors who
// replace the same note one does.
func TestANoteOnce(t *testing.T) {
	h := openHall(t, islingtonNorth())
	for _, contest := range []string{"islington-north", count.Overview} {
		n := h.noting(contest, "A note.")
		first := h.accepted(h.desk.Note(t.Context(), editor(), n))
		if again, err := h.desk.Note(t.Context(), editor(), n); err != nil || !again.Repeated || again.Seq != first.Seq {
			t.Errorf("sent again: %+v, %v", again, err)
		}
		n.Text = "Another."
		_, err := h.desk.Note(t.Context(), editor(), n)
		wantCode(t, "another text under the same key", err, count.E12)
		_, err = h.desk.Note(t.Context(), editor(), h.noting(contest, " A note. "))
		wantCode(t, "the same note twice", err, count.E12)
		for range 2 {
			n = h.noting(contest, "A better note.")
			n.Replaces = first.Seq
			_, err = h.desk.Note(t.Context(), editor(), n)
		}
		wantCode(t, "a note that gave way already", err, count.E11)
		h.noted(contest, "Two.")
		h.noted(contest, "Three.")
		_, err = h.desk.Note(t.Context(), editor(), h.noting(contest, "Four."))
		wantCode(t, "a fourth note", err, count.E12)
	}
}

// What a reader could not read, or would be misled by, is refused, with its field.
func TestWhatANoteMayHold(t *testing.T) {
	long := strings.Repeat("ŵ", count.MaxNoteText)
	for text, wrong := range map[string]bool{
		long: false, long + "x": true, "": true, " \n\t ": true, "\u200b": true, "\u0301": true, "a\x00b": true, "\x1b[31mred": true,
		"lost \ufffd": true, "\xff": true, "abc\u202egnp.exe": true, "\u2067x\u2069": true, "\ufeffx": true, "tag\U000e0041": true,
		"Z\u0300\u0301\u0302\u0303\u0304": true, "é e\u0301 ệ e\u0323\u0302": false, "خبر عاجل": false, "<script>alert(1)</script>": false, "=1+1": false, "👩\u200d💻": false,
		strings.Repeat("x\n", count.MaxNoteLines): false, strings.Repeat("x\n", count.MaxNoteLines+1): true,
	} {
		if _, findings := count.CheckNote("Results Desk", text); len(findings) > 0 != wrong || wrong && findings[0].Field != count.FieldNoteText {
			t.Errorf("%+q: %v; wrong: %v", text, findings, wrong)
		}
		if len(text) <= count.MaxByline && !strings.Contains(text, "x\nx") {
			if _, findings := count.CheckNote(text, "A note."); len(findings) > 0 != wrong || wrong && findings[0].Field != count.FieldByline {
				t.Errorf("byline %+q: %v; wrong: %v", text, findings, wrong)
			}
		}
	}
	if n, _ := count.CheckNote(" Results \n Desk ", "One.\r\n\r\n\r\n\r\nTwo.\u2029Three.\rFour."); n.Byline != "Results Desk" || n.Text != "One.\n\nTwo.\n\nThree.\nFour." {
		t.Errorf("read as %+v", n)
	}
}
