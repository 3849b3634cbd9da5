package broadcast_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"resultsdesk/internal/broadcast"
)

// differing is a frame with a shorter text, that builds on a revision before it. Its
// messages are of type "whole" and "since".
func differing(topic string, epoch, revision, since int64) broadcast.Frame {
	f := frame(topic, epoch, revision)
	f.Since = since
	say := func(kind string) func() ([]byte, error) {
		return func() ([]byte, error) {
			return fmt.Appendf(nil, `{"type":%q,"topic":%q,"epoch":%d,"revision":%d}`, kind, topic, epoch, revision), nil
		}
	}
	f.Text[broadcast.ProtocolHTML] = broadcast.Text{Whole: say("whole"), Since: say("since")}
	return f
}

// able is who says who drew what it holds.
func able(query url.Values) bool { return query.Has("drawn") }

func (n *night) differ(topic string, epoch, revision, since int64) {
	n.t.Helper()
	if err := n.hub.Publish(differing(topic, epoch, revision, since)); err != nil {
		n.t.Fatal(err)
	}
}

// What builds on a state goes to those only who hold that state. a is at 7, which
// builds on 4; b at 5, alone since the start.
func TestDifferencesGoToWhoHoldsWhatTheyBuildOn(t *testing.T) {
	for query, want := range map[string][]string{
		"topic=a":                                       {"whole a 1.7", "beat  1.7", "whole a 1.9"}, // did not ask for differences
		"topic=a&epoch=1&revision=4":                    {"whole a 1.7", "beat  1.7", "whole a 1.9"},
		"topic=a&drawn=":                                {"whole a 1.7", "beat  1.7", "since a 1.9"}, // holds nothing
		"topic=a&drawn=here":                            {"whole a 1.7", "beat  1.7", "since a 1.9"},
		"topic=a&drawn=here&epoch=1&revision=3":         {"whole a 1.7", "beat  1.7", "since a 1.9"}, // an older state
		"topic=a&drawn=here&epoch=1&revision=4":         {"since a 1.7", "beat  1.7", "since a 1.9"},
		"topic=a&drawn=here&epoch=1&revision=6":         {"since a 1.7", "beat  1.7", "since a 1.9"}, // by a heartbeat
		"topic=a&drawn=here&epoch=1&revision=7":         {"beat  1.7", "since a 1.9"},
		"topic=a&drawn=there&epoch=1&revision=4":        {"whole a 1.7", "beat  1.7", "since a 1.9"}, // drawn by another program
		"topic=a&drawn=there&epoch=1&revision=7":        {"beat  1.7", "whole a 1.9"},
		"topic=a&drawn=here&epoch=0&revision=4":         {"whole a 1.7", "beat  1.7", "since a 1.9"}, // of a former life
		"topic=b&drawn=here&epoch=1&revision=2":         {"whole b 1.5", "beat  1.7"},                // the first since the start
		"topic=a&topic=b&drawn=here&epoch=1&revision=6": {"whole a 1.7", "beat  1.7", "since a 1.9"}, // at 6 it need not have had a at 4
		"topic=a&topic=b&drawn=here&epoch=1&revision=7": {"beat  1.7", "whole a 1.9"},
	} {
		t.Run(query, func(t *testing.T) {
			onNight(t, broadcast.Options{Drawn: "here", Differences: able}, func(t *testing.T, n *night) {
				n.differ("a", 1, 4, 0)
				n.differ("b", 1, 5, 2)
				n.differ("a", 1, 7, 4)
				c := n.watch(query)
				for _, w := range want {
					if strings.HasSuffix(w, "a 1.9") {
						n.differ("a", 1, 9, 7)
					}
					expect(t, c, w)
				}
			})
		})
	}
}

func TestSlowViewerAndNewEpochGetTheWhole(t *testing.T) {
	onNight(t, broadcast.Options{Drawn: "here", Differences: able}, func(t *testing.T, n *night) {
		n.differ("a", 1, 1, 0)
		c := n.watch("topic=a&drawn=here")
		expect(t, c, "whole a 1.1", "beat  1.1")
		n.differ("a", 1, 2, 1)
		synctest.Wait() // 2 is on its way to c, which does not read
		n.differ("a", 1, 3, 2)
		n.differ("a", 1, 4, 3)
		expect(t, c, "since a 1.2", "whole a 1.4")
		n.differ("a", 1, 6, 5) // builds on what the hub never had
		expect(t, c, "whole a 1.6")
		n.differ("a", 2, 7, 6)
		expect(t, c, "whole a 2.7")
		n.differ("a", 2, 8, 7)
		expect(t, c, "since a 2.8")
	})
}

