package main

import (
	"debug/elf"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestProgramAlone holds the image to its word: the program is static, needs no other
// file, no root and no writable root, and makes no memory that is writable and
// executable, as the unit forbids it.
func TestProgramAlone(t *testing.T) {
	if os.Getenv("DESK_IMAGE") == "" {
		t.Skip("builds the program as the image does; make night")
	}
	program := buildStatic(t)
	file, err := elf.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if libraries, err := file.ImportedLibraries(); err != nil || len(libraries) > 0 {
		t.Errorf("the program needs %v, %v", libraries, err)
	}
	for _, p := range file.Progs {
		if p.Type == elf.PT_INTERP {
			t.Error("the program needs a loader")
		}
	}
	if os.Getuid() != 0 {
		t.Skip("only root can shut the program into a folder")
	}
	root, ops := emptyRoot(t, program), freePort(t)
	cmd := exec.Command(os.Args[0], "-test.run=^TestNoNewCode$")
	cmd.Env = []string{"DESK_NO_NEW_CODE=" + root, "DESK_OPS_ADDR=" + ops, "DESK_ADDR=127.0.0.1:0", "DESK_DB=/data/desk.db"}
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	gone := make(chan error, 1)
	go func() { gone <- cmd.Wait() }()
	env, _ := testEnvironment(map[string]string{"DESK_OPS_ADDR": ops})
	for deadline := time.Now().Add(20 * time.Second); ; {
		err := health(t.Context(), env, []string{"-ready"})
		if err == nil {
			break
		}
		select {
		case err := <-gone:
			t.Fatalf("the program ended with %v: %s", err, out.String())
		default:
		}
		if time.Now().After(deadline) {
			t.Fatalf("not ready: %v: %s", err, out.String())
		}
	}
	if info, err := os.Stat(filepath.Join(root, "data", "desk.db")); err != nil || info.Sys().(*syscall.Stat_t).Uid != unprivileged {
		t.Errorf("the file: %v, %v", info, err)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := <-gone; err != nil {
		t.Errorf("stopped with %v: %s", err, out.String())
	}
}

const unprivileged = 65532 // as in the image

// TestNoNewCode is no test: it becomes the program in a folder of its own, without
// root and without the right to make memory executable.
func TestNoNewCode(t *testing.T) {
	root := os.Getenv("DESK_NO_NEW_CODE")
	if root == "" {
		t.Skip("only as a part of TestProgramAlone")
	}
	const setMDWE, refuseExecGain = 65, 1 // prctl, Linux 6.3 and later; others go on without
	_, _, _ = syscall.RawSyscall6(syscall.SYS_PRCTL, setMDWE, refuseExecGain, 0, 0, 0, 0)
	for _, err := range []error{syscall.Chroot(root), os.Chdir("/"), syscall.Setgroups(nil), syscall.Setgid(unprivileged), syscall.Setuid(unprivileged)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Fatal(syscall.Exec("/desk", []string{"/desk", "serve"}, append(os.Environ(), "TMPDIR=/data")))
}

func buildStatic(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "desk")
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return program
}

// emptyRoot is a folder with the program and an empty folder for its data.
func emptyRoot(t *testing.T, program string) string {
	t.Helper()
	root, err := os.MkdirTemp("", "desk-root-") // not of the test alone: the user must get in
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(root) })
	data := filepath.Join(root, "data")
	for _, err := range []error{os.Chmod(root, 0o755), os.Mkdir(data, 0o700), os.Chown(data, unprivileged, unprivileged), os.Rename(program, filepath.Join(root, "desk"))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// The units are as systemd reads them, pass on the listeners by the names that the
// desk knows, and leave it little that it could do to the machine.
func TestUnits(t *testing.T) {
	tool, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not here (Debian package systemd)")
	}
	dir := t.TempDir()
	var units []string
	for _, name := range []string{"desk.service", "desk.socket", "desk-public.socket", "desk-ops.socket"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "ops", name))
		if err != nil {
			t.Fatal(err)
		}
		fits := strings.ReplaceAll(string(text), "/usr/local/bin/desk", os.Args[0]) // verify asks whether it is there
		if err := os.WriteFile(filepath.Join(dir, name), []byte(fits), 0o600); err != nil {
			t.Fatal(err)
		}
		units = append(units, filepath.Join(dir, name))
	}
	if out, err := exec.Command(tool, append([]string{"verify", "--man=no"}, units...)...).CombinedOutput(); err != nil || strings.Contains(string(out), dir) {
		t.Errorf("systemd-analyze verify: %v\n%s", err, out)
	}
	out, err := exec.Command(tool, "security", "--offline=true", "--threshold=20", units[0]).CombinedOutput()
	score := regexp.MustCompile(`Overall exposure level.*`).Find(out)
	if err != nil {
		t.Errorf("exposed by more than 2.0: %v: %s", err, score)
	}
	t.Logf("%s", score)
}

// Whoever starts the desk is told when it is ready, that it lives, and that it stops.
func TestNotify(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notify")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	t.Setenv("NOTIFY_SOCKET", path)
	t.Setenv("WATCHDOG_USEC", "20000000")
	_, stop := servingWith(t, os.Getenv, night(t))
	heard := map[string]bool{}
	hear := func(until string) {
		t.Helper()
		if err := conn.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
			t.Fatal(err)
		}
		for b := make([]byte, 100); !heard[until]; {
			n, err := conn.Read(b)
			if err != nil {
				t.Fatalf("never heard %s: %v", until, err)
			}
			heard[string(b[:n])] = true
		}
	}
	hear("READY=1")
	hear("WATCHDOG=1")
	if heard["STOPPING=1"] {
		t.Error("it stops before it was stopped")
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	hear("STOPPING=1")
}
