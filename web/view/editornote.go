package view

import "time"

// EditorNote is a note that an editor signed. Its text is never translated.
type EditorNote struct {
	Key    string
	Lines  []string
	Byline string
	At     time.Time // in the zone that it is read in
	Later  bool      // on another day than the night of the poll: the day is named
	Edited bool
}
