package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// whole is a count through a correction of a figure, a withdrawal and a second
// declaration, revision by revision.
func whole() []*feed.Bulletin {
	n := begin(seat(count.ProfileSmall))
	all := []*feed.Bulletin{n.bulletin()}
	keep := func(n *night) { all = append(all, n.bulletin()) }
	keep(n.counted())
	keep(n.declared("1120"))
	n.do(count.Proposed{Reason: "two digits transposed", Changes: []count.Amendment{{Field: "votes.90828", Was: "16873", Now: "16783"}}})
	keep(n.at0("02:14:08").do(count.Corrected{Proposal: n.seq}))
	n.do(count.Proposed{Withdrawal: true, Reason: "the wrong contest"})
	keep(n.at0("02:16:08").do(count.Withdrawn{Proposal: n.seq}))
	return all
}

// The history tells of each revision what changed, until when it held, and where its
// bytes are, newest first.
func TestHistoryAfterCorrectionAndWithdrawal(t *testing.T) {
	all := whole()
	h, _ := public(t, append(all, overview(all[len(all)-1]))...)
	page := get(t, h, "/contests/islington-north/history")
	wellFormed(t, page)
	mustSay(t, page,
		"Revision 12 02:17:08 BST · newest Withdrawn State Declared, corrected → to Withdrawn Result withdrawn the wrong contest",
		"Revision 10 02:15:08 BST · superseded 02:17:08 BST Declared, corrected Correction 1 two digits transposed",
		"Praful Nargund 16,873 → to 16,783", "Majority 7,247 → to 7,337",
		"Outcome Independent gain from Labour → to none",
		"First published: who stands, and the result before.")
	for _, anchor := range []string{`id="r12"`, `href="#r12"`, `id="r10"`} {
		if !strings.Contains(page, anchor) {
			t.Errorf("no %s", anchor)
		}
	}
	var file feed.History
	if err := json.Unmarshal([]byte(get(t, h, "/api/v1/contests/islington-north/history.json")), &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Revisions) != len(all) || file.Revisions[0].Superseded != nil || file.Revision != 12 {
		t.Errorf("%+v", file)
	}
	for i, r := range file.Revisions {
		p := publish(t, all[len(all)-1-i])
		if r.Hash != feed.Hash(p.Bytes) || !strings.Contains(page, r.Hash) {
			t.Errorf("revision %d has the hash %s; its bytes have %s", r.Revision, r.Hash, feed.Hash(p.Bytes))
		}
	}
}

// A revision is served byte for byte. Its address with the epoch is for ever; without it
// a restored desk may answer otherwise.
func TestRevisionsAsPublished(t *testing.T) {
	all := whole()
	h, _ := public(t, append(all, overview(all[len(all)-1]))...)
	const at = "/api/v1/contests/islington-north/revisions/"
	for query, want := range map[string]string{"": "public, max-age=2, stale-while-revalidate=30", "?epoch=1720000000000": "public, max-age=31536000, immutable"} {
		r := ask(h, "GET", at+"10.json"+query)
		if r.StatusCode != http.StatusOK || r.Header.Get("Cache-Control") != want || body(t, r) != string(publish(t, all[3]).Bytes) {
			t.Errorf("%q: %s, %q", query, r.Status, r.Header.Get("Cache-Control"))
		}
	}
	for _, missing := range []string{at + "2.json", at + "13.json", at + "010.json", at + "-1.json", at + "10", at + "10.json?epoch=7", "/api/v1/contests/atlantis/revisions/1.json", "/contests/atlantis/history"} {
		if r := ask(h, "GET", missing); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", missing, r.Status)
		}
	}
	if r := ask(h, "GET", "/contests/E14001305/history"); r.Header.Get("Location") != "/contests/islington-north/history" {
		t.Errorf("the official code leads to %q", r.Header.Get("Location"))
	}
}

// What a contest withheld is in no revision before its declaration, and a page before the
// close of poll has no figure.
func TestHistoryOfAWithholdingContest(t *testing.T) {
	h, _ := public(t, scheduled(), withholding(), overview(withholding()))
	page := get(t, h, "/contests/islington-north/history")
	mustSay(t, page, "Counting: 3 of 6")
	mustNotSay(t, page, "24,120", "49,195", "votes")
}
