package main

import (
	"bufio"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// holdFile is another program that takes the file for itself until its input ends.
func holdFile() error {
	db, err := sql.Open("sqlite", "file:"+os.Getenv("DESK_HOLD_DB")+"?_txlock=immediate&_pragma=busy_timeout(20000)")
	if err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	fmt.Println("held")
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return err
	}
	return tx.Rollback()
}

// hold has another process take the file until release.
func hold(t *testing.T, path string) (release func()) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "DESK_HOLD_DB="+path)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "held\n" {
		t.Fatalf("the file is not held: %q, %v", line, err)
	}
	return func() {
		in.Close()
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
}

// Another program takes the file for three seconds: the form waits and is stored. It
// keeps it: the officer is told to send again, keeps every digit, and the same form
// counts once afterwards. Pages go on all the while.
func TestAFileHeldByAnotherProcess(t *testing.T) {
	t.Parallel()
	path := night(t)
	addr, _ := serving(t, path)
	v := newVisitor(t, "http://"+addr)
	v.signIn(demoOfficer, demoPassphrase)
	watch(t.Context(), t, v.url, "contest/"+demoContest).until("the poll closed", func(b feed.Bulletin) bool { return b.Stage == count.StageAwaiting })
	form, ok := v.read(papersPath).form(papersPath)
	if !ok {
		t.Fatal("no form")
	}
	form.Set("papers", "49,195")
	type answered struct {
		page
		err error
	}
	post := func(form url.Values) chan answered {
		answer := make(chan answered, 1)
		go func() {
			p, err := v.post(papersPath, form)
			answer <- answered{p, err}
		}()
		return answer
	}
	release := hold(t, path)
	waiting := post(form)
	select {
	case a := <-waiting:
		t.Fatalf("answered %d %v while the file was held", a.status, a.err)
	case <-time.After(3 * time.Second):
	}
	newVisitor(t, v.url).read("/contests/" + demoContest)
	release()
	if a := <-waiting; a.err != nil || a.status != http.StatusSeeOther {
		t.Fatalf("held for 3 s: %d, %v\n%s", a.status, a.err, text(a.body))
	}

	form, _ = v.read(papersPath).form(papersPath)
	form.Set("papers", "49,196")
	form.Set("reason", "one was under the table")
	release = hold(t, path)
	began := time.Now()
	a := <-post(form)
	t.Logf("told that the desk is busy after %v", time.Since(began))
	if a.err != nil || a.status != http.StatusServiceUnavailable || !strings.Contains(text(a.body), "The desk is busy. Nothing was stored.") {
		t.Fatalf("held for longer: %d, %v\n%s", a.status, a.err, text(a.body))
	}
	kept, _ := a.form(papersPath)
	if kept.Get("papers") != "49,196" || kept.Get("key") != form.Get("key") {
		t.Errorf("the form came back with %q under key %q", kept.Get("papers"), kept.Get("key"))
	}
	release()
	if p, err := v.post(papersPath, kept); err != nil || p.status != http.StatusSeeOther {
		t.Errorf("sent again: %d, %v", p.status, err)
	}
}
