package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"resultsdesk/internal/chain"
	"resultsdesk/internal/sqlite"
)

// inspect recomputes what a file says of itself and names the first thing that does
// not fit.
func inspect(ctx context.Context, env environment, args []string) error {
	f := env.flags("verify", "verify [-db FILE] [-audit-head LINE:HASH]")
	db := f.String("db", env.or("DESK_DB", "desk.db"), "the `FILE` to read (DESK_DB): a desk's, served or not, or a backup; it is not changed")
	seen := auditHeads(f.Func)
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		f.Usage()
		return errors.New("name the file with -db")
	}
	if err := present(*db); err != nil {
		return err
	}
	if err := checkFile(ctx, *db, env.stdout); err != nil {
		return err
	}
	return checkAudit(ctx, *db, env.stdout, *seen...)
}

// checkFile reads every page, index, rule and reference, and every bulletin against its
// hash.
func checkFile(ctx context.Context, path string, out io.Writer) error {
	c, err := sqlite.Inspect(ctx, path)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s is whole: %d bytes, %d contests, %d officers; %s\n", path, c.Size, c.Contests, c.Officers, reach(c))
	if c.Election != "" {
		fmt.Fprintf(out, "Election: %s. Published up to revision %d of epoch %d.\n", c.Election, c.Head.Revision, c.Head.Epoch)
	}
	return nil
}

// auditHeads is the flag for heads of the audit that were noted elsewhere; it may be
// given again and again.
func auditHeads(define func(name, usage string, fn func(string) error)) *[]chain.Seen {
	var all []chain.Seen
	define("audit-head", "`LINE:HASH` of the audit as it was noted elsewhere, on paper or at the end of an exported file; the first 20 digits are enough", func(text string) error {
		seen, err := chain.ParseSeen(text)
		all = append(all, seen)
		return err
	})
	return &all
}

// checkAudit recomputes the audit, and with it every act of the ledger.
func checkAudit(ctx context.Context, path string, out io.Writer, seen ...chain.Seen) error {
	done, err := sqlite.VerifyAudit(ctx, path, seen...)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "The audit holds together: lines 1 to %d, and with them acts 1 to %d.\n", done.Head.ID, done.Ledger)
	for _, s := range seen {
		fmt.Fprintf(out, "It goes through line %d as it was noted.\n", s.ID)
	}
	if len(seen) == 0 {
		fmt.Fprintln(out, "Whoever owns the file could have written all of it anew: that shows only with -audit-head, a head that was noted elsewhere.")
	}
	fmt.Fprintf(out, "Its head, to note elsewhere:  %s\n", done.Head)
	return nil
}
