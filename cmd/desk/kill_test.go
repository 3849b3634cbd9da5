package main

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"net/http"
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
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// TestKill kills a desk at every step between check and broadcast, again and again,
// while an officer sends sheets over HTTP and a viewer watches over a socket.
// Nothing that was acknowledged is lost, nothing is half written, nothing doubled by
// sending it again, the page shows what the ledger holds, and no viewer ever goes
// backwards. DESK_KILLS sets how often; make night kills 10,000 times.
func TestKill(t *testing.T) {
	kills := 50
	if s := os.Getenv("DESK_KILLS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		kills = n
	}
	h := newHospital(t)
	for i := range kills {
		h.kill(killSteps[i%len(killSteps)], 1+i/len(killSteps)%2)
	}
	h.finish()
}

// hospital is a desk that is killed and started again.
type hospital struct {
	t       *testing.T
	path    string
	addr    string
	visitor *visitor
	watcher *watcher

	sent      int // sheets, each with figures of its own
	last      int // the sheet that was acknowledged last
	unknown   int // killed before an answer came
	killed    map[string]int
	committed int // of those without an answer, on disk all the same
}

func newHospital(t *testing.T) *hospital {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	h := &hospital{t: t, path: filepath.Join(t.TempDir(), "desk.db"), addr: addr, killed: map[string]int{}}
	h.prepare()
	h.visitor = newVisitor(t, "http://"+addr)
	h.watcher = watch(t.Context(), t, "http://"+addr, "contest/islington-north")
	cmd := h.start("", 0)
	h.visitor.signIn("officer-1", demoPassphrase)
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
	if err := account.NewBook(s, time.Now).Add(ctx, account.Officer{ID: "officer-1", Role: count.RoleCountOfficer}, demoPassphrase); err != nil {
		t.Fatal(err)
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
	cmd.Env = append(os.Environ(), "DESK_KILL_DB="+h.path, "DESK_KILL_ADDR="+h.addr, "DESK_KILL_STEP="+step, "DESK_KILL_N="+strconv.Itoa(n))
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
}

const sheetPath = "/desk/contests/islington-north/units/count"

// kill starts a desk that will die at a step, sends sheets until it does, starts it
// again, sends the last sheet again, and looks at what is there.
func (h *hospital) kill(step string, n int) {
	h.t.Helper()
	cmd := h.start(step, n)
	var form url.Values
	answered := true
	for range 6 {
		form = h.fill()
		if form == nil {
			answered = false
			break
		}
		p, err := h.visitor.post(sheetPath, form)
		if answered = err == nil; !answered {
			break
		}
		if p.status != http.StatusSeeOther {
			h.t.Fatalf("a good sheet was answered with %d\n%s", p.status, text(p.body))
		}
		h.last = h.sent
	}
	if answered {
		if err := cmd.Process.Kill(); err != nil { // "answered-or-told": no seam, any moment
			h.t.Fatal(err)
		}
	}
	h.buried(cmd, step)

	cmd = h.start("", 0)
	defer h.stop(cmd)
	stands := h.stands()
	if stands != h.last && stands != h.sent {
		h.t.Fatalf("killed at %s: sheet %d stands; acknowledged was %d, sent %d", step, stands, h.last, h.sent)
	}
	if form != nil && !answered {
		h.unknown++
		if stands == h.sent {
			h.committed++
		}
		p, err := h.visitor.post(sheetPath, form)
		if err != nil || p.status != http.StatusSeeOther {
			h.t.Fatalf("the sheet sent again after %s: %d, %v\n%s", step, p.status, err, text(p.body))
		}
		h.last = h.sent
	}
	h.watcher.until(fmt.Sprintf("sheet %d after a kill at %s", h.last, step), func(b feed.Bulletin) bool {
		return b.Contest.Valid != nil && votesOf(b, "1120") == corbyn(h.last)
	})
	if page := text(h.visitor.read("/contests/islington-north").body); !strings.Contains(page, count.Thousands(corbyn(h.last))) {
		h.t.Fatalf("killed at %s: the page does not show sheet %d: %s", step, h.last, page)
	}
}

// corbyn is the votes that tell one sheet from another.
func corbyn(sheet int) int { return 20_000 + sheet }

// fill fills the next sheet into the form; nil where the desk is dead already.
func (h *hospital) fill() url.Values {
	p, err := h.visitor.get(sheetPath)
	if err != nil {
		return nil
	}
	form, ok := p.form(sheetPath)
	if !ok {
		h.t.Fatalf("no form: %d %s", p.status, text(p.body))
	}
	h.sent++
	for field := range form {
		switch {
		case field == count.FieldVotes("1120"):
			form.Set(field, strconv.Itoa(corbyn(h.sent)))
		case field == count.FieldVotes("90828"):
			form.Set(field, strconv.Itoa(49_195-corbyn(h.sent)))
		case strings.HasPrefix(field, "votes."), strings.HasPrefix(field, "rejected."):
			form.Set(field, "0")
		}
	}
	return form
}

// stands is the sheet that the ledger holds.
func (h *hospital) stands() int {
	h.t.Helper()
	s, err := sqlite.Open(h.t.Context(), h.path, time.Now)
	if err != nil {
		h.t.Fatal(err)
	}
	defer s.Close()
	standing, err := s.Standing(h.t.Context(), demoContest)
	if err != nil {
		h.t.Fatal(err)
	}
	sheet, in := standing.Sheets["count"]
	if !in {
		return 0
	}
	if got := sheet.Tally.Papers(); got != 49_195 {
		h.t.Fatalf("a sheet of %d papers stands: half written", got)
	}
	return sheet.Tally.Votes["1120"] - corbyn(0)
}

func (h *hospital) verifyPapers() {
	h.t.Helper()
	path := "/desk/contests/islington-north/papers"
	form, ok := h.visitor.read(path).form(path)
	if !ok {
		h.t.Fatal("no form for verified papers")
	}
	form.Set("papers", "49,195")
	if p, err := h.visitor.post(path, form); err != nil || p.status != http.StatusSeeOther {
		h.t.Fatalf("verified papers: %d, %v\n%s", p.status, err, text(p.body))
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
	s, err := sqlite.Open(h.t.Context(), h.path, time.Now)
	if err != nil {
		h.t.Fatal(err)
	}
	defer s.Close()
	var entered, revisions int64
	var lost, doubled int
	err = s.Publish(h.t.Context(), func(tx feed.Tx) error {
		at, err := tx.Position()
		if err != nil {
			return err
		}
		revisions = at.Revision
		acts, err := tx.Acts(0, 0)
		sheets := map[int]int{}
		for _, a := range acts {
			if e, ok := a.Body.(count.Entered); ok {
				entered++
				sheets[e.Tally.Votes["1120"]]++
			}
		}
		// Every sheet was acknowledged in the end: the first time or sent again.
		for sheet := 1; sheet <= h.sent; sheet++ {
			switch times := sheets[corbyn(sheet)]; {
			case times == 0:
				lost++
			case times > 1:
				doubled++
			}
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	if lost+doubled > 0 || entered != int64(h.sent) {
		h.t.Errorf("of %d sheets sent and acknowledged %d are lost and %d doubled; the ledger holds %d", h.sent, lost, doubled, entered)
	}
	h.t.Logf("killed %v; %d sheets sent, %d in the ledger, %d without an answer of which %d were on disk; %d revisions; lost %d, doubled %d, none torn",
		h.killed, h.sent, entered, h.unknown, h.committed, revisions, lost, doubled)
}
