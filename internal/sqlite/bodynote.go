package sqlite

import "resultsdesk/internal/count"

const (
	selectNoted         = `SELECT byline, text, ifnull(replaces, 0) FROM noted WHERE seq = ?`
	selectNoteWithdrawn = `SELECT note, reason FROM note_withdrawn WHERE seq = ?`
	insertNoted         = `INSERT INTO noted (seq, kind, byline, text, replaces) VALUES (?, 'noted', ?, ?, nullif(?, 0))`
	insertNoteWithdrawn = `INSERT INTO note_withdrawn (seq, kind, note, reason) VALUES (?, 'note-withdrawn', ?, ?)`
)

func bodyNoteStatements() []string {
	return []string{selectNoted, selectNoteWithdrawn, insertNoted, insertNoteWithdrawn}
}

func (d db) noted(seq int64) (count.Body, error) {
	var b count.Noted
	err := d.one(selectNoted, []any{&b.Byline, &b.Text, &b.Replaces}, seq)
	return b, err
}

func (d db) noteWithdrawn(seq int64) (count.Body, error) {
	var b count.NoteWithdrawn
	err := d.one(selectNoteWithdrawn, []any{&b.Note, &b.Reason}, seq)
	return b, err
}
