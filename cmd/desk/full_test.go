package main

import (
	"bytes"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/space"
	"resultsdesk/internal/sqlite"
)

// smallDisk is a disk of a few megabytes.
func smallDisk(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=4m"); err != nil {
		t.Skipf("a disk cannot be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return folder
}

// fill leaves no more than so many bytes free on the disk of a folder.
func fill(t *testing.T, folder string, left uint64) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(folder, "junk"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for {
		r, err := space.Of(folder)
		if err != nil {
			t.Fatal(err)
		}
		if r.Free <= left {
			return
		}
		if _, err := f.Write(bytes.Repeat([]byte{'x'}, int(min(4096, r.Free-left)))); err != nil {
			t.Fatal(err)
		}
	}
}

// On a disk that is nearly full forms are refused with every digit kept, before the
// last byte is gone; on one that is quite full too. Pages go on. With room again the
// same desk takes the same form, once.
func TestADiskFullWhileServing(t *testing.T) {
	disk := smallDisk(t)
	path := filepath.Join(disk, "night.db")
	put(t, path, snapshot(t, night(t)))
	addr, _ := serving(t, path)
	v, other := newVisitor(t, "http://"+addr), newVisitor(t, "http://"+addr)
	v.signIn(demoOfficer, demoPassphrase)
	watch(t.Context(), t, v.url, "contest/"+demoContest).until("the poll closed", func(b feed.Bulletin) bool { return b.Stage == count.StageAwaiting })
	form, _ := v.read(papersPath).form(papersPath)
	form.Set("papers", "49,195")
	for name, left := range map[string]uint64{"nearly full": 100 << 10, "full": 0} {
		fill(t, disk, left)
		p, err := v.post(papersPath, form)
		if err != nil || p.status != http.StatusInsufficientStorage || !strings.Contains(text(p.body), "The desk’s disk is full. Nothing was stored.") {
			t.Fatalf("%s: %d, %v\n%s", name, p.status, err, text(p.body))
		}
		kept, _ := p.form(papersPath)
		if kept.Get("papers") != "49,195" || kept.Get("key") != form.Get("key") {
			t.Errorf("%s: the form came back with %q under key %q", name, kept.Get("papers"), kept.Get("key"))
		}
		v.read(papersPath)
		other.read("/contests/" + demoContest)
		if left == 0 { // nothing keeps a sign-in from the last byte, and so it meets the end
			p, err := other.post("/desk/sign-in", url.Values{"officer": {demoOfficer}, "passphrase": {demoPassphrase}})
			if err != nil || p.status != http.StatusInsufficientStorage && p.status != http.StatusSeeOther {
				t.Errorf("signing in on a full disk: %d, %v\n%s", p.status, err, text(p.body))
			}
		}
		remove(t, filepath.Join(disk, "junk"))
	}
	for range 2 {
		if p, err := v.post(papersPath, form); err != nil || p.status != http.StatusSeeOther {
			t.Fatalf("with room again: %d, %v\n%s", p.status, err, text(p.body))
		}
	}
	if c, err := sqlite.Inspect(t.Context(), path); err != nil || c.Seq != 3 {
		t.Errorf("the file ends at act %d, %v; want 3: defined, poll closed, papers", c.Seq, err)
	}
}