func TestTextsAreMadeOnceWhenSomebodyNeedsThem(t *testing.T) {
	onNight(t, broadcast.Options{Variants: []string{"en", "cy"}, Variant: spoken}, func(t *testing.T, n *night) {
		var made [2]atomic.Int64
		f := frame("a", 1, 1)
		for i, language := range []string{"en", "cy"} {
			f.Text[language] = broadcast.Text{Whole: func() ([]byte, error) {
				made[i].Add(1)
				n.publishSpoken("b", 1, 2) // the hub is not held meanwhile
				return []byte(`{"type":"` + language + `"}`), nil
			}}
		}
		if err := n.hub.Publish(f); err != nil {
			t.Fatal(err)
		}
		for range 20 {
			expect(t, n.watch("topic=a&lang=cy"), "cy  0.0")
		}
		if en, cy := made[0].Load(), made[1].Load(); en != 0 || cy != 1 {
			t.Errorf("made %d times where nobody watches, %d times where 20 do; want 0 and 1", en, cy)
		}
	})
}

func spoken(_ string, query url.Values) (string, string) {
	switch lang := query.Get("lang"); lang {
	case "", "en":
		return "en", ""
	case "cy":
		return "cy", ""
	default:
		return "", "no such language: " + lang
	}
}

func (n *night) publishSpoken(topic string, epoch, revision int64) {
	n.t.Helper()
	f := frame(topic, epoch, revision)
	f.Text["en"], f.Text["cy"] = f.Text[broadcast.ProtocolHTML], f.Text[broadcast.ProtocolHTML]
	if err := n.hub.Publish(f); err != nil {
		n.t.Fatal(err)
	}
}

func TestLanguageThatIsNotSpokenIsRefusedForGood(t *testing.T) {
	onNight(t, broadcast.Options{Variants: []string{"en", "cy"}, Variant: spoken}, func(t *testing.T, n *night) {
		n.publishSpoken("a", 1, 1)
		if got := left(t, n.watch("topic=a&lang=fr")); got != broadcast.CloseNoTopic {
			t.Errorf("closed with %d, want %d", got, broadcast.CloseNoTopic)
		}
		expect(t, n.watch("topic=a&lang=cy"), "state a 1.1")
	})
}

// A text that cannot be made is told of once, in the log, and ends nothing. Its viewers
// stay, hear no heartbeat, so that their pages say that they are stale, and get the next
// state whole.
func TestTextThatCannotBeMadeLeavesItsViewersStale(t *testing.T) {
	for name, fault := range map[string]func() ([]byte, error){
		"error": func() ([]byte, error) { return nil, errors.New("no such word") },
		"panic": func() ([]byte, error) { panic("no such word") },
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			onNight(t, broadcast.Options{Drawn: "here", Differences: able, Log: slog.New(slog.NewTextHandler(&log, nil))}, func(t *testing.T, n *night) {
				n.differ("a", 1, 1, 0)
				one, two := n.watch("topic=a&drawn="), n.watch("topic=a&drawn=")
				expect(t, one, "whole a 1.1", "beat  1.1")
				expect(t, two, "whole a 1.1", "beat  1.1")
				broken := differing("a", 1, 2, 1)
				broken.Text[broadcast.ProtocolHTML] = broadcast.Text{Whole: fault, Since: fault}
				if err := n.hub.Publish(broken); err != nil {
					t.Fatal(err)
				}
				time.Sleep(21 * time.Second) // not at the very moment of a heartbeat
				n.differ("a", 1, 3, 2)
				expect(t, one, "whole a 1.3", "beat  1.3") // no beat between
				expect(t, two, "whole a 1.3", "beat  1.3")

				broken = differing("a", 1, 4, 3)
				short := broken.Text[broadcast.ProtocolHTML]
				short.Since = fault
				broken.Text[broadcast.ProtocolHTML] = short
				if err := n.hub.Publish(broken); err != nil {
					t.Fatal(err)
				}
				expect(t, one, "whole a 1.4")
			})
			if got := strings.Count(log.String(), "no such word"); got < 3 || strings.Count(log.String(), "frame not made") != 3 {
				t.Errorf("the log tells of it %d times, want 3, one for each text:\n%s", got, log.String())
			}
		})
	}
}
