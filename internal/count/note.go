package count

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
