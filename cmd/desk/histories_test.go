package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"resultsdesk/internal/count"
)

// act is what an officer does with the sheet of a unit, and what came of it: reads
// which act it holds, sends another on the one that was read, or confirms that one.
type act struct {
	does string // "read", "enter" or "confirm"
	base int64  // the act that the officer had read
}

type outcome struct {
	stored bool
	act    int64 // what was read or stored, or what stands instead; 0 where it was not said
}

// sheetModel is one sheet, to which things happen one after the other: what is sent on
// an act that does not stand any more is refused and shown what stands.
func sheetModel(begins int64) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return begins },
		Step: func(state, input, output any) (bool, any) {
			stands, in, out := state.(int64), input.(act), output.(outcome)
			switch {
			case in.does == "read":
				return out.act == stands, stands
			case out.stored:
				return in.base == stands && out.act > stands, out.act
			case in.does == "confirm":
				return in.base != stands, stands
			}
			return in.base != stands && out.act == stands, stands
		},
		DescribeOperation: func(in, out any) string { return fmt.Sprintf("%+v: %+v", in, out) },
	}
}

// TestHistoriesOfASheet has three officers work on one sheet at the same time, again and
// again. Whatever they were told could have been told had they come one after the other:
// nobody replaces or confirms what they had not seen. DESK_HISTORIES sets how often; make
// night makes 1,000.
func TestHistoriesOfASheet(t *testing.T) {
	t.Parallel()
	times := 50
	if s := os.Getenv("DESK_HISTORIES"); s != "" {
		n, err := strconv.Atoi(s)
		must(t, err)
		times = n
	}
	h := &histories{staffedRoom: staffed(t, 3), began: time.Now()}
	papers, _ := h.officers[0].read(papersPath).form(papersPath)
	papers.Set("papers", "49,195")
	if p, err := h.officers[0].post(papersPath, papers); err != nil || p.status != http.StatusSeeOther {
		t.Fatalf("verified papers: %d, %v", p.status, err)
	}
	for range times {
		begins, _ := h.base(h.officers[0])
		var all sync.WaitGroup
		for i := range h.officers {
			all.Go(func() { h.work(i) })
		}
		all.Wait()
		if !porcupine.CheckOperations(sheetModel(begins), h.history) {
			t.Fatalf("no order explains what three officers were told of a sheet that began at act %d: %+v", begins, h.history)
		}
		h.history = nil
	}
	entered, confirmed := h.acts(count.KindEntered), h.acts(count.KindConfirmed)
	if len(entered) != h.done["enter"] || len(confirmed) != h.done["confirm"] || h.conflicts == 0 || len(confirmed) == 0 {
		t.Errorf("%d entered and %d confirmed in the ledger; told were %v, and %d conflicts", len(entered), len(confirmed), h.done, h.conflicts)
	}
	t.Logf("%d histories of three officers: %v stored, %d conflicts, all in an order", times, h.done, h.conflicts)
}

// histories are officers at work, and what they were told.
type histories struct {
	*staffedRoom
	began  time.Time
	sheets atomic.Int64 // sent, each with figures of its own

	mu        sync.Mutex
	history   []porcupine.Operation
	done      map[string]int
	conflicts int
}

// work is one officer's part of a history: reads the sheet, then twice does with it
// what the page offers.
func (h *histories) work(who int) {
	v := h.officers[who]
	for range 2 {
		called := h.now()
		base, confirm := h.base(v)
		h.record(who, called, act{does: "read"}, outcome{act: base})
		called = h.now()
		if confirm != nil && rand.N(2) == 0 {
			h.record(who, called, act{"confirm", base}, h.send(v, confirmPath, confirm))
			continue
		}
		h.record(who, called, act{"enter", base}, h.send(v, sheetPath, h.sheet(base)))
	}
}

// base is the act that a unit's sheet holds as its page shows it, with the form that
// confirms it where the page has one.
func (h *histories) base(v *visitor) (base int64, confirm url.Values) {
	p := v.read(sheetPath)
	form, typing := p.form(sheetPath)
	field := "base"
	if ticked := p.ticked(confirmPath); ticked.Has("entry") {
		form, confirm, field = ticked, ticked, "entry"
	} else if !typing { // it waits, and who typed it may take it back
		form, _ = p.form(sheetPath + "/take-back")
	}
	base, err := strconv.ParseInt(form.Get(field), 10, 64)
	if err != nil {
		h.t.Errorf("the page does not say what it shows: %v\n%s", err, text(p.body))
	}
	return base, confirm
}

// sheet is a sheet with figures that no other has, on top of an act.
func (h *histories) sheet(base int64) url.Values {
	n := int(h.sheets.Add(1))
	form := url.Values{"key": {fmt.Sprint("sheet-", n)}, "layout": {"1"}, "base": {fmt.Sprint(base)}}
	for field, votes := range sheetFigures(n) {
		form.Set(field, strconv.Itoa(votes))
	}
	return form
}

// send sends a form, with a reason for each warning, and says what came of it.
func (h *histories) send(v *visitor, path string, form url.Values) (out outcome) {
	p, err := v.post(path, form)
	for i := 0; i < 2 && err == nil && p.status == http.StatusUnprocessableEntity && len(p.named("why.")) > 0; i++ {
		p, err = v.post(path, p.accepting(path)) // reasons are of the figures as the page has them
	}
	switch {
	case err == nil && p.status == http.StatusSeeOther:
		to, _ := url.Parse(p.to)
		out.stored = true
		out.act, err = strconv.ParseInt(to.Query().Get("seq"), 10, 64)
	case err == nil && p.status == http.StatusConflict && path == sheetPath:
		again, _ := p.form(path)
		out.act, err = strconv.ParseInt(again.Get("base"), 10, 64)
	}
	if err != nil || p.status != http.StatusSeeOther && p.status != http.StatusConflict {
		h.t.Errorf("%s: %d, %v\n%s", path, p.status, err, text(p.body))
	}
	return out
}

func (h *histories) now() int64 { return int64(time.Since(h.began)) }

func (h *histories) record(who int, called int64, in act, out outcome) {
	returned := h.now()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.history = append(h.history, porcupine.Operation{ClientId: who, Input: in, Call: called, Output: out, Return: returned})
	switch {
	case out.stored:
		if h.done == nil {
			h.done = map[string]int{}
		}
		h.done[in.does]++
	case in.does != "read":
		h.conflicts++
	}
}
