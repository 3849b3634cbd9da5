package qr_test

import (
	"fmt"
	"strings"
	"testing"

	encoder "rsc.io/qr"

	"resultsdesk/internal/qr"
)

// Every dark module of the code is in the drawing once, and nothing else is, within a
// margin of four.
func TestDraw(t *testing.T) {
	const address = "https://desk.example.org/desk/contests/islington-north/units/count"
	drawn, err := qr.Draw(address)
	if err != nil {
		t.Fatal(err)
	}
	want, err := encoder.Encode(address, encoder.M)
	if err != nil {
		t.Fatal(err)
	}
	if drawn.Box() != fmt.Sprintf("0 0 %d %d", want.Size+8, want.Size+8) {
		t.Errorf("box %s for %d modules", drawn.Box(), want.Size)
	}
	dark := map[[2]int]int{}
	for _, run := range strings.SplitAfter(strings.TrimSuffix(drawn.Path, "z"), "z") {
		var x, y, n, back int
		if _, err := fmt.Sscanf(run, "M%d %dh%dv1h-%d", &x, &y, &n, &back); err != nil || n != back {
			t.Fatalf("run %q: %v", run, err)
		}
		for i := range n {
			dark[[2]int{x + i - 4, y - 4}]++
		}
	}
	for y := -4; y < want.Size+4; y++ {
		for x := -4; x < want.Size+4; x++ {
			if got := dark[[2]int{x, y}]; (got == 1) != want.Black(x, y) || got > 1 {
				t.Fatalf("module %d, %d is drawn %d times", x, y, got)
			}
		}
	}
}

// What is too long for any code is refused.
func TestDrawTooLong(t *testing.T) {
	if _, err := qr.Draw(strings.Repeat("x", 4000)); err == nil {
		t.Error("4,000 characters were drawn")
	}
}
