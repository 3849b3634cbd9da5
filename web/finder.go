package web

import (
	"context"
	"hash/maphash"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"resultsdesk/internal/feed"
	"resultsdesk/internal/gazetteer"
)

// finder holds the index of names. It is made anew when a name has changed, which
// happens a few times a night, and looked at when anything has, and never for a question.
type finder struct {
	mu    sync.Mutex // held while it is looked at; meanwhile the index before answers
	now   atomic.Pointer[findable]
	turns chan struct{} // as many questions at once as there are processors
	seed  maphash.Seed
}

// findable is an index and what it was made from.
type findable struct {
	stamp stamp  // of the overview, which moves with every contest
	names uint64 // a hash of all names
	index *gazetteer.Index
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
	p, ok := s.Board.Newest(feed.OverviewTopic)
	if !ok {
		return nil, false
	}
	st, f := stamp{}.with(p), s.finder
	was := f.now.Load()
	switch {
	case was != nil && was.stamp == st:
		return was.index, true
	case was == nil:
		f.mu.Lock()
	case !f.mu.TryLock():
		return was.index, true
	}
	defer f.mu.Unlock()
	if was = f.now.Load(); was == nil || was.stamp != st {
		was = s.look(st, was)
		f.now.Store(was)
	}
	return was.index, true
}

// look makes the index anew, where a name has changed.
func (s *site) look(st stamp, was *findable) *findable {
	var contests []*feed.Contest
	for _, p := range s.Board.Contests() {
		contests = append(contests, p.Bulletin.Contest)
	}
	names := s.finder.hash(contests)
	if was != nil && was.names == names {
		return &findable{st, names, was.index}
	}
	entries := gazetteer.Entries(contests)
	for i := range entries {
		entries[i].Also = append(entries[i].Also, s.otherwise(entries[i])...)
	}
	return &findable{st, names, gazetteer.New(entries)}
}

// hash is a number for all that is indexed of contests.
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
		for _, line := range c.Candidates {
			add(line.ID, line.Name, line.Label)
			for _, p := range line.Parties {
				add(p.ID, p.Name, p.Short, p.Abbr)
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
