package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"resultsdesk/internal/archive"
	"resultsdesk/internal/count"
	"resultsdesk/internal/pack"
	"resultsdesk/internal/sqlite"
)

// ledgerFolder is where in an export the archive of the ledger stands.
const ledgerFolder = "ledger"

// export writes a desk's contests back as an election pack, with -ledger also all that
// happened. It reads what it wrote before it says that it is done.
func export(ctx context.Context, env environment, args []string) error {
	f := env.flags("export", "export [-db FILE] -o FOLDER|FILE.zip [-ledger]")
	db := f.String("db", env.or("DESK_DB", "desk.db"), "the desk's `FILE` (DESK_DB); it is not changed")
	out := f.String("o", "", "the `FOLDER` or zip file to make; there must be none of that name")
	ledger := f.Bool("ledger", false, "write the ledger, the bulletins and the audit too")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *out == "" || f.NArg() > 0 {
		f.Usage()
		return errors.New("name the folder or zip file to make with -o")
	}
	*out = filepath.Clean(*out)
	if err := present(*db); err != nil {
		return err
	}
	if _, err := os.Lstat(*out); !errors.Is(err, os.ErrNotExist) {
		return errors.Join(err, fmt.Errorf("there is a file or folder %s already; an export overwrites nothing", *out))
	}
	dir, err := os.MkdirTemp(filepath.Dir(*out), filepath.Base(*out)+".new-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	made := filepath.Join(dir, "export")
	contests, about, err := writeExport(ctx, *db, made, strings.HasSuffix(*out, ".zip"), *ledger)
	if err != nil {
		return err
	}
	if about != nil {
		if err := checkLedger(made, about.Acts); err != nil {
			return fmt.Errorf("what was written does not hold together: %w", err)
		}
	}
	lost := readBack(made, contests)
	if err := os.Rename(made, *out); err != nil {
		return err
	}
	if err := syncFolder(*out); err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, "Exported %s contests to %s.\n", count.Thousands(len(contests)), *out)
	if about != nil {
		fmt.Fprintf(env.stdout, "With %s acts, %s bulletins and %s lines of the audit.\n",
			count.Thousands(about.Acts), count.Thousands(about.Bulletins), count.Thousands(about.Audit))
	}
	if lost != nil {
		return fmt.Errorf("%s was written, but the pack in it is not all that the desk has: %w", *out, lost)
	}
	return nil
}

// writeExport writes what a file holds at one moment to a folder or zip file.
func writeExport(ctx context.Context, db, path string, zipped, ledger bool) (contests []count.Contest, about *archive.About, err error) {
	to, err := newTree(path, zipped)
	if err != nil {
		return nil, nil, err
	}
	err = sqlite.ReadMoment(ctx, db, func(m sqlite.Moment) (err error) {
		if contests, err = m.Definitions(); err != nil {
			return err
		}
		files, err := pack.Write(contests)
		if err != nil {
			return err
		}
		for _, f := range files {
			w, err := to.create(f.Name)
			if err != nil {
				return err
			}
			if _, err := w.Write(f.Text); err != nil {
				return err
			}
		}
		if !ledger {
			return nil
		}
		written, err := archive.Write(m, func(name string) (io.Writer, error) { return to.create(ledgerFolder + "/" + name) })
		about = &written
		return err
	})
	return contests, about, errors.Join(err, to.close())
}

// readBack reads the pack of an export as an import would, and says what it does not
// hold.
func readBack(path string, contests []count.Contest) error {
	if len(contests) == 0 {
		return errors.New("there is no contest in the desk")
	}
	p, err := readPack(path, "pack")
	if err != nil {
		return err
	}
	if lost := pack.Lost(contests, p); len(lost) > 0 {
		return fmt.Errorf("contests differ in what a pack says once\n%s", editsText(lost, true))
	}
	return nil
}

// checkLedger reads the ledger of an export.
func checkLedger(path string, want int) error {
	files, done, err := openTree(path)
	if err != nil {
		return err
	}
	defer done()
	inner, err := fs.Sub(files, ledgerFolder)
	if err != nil {
		return err
	}
	acts, err := archive.ReadActs(inner)
	if err == nil && len(acts) != want {
		err = fmt.Errorf("%d acts were read back of %d", len(acts), want)
	}
	return err
}
