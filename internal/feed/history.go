package feed

import (
	"time"

	"resultsdesk/internal/count"
)

// History is all that was published of a contest, newest first, on the wire.
type History struct {
	Format   string     `json:"format"`
	Topic    string     `json:"topic"`
	Epoch    int64      `json:"epoch"` // of the newest revision
	Revision int64      `json:"revision"`
	At       time.Time  `json:"at"`
	Mode     count.Mode `json:"mode"`
	Election Election   `json:"election"`

	Revisions []Revision `json:"revisions"`
}

// Revision is one bulletin of a History.
type Revision struct {
	Epoch      int64        `json:"epoch"`
	Revision   int64        `json:"revision"`
	Seq        int64        `json:"seq"`
	At         time.Time    `json:"at"`         // of the figures; of a note, where that made it
	Superseded *time.Time   `json:"superseded"` // when the next one came; null for the newest
	Stage      count.Stage  `json:"stage"`
	Assurance  Assurance    `json:"assurance"`
	Hash       string       `json:"sha256"`  // of the published bytes, in hexadecimal
	Changes    []Difference `json:"changes"` // against the one before; empty for the first
}

// HistoryOf makes it from a contest's bulletins, oldest first, of which there is one at
// least. Nothing but what was published is in it.
func HistoryOf(all []*Published) *History {
	newest := all[len(all)-1].Bulletin
	h := &History{
		Format: Format, Topic: newest.Topic, Epoch: newest.Epoch, Revision: newest.Revision, At: newest.At, Mode: newest.Mode, Election: newest.Election,
		Revisions: make([]Revision, len(all)),
	}
	for i, p := range all {
		b := p.Bulletin
		r := Revision{
			Epoch: b.Epoch, Revision: b.Revision, Seq: b.Seq, At: b.changed(), Stage: b.Stage, Assurance: b.Assurance,
			Hash: Hash(p.Bytes), Changes: []Difference{},
		}
		if i > 0 {
			r.Changes = Diff(all[i-1].Bulletin, b)
		}
		if i+1 < len(all) {
			next := all[i+1].Bulletin.changed()
			r.Superseded = &next
		}
		h.Revisions[len(all)-1-i] = r
	}
	return h
}

// changed is when what made the bulletin happened.
func (b *Bulletin) changed() time.Time {
	if b.Noted != nil {
		return *b.Noted
	}
	return b.At
}
