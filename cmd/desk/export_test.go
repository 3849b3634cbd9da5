package main

import (
	"bytes"
	"context"
	"database/sql"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"resultsdesk/internal/archive"
	"resultsdesk/internal/count"
	"resultsdesk/internal/sqlite"
)

// exported runs desk export and reads every file that it made.
func exported(t *testing.T, db, to, refused string, more ...string) map[string][]byte {
	t.Helper()
	var said bytes.Buffer
	err := run(context.Background(), append([]string{"export", "-db", db, "-o", to}, more...), os.Getenv, strings.NewReader(""), &said, io.Discard)
	if refused == "" && err != nil || refused != "" && (err == nil || !strings.Contains(err.Error(), refused)) {
		t.Fatalf("desk export: %v, want %q", err, refused)
	}
	files := map[string][]byte{}
	err = filepath.WalkDir(to, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(to, path)
		files[filepath.ToSlash(name)], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// exports holds an export of the night that was played to the desk: every contest folds
// to the standing that it has there; the same bytes come again, from a backup copy too;
// and nothing secret is in it. refused is what the pack of it cannot hold.
func (p *player) exports(refused string) {
	p.t.Helper()
	dir := p.t.TempDir()
	first := exported(p.t, p.path, filepath.Join(dir, "first"), refused, "-ledger")
	acts, err := archive.ReadActs(os.DirFS(filepath.Join(dir, "first", "ledger")))
	if err != nil {
		p.t.Fatal(err)
	}
	folded := map[string]*count.Standing{}
	for _, a := range acts {
		if folded[a.Contest] == nil {
			folded[a.Contest] = &count.Standing{}
		}
		folded[a.Contest] = folded[a.Contest].After(a)
	}
	store, err := sqlite.Open(p.t.Context(), p.path, p.clock)
	if err != nil {
		p.t.Fatal(err)
	}
	defer store.Close()
	if overview, err := store.Standing(p.t.Context(), count.Overview); folded[count.Overview] != nil && !reflect.DeepEqual(folded[count.Overview], overview) {
		p.t.Errorf("the overview stands differently by the export: %v\n%+v\n%+v", err, folded[count.Overview], overview)
	}
	delete(folded, count.Overview)
	standings, err := store.Standings(p.t.Context())
	if err != nil || len(standings) != len(folded) {
		p.t.Fatalf("%d contests in the desk, %d in the export, %v", len(standings), len(folded), err)
	}
	for _, s := range standings {
		if !reflect.DeepEqual(folded[s.Contest.ID], s) {
			p.t.Errorf("%s stands differently by the export:\n%+v\n%+v", s.Contest.ID, folded[s.Contest.ID], s)
		}
	}
	copied := filepath.Join(dir, "copy.db")
	db, err := sql.Open("sqlite", p.path)
	if err == nil {
		_, err = db.Exec("VACUUM INTO ?", copied)
		db.Close()
	}
	if err != nil {
		p.t.Fatal(err)
	}
	for again, from := range map[string]string{"again": p.path, "backup": copied} {
		if got := exported(p.t, from, filepath.Join(dir, again), refused, "-ledger"); !reflect.DeepEqual(got, first) {
			p.t.Errorf("the export of %s is another", from)
		}
	}
	one := exported(p.t, p.path, filepath.Join(dir, "1.zip"), refused, "-ledger")
	if two := exported(p.t, copied, filepath.Join(dir, "2.zip"), refused, "-ledger"); !reflect.DeepEqual(one, two) {
		p.t.Error("two zip files of one night differ")
	}
	for name, text := range first {
		if bytes.Contains(text, []byte("argon2")) || bytes.Contains(text, []byte(demoPassphrase)) {
			p.t.Errorf("%s holds a secret", name)
		}
	}
}
