package count_test

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"resultsdesk/internal/count"
)

func TestShareRoundsHalfUp(t *testing.T) {
	for _, row := range []struct {
		part, whole int
		want        string
	}{
		{24120, 49006, "49.2"}, {16873, 49006, "34.4"}, {2660, 49006, "5.4"}, {1950, 49006, "4.0"},
		{1710, 49006, "3.5"}, {1661, 49006, "3.4"}, {32, 49006, "0.1"},
		{7247, 49006, "14.8"},                          // majority
		{49006, 72582, "67.5"}, {49006, 72852, "67.3"}, // turnout, on the night and as checked since
		{1, 2000, "0.1"}, {49, 100000, "0.0"}, {9995, 10000, "100.0"}, {99949, 100000, "99.9"},
		{1, 1, "100.0"}, {0, 1, "0.0"}, {3, 2, "150.0"},
	} {
		got, ok := count.Share(row.part, row.whole)
		if !ok || got.String() != row.want {
			t.Errorf("Share(%d, %d) = %s, %t; want %s", row.part, row.whole, got, ok, row.want)
		}
	}
	if _, ok := count.Share(0, 0); ok {
		t.Error("a share of nothing exists")
	}
}

func TestChangeRoundsOnceAndAwayFromZero(t *testing.T) {
	for _, row := range []struct {
		name                       string
		part, whole, part2, whole2 int
		want                       string
	}{
		{"Labour", 16873, 49006, 34603, 53805, "−29.9"},
		{"Green", 2660, 49006, 4326, 53805, "−2.6"},
		{"Conservative", 1950, 49006, 5483, 53805, "−6.2"},
		{"Reform UK", 1710, 49006, 742, 53805, "+2.1"},
		{"Liberal Democrat, where rounded shares would give −12.2", 1661, 49006, 8415, 53805, "−12.3"},
		{"turnout", 49006, 72582, 53805, 75162, "−4.1"},
		{"exactly half, up", 3, 2000, 2, 2000, "+0.1"},
		{"exactly half, down", 2, 2000, 3, 2000, "−0.1"},
		{"just under half, down", 200, 100000, 249, 100000, "0.0"},
		{"none", 1, 3, 2, 6, "0.0"},
	} {
		got, ok := count.Change(row.part, row.whole, row.part2, row.whole2)
		if !ok || got.Signed() != row.want {
			t.Errorf("%s: %s, %t; want %s", row.name, got.Signed(), ok, row.want)
		}
	}
	if _, ok := count.Change(1, 0, 1, 2); ok {
		t.Error("a change from a share of nothing exists")
	}
	if _, ok := count.Change(1, 2, 1, 0); ok {
		t.Error("a change against an empty base exists")
	}
}

// A change is what big decimal arithmetic gives, worked out another way: the
// fraction over a common denominator, doubled, and cut after adding one.
func TestChangeAgainstWholeNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole, whole2 := rapid.IntRange(1, count.MaxFigure).Draw(t, "valid"), rapid.IntRange(1, count.MaxFigure).Draw(t, "valid before")
		part, part2 := rapid.IntRange(0, whole).Draw(t, "votes"), rapid.IntRange(0, whole2).Draw(t, "votes before")

		num := new(big.Int).Sub(mul(part, whole2), mul(part2, whole))
		den := mul(whole, whole2)
		sign := num.Sign()
		num.Abs(num).Mul(num, big.NewInt(2000)).Add(num, den)
		want := count.Tenths(sign * int(num.Quo(num, new(big.Int).Mul(den, big.NewInt(2))).Int64()))

		got, _ := count.Change(part, whole, part2, whole2)
		if got != want {
			t.Fatalf("Change(%d, %d, %d, %d) = %d; want %d", part, whole, part2, whole2, got, want)
		}
		if share, _ := count.Share(part, whole); share != count.Tenths((2000*part+whole)/(2*whole)) {
			t.Fatalf("Share(%d, %d) = %d", part, whole, share)
		}
		if signed := got.Signed(); strings.Contains(signed, "-") || strings.HasSuffix(signed, "−0.0") || strings.HasSuffix(signed, "+0.0") {
			t.Fatalf("%d is written %q", got, signed)
		}
	})
}

func mul(a, b int) *big.Int { return new(big.Int).Mul(big.NewInt(int64(a)), big.NewInt(int64(b))) }
