package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/pack"
	"resultsdesk/internal/sqlite"
)

// importPack takes in an election pack: all of it or nothing.
func importPack(ctx context.Context, env environment, args []string) error {
	f := env.flags("import", "import [-db FILE] [-from pack|hoc] FOLDER")
	db := env.dbFlag(f)
	from := f.String("from", "pack", "what the folder holds: pack, an election pack, or hoc, the House of Commons Library's files with an election.json beside them")
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() != 1 {
		f.Usage()
		return errors.New("name the folder of one election pack")
	}
	folder := f.Arg(0)
	if info, err := os.Stat(folder); err != nil {
		return err
	} else if !info.IsDir() {
		return fmt.Errorf("%s is not a folder", folder)
	}
	read, known := map[string]func(fs.FS) (*pack.Pack, error){"pack": pack.Read, "hoc": pack.ReadHOC}[*from]
	if !known {
		return fmt.Errorf("-from %s is not known; it takes pack or hoc", *from)
	}
	p, err := read(os.DirFS(folder))
	if err != nil {
		return fmt.Errorf("nothing was imported from %s\n%w", folder, err)
	}
	store, err := sqlite.Open(ctx, *db, time.Now)
	if err != nil {
		return err
	}
	defer store.Close()
	desk := count.NewDesk(store, count.Clocks{Election: time.Now, Wall: time.Now}, nil)
	summary, err := define(ctx, desk, p, folder)
	if err != nil {
		return err
	}
	fmt.Fprint(env.stdout, summaryText(summary))
	fmt.Fprintln(env.stdout, importedText(p.Definitions(), *db))
	return nil
}

// define gives a pack's contests to the desk; what the desk refuses is said with
// its place in the pack.
func define(ctx context.Context, desk *count.Desk, p *pack.Pack, source string) (count.Summary, error) {
	defs := p.Definitions()
	defs.Source, defs.From = source, operator().From
	summary, err := desk.Define(ctx, defs)
	var refused *count.ImportError
	if errors.As(err, &refused) {
		located := &pack.Error{}
		for _, problem := range refused.Problems {
			located.Problems = append(located.Problems, p.Locate(problem))
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
