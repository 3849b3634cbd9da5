package sqlite

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/count/countmodel"
)

// modelSteps are taken on files in all; DESK_MODEL_STEPS says otherwise.
const modelSteps = 2000

// stepsANight is how long a night on one file is.
const stepsANight = 150

// TestRandomNightsOnFile plays random nights at each kind of count on real files.
// After each step the store's standing is the fold of what a program reads that opens
// the file only now, and an auditor who knows only the rules reads the same ledger.
func TestRandomNightsOnFile(t *testing.T) {
	left := modelSteps
	if text := os.Getenv("DESK_MODEL_STEPS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		left = n
	}
	halls := countmodel.Halls()
	reached := map[string]*countmodel.Reached{}
	for seed := uint64(0); left > 0; seed++ {
		hall := halls[int(seed)%len(halls)]
		f := newFileNight(t, hall, seed)
		for range min(left, stepsANight) {
			f.step()
		}
		left -= stepsANight
		if _, err := f.store.VerifyAudit(t.Context()); err != nil {
			t.Errorf("%s, seed %d: %v", hall.Name, seed, err)
		}
		f.store.Close()
		if reached[hall.Name] == nil {
			reached[hall.Name] = &countmodel.Reached{}
		}
		reached[hall.Name].Plus(f.auditor.Reached)
	}
	all := countmodel.Reached{}
	for name, r := range reached {
		t.Logf("%s: %+v", name, *r)
		all.Plus(*r)
	}
	if all.Declared == 0 || all.Recounted == 0 || all.Corrected == 0 || all.Withdrawn == 0 || all.TakenBack == 0 {
		t.Errorf("the nights got to too little: %+v", all)
	}
}

// fileNight is a random night on a file.
type fileNight struct {
	*countmodel.Night
	t       *testing.T
	path    string
	store   *Store
	auditor *countmodel.Auditor
	seed    uint64
	story   []string
}

func newFileNight(t *testing.T, hall countmodel.Hall, seed uint64) *fileNight {
	t.Helper()
	f := &fileNight{t: t, path: filepath.Join(t.TempDir(), "desk.db"), seed: seed}
	f.Night = countmodel.New(hall, countmodel.Seeded(seed), f.standing)
	store, err := Open(t.Context(), f.path, f.Clock)
	if err != nil {
		t.Fatal(err)
	}
	f.store = store
	t.Cleanup(func() { store.Close() })
	f.auditor = countmodel.NewAuditor(f.fatalf)
	err = store.Account(t.Context(), func(tx account.Tx) error {
		for _, o := range countmodel.People() {
			if err := tx.PutOfficer(account.Officer{ID: o.ID, Role: o.Role}, f.Now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Begin(t.Context(), count.NewDesk(store, count.Clocks{Election: f.Clock, Wall: f.Clock}, nil)); err != nil {
		t.Fatal(err)
	}
	f.auditor.Read(f.acts()...)
	return f
}

func (f *fileNight) fatalf(format string, args ...any) {
	f.t.Helper()
	f.t.Fatalf("%s, seed %d: %s\n%v", f.Hall.Name, f.seed, fmt.Sprintf(format, args...), f.story)
}

func (f *fileNight) standing() *count.Standing {
	s, err := f.store.Standing(f.t.Context(), f.Hall.Contest.ID)
	if err != nil {
		f.fatalf("%v", err)
	}
	return s
}

// acts are those of the ledger as a program finds them that opens the file now.
func (f *fileNight) acts() (acts []count.Act) {
	fresh, err := Open(f.t.Context(), f.path, f.Clock)
	if err != nil {
		f.fatalf("%v", err)
	}
	defer fresh.Close()
	err = fresh.view(f.t.Context(), func(d db) error {
		acts, err = d.acts(selectActs, 0, -1)
		return err
	})
	if err != nil {
		f.fatalf("%v", err)
	}
	return acts
}

// step takes one step and holds that the file has all of it, or nothing.
func (f *fileNight) step() {
	before := f.standing()
	step, err := f.Next(f.t.Context())
	if err != nil {
		f.fatalf("%v", err)
	}
	if step != nil {
		r, err := step.Do(f.t.Context())
		f.Answered(step, r, err)
		f.story = append(f.story, fmt.Sprintf("%s: %v\n", step.Name, err))
		if (err != nil || r.Repeated) && f.standing() != before {
			f.fatalf("an answer without an act changed the count: %v", err)
		}
	}
	if f.standing() == before {
		return
	}
	acts := f.acts()
	f.auditor.Read(acts[before.Head:]...)
	folded := count.Fold(acts)
	for name, s := range map[string]*count.Standing{"the writer": f.store.memory.folded[f.Hall.Contest.ID], "a reader": f.standing()} {
		if !reflect.DeepEqual(s, folded) {
			f.fatalf("%s has %+v, the file folds to %+v", name, s, folded)
		}
	}
	f.auditor.Agrees(folded)
}
