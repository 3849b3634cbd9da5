package broadcast

import "testing"

// Viewers tell by the number whether to come back, so the numbers are those of the
// protocol's description.
func TestCloseCodesAreThoseOfTheProtocol(t *testing.T) {
	for code, want := range map[int]int{CloseMalformed: 1002, CloseSilence: 1008, CloseRestart: 1012, CloseBehind: 1013, CloseNoTopic: 4404} {
		if code != want {
			t.Errorf("a code is %d; want %d", code, want)
		}
	}
}
