package sqlite

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"resultsdesk/internal/count"
)

// An import and a serve that start at the same moment on a new file end up with the
// same file: what either was told is stored is there for both.
func TestMadeByTwoAtOnce(t *testing.T) {
	for range 5 {
		path := filepath.Join(t.TempDir(), "desk.db")
		const desks = 4
		var stores [desks]*Store
		var errs [desks]error
		var group sync.WaitGroup
		for i := range desks {
			group.Go(func() {
				stores[i], errs[i] = Open(t.Context(), path, wall)
				if errs[i] == nil {
					c := islington()
					c.ID = fmt.Sprint("seat-", i)
					_, errs[i] = desk(stores[i]).Define(t.Context(), count.Definitions{Contests: []count.Contest{c}})
				}
			})
		}
		group.Wait()
		if err := errors.Join(errs[:]...); err != nil {
			t.Fatal(err)
		}
		all, err := stores[0].Standings(t.Context())
		if err != nil || len(all) != desks {
			t.Fatalf("%d contests in the file, %v; want %d", len(all), err, desks)
		}
		for _, s := range stores {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if left, _ := filepath.Glob(path + ".new*"); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}
