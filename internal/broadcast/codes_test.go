package broadcast_test

import (
	"testing"

	"resultsdesk/internal/broadcast"
)

// Viewers tell by the number whether to come back, so the numbers are those of the
// protocol's description.
func TestCloseCodesAreThoseOfTheProtocol(t *testing.T) {
	for code, want := range map[int]int{
		broadcast.CloseMalformed: 1002, broadcast.CloseSilence: 1008, broadcast.CloseRestart: 1012, broadcast.CloseBehind: 1013, broadcast.CloseSignedOut: 4401, broadcast.CloseNoTopic: 4404,
	} {
		if code != want {
			t.Errorf("a code is %d; want %d", code, want)
		}
	}
}
