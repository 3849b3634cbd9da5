package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/account"
	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// night is a file with one contest whose poll has closed, and an officer.
func night(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "night.db")
	s, err := sqlite.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := account.NewBook(s, time.Now, account.SecondNobody).Add(t.Context(), account.Officer{ID: demoOfficer, Role: count.RoleCountOfficer}, demoPassphrase); err != nil {
		t.Fatal(err)
	}
	if _, err := count.NewDesk(s, count.Clocks{Election: time.Now, Wall: time.Now}, nil).Define(t.Context(), count.Definitions{Contests: []count.Contest{closedPoll(t, demoContest)}}); err != nil {
		t.Fatal(err)
	}
	return path
}

// serving runs the real command on a file. stop ends it as SIGTERM does and returns
// what it ended with.
func serving(t *testing.T, path string, args ...string) (addr string, stop func() error) {
	t.Helper()
	return servingWith(t, func(string) string { return "" }, path, args...)
}

// servingWith is serving with settings from outside.
func servingWith(t *testing.T, getenv func(string) string, path string, args ...string) (addr string, stop func() error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr = l.Addr().String()
	l.Close()
	ctx, cancel := context.WithCancel(context.Background())
	read, write := io.Pipe()
	done := make(chan error, 1)
	go func() {
		env := environment{getenv, strings.NewReader(""), io.Discard, write}
		err := serve(ctx, env, append([]string{"-db", path, "-addr", addr}, args...))
		write.CloseWithError(err)
		done <- err
	}()
	log := bufio.NewReader(read)
	if line, err := log.ReadString('\n'); err != nil || !strings.Contains(line, "serving") {
		t.Fatalf("%q, %v", line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, log) }()
	stopped := false
	stop = func() error {
		if stopped {
			return nil
		}
		stopped = true
		cancel()
		return <-done
	}
	t.Cleanup(func() { _ = stop() })
	return addr, stop
}

// Stopped in the middle of a form, a desk takes the form, answers it, and tells
// viewers to come back.
func TestStopFinishesForms(t *testing.T) {
	addr, stop := serving(t, night(t))
	v := newVisitor(t, "http://"+addr)
	v.signIn(demoOfficer, demoPassphrase)
	const path = "/desk/contests/islington-north/papers"
	form, ok := v.read(path).form(path)
	if !ok {
		t.Fatal("no form")
	}
	form.Set("papers", "49,195")

	viewer, _, err := (&websocket.Dialer{Subprotocols: []string{broadcast.ProtocolJSON}}).Dial("ws://"+addr+"/live?topic=overview", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer viewer.Close()

	sent, half, rest := halfPosted(t, v, addr, path, form)
	half()
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	for err == nil { // until the desk says goodbye
		_, _, err = viewer.ReadMessage()
	}
	if !websocket.IsCloseError(err, websocket.CloseServiceRestart) {
		t.Errorf("the viewer was sent away with %v; want %d, come back", err, websocket.CloseServiceRestart)
	}
	rest()
	answer, err := http.ReadResponse(bufio.NewReader(sent), nil)
	if err != nil {
		t.Fatalf("the form in flight was not answered: %v", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther {
		t.Errorf("the form in flight was answered with %s", answer.Status)
	}
	if err := <-stopped; err != nil {
		t.Errorf("stopped with %v", err)
	}
	if _, err := net.Dial("tcp", addr); err == nil {
		t.Error("the stopped desk still listens")
	}
}

// halfPosted is a form that a slow line sends in two halves.
func halfPosted(t *testing.T, v *visitor, addr, path string, form url.Values) (conn net.Conn, half, rest func()) {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	at, err := url.Parse(v.url)
	if err != nil {
		t.Fatal(err)
	}
	body := form.Encode()
	var cookies []string
	for _, c := range v.http.Jar.Cookies(at) {
		cookies = append(cookies, c.Name+"="+c.Value)
	}
	write := func(s string) {
		if _, err := io.WriteString(conn, s); err != nil {
			t.Error(err)
		}
	}
	half = func() {
		// Asked to, the desk says when it has begun to read the form.
		write(fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n",
			path, addr, strings.Join(cookies, "; "), len(body)))
		const goOn = "HTTP/1.1 100 Continue\r\n\r\n"
		said := make([]byte, len(goOn))
		if _, err := io.ReadFull(conn, said); err != nil || string(said) != goOn {
			t.Fatalf("the desk did not take the form: %q, %v", said, err)
		}
		write(body[:len(body)/2])
	}
	return conn, half, func() { write(body[len(body)/2:]) }
}

// An older copy of the database is refused, because viewers have seen more; taken up
// on purpose it begins a new epoch, by which viewers drop what they saw.
func TestAnOlderCopyIsRefused(t *testing.T) {
	t.Parallel()
	path := night(t)
	addr, stop := serving(t, path)
	viewer := watch(t.Context(), t, "http://"+addr, "contest/islington-north")
	viewer.until("the poll closed", func(b feed.Bulletin) bool { return b.Stage == count.StageAwaiting })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	older, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	addr, stop = serving(t, path)
	v := newVisitor(t, "http://"+addr)
	v.signIn(demoOfficer, demoPassphrase)
	const papers = "/desk/contests/islington-north/papers"
	form, _ := v.read(papers).form(papers)
	form.Set("papers", "49,195")
	if p, err := v.post(papers, form); err != nil || p.status != http.StatusSeeOther {
		t.Fatalf("%d %v", p.status, err)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	seen, err := feed.HeadFile(path + ".head").Read()
	if err != nil {
		t.Fatal(err)
	}
	for _, gone := range []string{"-wal", "-shm"} {
		if err := os.Remove(path + gone); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, older, 0o600); err != nil {
		t.Fatal(err)
	}

	env := environment{func(string) string { return "" }, strings.NewReader(""), io.Discard, io.Discard}
	refused, giveUp := context.WithTimeout(t.Context(), 20*time.Second) // where it serves instead
	defer giveUp()
	err = serve(refused, env, []string{"-db", path, "-addr", "127.0.0.1:0"})
	if !errors.Is(err, feed.ErrBehind) || !strings.Contains(err.Error(), "-new-epoch") {
		t.Fatalf("an older copy: %v; want ErrBehind and what to do", err)
	}
	addr, stop = serving(t, path, "-new-epoch")
	late := &watcher{t: t, seen: make(chan feed.Bulletin, 10), epoch: seen.Epoch, revision: seen.Revision}
	ctx, cancel := context.WithCancel(t.Context())
	go late.connect(ctx, "ws://"+addr, "contest/islington-north")
	late.until("the state of the older copy", func(b feed.Bulletin) bool { return b.Stage == count.StageAwaiting })
	cancel()
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if _, stop := serving(t, path); stop() != nil {
		t.Error("accepted once, the copy is refused again")
	}
}
