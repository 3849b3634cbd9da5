package main

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

// pair are two officers on one count: one types a sheet, the other confirms it, again
// and again. The one keeps its connection open, the other makes one for each request.
type pair struct {
	t              *testing.T
	contest        string
	typist, second *visitor

	sheets  int // typed and confirmed
	forms   int // answered
	failed  int // forms without their answer
	longest time.Duration
}

// newPair signs two officers in and has the papers verified.
func newPair(t *testing.T, url, contest string, names [2]string) *pair {
	p := &pair{t: t, contest: contest, typist: newVisitor(t, url), second: newVisitor(t, url)}
	p.typist.http.Transport = &http.Transport{}
	p.second.http.Transport = &http.Transport{DisableKeepAlives: true}
	p.typist.signIn(names[0], demoPassphrase)
	p.second.signIn(names[1], demoPassphrase)
	path := "/desk/contests/" + contest + "/papers"
	form, _ := p.typist.read(path).form(path)
	form.Set("papers", "49,195")
	if !p.send(p.typist, path, form) {
		t.Fatal("verified papers were not taken")
	}
	return p
}

// work types and confirms sheets until ctx ends, at the pace of tick.
func (p *pair) work(ctx context.Context, pace time.Duration, began *sync.WaitGroup) {
	tick := time.NewTicker(pace)
	defer tick.Stop()
	for ok := true; ok; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			ok = p.sheet()
		}
		if p.sheets == 1 {
			began.Done()
		}
	}
}

// sheet types the next sheet and has it confirmed; false where a form failed.
func (p *pair) sheet() bool {
	path := "/desk/contests/" + p.contest + "/units/count"
	page, err := p.typist.get(path)
	if err != nil {
		p.t.Errorf("%s: the sheet was not shown: %v", p.contest, err)
		return false
	}
	form, ok := page.form(path)
	if !ok {
		p.t.Errorf("%s: no sheet: %d %s", p.contest, page.status, text(page.body))
		return false
	}
	for field, figure := range sheetFigures(p.sheets + 1) {
		form.Set(field, strconv.Itoa(figure))
	}
	if !p.send(p.typist, path, form) {
		return false
	}
	if page, err = p.second.get(path); err != nil {
		p.t.Errorf("%s: the sheet to confirm was not shown: %v", p.contest, err)
		return false
	}
	if !p.send(p.second, path+"/confirm", page.ticked(path+"/confirm")) {
		return false
	}
	p.sheets++
	return true
}

// send sends a form, with a reason for each warning. Each time it must be answered
// as it would be by a desk that is not replaced meanwhile.
func (p *pair) send(by *visitor, path string, form map[string][]string) bool {
	for range 2 {
		began := time.Now()
		page, err := by.post(path, form)
		p.longest = max(p.longest, time.Since(began))
		if err == nil {
			p.forms++
		}
		switch {
		case err == nil && page.status == http.StatusSeeOther:
			return true
		case err == nil && page.status == http.StatusUnprocessableEntity && len(page.named("why.")) > 0:
			form = page.accepting(path)
			continue
		}
		p.failed++
		p.t.Errorf("%s: a form failed: %d, %v %s", path, page.status, err, text(page.body))
		return false
	}
	p.failed++
	p.t.Errorf("%s: refused with its reasons", path)
	return false
}

// audit compares the ledger with what was acknowledged: every sheet entered once and
// confirmed once, in order.
func (p *pair) audit(acts []count.Act) {
	var got []string
	sheets := map[int64]int{}
	for _, a := range acts {
		switch body := a.Body.(type) {
		case count.Entered:
			if a.Contest == p.contest {
				sheets[a.Seq] = body.Tally.Votes["1120"] - corbyn(0)
				got = append(got, fmt.Sprint("entered ", sheets[a.Seq]))
			}
		case count.Confirmed:
			if a.Contest == p.contest {
				got = append(got, fmt.Sprint("confirmed ", sheets[body.Entry]))
			}
		}
	}
	var want []string
	for n := range p.sheets {
		want = append(want, fmt.Sprint("entered ", n+1), fmt.Sprint("confirmed ", n+1))
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		p.t.Errorf("%s: %d sheets were acknowledged; the ledger holds %v", p.contest, p.sheets, got)
	}
}
