package main

import (
	"errors"
	"io"
	"strings"
	"testing"

	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// A file is not brought up to date under a desk that serves it; one that needs nothing
// is left as it is.
func TestMigrateKeepsOffAServedFile(t *testing.T) {
	path := night(t)
	var out strings.Builder
	env := environment{func(string) string { return "" }, strings.NewReader(""), &out, io.Discard}
	err := withStore(t.Context(), path, false, func(*sqlite.Store, feed.HeadFile) error {
		return migrate(t.Context(), env, []string{"-db", path})
	})
	if !errors.Is(err, sqlite.ErrLocked) || !strings.Contains(err.Error(), "Stop it first") {
		t.Errorf("while a desk serves: %v", err)
	}
	if err := migrate(t.Context(), env, []string{"-db", path}); err != nil || !strings.Contains(out.String(), "nothing to do") {
		t.Errorf("of this version already: %v\n%s", err, out.String())
	}
}
