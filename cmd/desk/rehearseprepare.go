package main

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/rehearsal"
	"resultsdesk/internal/sqlite"
)

// peopleSuffix names the file of people beside a rehearsal's database.
const peopleSuffix = ".people.json"

// prepareRehearsal makes a rehearsal's database, and the file of the people who play it.
func prepareRehearsal(ctx context.Context, env environment, args []string) error {
	f := env.flags("rehearse prepare", "rehearse prepare -db FILE -results FOLDER [-base FOLDER|none] [-clock FILE] [-map FILE] [-mini-counts N] [-publish declared|running] [-only IDS] [-crew N] [-seed N]")
	db := f.String("db", "", "the rehearsal's `FILE` to make; there must be none of that name")
	results := f.String("results", "", "`FOLDER` with constituencies.csv and candidates.csv of the House of Commons Library")
	base := f.String("base", "", "`FOLDER` with the notional results of the election before (default: the results' own, where it has them), or none")
	clock := f.String("clock", "", "`FILE` with the times of the declarations (default: those of the results)")
	hexes := f.String("map", "", "a hexjson `FILE` with a hexagon for each contest")
	minis := f.Int("mini-counts", 4, "mini-counts of each contest, each with a box")
	publish := f.String("publish", string(count.PublishDeclared), "what viewers see while votes are counted: declared, that it is counted, or running, the votes so far")
	only := f.String("only", "", "only the contests with these `IDS`, with commas between")
	crew := f.Int("crew", rehearsal.ContestsACrew, "contests that one crew of three officers works at")
	seed := f.Uint64("seed", 1, "the same seed makes the same night")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *db == "" || *results == "" || *crew < 1 || f.NArg() > 0 {
		f.Usage()
		return errors.New("rehearse prepare: name the file to make with -db, and the folder of the results with -results")
	}
	for _, name := range []string{*db, *db + peopleSuffix} {
		if err := nothingThere(name); err != nil {
			return err
		}
	}
	plan, err := planOf(rehearsal.Sources{Results: *results, Base: *base, Clock: *clock, Map: *hexes}, *only)
	if err != nil {
		return err
	}
	plan.MiniCounts, plan.Publish, plan.Seed = *minis, *publish, *seed
	night, err := rehearsal.Read(plan)
	if err != nil {
		return err
	}
	file, err := filepath.Abs(*db)
	if err != nil {
		return err
	}
	people := rehearsal.NewPeople(night, file, *crew)
	if err := makeRehearsal(ctx, *db, night, people); err != nil {
		return err
	}
	fmt.Fprint(env.stdout, preparedText(*db, night, people))
	return nil
}

// planOf finds the files of a night; they are kept by their whole names, because a
// rehearsal may be played from another folder.
func planOf(from rehearsal.Sources, only string) (rehearsal.Plan, error) {
	plan := rehearsal.Plan{Sources: from}
	if plan.Base == "" {
		if plan.Base = rehearsal.NoBase; rehearsal.HasBase(plan.Results) {
			plan.Base = plan.Results
		}
	}
	for _, name := range []*string{&plan.Results, &plan.Base, &plan.Clock, &plan.Map} {
		if *name == "" || *name == rehearsal.NoBase {
			continue
		}
		whole, err := filepath.Abs(*name)
		if err != nil {
			return plan, err
		}
		*name = whole
	}
	for id := range strings.SplitSeq(only, ",") {
		if id = strings.TrimSpace(id); id != "" {
			plan.Only = append(plan.Only, id)
		}
	}
	return plan, nil
}

// makeRehearsal makes the database beside its place, then the file of people, and then
// puts it there: it is whole or not there.
func makeRehearsal(ctx context.Context, path string, night *rehearsal.Night, people *rehearsal.People) error {
	dir, err := os.MkdirTemp(filepath.Dir(path), filepath.Base(path)+".new-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fresh := filepath.Join(dir, "desk.db")
	if err := fillRehearsal(ctx, fresh, night, people); err != nil {
		return err
	}
	if err := people.Write(path + peopleSuffix); err != nil {
		return err
	}
	return os.Link(fresh, path)
}

func fillRehearsal(ctx context.Context, path string, night *rehearsal.Night, people *rehearsal.People) (err error) {
	store, err := sqlite.Open(ctx, path, time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	defs := count.Definitions{Source: "a rehearsal of " + filepath.Base(night.Results), From: operator().From}
	for _, c := range night.Contests {
		defs.Contests = append(defs.Contests, c.Contest)
	}
	if _, err := count.NewDesk(store, count.Clocks{Election: time.Now, Wall: time.Now}, nil).Define(ctx, defs); err != nil {
		return err
	}
	book := account.NewBook(store, time.Now, account.SecondPrivileged).As(operator())
	for _, o := range people.Each() {
		o.Passphrase = rand.Text()
		if err := book.Add(ctx, account.Officer{ID: o.Name, Role: o.Role, Contests: o.Contests}, o.Passphrase); err != nil {
			return err
		}
	}
	return store.Account(ctx, func(tx account.Tx) error { return giveAuthenticators(tx, people) })
}

// giveAuthenticators sets an authenticator up for everybody, as each would at the first
// sign-in.
func giveAuthenticators(tx account.Tx, people *rehearsal.People) error {
	const bytes = 20
	for _, o := range people.Each() {
		secret := make([]byte, bytes)
		_, _ = rand.Read(secret) // never fails since Go 1.24
		o.Secret = base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
		now := time.Now()
		if err := tx.PutAuthenticator(o.Name, account.Authenticator{Secret: secret, Enrolled: now}); err != nil {
			return err
		}
		line := count.Attempt{At: now, Officer: operator().ID, From: operator().From, Kind: account.KindFactor, Outcome: count.Accepted, Detail: o.Name + ": authenticator set up for a rehearsal"}
		if err := tx.Audit(line); err != nil {
			return err
		}
	}
	return nil
}

func preparedText(db string, night *rehearsal.Night, people *rehearsal.People) string {
	var candidates, recounts, slips, corrected int
	for _, c := range night.Contests {
		candidates, recounts, slips = candidates+len(c.Candidates), recounts+len(c.Round)-1, slips+len(c.Slips)
		if c.Corrected() {
			corrected++
		}
	}
	first, last := night.Contests[0], night.Contests[len(night.Contests)-1]
	start := first.Election.Closes.Add(-time.Minute).In(first.Election.Location()).Format(time.RFC3339)
	return fmt.Sprintf(`Made %[1]s: a rehearsal, and it says so everywhere.
  contests %[2]d with %[3]s candidates, %[4]d mini-counts each; declared from %[5]s to %[6]s
  recounts %[7]d, typing errors that must be refused %[8]d, contests corrected after the night %[9]d
  officers %[10]d in %[11]d crews; passphrases and secrets of their authenticators: %[1]s%[12]s

Serve it, with a clock of that night that runs 20 times as fast, and play it:

  desk serve -db %[1]s -election-clock %[13]s -speed 20
  desk rehearse play -desk http://127.0.0.1:8080 -people %[1]s%[12]s -speed 20
`, db, len(night.Contests), count.Thousands(candidates), night.MiniCounts, first.Declared.Format("15:04"), last.Declared.Format("Mon 15:04"),
		recounts, slips, corrected, len(people.Each()), len(people.Crews), peopleSuffix, start)
}
