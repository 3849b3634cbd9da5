package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Where the database is gone, no empty one is served in its place: its later epoch
// would make viewers drop what they saw, and its backups the newest of all.
func TestAGoneDatabaseIsNotBegunAnew(t *testing.T) {
	path, folder := night(t), t.TempDir()
	if _, err := command(t, "backup", "-db", path, "-o", folder); err != nil {
		t.Fatal(err)
	}
	_, stop := serving(t, path)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	remove(t, path)
	_, err := command(t, "serve", "-db", path, "-addr", "127.0.0.1:0")
	if !errors.Is(err, errGone) || !strings.Contains(err.Error(), "viewers have seen it up to revision ") {
		t.Fatalf("with its head file: %v", err)
	}
	remove(t, path+".head")
	put(t, path, nil) // as some disks leave a file
	_, err = command(t, "serve", "-db", path, "-addr", "127.0.0.1:0", "-backup-dir", folder)
	if !errors.Is(err, errGone) {
		t.Fatalf("with its backups: %v", err)
	}
	_, remedy, found := strings.Cut(err.Error(), "\n  desk ")
	if !found {
		t.Fatalf("no command in: %v", err)
	}
	if said, err := command(t, strings.Fields(remedy)...); err != nil || !strings.Contains(said, "its last act is 1, of ") {
		t.Fatalf("%s: %q, %v", remedy, said, err)
	}
	serving(t, path, "-backup-dir", folder)
}

// A link to the desk's file is the desk's file: its backups are found again under
// either name.
func TestADeskByItsLink(t *testing.T) {
	path, folder := night(t), t.TempDir()
	link := filepath.Join(t.TempDir(), "current.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if _, err := command(t, "backup", "-db", link, "-o", folder); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{link, path} {
		if said, err := command(t, "restore", "-from", folder, "-db", name); err != nil || !strings.Contains(said, path+" is in place") {
			t.Errorf("%s: %q, %v", name, said, err)
		}
	}
}
