package web_test

import (
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/pack"
	"resultsdesk/web"
)

// maxUpdate is what a change of a contest may take on the wire, in bytes.
const maxUpdate = 1024

// TestEveryUpdateIsSmall has the 650 contests of 4 July 2024 counted, as two partial
// counts of three mini-counts, and declared, with the published figures, and weighs
// what is sent of each to who has the state before: deflated and framed as the socket
// does.
func TestEveryUpdateIsSmall(t *testing.T) {
	definitions, votes := nation2024(t)
	words := catalogue(t)
	frames, all := web.NewFrames(words, ""), map[string][]weight{}
	for _, c := range definitions.Contests {
		for _, step := range countNight(c, votes[c.GSS]) {
			frame := frames.Next(publish(t, step.b))
			for _, l := range words.Languages() {
				if step.name == "" {
					continue
				}
				short, err := frame.Text[broadcast.ProtocolHTML+" "+l.Code].Since()
				if err != nil {
					t.Fatal(err)
				}
				kind := l.Code + ", " + step.name
				all[kind] = append(all[kind], weight{c.Name, len(c.Candidates), onWire(t, short)})
			}
		}
	}
	for kind, w := range all {
		slices.SortFunc(w, func(a, b weight) int { return cmp.Compare(a.bytes, b.bytes) })
		most := w[len(w)-1]
		t.Logf("%s: p50 %d, p99 %d, max %d bytes (%s, %d candidates)", kind, w[len(w)/2].bytes, w[len(w)*99/100].bytes, most.bytes, most.contest, most.candidates)
		if len(w) != 650 {
			t.Errorf("%s: %d contests, want 650", kind, len(w))
		}
		for _, heavy := range w {
			if heavy.bytes > maxUpdate {
				t.Errorf("%s: %s with %d candidates takes %d bytes, more than %d", kind, heavy.contest, heavy.candidates, heavy.bytes, maxUpdate)
			}
		}
	}
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

type step struct {
	name string
	b    *feed.Bulletin
}

// countNight is the public states of a contest from its close of poll to its
// declaration; those that are weighed have a name.
func countNight(c count.Contest, votes map[string]int) []step {
	c.Publish = count.PublishRunning
	c.Election.SecondPerson = count.NoSecond
	c.Units = []count.CountUnit{{ID: "a", Name: "Mini-count 1", Kind: count.MiniCount}, {ID: "b", Name: "Mini-count 2", Kind: count.MiniCount}, {ID: "c", Name: "Mini-count 3", Kind: count.MiniCount}}
	valid, winner := 0, c.Candidates[0].ID
	for id, n := range votes {
		if valid += n; n > votes[winner] {
			winner = id
		}
	}
	n := begin(c)
	n.do(count.PollClosed{Hour: c.Election.Closes}).do(count.Verified{Papers: valid + 180})
	part := func(unit string, of func(place, all int) int) *night {
		tally := count.Tally{Votes: map[string]int{}, Rejected: map[string]int{"uncertain": 40, "over-voted": 18, "identifiable": 2}}
		for i, line := range c.Candidates {
			tally.Votes[line.ID] = of(i, votes[line.ID])
		}
		return n.on(unit, count.Entered{Tally: tally})
	}
	steps := []step{{"", part("a", func(i, all int) int { return all * (20 + i%5*3) / 100 }).bulletin()}}
	steps = append(steps, step{"partial", part("b", func(i, all int) int { return all * (38 - i%4*4) / 100 }).bulletin()})
	steps = append(steps, step{"", part("c", func(i, all int) int { return all - all*(20+i%5*3)/100 - all*(38-i%4*4)/100 }).bulletin()})
	n.do(count.Provisional{}).do(count.Ready{})
	steps = append(steps, step{"", n.bulletin()})
	return append(steps, step{"declared", n.do(count.Declared{Announced: n.at, Elected: []string{winner}}).bulletin()})
}

// nation2024 is the contests of 2024 and their votes, by official code and candidate,
// as the House of Commons Library publishes them: in ../shared/data beside the project,
// or where DESK_TESTDATA says.
func nation2024(t *testing.T) (count.Definitions, map[string]map[string]int) {
	t.Helper()
	from := filepath.Join(cmp.Or(os.Getenv("DESK_TESTDATA"), filepath.Join("..", "..", "shared", "data")), "uk-ge2024")
	if _, err := os.Stat(from); err != nil {
		t.Skipf("the House of Commons Library's files are not at %s", from)
	}
	folder := t.TempDir()
	for name, path := range map[string]string{
		"candidates.csv": from, "constituencies.csv": from, "notional-2019-results.csv": from, "revised_constituency_ids.csv": from,
		"election.json": "../cmd/desk/demo/pack",
	} {
		text, err := os.ReadFile(filepath.Join(path, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := pack.ReadHOC(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(folder, "candidates.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seat, id, column := slices.Index(rows[0], "ONS ID"), slices.Index(rows[0], "DC Person ID"), slices.Index(rows[0], "Votes")
	votes := map[string]map[string]int{}
	for _, row := range rows[1:] {
		if votes[row[seat]] == nil {
			votes[row[seat]] = map[string]int{}
		}
		if votes[row[seat]][row[id]], err = strconv.Atoi(row[column]); err != nil {
			t.Fatal(err)
		}
	}
	return p.Definitions(), votes
}
