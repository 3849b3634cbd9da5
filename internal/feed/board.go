package feed

import (
	"cmp"
	"slices"
	"sync"
)

// Published is a bulletin with its canonical bytes.
type Published struct {
	Bulletin *Bulletin
	Bytes    []byte
}

// NewPublished encodes a bulletin.
func NewPublished(b *Bulletin) (*Published, error) {
	bytes, err := b.Encode()
	if err != nil {
		return nil, err
	}
	return &Published{b, bytes}, nil
}

// Board holds the newest bulletin of each topic: what pages and files are made
// from. It is fed by the Publisher, or, on a machine without the database, by
// whatever carries bulletins there.
type Board struct {
	mu      sync.RWMutex
	newest  map[string]*Published
	changes int64
}

// NewBoard makes an empty board.
func NewBoard() *Board { return &Board{newest: map[string]*Published{}} }

// Put keeps a bulletin if it is newer, by epoch and revision, than what is there.
func (b *Board) Put(p *Published) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if was := b.newest[p.Bulletin.Topic]; was == nil || was.Bulletin.before(p.Bulletin) {
		b.newest[p.Bulletin.Topic] = p
		b.changes++
	}
}

// Changes is how many bulletins were taken so far: as long as it stays, so does all that
// is here.
func (b *Board) Changes() int64 {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.changes
}

// Newest is the newest bulletin of a topic.
func (b *Board) Newest(topic string) (*Published, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	p, ok := b.newest[topic]
	return p, ok
}

// Contests are the newest bulletins of all contests, by name.
func (b *Board) Contests() []*Published {
	b.mu.RLock()
	defer b.mu.RUnlock()
	var all []*Published
	for _, p := range b.newest {
		if p.Bulletin.Contest != nil {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(x, y *Published) int {
		return cmp.Or(cmp.Compare(x.Bulletin.Contest.Name, y.Bulletin.Contest.Name), cmp.Compare(x.Bulletin.Topic, y.Bulletin.Topic))
	})
	return all
}

// before tells whether a bulletin is older than another.
func (b *Bulletin) before(o *Bulletin) bool {
	return cmp.Or(cmp.Compare(b.Epoch, o.Epoch), cmp.Compare(b.Revision, o.Revision)) < 0
}
