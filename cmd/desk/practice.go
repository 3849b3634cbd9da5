package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/sqlite"
)

// practiceMark begins the election's name in a practice copy, so that no page, file
// or frame of it can be taken for the night itself.
const practiceMark = "PRACTICE: "

// practice makes a file to practise in: the contests and officers of a desk, without
// anything that happened there.
func practice(ctx context.Context, env environment, args []string) error {
	f := env.flags("practice", "practice [-db FILE] -o FILE")
	db := f.String("db", env.or("DESK_DB", "desk.db"), "the desk's `FILE` to copy from (DESK_DB); it is not changed")
	out := f.String("o", "", "the practice `FILE` to make; there must be none of that name")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *out == "" || f.NArg() > 0 {
		f.Usage()
		return errors.New("name the file to make with -o")
	}
	if err := present(*db); err != nil {
		return err
	}
	if err := nothingThere(*out); err != nil {
		return err
	}
	defs, officers, err := readDesk(ctx, *db)
	if err != nil {
		return err
	}
	if len(defs.Contests) == 0 {
		return fmt.Errorf("there is no contest in %s to practise on; import the election first", *db)
	}
	if err := makePractice(ctx, *out, practiceOf(defs, time.Now()), officers); err != nil {
		return err
	}
	fmt.Fprint(env.stdout, practiceText(*out, len(defs.Contests), len(officers)))
	return nil
}

// nothingThere refuses to make a file over another, or beside what an earlier one
// of that name left behind.
func nothingThere(path string) error {
	for _, name := range []string{path, path + "-wal", path + "-shm", path + ".head"} {
		if _, err := os.Lstat(name); err == nil {
			return fmt.Errorf("there is a file %s already, and nothing is overwritten. Take another name, or take that file away first", name)
		} else if !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// readDesk reads the contests as they are defined now, in the order of their numbers,
// and the officers with the hashes of their passphrases. Second factors stay where they
// are: a file to practise with is handed around, and the secret of an authenticator
// lies in it in the clear.
func readDesk(ctx context.Context, path string) (defs count.Definitions, officers []account.Officer, err error) {
	store, err := sqlite.Open(ctx, path, time.Now)
	if err != nil {
		return defs, nil, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	standings, err := store.Standings(ctx)
	if err != nil {
		return defs, nil, err
	}
	for _, s := range standings {
		defs.Contests = append(defs.Contests, *s.Contest)
	}
	slices.SortStableFunc(defs.Contests, func(a, b count.Contest) int { return cmp.Compare(a.Number, b.Number) })
	officers, err = account.NewBook(store, time.Now, account.SecondPrivileged).Officers(ctx)
	return defs, officers, err
}

// practiceOf is the same election to practise on: a rehearsal by name and mode, its
// poll closed, so that figures can be entered at once.
func practiceOf(defs count.Definitions, now time.Time) count.Definitions {
	for i := range defs.Contests {
		e := &defs.Contests[i].Election
		e.Name = practiceMark + strings.TrimPrefix(e.Name, practiceMark)
		e.Mode = count.Rehearsal
		if e.Closes.After(now) {
			e.Closes = now.UTC().Truncate(time.Second)
		}
	}
	defs.Source = "a practice copy"
	return defs
}

// makePractice makes the file beside its place and links it there: it is whole or not
// there, and replaces nothing.
func makePractice(ctx context.Context, path string, defs count.Definitions, officers []account.Officer) error {
	dir, err := os.MkdirTemp(filepath.Dir(path), filepath.Base(path)+".new-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fresh := filepath.Join(dir, "desk.db")
	if err := fillPractice(ctx, fresh, defs, officers); err != nil {
		return err
	}
	return os.Link(fresh, path)
}

func fillPractice(ctx context.Context, path string, defs count.Definitions, officers []account.Officer) (err error) {
	store, err := sqlite.Open(ctx, path, time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if _, err := count.NewDesk(store, count.Clocks{Election: time.Now, Wall: time.Now}, nil).Define(ctx, defs); err != nil {
		return err
	}
	return store.Account(ctx, func(tx account.Tx) error {
		now := time.Now()
		for _, o := range officers {
			if err := tx.PutOfficer(o, now); err != nil {
				return err
			}
			if err := tx.Audit(count.Attempt{At: now, Officer: count.DeskOfficer().ID, From: operator().From, Kind: account.KindOfficer, Outcome: count.Accepted, Detail: o.ID + " copied for practice"}); err != nil {
				return err
			}
		}
		return nil
	})
}

func practiceText(path string, contests, officers int) string {
	return fmt.Sprintf(`Made %s to practise in: contests %d, officers %d, no figures.
It is a rehearsal and says so everywhere. Its poll is closed: figures can be entered at once, and
officers sign in with the passphrases they have. Second factors are not copied: who needs
one sets one up here for practice, which the app lists as "Results Desk rehearsal".

Start it, beside the desk itself on an address of its own:

  desk serve -db %s -addr 127.0.0.1:8090
`, path, contests, officers, path)
}
