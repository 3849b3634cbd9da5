package web

import (
	"errors"
	"fmt"
	"testing"

	"resultsdesk/web/static"
)

// The past takes so much memory and no more: what was asked for last stays, and what does
// not exist takes none.
func TestShelfIsBounded(t *testing.T) {
	s, made := newShelf(10*1000), map[string]int{}
	ask := func(name string) {
		if _, err := s.of(name, stamp{}, func() (*static.File, error) {
			made[name]++
			return static.NewPacked("text/plain", make([]byte, 1000)), nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 100 {
		ask(fmt.Sprint("page", i))
		ask("asked for often")
	}
	if made["asked for often"] != 1 || s.held > s.most || len(s.pages.made) != 10 {
		t.Errorf("made %d times; %d bytes in %d pages are held", made["asked for often"], s.held, len(s.pages.made))
	}
	for i := range 100 {
		if _, err := s.of(fmt.Sprint("none", i), stamp{}, func() (*static.File, error) { return nil, errors.New("none") }); err == nil {
			t.Error("no error")
		}
	}
	if len(s.pages.made) != 10 || len(s.uses) != 10 {
		t.Errorf("%d pages are held after asking for what does not exist", len(s.pages.made))
	}
}
