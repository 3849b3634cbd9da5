package main

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// memory is what a process holds in memory, in bytes.
func memory(t *testing.T, pid int) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Skipf("how much memory a process holds is read from /proc: %v", err)
	}
	_, after, _ := strings.Cut(string(status), "VmRSS:")
	kb, err := strconv.Atoi(strings.Fields(after)[0])
	if err != nil {
		t.Fatal(err)
	}
	return kb << 10
}

// A thousand viewers that never read cost the desk little, and nobody else anything: an
// officer's forms are answered and an honest viewer sees each state as before.
func TestAttackViewersThatNeverRead(t *testing.T) {
	const viewers, states, most = 1000, 30, 64 << 10
	path := night(t)
	cookie := sessionIn(t, path)
	l := local(t)
	addr := l.Addr().String()
	l.Close()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), "DESK_KILL_DB="+path, "DESK_KILL_ADDR="+addr, "DESK_KILL_N=0", "DESK_KILL_STEP=")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = child.Process.Kill(); _ = child.Wait() }()
	if _, err := out.Read(make([]byte, 16)); err != nil {
		t.Fatal(err)
	}
	v := newVisitor(t, "http://"+addr)
	at, err := url.Parse(v.url)
	if err != nil {
		t.Fatal(err)
	}
	v.http.Jar.SetCookies(at, []*http.Cookie{cookie})
	viewer := watch(t.Context(), t, v.url, feed.ContestTopic(demoContest))
	viewer.until("a closed poll", func(b feed.Bulletin) bool { return b.Stage == count.StageAwaiting })
	slowest := func(first int) (form, told time.Duration) {
		for n := first; n < first+states; n++ {
			begun := time.Now()
			sendPapers(t, v, n)
			form = max(form, time.Since(begun))
			viewer.until(fmt.Sprint(n, " papers"), func(b feed.Bulletin) bool { return b.Contest.Papers != nil && *b.Contest.Papers == n })
			told = max(told, time.Since(begun))
		}
		return form, told
	}
	formAlone, toldAlone := slowest(40_000)
	before := memory(t, child.Process.Pid)
	for range viewers {
		c, _ := upgraded(t, addr, "/live?topic=overview&topic=contest/"+demoContest, "Host: "+addr+"\r\nSec-WebSocket-Protocol: results.html.v1\r\n")
		if tcp, ok := c.(*net.TCPConn); ok {
			_ = tcp.SetReadBuffer(4 << 10)
		}
	}
	form, told := slowest(41_000)
	each := (memory(t, child.Process.Pid) - before) / viewers
	t.Logf("%d viewers that never read, %d states: %d bytes of memory each; slowest form %v (alone %v), slowest state seen after %v (alone %v)", viewers, states, each,
		form.Round(time.Millisecond), formAlone.Round(time.Millisecond), told.Round(time.Millisecond), toldAlone.Round(time.Millisecond))
	if each > most {
		t.Errorf("%d bytes for each viewer that does not read; want %d at most", each, most)
	}
	if told > 2*time.Second {
		t.Errorf("an honest viewer waited %v", told)
	}
}

// sessionIn opens a session in a desk's file. The desk itself then never hashes a
// passphrase, which takes more memory than all viewers.
func sessionIn(t *testing.T, path string) *http.Cookie {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	token, err := account.NewBook(s, time.Now, account.SecondNobody).SignInAs(t.Context(), demoOfficer, account.Place{})
	if err != nil {
		t.Fatal(err)
	}
	return &http.Cookie{Name: "desk", Value: token, Path: "/"}
}

// sendPapers sends a contest's verified papers.
func sendPapers(t *testing.T, v *visitor, papers int) {
	t.Helper()
	const path = "/desk/contests/" + demoContest + "/papers"
	page := v.read(path)
	form, ok := page.form(path)
	if !ok {
		t.Fatal("no form")
	}
	form.Set("papers", strconv.Itoa(papers))
	p, err := v.post(path, form)
	if err == nil && p.status == http.StatusUnprocessableEntity { // a warning to be accepted
		form = p.accepting(path)
		form.Set("papers", strconv.Itoa(papers))
		form.Set("reason", "counted again")
		p, err = v.post(path, form)
	}
	if err != nil || p.status != http.StatusSeeOther {
		t.Fatalf("%d papers: %d, %v: %s", papers, p.status, err, text(p.body))
	}
}
