package account

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"resultsdesk/internal/count"
)

// Add adds an officer. The error says in words what is wrong with id, role or
// passphrase.
func (b *Book) Add(ctx context.Context, o Officer, passphrase string) error {
	if !regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,63}$`).MatchString(o.ID) {
		return fmt.Errorf("%q cannot be a sign-in name: use 2 to 64 small letters, digits, dots and dashes", o.ID)
	}
	if !slices.Contains(count.Roles(), o.Role) {
		return fmt.Errorf("%q is not a role; the roles are %v", o.Role, count.Roles())
	}
	if _, err := b.store.Officer(ctx, o.ID); err == nil {
		return fmt.Errorf("there is an officer %q already", o.ID)
	} else if !errors.Is(err, ErrNotFound) {
		return err
	}
	return b.put(ctx, o, passphrase, "added")
}

// SetPassphrase gives an officer a new passphrase and ends the officer's sessions.
func (b *Book) SetPassphrase(ctx context.Context, id, passphrase string) error {
	o, err := b.person(ctx, id)
	if err != nil {
		return err
	}
	return b.put(ctx, o, passphrase, "passphrase set")
}

// Assign gives an officer other contests; none means every contest.
func (b *Book) Assign(ctx context.Context, id string, contests []string) error {
	o, err := b.person(ctx, id)
	if err != nil {
		return err
	}
	o.Contests = contests
	return b.write(ctx, o, "assigned")
}

// Officers are all people on the desk, by id; the desk itself is not among them.
func (b *Book) Officers(ctx context.Context) ([]Officer, error) {
	all, err := b.store.Officers(ctx)
	return slices.DeleteFunc(all, func(o Officer) bool { return o.Role == count.RoleDesk }), err
}

func (b *Book) person(ctx context.Context, id string) (Officer, error) {
	o, err := b.store.Officer(ctx, id)
	if err == nil && o.Role == count.RoleDesk {
		err = ErrNotFound
	}
	if err != nil {
		return o, fmt.Errorf("%s: %w", id, err)
	}
	return o, nil
}

func (b *Book) put(ctx context.Context, o Officer, passphrase, what string) error {
	if err := b.fits(ctx, o, passphrase); err != nil {
		return err
	}
	o.Passphrase = hashPassphrase(passphrase)
	return b.write(ctx, o, what)
}

func (b *Book) write(ctx context.Context, o Officer, what string) error {
	return b.store.Account(ctx, func(tx Tx) error {
		if err := tx.PutOfficer(o, b.wall()); err != nil {
			return err
		}
		if err := tx.EndSessions(o.ID, b.wall().Add(-SessionLength)); err != nil {
			return err
		}
		return tx.Audit(b.attempt(count.DeskOfficer().ID, "", KindOfficer, count.Accepted, o.ID+" "+what))
	})
}
