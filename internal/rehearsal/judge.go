package rehearsal

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"time"

	"resultsdesk/internal/broadcast"
)

// Watched is what viewers were shown.
type Watched struct {
	Viewers  int
	Frames   int // that came to all of them
	States   int // different ones: a topic at a revision, in a protocol
	Compared int // of these, with what the desk published
	Unknown  int // of pages, at a revision that nobody gave the data of
	Cuts     int // connections that were lost and taken up again
	Latency  Latency
	Wrong    []string // shown, and must not have been
}

// Latency is how long after a form was sent its effect was with viewers.
type Latency struct {
	Forms   int // whose effect is public
	Samples int // a form and a viewer
	P50     time.Duration
	P99     time.Duration
	Max     time.Duration
	Slowest string     // the step of the longest
	missing []expected // no viewer was shown its effect
}

// judge compares what viewers were shown with what the desk published: the desk's own
// log where there is one, else what came as data.
func (w *Watch) judge(published map[int64][]byte) Watched {
	out := Watched{Viewers: len(w.viewers), Latency: w.latencies(0)}
	for _, v := range w.viewers {
		out.Cuts += v.cuts
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	out.Frames, out.States, out.Wrong = w.received, len(w.shown), slices.Clone(w.wrong)
	for key, f := range w.shown {
		bulletin, known := w.bulletinOf(key, published)
		switch {
		case !known && published != nil:
			out.Wrong = append(out.Wrong, fmt.Sprintf("%s, revision %d was shown, and never published", key.topic, key.revision))
		case !known:
			out.Unknown++
		case key.protocol == broadcast.ProtocolJSON:
			out.Compared++
			if !bytes.Equal(bulletin, f.bulletin) {
				out.Wrong = append(out.Wrong, fmt.Sprintf("%s, revision %d: what was shown is not what was published", key.topic, key.revision))
			}
		default:
			out.Compared++
			out.Wrong = append(out.Wrong, strange(key, f.figures, bulletin)...)
		}
	}
	for _, e := range out.Latency.missing {
		out.Wrong = append(out.Wrong, fmt.Sprintf("%s: no viewer was shown the effect of act %d (%s)", e.topic, e.seq, e.kind))
	}
	slices.Sort(out.Wrong)
	return out
}

// bulletinOf is what was published as a topic's state at a revision.
func (w *Watch) bulletinOf(key frameKey, published map[int64][]byte) ([]byte, bool) {
	if published != nil {
		bulletin, known := published[key.revision]
		return bulletin, known
	}
	key.protocol = broadcast.ProtocolJSON
	f := w.shown[key]
	if f == nil {
		return nil, false
	}
	return f.bulletin, true
}

// strange are the figures of a page that its revision does not hold.
func strange(key frameKey, figures []int, bulletin []byte) []string {
	holds, err := numbersIn(bulletin)
	if err != nil {
		return []string{fmt.Sprintf("%s, revision %d: %v", key.topic, key.revision, err)}
	}
	var wrong []string
	for _, n := range figures {
		if !holds[n] {
			wrong = append(wrong, fmt.Sprintf("%s, revision %d: %d is shown, and that revision does not hold it", key.topic, key.revision, n))
		}
	}
	return wrong
}

// latencies are those of the forms from a place on.
func (w *Watch) latencies(from int) Latency {
	w.mu.Lock()
	expected := slices.Clone(w.expected[min(from, len(w.expected)):])
	acts := map[string][]frameAct{} // by topic, in order of revision
	for key, f := range w.shown {
		if key.protocol == broadcast.ProtocolJSON && f.seq > 0 {
			acts[key.topic] = append(acts[key.topic], frameAct{key.revision, f.seq})
		}
	}
	w.mu.Unlock()
	for _, all := range acts {
		slices.SortFunc(all, func(a, b frameAct) int { return cmp.Compare(a.revision, b.revision) })
	}
	l := Latency{Forms: len(expected)}
	var took []time.Duration
	var longest time.Duration
	for _, e := range expected {
		i := slices.IndexFunc(acts[e.topic], func(f frameAct) bool { return f.seq >= e.seq })
		if i < 0 {
			if slices.ContainsFunc(w.viewers, func(v *viewer) bool { return slices.Contains(v.topics, e.topic) }) {
				l.missing = append(l.missing, e)
			}
			continue
		}
		for _, v := range w.viewers {
			if at, ok := v.first(e.topic, acts[e.topic][i].revision); ok {
				took = append(took, at.Sub(e.sent))
				if at.Sub(e.sent) > longest {
					longest, l.Slowest = at.Sub(e.sent), fmt.Sprintf("%s, %s", e.topic, e.kind)
				}
			}
		}
	}
	slices.Sort(took)
	if l.Samples = len(took); l.Samples > 0 {
		l.P50, l.P99, l.Max = took[l.Samples/2], took[l.Samples*99/100], took[l.Samples-1]
	}
	return l
}

// frameAct is the act that a topic's state at a revision came from.
type frameAct struct{ revision, seq int64 }

// first is when a viewer was shown a revision of a topic, or a later one.
func (v *viewer) first(topic string, revision int64) (time.Time, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	seen := v.seen[topic]
	i, _ := slices.BinarySearchFunc(seen, revision, func(a arrival, r int64) int { return cmp.Compare(a.revision, r) })
	if i == len(seen) {
		return time.Time{}, false
	}
	return seen[i].at, true
}
