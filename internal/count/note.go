package count

import "slices"

// Overview is where acts on the overview are: on no contest. Its Standing has no
// definition, and notes alone.
const Overview = ""

// MaxNotes is how many notes may stand in one place: more would push the figures down,
// and each goes with every frame.
const MaxNotes = 3

// Noted is an editor's note for the public.
type Noted struct {
	Byline   string // who signs it, as readers see it
	Text     string // plain, with its line breaks
	Replaces int64  // Seq of the note in whose place it stands; 0 where there is none
}

// NoteWithdrawn takes an editor's note down.
type NoteWithdrawn struct {
	Note   int64  // its Seq
	Reason string // for the record, or empty
}

func (Noted) Kind() Kind         { return KindNoted }
func (NoteWithdrawn) Kind() Kind { return KindNoteWithdrawn }

// Note is an editor's note as it was published, and what became of it.
type Note struct {
	Mark
	Byline   string
	Text     string
	Replaces int64    // Seq of the note before it; 0 where there is none
	Ended    *NoteEnd // nil while it stands
}

// NoteEnd says how a note came down.
type NoteEnd struct {
	Mark
	By     int64  // Seq of the note that replaced it; 0: it was withdrawn
	Reason string // of a withdrawal, for the record, or empty
}

// NotesStanding are the notes that stand, oldest first. One that replaces another has
// its place.
func (s *Standing) NotesStanding() []Note {
	return slices.DeleteFunc(slices.Clone(s.Notes), func(n Note) bool { return n.Ended != nil })
}

// note finds a note that stands.
func (s *Standing) note(seq int64) (Note, bool) {
	i := slices.IndexFunc(s.Notes, func(n Note) bool { return n.Seq == seq && n.Ended == nil })
	if i < 0 {
		return Note{}, false
	}
	return s.Notes[i], true
}

// LastIsNote tells whether the last act was about a note: officers' pages and figures
// have nothing to do with it.
func (s *Standing) LastIsNote() bool {
	return slices.ContainsFunc(s.Notes, func(n Note) bool { return n.Seq == s.Head || n.Ended != nil && n.Ended.Seq == s.Head })
}

// noted folds the acts on notes, and tells whether the act was one. A note moves no
// figure and no stage, so Moved stays: forms that are open stay valid.
func (s *Standing) noted(mark Mark, body Body) bool {
	switch body := body.(type) {
	case Noted:
		s.endNote(body.Replaces, NoteEnd{Mark: mark, By: mark.Seq})
		at := len(s.Notes)
		if i := slices.IndexFunc(s.Notes, func(n Note) bool { return n.Seq == body.Replaces }); i >= 0 {
			at = i + 1
		}
		s.Notes = slices.Insert(slices.Clone(s.Notes), at, Note{Mark: mark, Byline: body.Byline, Text: body.Text, Replaces: body.Replaces})
	case NoteWithdrawn:
		s.endNote(body.Note, NoteEnd{Mark: mark, Reason: body.Reason})
	default:
		return false
	}
	return true
}

func (s *Standing) endNote(seq int64, end NoteEnd) {
	s.Notes = slices.Clone(s.Notes) // earlier standings hold it
	for i := range s.Notes {
		if s.Notes[i].Seq == seq {
			s.Notes[i].Ended = &end
		}
	}
}
