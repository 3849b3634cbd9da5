package draft

import (
	"context"
	"time"
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
	// DropDraft forgets a draft; no error where there is none.
	DropDraft(officer, contest, form string) error
	AddPhoto(Photo) (id int64, err error)
	AddNote(Note) error
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
