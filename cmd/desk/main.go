// Command desk is the results desk: it takes the count officers' figures, publishes
// each new standing and pushes it to everybody who watches.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the election's time zone, also on a machine without zone files
)

const usage = `desk is a live election-night results desk.

  desk demo                    try it: a real election, on this machine, in three minutes
  desk import FOLDER           take in an election pack, also as FILE.zip; -preview says what it would change
  desk export -o FOLDER        write the pack back, with -ledger all that was counted
  desk officer add NAME …      let somebody sign in (also: invite, assign, passphrase, disable, enable, list)
  desk practice -o FILE        make a copy to practise in
  desk rehearse prepare|play   play a night that was, through the officers' forms
  desk serve                   run the night
  desk migrate                 bring the file of an older version up to date
  desk health                  ask a running desk how it is
  desk version                 say which program this is (-modules: and what it is built of)
  desk backup -o FOLDER        copy the desk's file, also while it serves
  desk restore -from FOLDER    put a backup in the file's place
  desk audit                   who did, tried and was refused what, as a file
  desk verify                  read a file to its last page, recompute the audit, and say what it holds

Each takes -h. docs/formats.md describes the election pack.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	stop()
	switch {
	case err == nil:
	case errors.Is(err, flag.ErrHelp):
	default:
		fmt.Fprintln(os.Stderr, "desk:", err)
		os.Exit(1)
	}
}

// run is the whole program. It returns when the command is done or ctx has ended.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) error {
	if len(args) == 0 {
		fmt.Fprint(stdout, usage)
		return nil
	}
	env := environment{getenv, stdin, stdout, stderr}
	switch command, rest := args[0], args[1:]; command {
	case "demo":
		return demo(ctx, env, rest)
	case "serve":
		return serve(ctx, env, rest)
	case "import":
		return importPack(ctx, env, rest)
	case "backup":
		return makeBackup(ctx, env, rest)
	case "restore":
		return restore(ctx, env, rest)
	case "verify":
		return inspect(ctx, env, rest)
	case "export":
		return export(ctx, env, rest)
	case "practice":
		return practice(ctx, env, rest)
	case "rehearse":
		return rehearse(ctx, env, rest)
	case "migrate":
		return migrate(ctx, env, rest)
	case "health":
		return health(ctx, env, rest)
	case "version":
		return printVersion(ctx, env, rest)
	case "officer":
		return officer(ctx, env, rest)
	case "audit":
		return exportAudit(ctx, env, rest)
	case "help", "-h", "-help", "--help":
		fmt.Fprint(stdout, usage)
		return nil
	default:
		return fmt.Errorf("there is no command %q\n\n%s", command, usage)
	}
}

// environment is what a command has from outside.
type environment struct {
	getenv         func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
}

// or is the value of an environment variable, or a default.
func (e environment) or(name, otherwise string) string {
	if v := e.getenv(name); v != "" {
		return v
	}
	return otherwise
}

// flags makes the flag set of a command.
func (e environment) flags(name, synopsis string) *flag.FlagSet {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.SetOutput(e.stderr)
	f.Usage = func() {
		fmt.Fprintf(e.stderr, "usage: desk %s\n\n", synopsis)
		f.PrintDefaults()
	}
	return f
}

// dbFlag is the flag for the database, which all commands but demo share.
func (e environment) dbFlag(f *flag.FlagSet) *string {
	return f.String("db", e.or("DESK_DB", "desk.db"), "the desk's `FILE` (DESK_DB); made where there is none")
}
