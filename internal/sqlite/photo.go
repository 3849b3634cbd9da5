package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"resultsdesk/internal/draft"
)

// Photo reads a photograph; see draft.Store.
func (s *Store) Photo(ctx context.Context, id int64) (p draft.Photo, err error) {
	err = s.view(ctx, func(d db) error {
		var at int64
		err := d.one(selectPhoto, []any{&p.ID, &p.Contest, &p.Unit, &p.Officer, &at, &p.Width, &p.Height, &p.JPEG}, id)
		p.At = fromMillis(at)
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = draft.ErrNotFound
	}
	return p, err
}

// Photos lists photographs of a unit; see draft.Store.
func (s *Store) Photos(ctx context.Context, contest, unit string) (all []draft.Photo, err error) {
	err = s.view(ctx, func(d db) error {
		return d.each(selectPhotos, func(row scanner) error {
			var p draft.Photo
			var at int64
			err := row.Scan(&p.ID, &p.Contest, &p.Unit, &p.Officer, &at, &p.Width, &p.Height)
			p.At = fromMillis(at)
			all = append(all, p)
			return err
		}, contest, unit)
	})
	return all, err
}

// AddPhoto keeps a photograph; see draft.Tx.
func (t *tx) AddPhoto(p draft.Photo) (id int64, err error) {
	if err := t.exec(insertPhoto, p.Contest, p.Unit, p.Officer, millis(p.At), p.JPEG, p.Width, p.Height); err != nil {
		return 0, err
	}
	err = t.one(selectLastID, []any{&id})
	return id, err
}

// Notes reads notes; see draft.Store.
func (s *Store) Notes(ctx context.Context, contest string, most int) (all []draft.Note, err error) {
	err = s.view(ctx, func(d db) error {
		return d.each(selectNotes, func(row scanner) error {
			var n draft.Note
			var at int64
			err := row.Scan(&n.ID, &n.Contest, &n.Officer, &at, &n.Text)
			n.At = fromMillis(at)
			all = append(all, n)
			return err
		}, contest, most)
	})
	return all, err
}

// AddNote keeps a note; see draft.Tx.
func (t *tx) AddNote(n draft.Note) (id int64, err error) {
	if err := t.exec(insertNote, n.Contest, n.Officer, millis(n.At), n.Text); err != nil {
		return 0, err
	}
	err = t.one(selectLastID, []any{&id})
	return id, err
}
