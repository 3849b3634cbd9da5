package draft

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"resultsdesk/internal/count"
)

// MaxNote is how many characters a note has at most.
const MaxNote = 2000

// ErrNoteEmpty and ErrNoteLong: a note says nothing, or too much.
var (
	ErrNoteEmpty = errors.New("the note is empty")
	ErrNoteLong  = errors.New("the note is longer than 2,000 characters")
)

// Note is a word for the next shift. Notes are only added.
type Note struct {
	ID      int64
	Contest string
	Officer string
	At      time.Time // wall clock
	Text    string
}

// AddNote leaves a note on a contest.
func (b *Book) AddNote(ctx context.Context, by count.Officer, contest, text string) error {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	a := b.attempt(by, KindNote, contest, "", "")
	switch {
	case !by.May(contest):
		return b.refused(ctx, a, count.ErrForbidden)
	case text == "":
		return b.refused(ctx, a, ErrNoteEmpty)
	case utf8.RuneCountInString(text) > MaxNote:
		return b.refused(ctx, a, ErrNoteLong)
	}
	return b.store.Work(ctx, func(tx Tx) error {
		id, err := tx.AddNote(Note{Contest: contest, Officer: by.ID, At: a.At, Text: text})
		if err != nil {
			return err
		}
		a.Detail = kept("note", id, []byte(text))
		return tx.Audit(a)
	})
}

// Notes are the newest notes of a contest, newest first.
func (b *Book) Notes(ctx context.Context, by count.Officer, contest string) ([]Note, error) {
	if !by.May(contest) {
		return nil, count.ErrForbidden
	}
	return b.store.Notes(ctx, contest, 50)
}
