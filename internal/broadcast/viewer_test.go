package broadcast_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"resultsdesk/internal/broadcast"
)

// Time in these tests is a bubble's: Sleep waits for nothing real.

func TestHeartbeatComesAtOnceAndThenEveryFiveSeconds(t *testing.T) {
	onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
		start := time.Now()
		n.publish("overview", 1, 1)
		n.publish("contest/tottenham", 1, 2)
		time.Sleep(12 * time.Second)
		c := n.watch("topic=overview&epoch=1&revision=2")
		var at []time.Duration
		for range 4 {
			expect(t, c, "beat  1.2")
			at = append(at, time.Since(start))
		}
		if want := []time.Duration{12 * time.Second, 15 * time.Second, 20 * time.Second, 25 * time.Second}; !slices.Equal(at, want) {
			t.Errorf("heartbeats at %v, want %v", at, want)
		}
		n.publish("contest/tottenham", 1, 3)
		expect(t, c, "beat  1.3") // says how far the desk is, also where no topic of ours changed
	})
}

func TestPingsEvery25SecondsKeepAViewerThatAnswers(t *testing.T) {
	onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
		n.publish("overview", 1, 1)
		c := n.watch("topic=overview")
		start := time.Now()
		var at []time.Duration
		pong := c.PingHandler()
		c.SetPingHandler(func(text string) error {
			at = append(at, time.Since(start))
			return pong(text)
		})
		for time.Since(start) < 5*time.Minute {
			read(t, c)
		}
		if len(at) < 11 || at[0] != 25*time.Second || at[1] != 50*time.Second {
			t.Errorf("pings after %v, want one every 25 s", at)
		}
	})
}

func TestViewerThatAnswersNoPingIsGoneAfterAMinute(t *testing.T) {
	onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
		n.publish("overview", 1, 1)
		c := n.watch("topic=overview")
		c.SetPingHandler(func(string) error { return nil })
		start := time.Now()
		left(t, c)
		if took := time.Since(start); took != time.Minute {
			t.Errorf("gone after %v, want 1m0s", took)
		}
	})
}

func TestCloseCodesOnArrival(t *testing.T) {
	long := url.QueryEscape(strings.Repeat("ŵ", 200)) // does not fit into a close frame
	for query, want := range map[string]int{
		"topic=contest/nowhere":                     broadcast.CloseNoTopic,
		"topic=overview&topic=contest/nowhere":      broadcast.CloseNoTopic,
		"topic=contest/" + long:                     broadcast.CloseNoTopic,
		"topic=contest/nowhere&epoch=2&revision=3":  broadcast.CloseNoTopic,
		"topic=contest/nowhere&epoch=1&revision=99": broadcast.CloseNoTopic,
		"topic=contest/nowhere&epoch=2&revision=4":  broadcast.CloseBehind, // may have been published elsewhere
		"topic=overview&epoch=3":                    broadcast.CloseBehind,
		"topic=contest/nowhere&epoch=3":             broadcast.CloseBehind,
	} {
		t.Run(query, func(t *testing.T) {
			onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
				n.publish("overview", 2, 3)
				if got := left(t, n.watch(query)); got != want {
					t.Errorf("closed with %d, want %d", got, want)
				}
			})
		})
	}
}

func TestViewerThatSpeaksIsClosed(t *testing.T) {
	for name, kind := range map[string]int{"text": websocket.TextMessage, "binary": websocket.BinaryMessage} {
		t.Run(name, func(t *testing.T) {
			onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
				n.publish("overview", 1, 1)
				c := n.watch("topic=overview")
				expect(t, c, "state overview 1.1", "beat  1.1")
				if err := c.WriteMessage(kind, []byte("hello")); err != nil {
					t.Fatal(err)
				}
				if got := left(t, c); got != broadcast.CloseSilence {
					t.Errorf("closed with %d, want %d", got, broadcast.CloseSilence)
				}
			})
		})
	}
}

