package sqlite

import (
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"resultsdesk"
	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
)

// Rows of ledger, published bulletins and audit are only ever added, also by a
// replace, which would slip past triggers without recursive_triggers.
func TestRowsAreOnlyAdded(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	counted(t, s)
	if err := s.Work(t.Context(), func(tx draft.Tx) error {
		_, err := tx.AddPhoto(draft.Photo{Contest: "islington-north", Unit: "mini-1", Officer: "officer-1", At: night, Width: 1, Height: 1, JPEG: []byte("x")})
		_, noted := tx.AddNote(draft.Note{Contest: "islington-north", Officer: "officer-1", At: night, Text: "x"})
		return errors.Join(err, noted)
	}); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{
		"UPDATE entered_vote SET votes = votes + 1",
		"DELETE FROM act WHERE seq = 3",
		"INSERT OR REPLACE INTO entered_vote (seq, contest, version, candidate, votes) SELECT seq, contest, version, candidate, 0 FROM entered_vote",
		"INSERT OR REPLACE INTO verified (seq, kind, papers, reason) SELECT seq, kind, 0, '' FROM verified",
		"UPDATE audit SET outcome = 'accepted'",
		"UPDATE candidate SET surname = 'X'",
		"DELETE FROM officer",
		"UPDATE note SET text = 'X'",
		"DELETE FROM photo",
		"INSERT INTO act (seq, contest, version, round, kind, officer, authority, at, key, digest) VALUES (99, 'islington-north', 1, 0, 'defined', 'desk', '', 0, 'k', '')",
		"INSERT INTO act (seq, contest, version, unit, round, kind, officer, authority, at, key, digest) SELECT max(seq) + 1, 'islington-north', 1, 'mini-1', 0, 'entered', 'officer-1', '', 0, 'late', '' FROM act",
		"INSERT INTO entered_vote (seq, contest, version, candidate, votes) SELECT min(seq), 'islington-north', 1, 'nobody', 1 FROM entered",
	} {
		if _, err := s.conn.ExecContext(t.Context(), q); err == nil {
			t.Errorf("was not refused: %s", q)
		}
	}
}

func TestEveryTableOfRecordsHasItsTriggers(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	working := map[string]bool{"officer": true, "officer_contest": true, "session": true, "feed_position": true,
		"invitation": true, "draft": true, "draft_field": true,
		"authenticator_offer": true, "authenticator": true, "recovery_code": true, "passkey": true}
	rows, err := s.conn.QueryContext(t.Context(), `SELECT m.name, (SELECT count(*) FROM sqlite_schema t WHERE t.type = 'trigger' AND t.tbl_name = m.name AND (t.name LIKE '%_no_update' OR t.name LIKE '%_no_delete'))
		FROM sqlite_schema m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var table string
		var triggers int
		if err := rows.Scan(&table, &triggers); err != nil {
			t.Fatal(err)
		}
		if !working[table] && triggers != 2 {
			t.Errorf("%s has %d of 2 triggers that keep its rows", table, triggers)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

func TestRejectionHeadsAreThoseOfTheRules(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	var heads []count.Head
	rows, err := s.conn.QueryContext(t.Context(), "SELECT id, label FROM rejection_head WHERE type = 'uk-parliament'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var h count.Head
		if err := rows.Scan(&h.ID, &h.Label); err != nil {
			t.Fatal(err)
		}
		heads = append(heads, h)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, h := range count.UKParliament.Heads() {
		if !slices.Contains(heads, h) {
			t.Errorf("schema.sql lacks %+v", h)
		}
	}
	if len(heads) != len(count.UKParliament.Heads()) {
		t.Errorf("schema.sql has %d heads, the rules %d", len(heads), len(count.UKParliament.Heads()))
	}
}

// Every table and every column of schema.sql says what it means.
func TestSchemaIsADictionary(t *testing.T) {
	column := regexp.MustCompile(`^  [a-z_0-9]+ +(TEXT|INTEGER|BLOB)\b`)
	inTable, before, columns := false, "", 0
	for n, line := range strings.Split(resultsdesk.Schema, "\n") {
		switch {
		case strings.HasPrefix(line, "CREATE TABLE "):
			inTable = true
			if !strings.HasPrefix(before, "--") {
				t.Errorf("line %d: %s has no comment", n+1, line)
			}
		case strings.HasPrefix(line, ")"):
			inTable = false
		case inTable && column.MatchString(line):
			columns++
			if !strings.Contains(line, "-- ") {
				t.Errorf("line %d: the column has no comment: %s", n+1, line)
			}
		}
		before = line
	}
	if columns < 100 {
		t.Errorf("found %d columns; is the schema written otherwise?", columns)
	}
}
