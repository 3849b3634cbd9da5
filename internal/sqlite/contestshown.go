package sqlite

import (
	"database/sql"
	"errors"

	"resultsdesk/internal/count"
)

// shown reads where a version of a contest stands on the map, and when its declaration
// is expected.
func (d db) shown(c *count.Contest) error {
	var p count.MapPlace
	switch err := d.one(selectPlace, []any{&p.Column, &p.Row}, c.ID, c.Version); {
	case err == nil:
		c.Place = &p
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	var ms int64
	switch err := d.one(selectExpected, []any{&ms}, c.ID, c.Version); {
	case err == nil:
		at := fromMillis(ms)
		c.Expected = &at
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	return nil
}

func (t *tx) insertShown(c *count.Contest) error {
	if p := c.Place; p != nil {
		if err := t.exec(insertPlace, c.ID, c.Version, p.Column, p.Row); err != nil {
			return err
		}
	}
	if c.Expected == nil {
		return nil
	}
	return t.exec(insertExpected, c.ID, c.Version, millis(*c.Expected))
}
