package account

import (
	"context"
	"errors"
	"fmt"

	"resultsdesk/internal/count"
)

// Why an administrator is refused.
var (
	ErrSelf              = errors.New("nobody disables themself")
	ErrLastAdministrator = errors.New("the last administrator cannot be disabled")
)

// MayAdminister tells whether an officer may look after officers: an administrator,
// and the desk itself, whose commands are typed where the file is.
func MayAdminister(by count.Officer) bool {
	return by.Role == count.RoleAdministrator || by.Role == count.RoleDesk
}

// administer does something to an officer and puts it on record, with who did it. To
// their own sessions everybody may; count.ErrForbidden. A refusal of fn is put on
// record too; fn has written nothing then.
func (b *Book) administer(ctx context.Context, by count.Officer, kind count.Kind, officer, what string, fn func(Tx) (more string, err error)) error {
	var refused error
	err := b.store.Account(ctx, func(tx Tx) error {
		var more string
		var err error
		if MayAdminister(by) || kind == KindSession && officer == by.ID {
			more, err = fn(tx)
		} else {
			err = count.ErrForbidden
		}
		outcome, detail := count.Accepted, officer+" "+what+more
		switch {
		case errors.Is(err, count.ErrForbidden), errors.Is(err, ErrSelf), errors.Is(err, ErrLastAdministrator):
			refused, outcome, detail = err, count.Refused, detail+": "+err.Error()
		case err != nil:
			return err
		}
		return tx.Audit(b.attempt(by.ID, by.From, kind, outcome, detail))
	})
	return errors.Join(refused, err)
}

// Disable keeps an officer out and ends the officer's sessions and invitations. Officers are never
// deleted: acts name them. The error is count.ErrForbidden, ErrSelf or
// ErrLastAdministrator.
func (b *Book) Disable(ctx context.Context, id string) error {
	return b.able(ctx, id, false)
}

// Enable lets a disabled officer in again; count.ErrForbidden.
func (b *Book) Enable(ctx context.Context, id string) error {
	return b.able(ctx, id, true)
}

func (b *Book) able(ctx context.Context, id string, able bool) error {
	if _, err := b.person(ctx, id); err != nil {
		return err
	}
	what := map[bool]string{true: "enabled", false: "disabled"}[able]
	return b.administer(ctx, b.by, KindOfficer, id, what, func(tx Tx) (more string, err error) {
		o, err := tx.Officer(id) // again: two administrators may come at once
		if err != nil {
			return "", err
		}
		if !able && id == b.by.ID {
			return "", ErrSelf
		}
		if !able && !o.Disabled && o.Role == count.RoleAdministrator {
			if n, err := tx.Administrators(); err != nil || n < 2 {
				return "", errors.Join(err, ErrLastAdministrator)
			}
		}
		now := b.wall()
		o.Disabled = !able
		ended, err := b.endSessions(tx, o.ID, now)
		if ended > 0 {
			more = fmt.Sprintf("; sessions ended: %d", ended)
		}
		return more, errors.Join(err, tx.DropInvitations(id), tx.PutOfficer(o, now))
	})
}
