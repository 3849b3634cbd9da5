package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"strconv"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/sqlite"
)

// operator is whoever types commands at this machine, for the audit.
func operator() count.Officer {
	by := count.DeskOfficer()
	name := "user " + strconv.Itoa(os.Getuid())
	if u, err := user.Current(); err == nil && u.Username != "" {
		name = u.Username
	}
	by.From = "command line, " + name
	return by
}

// exportAudit writes the audit of a file, and at its end the head.
func exportAudit(ctx context.Context, env environment, args []string) (err error) {
	f := env.flags("audit", "audit [-db FILE] [-format jsonl|csv] [-o FILE]")
	db := f.String("db", env.or("DESK_DB", "desk.db"), "the `FILE` to read (DESK_DB); it is not changed")
	format := f.String("format", "jsonl", "jsonl for programs, csv for spreadsheets")
	path := f.String("o", "", "write to `FILE`, of which there must be none; without it, to standard output")
	if err := f.Parse(args); err != nil {
		return err
	}
	formats := map[string]func(io.Writer) account.AuditFile{"jsonl": account.AuditJSONL, "csv": account.AuditCSV}
	if formats[*format] == nil || f.NArg() > 0 {
		f.Usage()
		return errors.New("audit writes jsonl or csv; name files with -db and -o")
	}
	if err := present(*db); err != nil {
		return err
	}
	to := env.stdout
	if *path != "" {
		file, err := os.OpenFile(*path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		defer func() {
			if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
				err = errors.Join(err, os.Remove(*path)) // a part of an audit must not look whole
			}
		}()
		to = file
	}
	out := formats[*format](to)
	head, err := sqlite.ReadAudit(ctx, *db, out.Line)
	if err != nil {
		return err
	}
	if err := out.End(head); err != nil {
		return err
	}
	if *path != "" {
		fmt.Fprintf(env.stdout, "Wrote the audit up to line %d to %s. Its head, to note elsewhere:  %s\n", head.ID, *path, head)
	}
	return nil
}
