package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"strings"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/sqlite"
)

const officerUsage = "officer add|invite|assign|passphrase|reset-second-factor|disable|enable|list [-db FILE] [-role ROLE] [-contests a,b] [-stdin] [-url URL] [-o FILE] [NAME]"

// officer adds people who may sign in, and looks after them.
func officer(ctx context.Context, env environment, args []string) error {
	f := env.flags("officer", officerUsage)
	db := env.dbFlag(f)
	role := f.String("role", string(count.RoleCountOfficer), "add: `ROLE`, count-officer, returning-officer, administrator, reporter or editor")
	contests := f.String("contests", "", "add, assign: `IDS` of the contests the officer works on, with commas; without it, every contest")
	stdin := f.Bool("stdin", false, "add, passphrase: read the passphrase from the first line of standard input instead of making one")
	origin := f.String("url", env.or("DESK_ORIGIN", "http://127.0.0.1:8080"), "invite: `URL` by which officers reach the desk (DESK_ORIGIN)")
	page := f.String("o", "", "invite: write a page to print to `FILE`, such as officer-1.html")
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		f.Usage()
		return errors.New("say what to do: add, invite, assign, passphrase, reset-second-factor, disable, enable or list")
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
	book, name := account.NewBook(store, time.Now, account.SecondPrivileged).As(operator()), f.Arg(0)
	assigned, err := assignedContests(ctx, store, f, *contests)
	if err != nil {
		return err
	}
	switch verb {
	case "list":
		return listOfficers(ctx, env, book)
	case "invite":
		return invite(ctx, env, book, name, *origin, *page)
	case "disable":
		return book.Disable(ctx, name)
	case "enable":
		return book.Enable(ctx, name)
	case "reset-second-factor":
		return book.ResetFactors(ctx, operator(), name)
	case "assign":
		return book.Assign(ctx, name, assigned)
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
		err = book.Add(ctx, account.Officer{ID: name, Role: count.Role(*role), Contests: assigned}, passphrase)
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
		f, err := book.Factors(ctx, o.ID)
		if err != nil {
			return err
		}
		fmt.Fprintf(env.stdout, "%-24s %-18s %-28s %s%s\n", o.ID, o.Role, factorList(f), on, state)
	}
	return err
}

// factorList says which second factors an officer has.
func factorList(f account.Factors) string {
	var has []string
	if f.Authenticator != nil {
		has = append(has, "authenticator")
	}
	if n := len(f.Passkeys); n > 0 {
		has = append(has, fmt.Sprintf("passkeys %d", n))
	}
	if len(has) == 0 {
		return "no second factor"
	}
	return strings.Join(has, ", ")
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

// assignedContests reads -contests. A list that names nothing, or a contest that the
// desk does not have, is a slip: taken for "every contest" it would let somebody type
// into counts that are not theirs.
func assignedContests(ctx context.Context, store *sqlite.Store, f *flag.FlagSet, list string) ([]string, error) {
	given := false
	f.Visit(func(set *flag.Flag) { given = given || set.Name == "contests" })
	if !given {
		return nil, nil
	}
	ids := strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
	if len(ids) == 0 {
		return nil, errors.New("-contests names no contest; leave it out for every contest")
	}
	for _, id := range ids {
		if _, err := store.Standing(ctx, id); errors.Is(err, count.ErrNotFound) {
			return nil, fmt.Errorf("there is no contest %q in this desk; import the election first", id)
		} else if err != nil {
			return nil, err
		}
	}
	return ids, nil
}
