package broadcast

import (
	"strings"
	"testing"
)

// The time over which viewers spread after a restart grows with them, and ends at half
// a minute: longer would be an outage of its own.
func TestTheSpreadIsBounded(t *testing.T) {
	for n, want := range map[int]string{0: "within 1 s", 499: "within 1 s", 500: "within 2 s", 10_000: "within 21 s", 100_000: "within 30 s"} {
		if got := restartGoodbye(n); !strings.HasSuffix(got.reason, want) {
			t.Errorf("%d viewers are told %q; want %q", n, got.reason, want)
		}
	}
}
