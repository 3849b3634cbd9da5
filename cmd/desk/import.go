package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/pack"
	"resultsdesk/internal/sqlite"
)

// importPack takes in an election pack, all of it or nothing; or says what that would
// change.
func importPack(ctx context.Context, env environment, args []string) error {
	f := env.flags("import", "import [-db FILE] [-from pack|hoc] [-map FILE] [-expected FILE] [-preview] [-all] FOLDER|FILE.zip")
	db := env.dbFlag(f)
	from := f.String("from", "pack", "what the folder holds: pack, an election pack, or hoc, the House of Commons Library's files with an election.json beside them")
	hexes := f.String("map", "", "a hexjson file with a hexagon for each contest, named by its area's code or its id")
	expected := f.String("expected", "", "a CSV file of contest and expected: when declarations are expected")
	preview := f.Bool("preview", false, "say what the import would change, and write nothing")
	all := f.Bool("all", false, "list every change, however many")
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() != 1 {
		f.Usage()
		return errors.New("name the folder or the zip file of one election pack")
	}
	source := f.Arg(0)
	p, err := readPack(source, *from)
	if err == nil {
		err = errors.Join(readBeside(p.ReadMap, *hexes), readBeside(p.ReadExpected, *expected))
	}
	if err != nil {
		return fmt.Errorf("nothing was imported from %s\n%w", source, err)
	}
	path := *db
	if _, err := os.Stat(path); *preview && errors.Is(err, os.ErrNotExist) {
		// A preview makes no file; against an empty one everything is new.
		dir, err := os.MkdirTemp("", "desk-preview-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		path = filepath.Join(dir, "empty.db")
	}
	store, err := sqlite.Open(ctx, path, time.Now)
	if err != nil {
		return err
	}
	defer store.Close()
	desk := count.NewDesk(store, count.Clocks{Election: time.Now, Wall: time.Now}, nil)
	how := desk.Define
	if *preview {
		how = desk.Preview
	}
	summary, err := defineBy(ctx, how, p, source)
	fmt.Fprint(env.stdout, summaryText(summary), editsText(summary.Edits, *all))
	if err != nil {
		return err
	}
	if *preview {
		fmt.Fprintf(env.stdout, "A preview: nothing was written to %s.\n", *db)
		return nil
	}
	fmt.Fprintln(env.stdout, importedText(p.Definitions(), *db))
	return nil
}

// readPack reads a folder or zip file in one of the two forms.
func readPack(source, from string) (*pack.Pack, error) {
	read, known := map[string]func(fs.FS) (*pack.Pack, error){"pack": pack.Read, "hoc": pack.ReadHOC}[from]
	if !known {
		return nil, fmt.Errorf("-from %s is not known; it takes pack or hoc", from)
	}
	folder, err := pack.Open(source)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	return read(folder)
}

// readBeside reads a file that is not in the pack; none where it has no name.
func readBeside(read func(fs.FS, string) error, file string) error {
	if file == "" {
		return nil
	}
	return read(os.DirFS(filepath.Dir(file)), filepath.Base(file))
}

// define gives a pack's contests to the desk.
func define(ctx context.Context, desk *count.Desk, p *pack.Pack, source string) (count.Summary, error) {
	return defineBy(ctx, desk.Define, p, source)
}

// defineBy defines a pack's contests, or previews that; what the desk refuses is said
// with its place in the pack, once where it holds for all contests.
func defineBy(ctx context.Context, how func(context.Context, count.Definitions) (count.Summary, error), p *pack.Pack, source string) (count.Summary, error) {
	defs := p.Definitions()
	defs.Source, defs.From = source, operator().From
	summary, err := how(ctx, defs)
	var refused *count.ImportError
	if errors.As(err, &refused) {
		located := &pack.Error{}
		for _, problem := range refused.Problems {
			if at := p.Locate(problem); !slices.Contains(located.Problems, at) {
				located.Problems = append(located.Problems, at)
			}
		}
		return summary, fmt.Errorf("nothing was imported from %s\n%w", source, located)
	}
	return summary, err
}

func summaryText(s count.Summary) string {
	var b strings.Builder
	line := func(what string, ids []string) {
		if len(ids) == 0 {
			return
		}
		names := ids
		more := ""
		if len(names) > 8 {
			names, more = names[:8], " …"
		}
		fmt.Fprintf(&b, "%5d %s: %s%s\n", len(ids), what, strings.Join(names, ", "), more)
	}
	line("added", s.Added)
	line("changed", s.Changed)
	line("unchanged", s.Unchanged)
	line("in the desk but not in the pack, left as they are", s.Left)
	return b.String()
}

// importedText says how much was in what was imported.
func importedText(defs count.Definitions, db string) string {
	candidates := 0
	for _, c := range defs.Contests {
		candidates += len(c.Candidates)
	}
	return fmt.Sprintf("Imported into %s: %s contests with %s candidates.", db, count.Thousands(len(defs.Contests)), count.Thousands(candidates))
}
