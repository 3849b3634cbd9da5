package main

import (
	"net/http"
	"net/url"
	"sync"
	"testing"

	"resultsdesk/internal/count"
)

// A form that arrives fifty times at once, each on a connection of its own, is one act,
// and every one is told the same: verified papers, a sheet, and its confirmation.
func TestTheSameFormFiftyTimesAtOnce(t *testing.T) {
	r := staffed(t, 2)
	typist, second := r.officers[0], r.officers[1]
	papers, _ := typist.read(papersPath).form(papersPath)
	papers.Set("papers", "49,195")
	together(t, typist, papersPath, papers)

	h := hospital{t: t, typist: typist}
	together(t, typist, sheetPath, h.fill())
	together(t, second, confirmPath, second.read(sheetPath).ticked(confirmPath))

	for _, kind := range []count.Kind{count.KindVerified, count.KindEntered, count.KindConfirmed} {
		if acts := r.acts(kind); len(acts) != 1 {
			t.Errorf("%s: %d acts; want 1", kind, len(acts))
		}
	}
}

// together sends a form fifty times at once and fails unless all answers are the same,
// but for the word that it came before.
func together(t *testing.T, v *visitor, path string, form url.Values) {
	t.Helper()
	const times = 50
	answers := make([]page, times)
	var start, done sync.WaitGroup
	start.Add(1)
	for i := range answers {
		done.Go(func() {
			alone := &visitor{v.t, v.url, &http.Client{Jar: v.http.Jar, CheckRedirect: v.http.CheckRedirect, Transport: &http.Transport{DisableKeepAlives: true}}}
			start.Wait()
			p, err := alone.post(path, form)
			if err != nil {
				t.Error(err)
			}
			answers[i] = p
		})
	}
	start.Done()
	done.Wait()
	first := 0
	told := map[string]int{}
	for _, p := range answers {
		to, err := url.Parse(p.to)
		if err != nil || p.status != http.StatusSeeOther {
			t.Fatalf("%s: %d %v\n%s", path, p.status, err, text(p.body))
		}
		q := to.Query()
		if !q.Has("again") {
			first++
		}
		q.Del("again")
		told[to.Path+"?"+q.Encode()]++
	}
	if first != 1 || len(told) != 1 {
		t.Errorf("%s: %d of %d were the first, and the answers are %v; want one first and one answer", path, first, times, told)
	}
}
