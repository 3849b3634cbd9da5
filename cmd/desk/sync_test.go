package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// Between the moment a form is read and the moment it is answered the log of the
// database is synced: the system calls of the running program say so.
func TestSyncedBeforeEachReply(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed")
	}
	h := &hospital{t: t, path: filepath.Join(t.TempDir(), "desk.db"), addr: freeAddr(t), killed: map[string]int{}}
	h.prepare()
	trace := filepath.Join(t.TempDir(), "trace")
	cmd := exec.Command(strace, "-f", "-y", "-s", "80", "-e", "trace=read,write,fsync,fdatasync", "-o", trace, os.Args[0])
	cmd.Env = append(os.Environ(), "DESK_KILL_DB="+h.path, "DESK_KILL_ADDR="+h.addr, "DESK_KILL_STEP=", "DESK_KILL_N=0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // a desk outlives a strace that is killed
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stop := func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL); _ = cmd.Wait() }
	t.Cleanup(stop)
	if line, _ := bufio.NewReader(out).ReadString('\n'); !strings.HasPrefix(line, "serving") {
		t.Skipf("strace does not run the desk here: %q", line)
	}
	h.typist, h.second = newVisitor(t, "http://"+h.addr), newVisitor(t, "http://"+h.addr)
	h.typist.signIn(demoOfficer, demoPassphrase)
	h.second.signIn(demoSecond, demoPassphrase)
	h.verifyPapers()
	for range 10 {
		if !h.sheet() {
			t.Fatal("a sheet was not answered")
		}
	}
	stop()
	b, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	replies, unsynced, syncs := tracedReplies(string(b))
	t.Logf("%d forms stored and answered, %d syncs of the log, %d answers before one", replies, syncs, unsynced)
	if replies < 21 || unsynced > 0 {
		t.Errorf("%d of %d answers left before the log was synced; at least 21 answers were to be seen", unsynced, replies)
	}
}

func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

var (
	tracedForm  = regexp.MustCompile(`"P?OST /desk/contests/`) // net/http may have read the first byte before
	tracedReply = regexp.MustCompile(`write\(\d+<[^"]*>, "HTTP/1\.1 ` + fmt.Sprint(http.StatusSeeOther))
	tracedSync  = regexp.MustCompile(`^(\d+) +(?:fsync|fdatasync)\(\d+<[^>]*-wal>(\) += 0| <unfinished)`)
	tracedEnd   = regexp.MustCompile(`^(\d+) +<\.\.\. (?:fsync|fdatasync) resumed>\) += 0`)
)

// tracedReplies reads a trace: how many forms were stored and answered, and how many of
// those answers left before a sync of the log that began after the form was read had
// ended.
func tracedReplies(trace string) (replies, unsynced, syncs int) {
	under := map[string]bool{} // threads that sync the log, and began after the form came
	asked, synced := false, false
	lines := bufio.NewScanner(bytes.NewReader([]byte(trace)))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if tracedForm.MatchString(line) {
			asked, synced = true, false
			clear(under)
		}
		if m := tracedSync.FindStringSubmatch(line); m != nil {
			under[m[1]] = true
			if strings.HasPrefix(m[2], ")") {
				delete(under, m[1])
				synced = true
				syncs++
			}
		}
		if m := tracedEnd.FindStringSubmatch(line); m != nil && under[m[1]] {
			delete(under, m[1])
			synced = true
			syncs++
		}
		if asked && tracedReply.MatchString(line) {
			replies++
			if !synced {
				unsynced++
			}
			asked = false
		}
	}
	return replies, unsynced, syncs
}
