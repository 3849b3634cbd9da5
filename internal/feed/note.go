package feed

import (
	"slices"
	"time"

	"resultsdesk/internal/count"
)

// EditorNote is a note that an editor signed.
type EditorNote struct {
	ID       int64     `json:"id"` // of this note, over the whole desk; one that is edited gets another
	At       time.Time `json:"at"` // when it was published
	Byline   string    `json:"byline"`
	Text     string    `json:"text"`               // plain, with its line breaks; in the language it was written in
	Replaces int64     `json:"replaces,omitempty"` // note that was published before in its place
}

// notes are the notes that stand in a place whose poll closed then: what was written
// before was published at that moment.
func notes(s *count.Standing, closed time.Time, e *count.Election) []EditorNote {
	if s == nil {
		return nil
	}
	var out []EditorNote
	for _, n := range s.NotesStanding() {
		at := n.At
		if at.Before(closed) {
			at = closed
		}
		line := EditorNote{ID: n.Seq, At: inZone(at, e), Byline: n.Byline, Text: n.Text}
		seen := func(was count.Note) bool { return was.Seq == n.Replaces && was.Ended.At.After(closed) }
		if slices.ContainsFunc(s.Notes, seen) {
			line.Replaces = n.Replaces
		}
		out = append(out, line)
	}
	return out
}

// noted publishes the overview where a note on it changed; not before a poll closed.
func (s *pass) noted(a count.Act) error {
	first, before := s.firstClosed(), s.newest[OverviewTopic]
	if first == nil || before == nil {
		return nil
	}
	return s.overview(a, before.Bulletin, &first.Contest.Election)
}

// ofNote tells whether an act is about an editor's note, which moves no figure.
func ofNote(a count.Act) bool {
	return a.Body.Kind() == count.KindNoted || a.Body.Kind() == count.KindNoteWithdrawn
}

// firstClosed is the contest whose poll closed first; nil while all are open, or where
// the overview has no notes, to which alone it matters.
func (s *pass) firstClosed() (first *count.Standing) {
	if s.out[count.Overview] == nil {
		return nil
	}
	for _, c := range s.out {
		if c.Closed != nil && (first == nil || c.Closed.Before(*first.Closed)) {
			first = c
		}
	}
	return first
}
