package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"resultsdesk/internal/draft"
)

const (
	selectDraft       = `SELECT layout, base, key, began_at, updated_at FROM draft WHERE officer = ? AND contest = ? AND form = ?`
	selectDraftFields = `SELECT field, text FROM draft_field WHERE officer = ? AND contest = ? AND form = ?`
	selectClaims      = `SELECT officer, contest, form, began_at, updated_at,
		(SELECT ifnull(sum(figure), 0) FROM draft_field f WHERE f.officer = d.officer AND f.contest = d.contest AND f.form = d.form)
		FROM draft d ORDER BY contest, form, began_at, officer`
	selectSent = `SELECT EXISTS (SELECT 1 FROM act WHERE officer = ? AND key = ? AND contest = ?)`

	upsertDraft = `INSERT INTO draft (officer, contest, form, layout, base, key, began_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (officer, contest, form) DO UPDATE SET layout = excluded.layout, base = excluded.base, key = excluded.key, updated_at = excluded.updated_at`
	deleteDraftFields = `DELETE FROM draft_field WHERE officer = ? AND contest = ? AND form = ?`
	insertDraftField  = `INSERT INTO draft_field (officer, contest, form, field, text, figure) VALUES (?, ?, ?, ?, ?, ?)`
	deleteDraft       = `DELETE FROM draft WHERE officer = ? AND contest = ? AND form = ? RETURNING form`

	selectPhoto  = `SELECT id, contest, unit, officer, at, width, height, jpeg FROM photo WHERE id = ?`
	selectPhotos = `SELECT id, contest, unit, officer, at, width, height FROM photo WHERE contest = ? AND unit = ? ORDER BY id DESC`
	insertPhoto  = `INSERT INTO photo (contest, unit, officer, at, jpeg, width, height) VALUES (?, ?, ?, ?, ?, ?, ?)`
	selectLastID = `SELECT last_insert_rowid()`

	selectNotes = `SELECT id, contest, officer, at, text FROM note WHERE contest = ? ORDER BY id DESC LIMIT ?`
	insertNote  = `INSERT INTO note (contest, officer, at, text) VALUES (?, ?, ?, ?)`
)

func draftStatements() []string {
	return []string{
		selectDraft, selectDraftFields, selectClaims, selectSent, upsertDraft, deleteDraftFields, insertDraftField, deleteDraft,
		selectPhoto, selectPhotos, insertPhoto, selectLastID, selectNotes, insertNote,
	}
}

// Draft finds a draft; see draft.Store.
func (s *Store) Draft(ctx context.Context, officer, contest, form string) (dr draft.Draft, err error) {
	dr = draft.Draft{Officer: officer, Contest: contest, Form: form, Fields: map[string]string{}}
	err = s.view(ctx, func(d db) error {
		var began, at int64
		err := d.one(selectDraft, []any{&dr.Layout, &dr.Base, &dr.Key, &began, &at}, officer, contest, form)
		if errors.Is(err, sql.ErrNoRows) {
			return draft.ErrNotFound
		}
		if err != nil {
			return err
		}
		dr.Began, dr.At = fromMillis(began), fromMillis(at)
		return d.each(selectDraftFields, func(row scanner) error {
			var field, text string
			err := row.Scan(&field, &text)
			dr.Fields[field] = text
			return err
		}, officer, contest, form)
	})
	return dr, err
}

// Claims are all drafts without what is typed in them; see draft.Store.
func (s *Store) Claims(ctx context.Context) (all []draft.Claim, err error) {
	err = s.view(ctx, func(d db) error {
		return d.each(selectClaims, func(row scanner) error {
			var c draft.Claim
			var began, at int64
			err := row.Scan(&c.Officer, &c.Contest, &c.Form, &began, &at, &c.Filled)
			c.Began, c.At = fromMillis(began), fromMillis(at)
			all = append(all, c)
			return err
		})
	})
	return all, err
}

// Sent tells whether a submission was accepted; see draft.Tx.
func (t *tx) Sent(officer, key, contest string) (sent bool, err error) {
	err = t.one(selectSent, []any{&sent}, officer, key, contest)
	return sent, err
}

// PutDraft keeps a draft; see draft.Tx.
func (t *tx) PutDraft(d draft.Draft) error {
	if err := t.exec(upsertDraft, d.Officer, d.Contest, d.Form, d.Layout, d.Base, d.Key, millis(d.At), millis(d.At)); err != nil {
		return err
	}
	if err := t.exec(deleteDraftFields, d.Officer, d.Contest, d.Form); err != nil {
		return err
	}
	for field, text := range d.Fields {
		one := draft.Draft{Fields: map[string]string{field: text}}
		if err := t.exec(insertDraftField, d.Officer, d.Contest, d.Form, field, text, one.Filled()); err != nil {
			return err
		}
	}
	return nil
}

// DropDraft forgets a draft; see draft.Tx.
func (t *tx) DropDraft(officer, contest, form string) (bool, error) {
	dropped, err := t.words(deleteDraft, officer, contest, form)
	return len(dropped) > 0, err
}
