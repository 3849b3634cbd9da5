package draft

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"resultsdesk/internal/count"
)

// Store is where drafts, photographs and notes are kept; see count.Store for Work's
// transaction.
type Store interface {
	Work(ctx context.Context, fn func(Tx) error) error
	// Draft finds a draft; ErrNotFound.
	Draft(ctx context.Context, officer, contest, form string) (Draft, error)
	Claims(ctx context.Context) ([]Claim, error)
	// Photo reads a photograph with its picture; ErrNotFound.
	Photo(ctx context.Context, id int64) (Photo, error)
	// Photos lists the photographs of a unit without their pictures, newest first.
	Photos(ctx context.Context, contest, unit string) ([]Photo, error)
	// Notes are the newest notes of a contest, newest first.
	Notes(ctx context.Context, contest string, most int) ([]Note, error)
}

// Tx changes them inside one transaction.
type Tx interface {
	// Sent tells whether an officer's submission has been accepted.
	Sent(officer, key, contest string) (bool, error)
	// PutDraft keeps a draft or replaces what is kept of it; when it began stays.
	PutDraft(Draft) error
	// DropDraft forgets a draft and tells whether there was one.
	DropDraft(officer, contest, form string) (bool, error)
	AddPhoto(Photo) (id int64, err error)
	// AddNote keeps a note and returns its number.
	AddNote(Note) (id int64, err error)
	Audit(count.Attempt) error
}

// Book keeps drafts, photographs and notes.
type Book struct {
	store Store
	wall  func() time.Time
	// decoding lets one picture be decoded at a time: one of 40 megapixels takes some
	// 160 MiB, and a hall of telephones must not stop the count.
	decoding chan struct{}
}

// NewBook makes a book on a store, with the wall clock.
func NewBook(store Store, wall func() time.Time) *Book {
	return &Book{store: store, wall: wall, decoding: make(chan struct{}, 1)}
}

// Now is the time on the clock that drafts are dated by.
func (b *Book) Now() time.Time { return b.wall() }

// Kinds of what is written into the audit. That a form was saved is not: it changes
// nothing, and happens with every pause of a typist.
const (
	KindDiscarded count.Kind = "draft" // a form was emptied by its officer
	KindPhoto     count.Kind = "photo"
	KindNote      count.Kind = "note"
)

func (b *Book) attempt(by count.Officer, kind count.Kind, contest, unit, detail string) count.Attempt {
	return count.Attempt{At: b.wall(), Officer: by.ID, From: by.From, Kind: kind, Contest: contest, Unit: unit, Outcome: count.Accepted, Detail: detail}
}

// refused writes down why something was not kept.
func (b *Book) refused(ctx context.Context, a count.Attempt, why error) error {
	a.Outcome, a.Detail = count.Refused, why.Error()
	return errors.Join(why, b.store.Work(ctx, func(tx Tx) error { return tx.Audit(a) }))
}

// kept names a record by its number and the SHA-256 of its content, so that the audit
// shows when another stands in its place.
func kept(what string, id int64, content []byte) string {
	return fmt.Sprintf("%s %d, SHA-256 %x", what, id, sha256.Sum256(content))
}
