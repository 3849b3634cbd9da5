package main

import (
	"path/filepath"
	"testing"
	"time"

	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// An older copy may come back together with its own head file; then nothing looks
// wrong, and only the operator knows. -new-epoch is obeyed, and without it a start
// stays in the life it is in.
func TestNewEpochWhenAsked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	store, err := sqlite.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	heads := feed.HeadFile(path + ".head")
	head := func() feed.Head {
		h, err := store.Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	before := head()
	if err := acceptHead(t.Context(), store, heads, false); err != nil || head() != before {
		t.Errorf("an ordinary start: %+v, %v; want %+v", head(), err, before)
	}
	if err := acceptHead(t.Context(), store, heads, true); err != nil || head().Epoch <= before.Epoch {
		t.Errorf("asked for a new epoch: %+v, %v; want later than %+v", head(), err, before)
	}
	if seen, err := heads.Read(); err != nil || seen != head() {
		t.Errorf("the head file says %+v, %v; want %+v", seen, err, head())
	}
}
