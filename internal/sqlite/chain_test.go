package sqlite

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/internal/chain"
)

// Whatever is changed in a line, the line is named, with who did what and when.
func TestAChangedLineIsNamed(t *testing.T) {
	e := newEvidence(t)
	for _, line := range []int64{1, e.head.ID / 2, e.head.ID} {
		for column, value := range map[string]string{
			"at": "at + 1", "officer": "'officer-9'", "address": "'192.0.2.77'", "kind": "'looked'", "contest": "'tottenham'", "unit": "'mini-9'",
			"key": "key || 'x'", "outcome": "'repeated'", "detail": "detail || ' '", "seq": "ifnull(seq, 0) + 1", "ledger": "ledger + 1",
			"acts": "randomblob(32)", "prev": "randomblob(32)", "hash": "randomblob(32)",
		} {
			path := e.forged(fmt.Sprintf("UPDATE audit SET %s = %s WHERE id = %d", column, value, line))
			e.names(fmt.Sprintf("%s of line %d", column, line), path, line, "is not as it was written")
		}
	}
	path := e.forged("UPDATE audit SET outcome = 'accepted' WHERE id = " + fmt.Sprint(e.head.ID))
	e.names("who and when", path, e.head.ID, "(2024-07-04 22:30:00 UTC, officer-1, sign-in)")
}

