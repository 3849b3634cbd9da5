package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"resultsdesk/internal/sqlite"
)

// inspect reads a file to its last page and says what it holds.
func inspect(ctx context.Context, env environment, args []string) error {
	f := env.flags("verify", "verify [-db FILE]")
	db := f.String("db", env.or("DESK_DB", "desk.db"), "the `FILE` to read (DESK_DB): a desk's, served or not, or a backup; it is not changed")
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		f.Usage()
		return errors.New("name the file with -db")
	}
	for _, check := range checks() {
		if err := check(ctx, *db, env.stdout); err != nil {
			return err
		}
	}
	return nil
}

// checks are what desk verify does with a file, in order; the first that fails ends it.
// Each says on out what it found.
func checks() []func(ctx context.Context, path string, out io.Writer) error {
	return []func(context.Context, string, io.Writer) error{checkFile}
}

// checkFile reads every page, index, rule and reference, every act against its seal and
// every bulletin against its hash.
func checkFile(ctx context.Context, path string, out io.Writer) error {
	c, err := sqlite.Inspect(ctx, path)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s is whole: %d bytes, %d contests, %d officers; %s\n", path, c.Size, c.Contests, c.Officers, reach(c))
	if c.Election != "" {
		fmt.Fprintf(out, "Election: %s. Published up to revision %d of epoch %d; audit up to line %d.\n", c.Election, c.Head.Revision, c.Head.Epoch, c.Line)
	}
	return nil
}
