package main

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/backup"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// TestKill kills a desk at every step between check and broadcast, again and again,
// while one officer sends sheets over HTTP, another confirms them, and a viewer
// watches over a socket.
// Backups are made all the while.
// Nothing that was acknowledged is lost, nothing is half written, nothing doubled by
// sending it again, the page shows what the ledger holds, and no viewer ever goes
// backwards, and every backup that has a name is whole. DESK_KILLS sets how often; make night kills 10,000 times.
func TestKill(t *testing.T) {
	t.Parallel()
	backups := t.TempDir()
	kills := 50
	if s := os.Getenv("DESK_KILLS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		kills = n
	}
	h := newHospital(t, backups)
	for i := range kills {
		h.kill(killSteps[i%len(killSteps)], 1+i/len(killSteps)%2)
	}
	h.finish()
}

// hospital is a desk that is killed and started again.
type hospital struct {
	t       *testing.T
	path    string
	backups string // folder; empty: none are made
	addr    string
	typist  *visitor
	second  *visitor
	watcher *watcher

	sent      int     // sheets, each with figures of its own
	entered   int     // the sheet of which the entry was acknowledged last
	last      int     // the sheet of which the confirmation was acknowledged last
	flight    *flight // what was sent and not answered
	unknown   int     // forms that were not answered: killed before
	killed    map[string]int
	midBackup int // kills that left an unfinished backup
	committed int // of those without an answer, on disk all the same
}

// flight is a form on its way.
type flight struct {
	by   *visitor
	path string
	form url.Values
}

func newHospital(t *testing.T, backups string) *hospital {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	h := &hospital{t: t, backups: backups, path: filepath.Join(t.TempDir(), "desk.db"), addr: addr, killed: map[string]int{}}
	h.prepare()
	h.typist, h.second = newVisitor(t, "http://"+addr), newVisitor(t, "http://"+addr)
	h.watcher = watch(t.Context(), t, "http://"+addr, "contest/islington-north")
	cmd := h.start("", 0)
	h.typist.signIn(demoOfficer, demoPassphrase)
	h.second.signIn(demoSecond, demoPassphrase)
	h.verifyPapers()
	h.stop(cmd)
	return h
}

// prepare makes the file: Islington North, one count unit, a poll that closed.
func (h *hospital) prepare() {
	ctx, t := h.t.Context(), h.t
	s, err := sqlite.Open(ctx, h.path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, id := range []string{demoOfficer, demoSecond, demoClerk} {
		if err := account.NewBook(s, time.Now, account.SecondNobody).Add(ctx, account.Officer{ID: id, Role: count.RoleCountOfficer}, demoPassphrase); err != nil {
			t.Fatal(err)
		}
	}
	c := closedPoll(t, demoContest)
	if _, err := count.NewDesk(s, count.Clocks{Election: time.Now, Wall: time.Now}, nil).Define(ctx, count.Definitions{Contests: []count.Contest{c}}); err != nil {
		t.Fatal(err)
	}
}

// start starts a desk that dies the nth time it comes to a step.
func (h *hospital) start(step string, n int) *exec.Cmd {
	h.t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "DESK_KILL_DB="+h.path, "DESK_KILL_BACKUPS="+h.backups, "DESK_KILL_ADDR="+h.addr, "DESK_KILL_STEP="+step, "DESK_KILL_N="+strconv.Itoa(n))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = cmd.Process.Kill() }) // also where the test fails half way
	// A desk may be killed while it starts, when it publishes what the one before left.
	if line, _ := bufio.NewReader(out).ReadString('\n'); !strings.HasPrefix(line, "serving") {
		h.buried(cmd, step)
		return h.start("", 0)
	}
	return cmd
}

func (h *hospital) stop(cmd *exec.Cmd) {
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

// buried waits for the death of a desk and counts it.
func (h *hospital) buried(cmd *exec.Cmd, step string) {
	h.t.Helper()
	err := cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		h.t.Fatalf("killed at %s, the desk ended with %v", step, err)
	}
	h.killed[step]++
	if left, _ := filepath.Glob(filepath.Join(h.backups, ".desk.unfinished*")); h.backups != "" && len(left) > 0 {
		h.midBackup++
	}
}

