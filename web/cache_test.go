package web_test

import (
	"strings"
	"testing"
)

// A cache between may answer for two seconds and for half a minute while it asks
// again, and no longer: a declaration must not wait for it.
func TestCachesMayKeepPagesForSeconds(t *testing.T) {
	h, _ := public(t, declared(), overview(declared()))
	for _, path := range []string{"/", "/contests", "/contests/islington-north", "/embed/contests/islington-north", "/api/v1/overview.json", "/api/v1/contests/islington-north.json", "/contests/atlantis"} {
		if got := ask(h, "GET", path).Header.Get("Cache-Control"); got != "public, max-age=2, stale-while-revalidate=30" {
			t.Errorf("%s: Cache-Control is %q", path, got)
		}
	}
}

// After a restore a page is made anew also where the revision is one that was shown
// before.
func TestANewEpochIsAnotherPage(t *testing.T) {
	h, board := public(t, declared())
	mustSay(t, get(t, h, "/contests/islington-north"), "Independent gain from Labour")
	restored := partial()
	restored.Epoch, restored.Revision = declared().Epoch+1, declared().Revision
	board.Put(publish(t, restored))
	mustNotSay(t, get(t, h, "/contests/islington-north"), "Independent gain from Labour")
	if strings.Contains(body(t, ask(h, "GET", "/api/v1/contests/islington-north.json")), `"stage":"declared"`) {
		t.Error("the file is that of the life before")
	}
}

// What is copied into another page stays one attribute, whatever the contest is
// called.
func TestHostileNameInTheSnippet(t *testing.T) {
	b := declared()
	b.Contest.Name = `North" onload="alert(1)`
	h, _ := public(t, b)
	mustNotSay(t, get(t, h, "/contests/islington-north"), `title="Result: North" onload`)
}
