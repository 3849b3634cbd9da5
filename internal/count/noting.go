package count

import (
	"context"
	"fmt"
	"strings"
)

// Noting is a note as an editor typed it.
type Noting struct {
	Contest  string // Overview where it is on no contest
	Key      string
	Byline   string
	Text     string
	Replaces int64 // Seq of a note that stands there and gives way; 0 for none
}

// Note publishes an editor's note. On the overview, and on a contest at any stage; what
// is written while the poll is open is published when it closes. Errors are a
// *CheckError, a *ConflictError where what it replaces does not stand any more,
// ErrForbidden and ErrNotFound.
func (d *Desk) Note(ctx context.Context, by Officer, n Noting) (Receipt, error) {
	attempt := Attempt{Kind: KindNoted, Contest: n.Contest, Key: n.Key}
	said := digest(KindNoted, n.Contest, "", nil, n.Byline, n.Text, fmt.Sprint(n.Replaces))
	return d.submit(ctx, by, attempt, said, func(s *submission, standing *Standing) error {
		body, findings := CheckNote(n.Byline, n.Text)
		body.Replaces = n.Replaces
		_, stands := standing.note(n.Replaces)
		switch {
		case n.Replaces != 0 && !stands:
			return s.refuse(noteGone(standing))
		case n.Replaces == 0 && len(standing.NotesStanding()) >= MaxNotes:
			findings = append(findings, Finding{Code: E12, Field: FieldNoteText, Title: fmt.Sprintf("There are %d notes here already.", MaxNotes), Text: "Replace one of them, or withdraw one first."})
		}
		for _, other := range standing.NotesStanding() {
			if other.Text == body.Text && other.Byline == body.Byline {
				findings = append(findings, Finding{Code: E12, Field: FieldNoteText, Title: "The same note is published here already."})
			}
		}
		if len(findings) > 0 {
			return s.refuse(&CheckError{findings})
		}
		return s.accept(standing, "", OwnAuthority, body)
	})
}

// NoteTaking is a withdrawal of a note.
type NoteTaking struct {
	Contest string // Overview where it is on no contest
	Key     string
	Note    int64  // its Seq
	Reason  string // for the record; may be empty
}

// WithdrawNote takes a note down. Whoever may write one there may do that, also with
// another's. Errors are those of Note.
func (d *Desk) WithdrawNote(ctx context.Context, by Officer, w NoteTaking) (Receipt, error) {
	attempt := Attempt{Kind: KindNoteWithdrawn, Contest: w.Contest, Key: w.Key}
	said := digest(KindNoteWithdrawn, w.Contest, "", nil, fmt.Sprint(w.Note), w.Reason)
	return d.submit(ctx, by, attempt, said, func(s *submission, standing *Standing) error {
		if _, stands := standing.note(w.Note); !stands {
			return s.refuse(noteGone(standing))
		}
		return s.accept(standing, "", OwnAuthority, NoteWithdrawn{w.Note, clipped(strings.TrimSpace(w.Reason), longestReason)})
	})
}

func noteGone(standing *Standing) error {
	return &ConflictError{Code: E11, Standing: standing, Message: "This note does not stand any more: somebody replaced or withdrew it."}
}