// kill starts a desk that will die at a step, sends sheets and has them confirmed until
// it does, starts it again, sends the last form again, and looks at what is there.
func (h *hospital) kill(step string, n int) {
	h.t.Helper()
	cmd := h.start(step, n)
	alive := true
	for range 6 {
		if alive = h.sheet(); !alive {
			break
		}
	}
	if alive {
		if err := cmd.Process.Kill(); err != nil { // "answered-or-told": no seam, any moment
			h.t.Fatal(err)
		}
	}
	h.buried(cmd, step)

	cmd = h.start("", 0)
	defer h.stop(cmd)
	h.compare(step)
	if h.last != h.sent && !h.goOn() {
		h.t.Fatalf("started again after %s, the desk does not answer", step)
	}
	h.watcher.until(fmt.Sprintf("sheet %d after a kill at %s", h.last, step), func(b feed.Bulletin) bool {
		return b.Contest.Valid != nil && votesOf(b, "1120") == corbyn(h.last)
	})
	if page := text(h.typist.read("/contests/islington-north").body); !strings.Contains(page, count.Thousands(corbyn(h.last))) {
		h.t.Fatalf("killed at %s: the page does not show sheet %d: %s", step, h.last, page)
	}
}

// finish compares ledger and bulletins with what was sent.
func (h *hospital) finish() {
	h.t.Helper()
	for _, step := range killSteps {
		if h.killed[step] == 0 {
			h.t.Errorf("no desk was killed at %s", step)
		}
	}
	audit, err := sqlite.VerifyAudit(h.t.Context(), h.path)
	if err != nil {
		h.t.Errorf("after the kills: %v", err)
	}
	s := h.store()
	defer s.Close()
	entered, confirmed := map[int]int{}, map[int]int{} // how often, by sheet
	var acts, revisions int64
	err = s.Publish(h.t.Context(), func(tx feed.Tx) error {
		at, err := tx.Position()
		if err != nil {
			return err
		}
		revisions = at.Revision
		all, err := tx.Acts(0, 0)
		sheets := map[int64]int{} // by act
		for _, a := range all {
			switch body := a.Body.(type) {
			case count.Entered:
				sheets[a.Seq] = body.Tally.Votes["1120"] - corbyn(0)
				entered[sheets[a.Seq]]++
			case count.Confirmed:
				confirmed[sheets[body.Entry]]++
			default:
				continue
			}
			acts++
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	// Every form was acknowledged in the end: the first time or sent again.
	var lost, doubled int
	for sheet := 1; sheet <= h.sent; sheet++ {
		for _, times := range []int{entered[sheet], confirmed[sheet]} {
			lost += max(0, 1-times)
			doubled += max(0, times-1)
		}
	}
	if lost+doubled > 0 || acts != int64(2*h.sent) {
		h.t.Errorf("of %d sheets sent and confirmed %d forms are lost and %d doubled; the ledger holds %d", h.sent, lost, doubled, acts)
	}
	h.finishBackups()
	h.t.Logf("killed %v; %d sheets sent and confirmed, %d acts in the ledger, %d forms without an answer of which %d were on disk; %d revisions, %d lines of the audit in one chain; lost %d, doubled %d, none torn",
		h.killed, h.sent, acts, h.unknown, h.committed, revisions, audit.Head.ID, lost, doubled)
}

// finishBackups reads every backup that has a name, and makes one more, which takes
// away what the killed ones left.
func (h *hospital) finishBackups() {
	h.t.Helper()
	if said, err := command(h.t, "backup", "-db", h.path, "-o", h.backups); err != nil {
		h.t.Errorf("%s, %v", said, err)
	}
	all, err := backup.List(h.backups, "desk")
	if err != nil || len(all) < 2 {
		h.t.Errorf("%d backups, %v", len(all), err)
	}
	for _, e := range all {
		if c, err := sqlite.Inspect(h.t.Context(), e.Path); err != nil || c.Seq != e.Seq {
			h.t.Errorf("%s holds act %d, %v", e.Path, c.Seq, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(h.backups, ".desk.unfinished*")); len(left) > 0 {
		h.t.Errorf("left behind: %v", left)
	}
	h.t.Logf("%d kills while a backup was being made; %d backups kept, all whole", h.midBackup, len(all))
}
