package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// parent holds a desk's listeners open and starts desks on them, as systemd does.
type parent struct {
	t     *testing.T
	addr  string // of the first listener
	files []*os.File
	names string // LISTEN_FDNAMES
	exe   string
}

// newParent opens listeners, one for each name.
func newParent(t *testing.T, names ...string) *parent {
	t.Helper()
	p := &parent{t: t, names: strings.Join(names, ":"), exe: filepath.Join(t.TempDir(), "desk")}
	for range max(1, len(names)) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		f, err := l.(*net.TCPListener).File()
		if err := errors.Join(err, l.Close()); err != nil { // the file is a copy, and stays open
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		p.files = append(p.files, f)
		if p.addr == "" {
			p.addr = l.Addr().String()
		}
	}
	self, err := os.Executable()
	if err == nil {
		err = os.Symlink(self, p.exe) // called so, the test binary is the program
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// child is a desk that a parent started.
type child struct {
	cmd     *exec.Cmd
	serving chan string // the line that says so, or the last one before the end
	said    strings.Builder
}

// start starts a desk that is given the listeners.
func (p *parent) start(args ...string) *child {
	p.t.Helper()
	// Only the process itself knows its number, and keeps it when it becomes the desk.
	cmd := exec.Command("sh", append([]string{"-c", `LISTEN_PID=$$ exec "$0" "$@"`, p.exe}, args...)...)
	cmd.Env = append(os.Environ(), fmt.Sprintf("LISTEN_FDS=%d", len(p.files)), "LISTEN_FDNAMES="+p.names)
	cmd.ExtraFiles = p.files
	out, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = cmd.Process.Kill() }) // also where the test fails half way
	c := &child{cmd: cmd, serving: make(chan string, 1)}
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() && !strings.Contains(lines.Text(), "msg=serving") {
			fmt.Fprintln(&c.said, lines.Text())
		}
		c.serving <- lines.Text()
		_, _ = io.Copy(io.Discard, out)
	}()
	return c
}

// served waits until the desk serves and returns the line that says so.
func (c *child) served(t *testing.T) string {
	t.Helper()
	select {
	case line := <-c.serving:
		if !strings.Contains(line, "msg=serving") {
			t.Fatalf("the desk does not serve: %s", c.said.String())
		}
		return line
	case <-time.After(20 * time.Second):
		t.Fatal("the desk does not serve within 20 s")
		return ""
	}
}

// end has the desk end as systemd does.
func (c *child) end(t *testing.T) {
	t.Helper()
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Wait(); err != nil {
		t.Errorf("the desk ended with %v", err)
	}
}

// A desk serves on the listeners that it was given: by name whatever their order, and
// without names officers and viewers at the first. What cannot be is said plainly.
func TestListenersThatArePassedOn(t *testing.T) {
	t.Parallel()
	path := night(t)
	for _, c := range []struct {
		names []string
		says  string // in the line that it serves, or why not
		apart bool
	}{
		{nil, "msg=serving", false},
		{[]string{"desk"}, "msg=serving", false},
		{[]string{"public", "desk"}, "msg=serving", true},
		{[]string{"desk.socket", "desk.socket"}, "msg=serving", true},
		{[]string{"desk", "desk"}, `two listeners were passed on as "desk"`, false},
		{[]string{"public"}, `no listener was passed on as "desk"`, false},
		{[]string{"desk", "printer"}, `a listener was passed on as "printer"`, false},
	} {
		p := newParent(t, c.names...)
		d := p.start("serve", "-db", path, "-public-origin", "http://"+p.addr)
		line := <-d.serving
		if !strings.Contains(line+d.said.String(), c.says) {
			t.Errorf("%v: %s%s; want %q", c.names, line, d.said.String(), c.says)
		}
		if c.says != "msg=serving" {
			if err := d.cmd.Wait(); err == nil {
				t.Errorf("%v: ended as if nothing were wrong", c.names)
			}
			continue
		}
		if want := fmt.Sprintf("apart=%v", c.apart); !strings.Contains(line, want) {
			t.Errorf("%v: %s; want %s", c.names, line, want)
		}
		for i, f := range p.files {
			l, err := net.FileListener(f)
			if err != nil {
				t.Fatal(err)
			}
			v := newVisitor(t, "http://"+l.Addr().String())
			l.Close()
			page, err := v.get("/")
			if err != nil {
				t.Fatal(err)
			}
			alone := c.apart && (i == 0) == (c.names[0] != "public") // officers', without the public pages
			if sent := page.status == http.StatusSeeOther; sent != alone {
				t.Errorf("%v: listener %d answers %d; for officers alone: %v", c.names, i+1, page.status, alone)
			}
		}
		d.end(t)
	}
}

// A file that is no listener is not served on.
func TestAFileThatIsNoListener(t *testing.T) {
	p := newParent(t)
	f, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p.files[0] = f
	d := p.start("serve", "-db", night(t))
	if line := <-d.serving; line != "" || !strings.Contains(d.said.String(), "no TCP socket that listens") {
		t.Errorf("%s%s", line, d.said.String())
	}
	_ = d.cmd.Wait()
}

// Variables that are meant for another process are none of ours.
func TestListenersOfAnotherProcess(t *testing.T) {
	env := func(name string) string { return map[string]string{"LISTEN_FDS": "1", "LISTEN_PID": "1"}[name] }
	if passed, err := passedOn(env, os.Getpid()); err != nil || len(passed) > 0 {
		t.Errorf("%v, %v; want none", passed, err)
	}
}
