package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/sqlite"
)

const officerUsage = "officer add|passphrase|disable|list [-db FILE] [-role ROLE] [-contests a,b] [-stdin] [NAME]"

// officer adds people who may sign in, and looks after them.
func officer(ctx context.Context, env environment, args []string) error {
	f := env.flags("officer", officerUsage)
	db := env.dbFlag(f)
	role := f.String("role", string(count.RoleCountOfficer), "add: `ROLE`, count-officer, returning-officer or administrator")
	contests := f.String("contests", "", "add: `IDS` of the contests the officer works on, with commas; none means all")
	stdin := f.Bool("stdin", false, "add, passphrase: read the passphrase from the first line of standard input instead of making one")
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		f.Usage()
		return errors.New("say what to do: add, passphrase, disable or list")
	}
	verb := args[0]
	if err := f.Parse(args[1:]); err != nil {
		return err
	}
	if (verb == "list") != (f.NArg() == 0) || f.NArg() > 1 {
		f.Usage()
		return fmt.Errorf("officer %s: name one officer, after the flags", verb)
	}
	store, err := sqlite.Open(ctx, *db, time.Now)
	if err != nil {
		return err
	}
	defer store.Close()
	book, name := account.NewBook(store, time.Now), f.Arg(0)
	switch verb {
	case "list":
		return listOfficers(ctx, env, book)
	case "disable":
		return book.Disable(ctx, name)
	case "add", "passphrase":
	default:
		f.Usage()
		return fmt.Errorf("officer cannot %q", verb)
	}
	passphrase, err := newPassphrase(env, *stdin)
	if err != nil {
		return err
	}
	if verb == "add" {
		err = book.Add(ctx, account.Officer{ID: name, Role: count.Role(*role), Contests: fields(*contests)}, passphrase)
	} else {
		err = book.SetPassphrase(ctx, name, passphrase)
	}
	if err != nil {
		return err
	}
	if !*stdin {
		fmt.Fprintf(env.stdout, "%s signs in with the passphrase  %s\nIt is shown this once and kept nowhere.\n", name, passphrase)
	}
	return nil
}

func listOfficers(ctx context.Context, env environment, book *account.Book) error {
	all, err := book.Officers(ctx)
	for _, o := range all {
		on, state := "every contest", ""
		if len(o.Contests) > 0 {
			on = strings.Join(o.Contests, ", ")
		}
		if o.Disabled {
			state = " (disabled)"
		}
		fmt.Fprintf(env.stdout, "%-24s %-18s %s%s\n", o.ID, o.Role, on, state)
	}
	return err
}

// newPassphrase makes a passphrase that can be read out and typed, or reads one.
func newPassphrase(env environment, fromStdin bool) (string, error) {
	if !fromStdin {
		text := strings.ToLower(rand.Text()) // 26 characters of 32: 130 bits
		return strings.Join([]string{text[:6], text[6:12], text[12:18], text[18:24]}, "-"), nil
	}
	line, err := bufio.NewReader(env.stdin).ReadString('\n')
	if err != nil && line == "" {
		return "", fmt.Errorf("read the passphrase: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// fields splits a list at its commas.
func fields(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}
