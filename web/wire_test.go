package web_test

import (
	"bytes"
	"cmp"
	"compress/flate"
	"slices"
	"testing"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/feed"
	"resultsdesk/web"
)

// What a change may take on the wire, in bytes.
const (
	maxContest  = 1024
	maxOverview = 2048
)

// TestEveryUpdateIsSmall has the 650 contests of 4 July 2024 counted and declared with
// the published figures, and weighs what is sent of every change, and of the overview
// with it, to who has the state before: deflated and framed as the socket does.
func TestEveryUpdateIsSmall(t *testing.T) {
	night, words := play2024(t), catalogue(t)
	frames, all := web.NewFrames(words, ""), map[string][]weight{}
	weigh := func(b *feed.Bulletin) {
		frame := frames.Next(publish(t, b))
		if frame.Since == 0 || b.Contest != nil && b.Contest.Units.In != 2 && b.Stage != "declared" {
			return // the first of its topic, or less than others
		}
		for _, l := range words.Languages() {
			short, err := frame.Text[broadcast.ProtocolHTML+" "+l.Code].Since()
			if err != nil {
				t.Fatal(err)
			}
			kind, contest, candidates := kindOf(b)
			all[l.Code+" "+kind] = append(all[l.Code+" "+kind], weight{contest, candidates, onWire(t, short)})
		}
	}
	declared := 0
	for b := night.next(); b != nil; b = night.next() {
		weigh(b)
		if b.Stage != "declared" {
			continue
		}
		if declared++; declared%10 < 2 { // of the overview every tenth is enough, after the one before it
			weigh(night.overview())
		}
	}
	for kind, w := range all {
		slices.SortFunc(w, func(a, b weight) int { return cmp.Compare(a.bytes, b.bytes) })
		most := w[len(w)-1]
		t.Logf("%s: %d frames, p50 %d, p99 %d, max %d bytes (%s, %d candidates)", kind, len(w), w[len(w)/2].bytes, w[len(w)*99/100].bytes, most.bytes, most.contest, most.candidates)
		limit := maxContest
		if kind[3:] == "overview" {
			limit = maxOverview
		}
		for _, heavy := range w {
			if heavy.bytes > limit {
				t.Errorf("%s: %s with %d candidates takes %d bytes, more than %d", kind, heavy.contest, heavy.candidates, heavy.bytes, limit)
			}
		}
	}
	if n := len(all["en declared"]); n != 650 {
		t.Errorf("%d declarations were weighed, want 650", n)
	}
}

// kindOf is what sort of change a bulletin is.
func kindOf(b *feed.Bulletin) (kind, contest string, candidates int) {
	c := b.Contest
	if c == nil {
		return "overview", "", 0
	}
	return string(b.Stage), c.Name, len(c.Candidates)
}

type weight struct {
	contest           string
	candidates, bytes int
}

// onWire is the size of a message on the socket.
func onWire(t *testing.T, text []byte) int {
	t.Helper()
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(text)
	w.Flush()
	n := packed.Len() - 4 // the end of a flush is not sent
	if n < 126 {
		return n + 2
	}
	return n + 4
}
