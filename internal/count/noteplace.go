package count

import (
	"context"
	"errors"
	"slices"
)

// NotePlace is where notes can stand: the overview, or a contest. It says nothing of a
// count, so that whoever writes notes needs to see none.
type NotePlace struct {
	Contest *Contest // nil: the overview
	Closed  bool     // the poll is: notes are published as they are written
	Notes   []Note   // also those that came down, in their order

	Election *Election // nil where the desk has no contest yet
}

// NotePlaces are the places where the officer may write notes, the overview first, then
// contests by name. ErrForbidden where there can be none.
func (d *Desk) NotePlaces(ctx context.Context, by Officer) ([]NotePlace, error) {
	if !by.MayNote() {
		return nil, ErrForbidden
	}
	all, err := d.store.Standings(ctx)
	if err != nil {
		return nil, err
	}
	overview, err := d.store.Standing(ctx, Overview)
	if errors.Is(err, ErrNotFound) {
		overview, err = &Standing{}, nil
	}
	if err != nil {
		return nil, err
	}
	front, places := NotePlace{Notes: overview.Notes}, []NotePlace{}
	for _, s := range all {
		front.Closed, front.Election = front.Closed || s.Closed != nil, &s.Contest.Election
		if s.Allows(by, KindNoted) {
			places = append(places, NotePlace{s.Contest, s.Closed != nil, s.Notes, &s.Contest.Election})
		}
	}
	if overview.Allows(by, KindNoted) {
		places = append([]NotePlace{front}, places...)
	}
	return places, nil
}

// NotePlace is one of them. ErrForbidden, which goes on record, where the officer may
// write none there; ErrNotFound where there is no such contest.
func (d *Desk) NotePlace(ctx context.Context, by Officer, contest string) (NotePlace, error) {
	if !by.MayDo(KindNoted, contest) {
		return NotePlace{}, d.keptOut(ctx, by, contest)
	}
	all, err := d.NotePlaces(ctx, by)
	if err != nil {
		return NotePlace{}, err
	}
	i := slices.IndexFunc(all, func(p NotePlace) bool { return p.ID() == contest })
	if i < 0 {
		return NotePlace{}, ErrNotFound
	}
	return all[i], nil
}

// ID is the contest, or Overview.
func (p NotePlace) ID() string {
	if p.Contest == nil {
		return Overview
	}
	return p.Contest.ID
}

// Standing finds a note that stands in the place.
func (p NotePlace) Standing(seq int64) (Note, bool) {
	return (&Standing{Notes: p.Notes}).note(seq)
}