// Who gives a changed line its own hash anew is found at the next one.
func TestAChangedLineWithItsOwnHash(t *testing.T) {
	e := newEvidence(t)
	var forged account.Record
	if _, err := ReadAudit(t.Context(), e.forged(), func(r account.Record) error {
		if r.ID == 4 {
			forged = r
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	forged.Officer = "officer-9"
	path := e.forged(fmt.Sprintf("UPDATE audit SET officer = 'officer-9', hash = x'%s' WHERE id = 4", forged.Recomputed()))
	e.names("line 4 with a hash of its own", path, 5, "does not follow line 4")
}

// Lines that are gone, moved or made up are found where they are.
func TestLinesOutOfPlace(t *testing.T) {
	e := newEvidence(t)
	last := e.head.ID
	swap := "UPDATE audit SET id = CASE id WHEN 5 THEN -6 WHEN 6 THEN -5 ELSE id END; UPDATE audit SET id = -id WHERE id < 0"
	e.names("deleted", e.forged("DELETE FROM audit WHERE id = 5"), 5, "is gone: line 6 follows line 4")
	e.names("two exchanged", e.forged(swap), 5, "is not as it was written")
	e.names("made up at the end", e.forged(fmt.Sprintf("INSERT INTO audit SELECT id + 1, at, officer, address, kind, contest, unit, key, outcome, detail, seq, ledger, acts, hash, hash FROM audit WHERE id = %d", last)), last+1, "is not as it was written")
	e.names("made up in between", e.forged("UPDATE audit SET id = id + 1000 WHERE id > 5", "INSERT INTO audit SELECT 6, at, 'officer-9', address, kind, contest, unit, key, outcome, detail, seq, ledger, acts, hash, prev FROM audit WHERE id = 5",
		"UPDATE audit SET id = id - 999 WHERE id > 1000"), 6, "is not as it was written")
	e.names("acts without their line", e.forged(fmt.Sprintf("DELETE FROM audit WHERE id > %d", last-4)), last-4, "the ledger ends with act")
}

// An end that was cut off cleanly holds together; only a head that was noted
// elsewhere shows it, also a short one from paper.
func TestACutEndNeedsAKnownHead(t *testing.T) {
	e := newEvidence(t)
	path := e.forged(fmt.Sprintf("DELETE FROM audit WHERE id > %d", e.head.ID-2))
	if _, err := VerifyAudit(t.Context(), path); err != nil {
		t.Errorf("without a head: %v", err)
	}
	noted, err := chain.ParseSeen(fmt.Sprintf("%d: %s", e.head.ID, strings.ToUpper(strings.Join(e.head.Groups()[:5], " "))))
	if err != nil {
		t.Fatal(err)
	}
	e.names("with the head", path, e.head.ID, "is gone: the audit ends with line", noted)
	if done, err := VerifyAudit(t.Context(), e.forged(), noted); err != nil || done.Head != e.head {
		t.Errorf("the file itself: %+v, %v", done, err)
	}
}

// Whoever recomputes the whole chain is found by a head that was noted elsewhere, and
// by nothing else.
func TestARecomputedChainNeedsAKnownHead(t *testing.T) {
	e := newEvidence(t)
	path := e.forged("ALTER TABLE audit RENAME TO audit_old", "CREATE TABLE audit AS SELECT * FROM audit_old WHERE 0",
		"UPDATE audit_old SET officer = 'officer-9' WHERE id = 4")
	if err := rechained(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if _, err := VerifyAudit(t.Context(), path); err != nil {
		t.Errorf("without a head: %v", err)
	}
	noted, err := chain.ParseSeen(e.head.String())
	if err != nil {
		t.Fatal(err)
	}
	e.names("with the head", path, e.head.ID, "is not the one that was noted", noted)
}

// Every stored figure and word of every act is covered: a single vote, and each column
// of each table that a night fills.
func TestAStoredFigureThatWasAlteredShows(t *testing.T) {
	e := newEvidence(t)
	path := e.forged("UPDATE entered_vote SET votes = votes + 1 WHERE candidate = '1120' AND seq = (SELECT min(seq) FROM entered)")
	var line []string
	e.rows("SELECT id || '/' || seq FROM audit WHERE kind = 'entered' ORDER BY id", path, &line)
	var id, seq int64
	fmt.Sscanf(line[0], "%d/%d", &id, &seq)
	e.names("a vote more", path, id, fmt.Sprintf("covers act %d of islington-north, which is not as it was stored", seq))
	tried := 0
	for _, p := range parts() {
		var rows []string
		if e.rows("SELECT 1 FROM "+p.table, path, &rows); len(rows) == 0 {
			continue
		}
		for _, column := range p.names() {
			tried++
			path := e.forged(fmt.Sprintf("UPDATE %s SET %s = CASE typeof(%[2]s) WHEN 'text' THEN %[2]s || 'x' ELSE ifnull(%[2]s, 0) + 1000 END", p.table, column))
			if _, err := VerifyAudit(t.Context(), path); !errors.As(err, new(*account.Broken)) && !errors.Is(err, ErrDamaged) {
				t.Errorf("%s.%s was altered: %v", p.table, column, err)
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d columns had anything in them", tried)
	}
}

// Every column of every table of definitions and ledger is covered, also one that is
// added later.
func TestNothingOfTheLedgerIsLeftOut(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	apart := map[string]string{"rejection_head": "reference", "epoch": "published", "bulletin": "published", "audit": "the chain itself", "photo": "its hash is in its line", "note": "its hash is in its line",
		"officer": "working", "officer_contest": "working", "session": "working", "invitation": "working", "draft": "working", "draft_field": "working", "feed_position": "working"}
	documented, err := os.ReadFile("../../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	covers := map[string]string{}
	for _, p := range parts() {
		covers[p.table] = strings.TrimPrefix(covers[p.table]+", "+p.columns, ", ")
		order := p.order
		if order == "seq" {
			order = ""
		}
		if row := fmt.Sprintf("| %s | `%s` | %s | %s |", cmp.Or(string(p.kind), "every"), p.table, order, p.columns); !strings.Contains(string(documented), row) {
			t.Errorf("docs/formats.md lacks %s", row)
		}
	}
	rows, err := s.read.Query(`SELECT m.name, (SELECT group_concat(name, ', ') FROM pragma_table_info(m.name)) FROM sqlite_schema m WHERE m.type = 'table'
		AND EXISTS (SELECT 1 FROM sqlite_schema t WHERE t.tbl_name = m.name AND t.name = m.name || '_no_update')`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var table, columns string
		if err := rows.Scan(&table, &columns); err != nil {
			t.Fatal(err)
		}
		sorted := func(list string) map[string]bool {
			set := map[string]bool{}
			for _, name := range strings.Split(list, ", ") {
				set[name] = true
			}
			return set
		}
		if apart[table] == "" && fmt.Sprint(sorted(columns)) != fmt.Sprint(sorted(covers[table])) {
			t.Errorf("%s has the columns %s; the audit covers %s", table, columns, covers[table])
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
