package account

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

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
	if err := b.fits(ctx, o, passphrase); err != nil {
		return err
	}
	o.Passphrase = b.cost.hashed(passphrase)
	return b.write(ctx, o.ID, fmt.Sprintf("added as %s on %s", o.Role, contestWords(o.Contests)), func(added *Officer) { *added = o })
}

// SetPassphrase gives an officer a new passphrase and ends the officer's sessions and
// invitations.
func (b *Book) SetPassphrase(ctx context.Context, id, passphrase string) error {
	o, err := b.person(ctx, id)
	if err != nil {
		return err
	}
	if err := b.fits(ctx, o, passphrase); err != nil {
		return err
	}
	hash := b.cost.hashed(passphrase)
	return b.write(ctx, id, "passphrase set", func(o *Officer) { o.Passphrase = hash })
}

// Assign gives an officer other contests; none means every contest.
func (b *Book) Assign(ctx context.Context, id string, contests []string) error {
	if _, err := b.person(ctx, id); err != nil {
		return err
	}
	return b.write(ctx, id, "assigned to "+contestWords(contests), func(o *Officer) { o.Contests = contests })
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

// write changes an officer as the officer is at that moment, and ends what the officer
// had before: sessions, and invitations where the passphrase is another.
func (b *Book) write(ctx context.Context, id, what string, change func(*Officer)) error {
	return b.store.Account(ctx, func(tx Tx) error {
		now := b.wall()
		o, err := tx.Officer(id)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		before := o.Passphrase
		change(&o)
		if err := tx.PutOfficer(o, now); err != nil {
			return err
		}
		if o.Passphrase != before {
			if err := tx.DropInvitations(o.ID); err != nil {
				return err
			}
		}
		ended, err := b.endSessions(tx, o.ID, now)
		if err != nil {
			return err
		}
		if ended > 0 {
			what += fmt.Sprintf("; sessions ended: %d", ended)
		}
		return tx.Audit(b.attempt(b.by.ID, b.by.From, KindOfficer, count.Accepted, o.ID+" "+what))
	})
}

// contestWords say on which contests an officer works.
func contestWords(contests []string) string {
	if len(contests) == 0 {
		return "every contest"
	}
	return strings.Join(contests, ", ")
}
