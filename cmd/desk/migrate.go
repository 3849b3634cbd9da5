package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"resultsdesk/internal/sqlite"
)

// migrate brings a file of an older version of the program up to date.
func migrate(ctx context.Context, env environment, args []string) (err error) {
	f := env.flags("migrate", "migrate [-db FILE]")
	db := f.String("db", env.or("DESK_DB", "desk.db"), "the desk's `FILE` to bring up to date (DESK_DB); it is kept as it was beside the new one")
	if err := f.Parse(args); err != nil {
		return err
	}
	path := placeOf(*db)
	unlock, err := sqlite.Lock(path)
	if err != nil {
		return fmt.Errorf("%w\nStop it first: a file is brought up to date while nobody works on it", err)
	}
	defer func() { err = errors.Join(err, unlock()) }()
	began := time.Now()
	m, err := sqlite.Migrate(ctx, path, time.Now, nil)
	if errors.Is(err, sqlite.ErrCurrent) {
		fmt.Fprintf(env.stdout, "%s is of version %d already; there is nothing to do.\n", *db, m.To)
		return nil
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, `%s was of version %d and is of version %d now: contests %d, acts %d, all read back and counted again in %v.
As it was before it is kept as %s.
Officers sign in again. Start it with: desk serve -db %s
`, *db, m.From, m.To, m.Contests, m.Acts, time.Since(began).Round(time.Millisecond), m.Backup, *db)
	return nil
}
