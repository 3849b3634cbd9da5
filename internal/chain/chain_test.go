package chain_test

import (
	"strings"
	"testing"

	"resultsdesk/internal/chain"
)

// The encoding does not change: these sums were made by hand from docs/formats.md.
func TestTheEncoding(t *testing.T) {
	rows := chain.New(chain.Acts)
	rows.Row("ready", int64(3), "ready")
	if got := rows.Sum().String(); got != "a34d48d28ede0e8094ae8bd780cc91796c43b9b3f52a6d41a373d39429f15400" {
		t.Errorf("a row: %s", got)
	}
}

// No two sequences of values are written alike.
func TestNothingRunsTogether(t *testing.T) {
	sums := map[chain.Hash]int{}
	for i, values := range [][]any{
		{}, {nil}, {nil, nil}, {int64(0)}, {""}, {"", ""}, {[]byte{}}, {"ab", "c"}, {"a", "bc"}, {"abc"}, {[]byte("abc")}, {int64(1), int64(2)}, {int64(12)}, {"1", "2"}, {3.5}, {"float64 3.5"},
	} {
		for _, kind := range []byte{chain.Line, chain.Acts} {
			d := chain.New(kind)
			d.Put(values...)
			if before, there := sums[d.Sum()]; there {
				t.Errorf("%q is written like number %d", values, before)
			}
			sums[d.Sum()] = i
		}
	}
}

// A head is read back as it was printed, and as it was noted on paper: its beginning,
// in groups, in capitals.
func TestANotedHead(t *testing.T) {
	d := chain.New(chain.Line)
	h := chain.Head{ID: 812, Hash: d.Sum()}
	for _, noted := range []string{h.String(), "812: " + strings.ToUpper(strings.Join(h.Groups()[:5], "-"))} {
		if seen, err := chain.ParseSeen(noted); err != nil || seen.ID != 812 || !seen.Fits(h.Hash) || seen.Fits(chain.Hash{}) {
			t.Errorf("%q is read as %+v, %v", noted, seen, err)
		}
	}
	for _, wrong := range []string{"", "812", "0:" + h.Hash.String(), "812:abcd", "812:" + strings.Repeat("g", 64), "812:" + strings.Repeat("a", 65), "-1:" + h.Hash.String()} {
		if seen, err := chain.ParseSeen(wrong); err == nil {
			t.Errorf("%q is read as %+v", wrong, seen)
		}
	}
}
