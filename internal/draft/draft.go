// Package draft keeps what officers are still working on: forms as far as they are
// typed, photographs of sheets, and notes for the next shift. Nothing in it is part
// of a count: a draft becomes one only when its officer sends it.
//
// What one officer types is never given to another, because a second person must
// type without seeing the first one's figures. Others hear only that somebody types,
// since when, and how many figures are filled.
package draft

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"resultsdesk/internal/count"
)

// ErrNotFound: there is no such draft or photograph.
var ErrNotFound = errors.New("no such draft")

// ErrSent: the form was sent already; there is nothing to keep.
var ErrSent = errors.New("this form was sent already")

// ErrField: a draft names a field that no form of the desk has.
var ErrField = errors.New("a draft with a field that no form has")

// Forms of a contest that are not the sheet of a unit.
const (
	FormPapers = "papers" // verified papers
	FormTotals = "totals" // the contest's totals, typed once more

	FormReadBack = "read-back" // figures of the signed sheet, typed once more
)

// Draft is a form of one officer as far as it is typed.
type Draft struct {
	Officer string
	Contest string
	Form    string // id of a count unit, or one of the forms of a contest
	Layout  int    // of the sheet that the form showed
	Base    int64  // Seq of what the form would have replaced
	Key     string // of the submission that the form would be
	Began   time.Time
	At      time.Time // of the last keystroke that was saved; wall clock
	Fields  map[string]string
}

// Claim says that somebody is at work on a form: who, since when and how far, and
// never what.
type Claim struct {
	Officer, Contest, Form string
	Began, At              time.Time
	Filled                 int // fields with something in them
}

// prefixes are the names of fields that a form of figures may have, whole or up to
// the first dot.
func prefixes() []string {
	return []string{
		count.FieldDoubtful, count.FieldRejected, count.FieldTotal, count.FieldReason, count.FieldUnused, count.FieldInPart, count.FieldCode,
		count.FieldSource, "source-note", "votes", "entrusted", "unused-papers", "spoilt", "tendered", "explanation", "seen", "looked", "why",
	}
}

var (
	word = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$`)
	// figure is a field that counts as filled: reasons and ticks are not figures.
	figure = regexp.MustCompile(`^(votes|rejected|papers|entrusted|unused-papers|spoilt|tendered)\.|^(doubtful|rejected|papers|unused|in-part)$`)
)

// known tells whether a form can have the field.
func known(field string) bool {
	first, _, _ := strings.Cut(field, ".")
	return word.MatchString(field) && slices.Contains(prefixes(), first)
}

// Filled is how many figures of a draft have something typed in them.
func (d Draft) Filled() int {
	n := 0
	for field, text := range d.Fields {
		if figure.MatchString(field) && strings.TrimSpace(text) != "" {
			n++
		}
	}
	return n
}

// Save keeps a form as far as it is typed, in place of what was kept of it. It
// returns when it was saved. The error is ErrSent where the form has been sent
// meanwhile, ErrField for a form that is not the desk's, and count.ErrForbidden.
func (b *Book) Save(ctx context.Context, by count.Officer, d Draft) (time.Time, error) {
	if !by.May(d.Contest) {
		return time.Time{}, count.ErrForbidden
	}
	for field := range d.Fields {
		if !known(field) {
			return time.Time{}, fmt.Errorf("%w: %.60q", ErrField, field)
		}
	}
	d.Officer, d.At = by.ID, b.wall()
	return d.At, b.store.Work(ctx, func(tx Tx) error {
		sent, err := tx.Sent(d.Officer, d.Key, d.Contest)
		switch {
		case err != nil:
			return err
		case sent:
			return ErrSent
		}
		return tx.PutDraft(d)
	})
}

// Find is the officer's own draft of a form; ErrNotFound where there is none.
func (b *Book) Find(ctx context.Context, by count.Officer, contest, form string) (Draft, error) {
	if !by.May(contest) {
		return Draft{}, count.ErrForbidden
	}
	return b.store.Draft(ctx, by.ID, contest, form)
}

// Discard forgets the officer's own draft of a form, because the officer says so; no
// error where there is none.
func (b *Book) Discard(ctx context.Context, by count.Officer, contest, form string) error {
	return b.store.Work(ctx, func(tx Tx) error {
		there, err := tx.DropDraft(by.ID, contest, form)
		if err != nil || !there {
			return err
		}
		return tx.Audit(b.attempt(by, KindDiscarded, contest, "", "what was typed on the form "+form+" was discarded"))
	})
}

// Done forgets the officer's own draft of a form whose figures stand already.
func (b *Book) Done(ctx context.Context, by count.Officer, contest, form string) error {
	return b.store.Work(ctx, func(tx Tx) error {
		_, err := tx.DropDraft(by.ID, contest, form)
		return err
	})
}

// Claims are who works on what, in the contests that the officer may see.
func (b *Book) Claims(ctx context.Context, by count.Officer) ([]Claim, error) {
	all, err := b.store.Claims(ctx)
	return slices.DeleteFunc(all, func(c Claim) bool { return !by.May(c.Contest) }), err
}
