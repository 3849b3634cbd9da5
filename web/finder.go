package web

import (
	"context"
	"hash/maphash"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"resultsdesk/internal/feed"
	"resultsdesk/internal/gazetteer"
)

// finder holds the names of contests, parties and candidates, and the index of them. It is
// made anew when a name has changed, which happens a few times a night, and looked at when
// anything has, and never for a question.
type finder struct {
	mu    sync.Mutex // held while it is looked at; meanwhile the index before answers
	now   atomic.Pointer[findable]
	turns chan struct{} // as many questions at once as there are processors
	seed  maphash.Seed
}

// findable is the names at one moment, and the index of them.
type findable struct {
	changes int64                   // of the board
	names   uint64                  // a hash of all that pages and the index say of contests but figures
	index   func() *gazetteer.Index // made by the first who asks
}

func newFinder() *finder {
	return &finder{turns: make(chan struct{}, runtime.GOMAXPROCS(0)), seed: maphash.MakeSeed()}
}

// patience is how long a question waits for its turn.
const patience = time.Second

// turn waits until a question may be answered; false where it came too many.
func (f *finder) turn(ctx context.Context) (done func(), ok bool) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case f.turns <- struct{}{}:
		return func() { <-f.turns }, true
	case <-ctx.Done():
		return nil, false
	}
}

// names is the index of what is published; false where nothing is.
func (s *site) names() (*gazetteer.Index, bool) {
	if _, ok := s.Board.Newest(feed.OverviewTopic); !ok {
		return nil, false
	}
	return s.named().index(), true
}

// named is the newest names, or those before while somebody looks at what changed.
func (s *site) named() *findable {
	changes, f := s.Board.Changes(), s.finder
	was := f.now.Load()
	switch {
	case was != nil && was.changes == changes:
		return was
	case was == nil:
		f.mu.Lock()
	case !f.mu.TryLock():
		return was
	}
	defer f.mu.Unlock()
	if was = f.now.Load(); was == nil || was.changes != changes {
		was = s.look(changes, was)
		f.now.Store(was)
	}
	return was
}

// look has the index made anew, where a name has changed.
func (s *site) look(changes int64, was *findable) *findable {
	var contests []*feed.Contest
	for _, p := range s.Board.Contests() {
		contests = append(contests, p.Bulletin.Contest)
	}
	names := s.finder.hash(contests)
	if was != nil && was.names == names {
		return &findable{changes, names, was.index}
	}
	return &findable{changes, names, sync.OnceValue(func() *gazetteer.Index {
		entries := gazetteer.Entries(contests)
		for i := range entries {
			entries[i].Also = append(entries[i].Also, s.otherwise(entries[i])...)
		}
		return gazetteer.New(entries)
	})}
}

// hash is a number for all that is indexed of contests, and for their places on the map.
func (f *finder) hash(contests []*feed.Contest) uint64 {
	var h maphash.Hash
	h.SetSeed(f.seed)
	add := func(texts ...string) {
		for _, t := range texts {
			h.WriteString(t)
			h.WriteByte(0)
		}
	}
	for _, c := range contests {
		add(c.ID, c.Name, c.GSS, c.Region, c.Country)
		if c.Map != nil {
			add(strconv.Itoa(c.Map.Column), strconv.Itoa(c.Map.Row))
		}
		for _, line := range inBallotOrder(c.Candidates) {
			add(line.ID, line.Name, line.Label)
			for _, p := range line.Parties {
				add(p.ID, p.Name, p.Short, p.Abbr, p.Colour)
			}
		}
	}
	return h.Sum64()
}

// otherwise is how the languages call a party or a place.
func (s *site) otherwise(e gazetteer.Entry) []string {
	var names []string
	for _, l := range s.Words.Languages() {
		switch e.Kind {
		case gazetteer.Party:
			for _, name := range append([]string{e.Name}, e.Also...) {
				names = append(names, l.Party(e.ID, name))
			}
		case gazetteer.Region:
			names = append(names, l.Region(e.Name))
		case gazetteer.Nation:
			names = append(names, l.Country(e.Name))
		}
	}
	return names
}