func TestGoodbyeWaitsForTheAnswer(t *testing.T) {
	onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
		n.publish("overview", 1, 1)
		c := n.watch("topic=contest/nowhere")
		c.SetCloseHandler(func(code int, text string) error {
			time.Sleep(900 * time.Millisecond)
			return c.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Time{})
		})
		if got := left(t, c); got != broadcast.CloseNoTopic {
			t.Errorf("the answer was not taken: %d", got)
		}
	})
}

func TestViewerThatDoesNotAnswerAGoodbyeIsGoneAfterASecond(t *testing.T) {
	onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
		n.publish("overview", 1, 1)
		c := n.watch("topic=contest/nowhere")
		c.SetCloseHandler(func(int, string) error { return nil })
		start := time.Now()
		left(t, c)
		c.NetConn().Read(make([]byte, 1))
		if took := time.Since(start); took != time.Second {
			t.Errorf("gone after %v, want 1s", took)
		}
	})
}

func TestCloseTellsEverybodyToComeBackWithinTwoSeconds(t *testing.T) {
	onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
		n.publish("overview", 1, 1)
		polite, stalled := n.watch("topic=overview"), n.watch("topic=overview")
		expect(t, polite, "state overview 1.1", "beat  1.1")
		expect(t, stalled, "state overview 1.1", "beat  1.1")
		n.publish("overview", 1, 2)
		expect(t, polite, "state overview 1.2")
		synctest.Wait() // the writer of stalled hangs in the middle of 2

		start := time.Now()
		code := make(chan int, 1)
		go func() { code <- left(t, polite) }()
		n.hub.Close(t.Context())
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("took %v", took)
		}
		if got := <-code; got != broadcast.CloseRestart {
			t.Errorf("closed with %d, want %d", got, broadcast.CloseRestart)
		}
		if got := n.hub.Viewers("overview"); got != 0 {
			t.Errorf("%d viewers left", got)
		}
		refused(t, n, "the hub has closed")
	})
}

// Those who are sent away are told over how long to spread: a second for every 500.
func TestCloseSpreadsTheReturn(t *testing.T) {
	for n, want := range map[int]string{1: "within 1 s", 1200: "within 3 s"} {
		onNight(t, broadcast.Options{}, func(t *testing.T, night *night) {
			night.publish("overview", 1, 1)
			var all []*websocket.Conn
			for range n {
				all = append(all, night.watch("topic=overview"))
			}
			for _, c := range all {
				go func() {
					_, _, err := c.ReadMessage()
					for err == nil {
						_, _, err = c.ReadMessage()
					}
					if closed := (*websocket.CloseError)(nil); !errors.As(err, &closed) || closed.Code != broadcast.CloseRestart || !strings.HasSuffix(closed.Text, want) {
						t.Errorf("of %d viewers one was sent away with %v; want %q", n, err, want)
					}
				}()
			}
			synctest.Wait()
			night.hub.Close(t.Context())
		})
	}
}

func TestCloseWaitsNoLongerThanItsContext(t *testing.T) {
	onNight(t, broadcast.Options{}, func(t *testing.T, n *night) {
		n.publish("overview", 1, 1)
		n.watch("topic=overview") // takes nothing
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		start := time.Now()
		n.hub.Close(ctx)
		if took := time.Since(start); took != 100*time.Millisecond {
			t.Errorf("took %v, want 100ms", took)
		}
	})
}

func TestHubWithoutFramesOrPlacesAsksToComeBack(t *testing.T) {
	onNight(t, broadcast.Options{MaxViewers: 2}, func(t *testing.T, n *night) {
		refused(t, n, "nothing was published")
		n.publish("overview", 1, 1)
		n.watch("topic=overview")
		c := n.watch("topic=overview")
		refused(t, n, "there are two viewers")
		c.Close()
		synctest.Wait()
		n.watch("topic=overview") // there is a place again
	})
}

// refused tells whether a viewer is asked, before the upgrade, to come back.
func refused(t *testing.T, n *night, when string) {
	t.Helper()
	_, resp, err := n.dial("topic=overview")
	if err == nil || resp == nil || resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" {
		t.Errorf("when %s: %v, want 503 with Retry-After", when, resp)
	}
}
