package web

import (
	"sync"

	"resultsdesk/web/static"
)

// shelf keeps pages and files of the past, of which there are many: so many bytes at
// most, those that were asked for last.
type shelf struct {
	pages *pages
	most  int // bytes

	mu   sync.Mutex
	uses map[string]use
	held int   // bytes
	asks int64 // so far: the clock of who was asked for last
}

type use struct {
	asked int64
	size  int // bytes
}

func newShelf(most int) *shelf { return &shelf{pages: newPages(), most: most, uses: map[string]use{}} }

// of is the file of a name, made anew where its stamp has moved. What cannot be made is
// not kept.
func (s *shelf) of(name string, st stamp, draw func() (*static.File, error)) (*static.File, error) {
	file, err := s.pages.of(name, st, draw)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		s.drop(name)
		return nil, err
	}
	s.asks++
	s.held += file.Size() - s.uses[name].size
	s.uses[name] = use{s.asks, file.Size()}
	for s.held > s.most && len(s.uses) > 1 {
		s.drop(s.oldest())
	}
	return file, nil
}

// drop lets go of a file. The shelf is locked.
func (s *shelf) drop(name string) {
	s.held -= s.uses[name].size
	delete(s.uses, name)
	s.pages.drop(name)
}

func (s *shelf) oldest() (name string) {
	for other, u := range s.uses {
		if name == "" || u.asked < s.uses[name].asked {
			name = other
		}
	}
	return name
}
