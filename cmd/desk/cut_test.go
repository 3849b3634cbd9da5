package main

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

// A line that is cut anywhere in a form on its way to the desk, or anywhere in the
// answer, costs nothing: the same form sent again over another line counts once, and
// what never arrived whole had not been stored.
func TestALineIsCut(t *testing.T) {
	r := staffed(t, 1)
	v := r.officers[0]
	sendPapers(t, v, 40_000)
	papers, cuts := 40_001, 0
	size := sizeOf(t, r, v)
	for n := 0; n < size; n += 11 {
		papers, cuts = papers+1, cuts+1
		form := fresh(t, v, papers)
		l := bad(t, r.addr)
		l.request = n
		lost(t, l, v, form)
		if again := whole(t, v, form); again {
			t.Errorf("%d of %d bytes reached the desk, and the form was stored", n, size)
		}
	}
	for n := 0; n < 200; n += 11 {
		papers, cuts = papers+1, cuts+1
		form := fresh(t, v, papers)
		l := bad(t, r.addr)
		l.reply = n
		lost(t, l, v, form)
		if again := whole(t, v, form); !again {
			t.Errorf("cut after %d bytes of the answer, and the form was not stored before it", n)
		}
	}
	acts := r.acts(count.KindVerified)
	for i, a := range acts {
		if got := a.Body.(count.Verified).Papers; got != 40_000+i {
			t.Errorf("act %d has %d papers; want %d: none lost, none twice", a.Seq, got, 40_000+i)
		}
	}
	if len(acts) != 2+cuts {
		t.Errorf("%d acts; want %d", len(acts), 2+cuts)
	}
	t.Logf("%d lines cut, at every 11th byte of a form of %d bytes and of the answer's head: lost 0, doubled 0", cuts, size)
}

// A form that lay somewhere in the network until its officer had sent it again, and
// others after it, changes nothing any more when it arrives.
func TestAFormArrivesLate(t *testing.T) {
	r := staffed(t, 1)
	v := r.officers[0]
	sendPapers(t, v, 40_000)
	l := bad(t, r.addr)
	l.held = make(chan struct{})
	form := fresh(t, v, 40_001)
	late := make(chan page, 1)
	go l.carry()
	go func() {
		p, err := l.officer(v).post(papersPath, form)
		if err != nil {
			t.Error(err)
		}
		late <- p
	}()
	whole(t, v, form)
	sendPapers(t, v, 40_002)
	close(l.held)
	if p := <-late; p.status != http.StatusSeeOther || !strings.Contains(p.to, "again=1") {
		t.Errorf("the late form was answered %d %s; want what its twin was told", p.status, p.to)
	}
	acts := r.acts(count.KindVerified)
	if len(acts) != 3 || acts[2].Body.(count.Verified).Papers != 40_002 {
		t.Errorf("%d acts %+v; want 3, and the last stands", len(acts), acts)
	}
}

// fresh is a form of verified papers on top of those that stand.
func fresh(t *testing.T, v *visitor, papers int) url.Values {
	t.Helper()
	form, _ := v.read(papersPath).form(papersPath)
	form.Set("papers", strconv.Itoa(papers))
	form.Set("reason", "counted again")
	return form
}

// lost sends a form over a line that fails.
func lost(t *testing.T, l *badLine, v *visitor, form url.Values) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		l.carry()
	}()
	if p, err := l.officer(v).post(papersPath, form); err == nil {
		t.Errorf("answered %d over a line that was cut", p.status)
	}
	<-done
}

// whole sends a form over a good line and tells whether it had come before.
func whole(t *testing.T, v *visitor, form url.Values) (again bool) {
	t.Helper()
	p, err := v.post(papersPath, form)
	if err != nil || p.status != http.StatusSeeOther {
		t.Fatalf("sent again: %d, %v\n%s", p.status, err, text(p.body))
	}
	return strings.Contains(p.to, "again=1")
}

// sizeOf is how many bytes a browser sends with a form.
func sizeOf(t *testing.T, r *staffedRoom, v *visitor) int {
	t.Helper()
	l := bad(t, r.addr)
	carried := make(chan int64, 1)
	l.carried = carried
	go l.carry()
	if p, err := l.officer(v).post(papersPath, fresh(t, v, 40_001)); err != nil || p.status != http.StatusSeeOther {
		t.Fatalf("over a good line: %d, %v", p.status, err)
	}
	return int(<-carried)
}
