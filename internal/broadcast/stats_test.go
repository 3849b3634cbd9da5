package broadcast_test

import (
	"testing"
	"testing/synctest"
	"time"

	"resultsdesk/internal/broadcast"
)

// Those who run the desk see who watches what, who takes nothing, and what was left
// out for whom. A viewer that came late missed nothing that was there before.
func TestStats(t *testing.T) {
	onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
		for revision := range int64(4) {
			n.publish("overview", 1, 1+revision)
		}
		n.publish("contest/tottenham", 1, 5)
		late := n.watch("topic=contest/tottenham")
		expect(t, late, "state contest/tottenham 1.5", "beat  1.5")
		stuck := n.watch("topic=overview") // reads nothing: its first state is under way for good
		synctest.Wait()
		if s := n.hub.Stats(); s.Viewers != 2 || s.Topics["overview"] != 1 || s.Topics["contest/tottenham"] != 1 || s.Slow != 0 || s.Skipped != 0 {
			t.Errorf("at first %+v", s)
		}
		time.Sleep(3 * time.Second)
		for revision := range int64(3) {
			n.publish("overview", 1, 6+revision)
		}
		if s := n.hub.Stats(); s.Slow != 1 {
			t.Errorf("%d slow viewers; want 1", s.Slow)
		}
		expect(t, stuck, "state overview 1.4", "state overview 1.8")
		expect(t, stuck, "beat  1.8")
		synctest.Wait()
		if s := n.hub.Stats(); s.Slow != 0 || s.Skipped != 1 || s.Sent != 5 {
			t.Errorf("caught up: %+v; want none slow, one skip, five messages", s)
		}
		gone := n.watch("topic=nowhere")
		left(t, gone)
		synctest.Wait()
		if s := n.hub.Stats(); s.Closes[broadcast.CloseNoTopic] != 1 || s.Viewers != 2 {
			t.Errorf("after one without a topic: %+v", s)
		}
	})
}
