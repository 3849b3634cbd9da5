package sqlite

import (
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// noted leaves notes on Islington North and on the overview: one that stands, one that
// was edited and one that was withdrawn.
func noted(t *testing.T, s *Store) {
	t.Helper()
	editor := count.Officer{ID: "editor-1", Role: count.RoleEditor}
	if err := account.NewBook(s, wall, account.SecondNobody).Add(t.Context(), account.Officer{ID: editor.ID, Role: editor.Role}, "correct horse battery staple"); err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{"islington-north", count.Overview} {
		var last int64
		for _, text := range []string{"One\nline, “é”.", "Two.", "Three."} {
			n := count.Noting{Contest: place, Key: text, Byline: "Results Desk", Text: text}
			if text == "Two." {
				n.Replaces = last
			}
			r, err := desk(s).Note(t.Context(), editor, n)
			if err != nil {
				t.Fatal(err)
			}
			last = r.Seq
		}
		if _, err := desk(s).WithdrawNote(t.Context(), editor, count.NoteTaking{Contest: place, Key: "w", Note: last, Reason: "wrong hall"}); err != nil {
			t.Fatal(err)
		}
	}
}

// Notes on a contest and on the overview are read as they were written, by another
// start too; the overview is no contest.
func TestNotesAreReadAsWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	s := open(t, path)
	counted(t, s)
	noted(t, s)
	want := map[string]*count.Standing{}
	for _, place := range []string{"islington-north", count.Overview} {
		want[place] = s.memory.folded[place]
	}
	s.Close()
	s = open(t, path)
	for place, w := range want {
		got, err := s.Standing(t.Context(), place)
		if err != nil || !reflect.DeepEqual(got, w) || len(got.Notes) != 3 || len(got.NotesStanding()) != 1 || got.NotesStanding()[0].Text != "Two." {
			t.Errorf("%q: read again %+v, %v", place, got, err)
		}
	}
	if all, err := s.Standings(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%d contests, %v; want the one", len(all), err)
	}
	editor := count.Officer{ID: "editor-1", Role: count.RoleEditor}
	if r, err := desk(s).Note(t.Context(), editor, count.Noting{Key: "Two.", Byline: "Results Desk", Text: "Two.", Replaces: want[""].Notes[0].Seq}); err != nil || !r.Repeated {
		t.Errorf("the same form after a restart: %+v, %v", r, err)
	}
}

// The file itself refuses a note that does not stand there, and an act without a
// contest that is not about a note.
func TestTheFileKeepsNotesInPlace(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	counted(t, s)
	noted(t, s)
	here, front := s.memory.folded["islington-north"].Notes, s.memory.folded[count.Overview].Notes
	act := func(contest, kind string) string {
		return "INSERT INTO act (seq, contest, version, round, kind, officer, authority, at, key, digest) SELECT max(seq) + 1, " + contest + ", '" + kind + "', 'editor-1', '', 0, 'late', '' FROM act"
	}
	seq := func(n count.Note) string {
		return "(SELECT seq FROM noted WHERE seq = " + strconv.FormatInt(n.Seq, 10) + ")"
	}
	for what, q := range map[string][]string{
		"a sheet on the overview":        {act("NULL, NULL, 0", "entered")},
		"a version without a contest":    {act("NULL, 1, 0", "noted")},
		"a note of too many characters":  {act("NULL, NULL, 0", "noted"), "INSERT INTO noted SELECT max(seq), 'noted', 'x', '" + strings.Repeat("ŵ", 601) + "', NULL FROM act"},
		"the overview's, on a contest":   {act("'islington-north', 1, 0", "noted"), "INSERT INTO noted SELECT max(seq), 'noted', 'x', 'x', " + seq(front[1]) + " FROM act"},
		"one that gave way":              {act("'islington-north', 1, 0", "noted"), "INSERT INTO noted SELECT max(seq), 'noted', 'x', 'x', " + seq(here[0]) + " FROM act"},
		"one that was withdrawn, again":  {act("'islington-north', 1, 0", "note-withdrawn"), "INSERT INTO note_withdrawn SELECT max(seq), 'note-withdrawn', " + seq(here[2]) + ", '' FROM act"},
		"a contest's, from the overview": {act("NULL, NULL, 0", "note-withdrawn"), "INSERT INTO note_withdrawn SELECT max(seq), 'note-withdrawn', " + seq(here[1]) + ", '' FROM act"},
	} {
		var err error
		for i, statement := range append([]string{"SAVEPOINT x"}, q...) {
			if _, err = s.conn.ExecContext(t.Context(), statement); err != nil && i < len(q) {
				t.Fatalf("%s: %v", what, err)
			}
		}
		if err == nil {
			t.Errorf("was not refused: %s", what)
		}
		if _, err := s.conn.ExecContext(t.Context(), "ROLLBACK TO x; RELEASE x"); err != nil {
			t.Fatal(err)
		}
	}
}
